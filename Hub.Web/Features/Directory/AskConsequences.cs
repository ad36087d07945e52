using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Directory;

/// <summary>What a change would bring.</summary>
/// <param name="Losses">What the plan reaches now and would reach no more; what reaches nobody first.</param>
public sealed record Foreseen(IReadOnlyList<Loss> Losses);

/// <summary>What a change of the directory would spoil in the coming days, before it is done.</summary>
public sealed class AskConsequences(IDbContextFactory<HubDbContext> contexts, PlanInForce plans, TimeProvider time)
{
    /// <summary>How far it looks.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(30);

    /// <summary>What the deed would spoil; nothing without a plan in force. Nothing is changed. Refused: without the right to administer.</summary>
    public async Task<Outcome<Foreseen>> Run(Caller caller, Deed deed, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (!await db.PlanVersions.AnyAsync(v => v.State == PlanState.InForce && !v.IsDrillCopy, cancellation))
        {
            return new Foreseen([]);
        }

        var (_, plan) = await plans.Load(db);
        var names = await RuleNames.Load(db, plan);
        var (before, after) = (await Standing.Read(db, cancellation), await Standing.Read(db, cancellation));
        deed.Do(after);
        var now = time.GetUtcNow();
        return new Foreseen(Reachability.Lost(plan, before.ToLeaning(), after.ToLeaning(), now, now + Ahead, target => names.Target(target.ToString())));
    }
}
