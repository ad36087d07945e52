using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Plans;

/// <summary>A version of the plan without its content: a line of the list and of the revision record (文件制修订记录).</summary>
public sealed record PlanLine(
    int Number, LocalText Name, PlanState State, int? BasedOn, IReadOnlyList<string> Authors, DateTimeOffset CreatedAt, DateTimeOffset? ChangedAt, string? ChangedBy, string? Summary,
    DateTimeOffset? SubmittedAt, string? SubmittedBy, DateTimeOffset? ApprovedAt, string? ApprovedBy, string? ApprovalReason, DateTimeOffset? PlannedFrom, DateTimeOffset? InForceFrom,
    DateTimeOffset? EndedAt, string? EndedBy, string? EndReason, long Version)
{
    /// <summary>The line of a version.</summary>
    public static PlanLine Of(PlanVersion v) => new(
        v.Number, v.Name, v.State, v.BasedOn, v.AuthorNames, v.CreatedAt, v.ChangedAt, v.ChangedBy, v.Summary, v.SubmittedAt, v.SubmittedBy, v.ApprovedAt, v.ApprovedBy, v.ApprovalReason,
        v.PlannedFrom, v.InForceFrom, v.EndedAt, v.EndedBy, v.EndReason, v.Version);
}

/// <summary>All versions, the newest first.</summary>
public sealed record PlanList(IReadOnlyList<PlanLine> Items);

/// <summary>One version with its content, its faults and the names of what it names.</summary>
public sealed record PlanDetail(PlanLine Line, EmergencyPlan Plan, PlanNames Names, IReadOnlyList<PlanFault> Faults, bool IsOwnWork);

/// <summary>Two versions and what differs between them.</summary>
public sealed record PlansCompared(PlanLine Before, PlanLine Now, EmergencyPlan OldPlan, EmergencyPlan NewPlan, PlanNames Names, IReadOnlyList<PlanDifference> Differences);

/// <summary>Reads the versions of the plan. Each needs <see cref="Right.Read"/>.</summary>
public sealed class PlansQuery(IDbContextFactory<HubDbContext> contexts)
{
    /// <summary>All versions, the newest first.</summary>
    public async Task<Outcome<PlanList>> List(Caller caller, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Read))
        {
            return Refusal.NotAllowed();
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var versions = await db.PlanVersions.AsNoTracking().Where(v => !v.IsDrillCopy).OrderByDescending(v => v.Number).ToListAsync(cancellation);
        return new PlanList(versions.ConvertAll(PlanLine.Of));
    }

    /// <summary>One version. Refused also: unknown.</summary>
    public async Task<Outcome<PlanDetail>> One(Caller caller, int number, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Read))
        {
            return Refusal.NotAllowed();
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await Find(db, number, cancellation) is not { } version)
        {
            return Refusal.NotFound("PlanUnknown", number);
        }

        var names = await PlanNames.Load(db, cancellation);
        var plan = version.Read();
        return new PlanDetail(PlanLine.Of(version), plan, names, PlanCheck.FaultsOf(plan, names.Known), version.WasWrittenBy(caller));
    }

    /// <summary>What differs from one version to another. Refused also: one of them is unknown.</summary>
    public async Task<Outcome<PlansCompared>> Compare(Caller caller, int before, int now, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Read))
        {
            return Refusal.NotAllowed();
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var (old, fresh) = (await Find(db, before, cancellation), await Find(db, now, cancellation));
        if (old is null || fresh is null)
        {
            return Refusal.NotFound("PlanUnknown", old is null ? before : now);
        }

        var (oldPlan, newPlan) = (old.Read(), fresh.Read());
        return new PlansCompared(PlanLine.Of(old), PlanLine.Of(fresh), oldPlan, newPlan, await PlanNames.Load(db, cancellation), PlanComparison.Between(oldPlan, newPlan));
    }

    private static Task<PlanVersion?> Find(HubDbContext db, int number, CancellationToken cancellation) =>
        db.PlanVersions.AsNoTracking().FirstOrDefaultAsync(v => v.Number == number && !v.IsDrillCopy, cancellation);
}
