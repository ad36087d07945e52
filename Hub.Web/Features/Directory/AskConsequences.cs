using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Plans.Readiness;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Directory;

/// <summary>What a change would bring.</summary>
/// <param name="Findings">What readiness would find and does not find now, for which grades and when; gaps first.</param>
/// <param name="Whole">The stretch that was looked at.</param>
public sealed record Foreseen(IReadOnlyList<Finding> Findings, Span Whole)
{
    /// <summary>Nothing would be spoilt.</summary>
    public static Foreseen Nothing { get; } = new([], default);
}

/// <summary>
/// What a change of the directory would spoil in the coming days, before it is done: readiness as it stands against readiness as it
/// would stand, so that the directory knows no other answer to who can be reached than the page of readiness does.
/// </summary>
public sealed class AskConsequences(IDbContextFactory<HubDbContext> contexts, PlanInForce plans, ReadinessNow readiness, TimeProvider time)
{
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
            return Foreseen.Nothing;
        }

        var (_, plan) = await plans.Load(db);
        var now = time.GetUtcNow();
        var (before, after) = (await Standing.Read(db, now, cancellation), await Standing.Read(db, now, cancellation));
        deed.Do(after);
        var input = await readiness.Input(db, plan, before.Roster(), before.Bodies(), cancellation);
        var (stands, wouldStand) = (Look(input), Look(input with { Roster = after.Roster(), Bodies = after.Bodies() }));
        return new Foreseen(Worsening.Between(stands, wouldStand), stands.Interval);

        ReadinessResult Look(ReadinessInput what) => ReadinessCheck.Of(what, now, now.AddDays(ReadinessNow.Days));
    }
}
