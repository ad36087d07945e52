using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Components;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Hub.Web.Features.Plans;

/// <summary>The steps that a version may take next, for who may take them.</summary>
public sealed partial class PlanActions
{
    private bool mayEdit;
    private bool mayApprove;
    private bool mayAct;
    private bool isBusy;
    private bool asksText;
    private string? text;
    private DateTime? from;
    private Refusal? refusal;

    [Parameter, EditorRequired] public PlanLine Line { get; set; } = null!;

    [Parameter] public bool IsOwnWork { get; set; }

    /// <summary>How many faults bar the way to submission.</summary>
    [Parameter] public int Faults { get; set; }

    /// <summary>A step was taken.</summary>
    [Parameter] public EventCallback Done { get; set; }

    [CascadingParameter] public ViewerTime Viewer { get; set; } = null!;

    [Inject] public required SubmitPlan Submit { get; init; }

    [Inject] public required DecidePlan Decide { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IJSRuntime Js { get; init; }

    protected override async Task OnParametersSetAsync()
    {
        var caller = await Callers.Get();
        (mayEdit, mayApprove) = (caller.Has(Right.Administer), caller.Has(Right.Approve));
        mayAct = Line.State switch
        {
            PlanState.SentBack or PlanState.Withdrawn => false,
            PlanState.Draft or PlanState.Submitted => mayEdit || mayApprove,
            _ => mayApprove,
        };
        asksText = Line.State is not (PlanState.SentBack or PlanState.Withdrawn);
    }

    private Task SubmitIt() => Take(caller => Submit.Run(caller, Line.Number, text));

    private Task Approve() => Take(caller => Decide.Approve(caller, Line.Number, text));

    private Task SendBack() => Take(caller => Decide.SendBack(caller, Line.Number, text));

    private Task PutInForce() => Take(caller => Decide.PutInForce(caller, Line.Number, from is { } local ? InZone(local) : null));

    private Task Withdraw() => Take(caller => Decide.Withdraw(caller, Line.Number, text));

    private DateTimeOffset InZone(DateTime local) => WallClock.Reached(local, Viewer.Zone);

    private async Task Take(Func<Caller, Task<Outcome<int>>> step)
    {
        if (isBusy)
        {
            return;
        }

        isBusy = true;
        try
        {
            var outcome = await step(await Callers.Get());
            refusal = outcome.Refusal;
            if (!outcome.IsRefused)
            {
                (text, from) = (null, null);
                await Js.InvokeVoidAsync("hub.clearDraft", $"plan-step-{Line.Number}");
                await Done.InvokeAsync();
            }
        }
        finally
        {
            isBusy = false;
        }
    }
}
