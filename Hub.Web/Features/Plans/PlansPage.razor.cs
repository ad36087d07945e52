using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Features.Plans;

/// <summary>All versions of the plan with their states: the revision record (文件制修订记录).</summary>
public sealed partial class PlansPage
{
    private IReadOnlyList<PlanLine>? lines;
    private bool isRefused;
    private bool mayEdit;
    private bool isBusy;
    private Refusal? refusal;

    [Inject] public required PlansQuery Query { get; init; }

    [Inject] public required DraftPlan Draft { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    protected override async Task OnInitializedAsync()
    {
        var caller = await Callers.Get();
        var outcome = await Query.List(caller);
        (isRefused, mayEdit) = (outcome.IsRefused, caller.Has(Right.Administer));
        lines = outcome.IsRefused ? null : outcome.Value.Items;
    }

    /// <summary>What a version is compared with: the one that it began from, else the one before it that was ever in force.</summary>
    private int? Compared(PlanLine line) => line.BasedOn ?? lines!.FirstOrDefault(l => l.Number < line.Number && l.InForceFrom is not null)?.Number;

    private async Task Begin(bool fromNothing)
    {
        isBusy = true;
        try
        {
            var caller = await Callers.Get();
            var begun = fromNothing ? await Draft.FromNothing(caller) : await Draft.From(caller, (int?)null);
            refusal = begun.Refusal;
            if (!begun.IsRefused)
            {
                Navigation.NavigateTo($"/plans/{begun.Value}/edit");
            }
        }
        finally
        {
            isBusy = false;
        }
    }
}
