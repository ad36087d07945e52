using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Hub.Web.Features.Incidents;

/// <summary>Posts an update. The text is kept in the browser until it was posted, and stays writable while the page is stale.</summary>
public sealed partial class UpdateComposer
{
    private bool mayCommand;
    private bool isBusy;
    private bool verified;
    private string? text;
    private Refusal? refusal;

    [Parameter, EditorRequired] public IncidentDetail Detail { get; set; } = null!;

    /// <summary>An update was posted.</summary>
    [Parameter] public EventCallback Done { get; set; }

    [Inject] public required CommandIncident Commands { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required IJSRuntime Js { get; init; }

    private string Draft => $"update-{Detail.Head.Number}";

    protected override async Task OnParametersSetAsync() => mayCommand = (await Callers.Get()).Has(Right.Command);

    private async Task Post()
    {
        if (isBusy)
        {
            return;
        }

        isBusy = true;
        try
        {
            refusal = (await Commands.Post(await Callers.Get(), Detail.Head.Number, text, verified)).Refusal;
            if (refusal is null)
            {
                text = "";
                verified = false;
                await Js.InvokeVoidAsync("hub.clearDraft", Draft);
                await Done.InvokeAsync();
            }
        }
        finally
        {
            isBusy = false;
        }
    }
}
