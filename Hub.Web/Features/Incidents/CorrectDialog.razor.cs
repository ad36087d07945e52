using System.Security.Cryptography;
using System.Text;
using Hub.Domain.Shared;
using Hub.Web.Components;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace Hub.Web.Features.Incidents;

/// <summary>Corrects title, description and place. When somebody else did so meanwhile, both texts are shown and the second decides.</summary>
public sealed partial class CorrectDialog
{
    private string? title;
    private string? description;
    private string? place;
    private IncidentText? theirs;
    private Refusal? refusal;
    private bool isBusy;

    [Parameter, EditorRequired] public string Number { get; set; } = "";

    /// <summary>The texts as they stand when the dialog opens.</summary>
    [Parameter, EditorRequired] public IncidentText Read { get; set; } = null!;

    [CascadingParameter] public IMudDialogInstance Dialog { get; set; } = null!;

    [Inject] public required IncidentQuery Query { get; init; }

    [Inject] public required CorrectIncident Correcting { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required IJSRuntime Js { get; init; }

    /// <summary>What the boxes were filled with, in short: a draft of the browser remembers over which text it was typed.</summary>
    private string Base => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Read.Title}\n{Read.Description}\n{Read.Place}")))[..16];

    protected override void OnInitialized() => (title, description, place) = Read;

    private void BasedOn(ChangeEventArgs change) => theirs = change.Value?.ToString() is { Length: > 0 } typedOver && typedOver != Base ? Read : theirs;

    private string Key(string field) => $"correct-{Number}-{field}";

    private string? FaultOf(string field) => Refusals.Of(refusal, field);

    private Dictionary<string, object?> Draft(string field) => new() { ["data-draft"] = Key(field), ["data-draft-over"] = "" };

    private async Task Save()
    {
        if (isBusy)
        {
            return;
        }

        isBusy = true;
        try
        {
            // with theirs in view, saving again is a decision for one's own text
            refusal = (await Correcting.Run(await Callers.Get(), Number, new IncidentText(title, description, place), theirs ?? Read)).Refusal;
            if (refusal is { Code: "IncidentCorrectedMeanwhile" })
            {
                theirs = await Query.TextOf(Number);
            }
            else if (refusal is null)
            {
                foreach (var field in (string[])["title", "description", "place", "base"])
                {
                    await Js.InvokeVoidAsync("hub.clearDraft", Key(field));
                }

                Dialog.Close();
            }
        }
        finally
        {
            isBusy = false;
        }
    }
}
