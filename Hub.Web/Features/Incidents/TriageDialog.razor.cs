using Hub.Domain.Grading;
using Hub.Domain.Shared;
using Hub.Web.Components;
using Hub.Web.Resources;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using MudBlazor;

namespace Hub.Web.Features.Incidents;

/// <summary>What can be said of a report.</summary>
public enum Judgement
{
    /// <summary>It is an incident.</summary>
    Confirm,

    /// <summary>It belongs to one that runs.</summary>
    Join,

    /// <summary>A false alarm.</summary>
    Dismiss,
}

/// <summary>Judges a report: an incident with its grade, part of one that runs, or a false alarm. Each with a reason.</summary>
public sealed partial class TriageDialog
{
    private readonly Dictionary<string, object?> reasonField = [];
    private TriageView? view;
    private bool isLoaded;
    private bool isBusy;
    private Judgement judgement;
    private Grade? grade;
    private Category? category;
    private bool isRestricted;
    private JoinableView? incident;
    private string? reason;
    private Refusal? refusal;

    [Parameter, EditorRequired] public string Number { get; set; } = "";

    [CascadingParameter] public IMudDialogInstance Dialog { get; set; } = null!;

    [Inject] public required TriageQuery Query { get; init; }

    [Inject] public required OpenIncident Opening { get; init; }

    [Inject] public required TriageReport Triage { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ISnackbar Snackbar { get; init; }

    [Inject] public required IJSRuntime Js { get; init; }

    [Inject] public required IStringLocalizer<RefusalTexts> Refusals { get; init; }

    /// <summary>A refusal that belongs to no field that is shown.</summary>
    private Refusal? Loose => refusal?.Field is "grade" or "category" or "reason" or "incident" ? null : refusal;

    /// <summary>Opens it above the page.</summary>
    public static async Task Open(IDialogService dialogs, string title, string number)
    {
        var parameters = new DialogParameters<TriageDialog> { { d => d.Number, number } };
        var options = new DialogOptions { MaxWidth = MaxWidth.Medium, FullWidth = true, CloseButton = true, CloseOnEscapeKey = true, BackdropClick = false };
        var reference = await dialogs.ShowAsync<TriageDialog>(title, parameters, options);
        await reference.Result;
    }

    protected override async Task OnInitializedAsync()
    {
        reasonField["data-draft"] = $"triage-{Number}";
        await Load();
        isLoaded = true;
        grade = view?.Report.Suspected;
        category = view?.Report.Category ?? Category.Manmade;
    }

    private async Task Load() => view = await Query.Run(Number);

    private string? FaultOf(string field) => Refusals.Of(refusal, field);

    private Task<IEnumerable<JoinableView>> Search(string? words, CancellationToken cancellation)
    {
        var parts = (words ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var found = view!.Running.Where(i => Array.TrueForAll(parts, p =>
            i.ToString().Contains(p, StringComparison.OrdinalIgnoreCase) || (i.Place?.Contains(p, StringComparison.OrdinalIgnoreCase) ?? false)));
        return Task.FromResult(incident?.ToString() == words ? view.Running : found);
    }

    private async Task Decide()
    {
        if (isBusy)
        {
            return;
        }

        isBusy = true;
        try
        {
            var caller = await Callers.Get();
            switch (judgement)
            {
                case Judgement.Confirm when grade is { } chosen:
                    var opened = await Opening.Confirm(caller, Number, chosen, category, reason, isRestricted);
                    await Finish(opened.Refusal, opened.IsRefused ? "" : opened.Value.Number);
                    break;
                case Judgement.Confirm:
                    refusal = Refusal.Invalid("grade", "Required");
                    break;
                case Judgement.Join when incident is { } chosen:
                    var joined = await Triage.Join(caller, Number, chosen.Number, reason);
                    await Finish(joined.Refusal, chosen.Number);
                    break;
                case Judgement.Join:
                    refusal = Refusal.Invalid("incident", "Required");
                    break;
                default:
                    var dismissed = await Triage.Dismiss(caller, Number, reason);
                    await Finish(dismissed.Refusal, null);
                    break;
            }
        }
        finally
        {
            isBusy = false;
        }
    }

    private async Task Finish(Refusal? refused, string? incidentNumber)
    {
        refusal = refused;
        if (refused is { Kind: RefusalKind.Conflict })
        {
            // somebody else was faster: show who
            await Load();
        }

        if (refused is not null)
        {
            return;
        }

        await Js.InvokeVoidAsync("hub.clearDraft", $"triage-{Number}");
        Snackbar.Add(L[$"Done_{judgement}", Number, incidentNumber ?? ""], Severity.Success);
        Dialog.Close(DialogResult.Ok(incidentNumber));
        if (judgement == Judgement.Confirm)
        {
            Navigation.NavigateTo($"/incidents/{incidentNumber}");
        }
    }
}
