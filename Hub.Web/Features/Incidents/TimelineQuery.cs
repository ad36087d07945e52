using Hub.Domain.Incidents;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Incidents;

/// <summary>Reads the record of an incident that the caller may see: the newest first, then only what came since, and earlier entries when asked.</summary>
public sealed class TimelineQuery(IDbContextFactory<HubDbContext> contexts, PlanInForce plans, CurrentCaller callers)
{
    /// <summary>Entries that are read at a time.</summary>
    public const int PageSize = 150;

    /// <summary>Entries after a number, at most a page of the newest; newest first.</summary>
    public Task<IReadOnlyList<TimelineEntry>> After(Guid incidentId, long number) => Read(incidentId, entries => entries.Where(e => e.Number > number));

    /// <summary>The page before a number; newest first.</summary>
    public Task<IReadOnlyList<TimelineEntry>> Before(Guid incidentId, long number) => Read(incidentId, entries => entries.Where(e => e.Number < number));

    /// <summary>Names of the plan that the incident keeps.</summary>
    public async Task<RuleNames> Names(Guid incidentId)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var version = await db.Incidents.Where(i => i.Id == incidentId).Select(i => i.PlanVersionId).SingleAsync();
        return await RuleNames.Load(db, await plans.Load(db, version));
    }

    private async Task<IReadOnlyList<TimelineEntry>> Read(Guid incidentId, Func<IQueryable<TimelineEntry>, IQueryable<TimelineEntry>> which)
    {
        var caller = await callers.Get();
        await using var db = await contexts.CreateDbContextAsync();
        var seen = db.Incidents.SeenBy(db, caller).Where(i => i.Id == incidentId);
        return await which(db.Timeline.AsNoTracking().Where(e => seen.Any(i => i.Number == e.Chain)))
            .OrderByDescending(e => e.Number).Take(PageSize).ToListAsync();
    }
}
