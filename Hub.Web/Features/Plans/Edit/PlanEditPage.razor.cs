using System.Globalization;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Hub.Web.Features.Plans.Edit;

/// <summary>
/// The editor of a draft, one part a page. What is typed stands in the browser until it was saved; what somebody else
/// saved meanwhile is shown beside it and never overwritten.
/// </summary>
public sealed partial class PlanEditPage
{
    private EmergencyPlan plan = PlanParts.Empty("plan");
    private EmergencyPlan saved = PlanParts.Empty("plan");
    private EmergencyPlan? latest;
    private IReadOnlyList<PlanDifference>? theirs;
    private IReadOnlyList<PlanDifference> mine = [];
    private EditScope? scope;
    private PlanNames? names;
    private PlanPart part = PlanPart.Scope;
    private long version;
    private int loaded;
    private string? changedBy;
    private string? said;
    private bool isBusy;
    private bool isChanged;
    private Refusal? refused;
    private Refusal? refusal;

    [Parameter] public int Number { get; set; }

    [Parameter] public string? PartName { get; set; }

    [Inject] public required PlansQuery Query { get; init; }

    [Inject] public required ChangePlan Change { get; init; }

    [Inject] public required DifferenceWords Words { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required IJSRuntime Js { get; init; }

    private static IEnumerable<PlanPart> Shown => PlanParts.All;

    /// <summary>Name of a part in the address.</summary>
    public static string NameOf(PlanPart part) => part.ToString().ToLowerInvariant();

    protected override async Task OnParametersSetAsync()
    {
        var wanted = Enum.TryParse<PlanPart>(PartName, ignoreCase: true, out var named) && Shown.Contains(named) ? named : PlanPart.Scope;
        if (loaded != Number)
        {
            await Load();
        }

        part = wanted;
    }

    private int CountOf(PlanPart each) => scope!.Faults.Count(f => PlanParts.Of(f) == each);

    private async Task Load()
    {
        var found = await Query.One(await Callers.Get(), Number);
        refused = found.Refusal ?? (found.Value.Line.State == PlanState.Draft ? null : Refusal.Conflict("PlanNotDraft", Number));
        if (refused is null)
        {
            (loaded, names, version) = (Number, found.Value.Names, found.Value.Line.Version);
            Begin(found.Value.Plan);
        }
    }

    private void Begin(EmergencyPlan fresh)
    {
        (plan, saved, latest, theirs, isChanged, refusal) = (fresh, fresh, null, null, false, null);
        Look();
    }

    private void Put(EmergencyPlan changed)
    {
        plan = changed;
        isChanged = PlanParts.All.Any(p => !PlanParts.IsSame(p, plan, saved));
        (said, refusal) = (null, null);
        Look();
    }

    private void Look() => scope = new EditScope(
        string.Create(CultureInfo.InvariantCulture, $"plan-{Number}-{version}-"), plan, names!, PlanCheck.FaultsOf(plan, names!.Known));

    private async Task Save()
    {
        if (isBusy)
        {
            return;
        }

        isBusy = true;
        try
        {
            var caller = await Callers.Get();
            foreach (var each in PlanParts.All.Where(p => !PlanParts.IsSame(p, plan, saved)).ToList())
            {
                var outcome = await Change.Part(caller, Number, each, saved, plan);
                if (outcome.IsRefused)
                {
                    await Refused(outcome.Refusal);
                    return;
                }

                saved = saved.With(each, plan);
            }

            await Js.InvokeVoidAsync("hub.clearDrafts", $"plan-{Number}-");
            var found = await Query.One(caller, Number);
            if (!found.IsRefused)
            {
                // Others may have saved other parts meanwhile: they are shown from now on.
                version = found.Value.Line.Version;
                Begin(found.Value.Plan);
            }

            said = L["SavedNow"];
        }
        finally
        {
            isBusy = false;
        }
    }

    private async Task Refused(Refusal why)
    {
        refusal = why;
        var found = await Query.One(await Callers.Get(), Number);
        if (why.Code == "PlanPartChanged" && !found.IsRefused)
        {
            (latest, changedBy, version, refusal) = (found.Value.Plan, found.Value.Line.ChangedBy, found.Value.Line.Version, null);
            (theirs, mine) = (PlanComparison.Between(saved, latest), PlanComparison.Between(saved, plan));
        }
    }

    private void TakeTheirs() => Begin(latest!);

    /// <summary>What I have changed is put on top of what they saved; it counts only when I save it now.</summary>
    private void KeepMine()
    {
        var kept = PlanParts.All.Where(p => !PlanParts.IsSame(p, plan, saved)).Aggregate(latest!, (merged, each) => merged.With(each, plan));
        (saved, latest, theirs) = (latest!, null, null);
        Put(kept);
    }
}
