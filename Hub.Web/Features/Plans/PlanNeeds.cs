using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Web.Components;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Plans;

/// <summary>On the desk of whoever may approve: versions of the plan that were submitted, written by others. They can wait longer than any incident.</summary>
public sealed class PlanNeeds(IDbContextFactory<HubDbContext> contexts, PlanInForce plans, CurrentCaller callers, TimeProvider time) : INeeds
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Need>> Read()
    {
        var caller = await callers.Get();
        if (!caller.Has(Right.Approve | Right.Read))
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync();
        var waiting = await db.PlanVersions.AsNoTracking().Where(v => v.State == PlanState.Submitted && !v.IsDrillCopy).OrderBy(v => v.SubmittedAt).ToListAsync();
        waiting.RemoveAll(v => v.WasWrittenBy(caller));
        if (waiting.Count == 0)
        {
            return [];
        }

        var approvers = (await plans.Load(db)).Plan.Approvers;
        var isOne = approvers.Count == 0 || Authority.Check(approvers, caller, await Rosters.Load(db), null, time.GetUtcNow()) is null;
        return isOne ? waiting.ConvertAll(v => new Need($"plan/{v.Id}", Grade.IV, null, typeof(PlanTask), PlanLine.Of(v))) : [];
    }
}
