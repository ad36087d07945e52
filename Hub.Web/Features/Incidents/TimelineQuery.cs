using Hub.Domain.Incidents;
using Hub.Web.Components;
using Hub.Web.Live;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Incidents;

/// <summary>A stretch of the record, newest first.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="HasOlder">True when older ones fit the filter.</param>
/// <param name="HasNewer">True when newer ones fit the filter.</param>
public sealed record TimelineStretch(IReadOnlyList<TimelineEntry> Entries, bool HasOlder, bool HasNewer);

/// <summary>Reads the record of an incident that the caller may see, by the key of its entries: a stretch costs the same in a record of a million.</summary>
public sealed class TimelineQuery(IDbContextFactory<HubDbContext> contexts, PlanInForce plans, CurrentCaller callers)
{
    /// <summary>Entries that are read at a time.</summary>
    public const int PageSize = 100;

    private static readonly Dictionary<TimelineFilter, FactKind[]> Kinds = Enum.GetValues<FactKind>().GroupBy(TimelineWords.FilterOf).ToDictionary(g => g.Key, g => g.ToArray());

    /// <summary>Entries after a number, at most a page of the newest.</summary>
    public Task<TimelineStretch> After(Guid incidentId, TimelineFilter filter, long number) => Read(
        incidentId,
        filter,
        async entries =>
        {
            var found = await entries.Where(e => e.Number > number).OrderByDescending(e => e.Number).Take(PageSize + 1).ToListAsync();
            return new TimelineStretch(found.GetRange(0, Math.Min(PageSize, found.Count)), found.Count > PageSize, false);
        });

    /// <summary>The page before a number.</summary>
    public Task<TimelineStretch> Before(Guid incidentId, TimelineFilter filter, long number) => Read(
        incidentId,
        filter,
        async entries =>
        {
            var found = await entries.Where(e => e.Number < number).OrderByDescending(e => e.Number).Take(PageSize + 1).ToListAsync();
            return new TimelineStretch(found.GetRange(0, Math.Min(PageSize, found.Count)), found.Count > PageSize, true);
        });

    /// <summary>The page that follows a number, next to it.</summary>
    public Task<TimelineStretch> Next(Guid incidentId, TimelineFilter filter, long number) => Read(
        incidentId,
        filter,
        async entries =>
        {
            var found = await entries.Where(e => e.Number > number).OrderBy(e => e.Number).Take(PageSize + 1).ToListAsync();
            var page = found.GetRange(0, Math.Min(PageSize, found.Count));
            page.Reverse();
            return new TimelineStretch(page, true, found.Count > PageSize);
        });

    /// <summary>The last entries, oldest first.</summary>
    public async Task<IReadOnlyList<TimelineEntry>> Last(Guid incidentId, int most)
    {
        IReadOnlyList<TimelineEntry> last = [];
        await Read(
            incidentId,
            TimelineFilter.All,
            async entries =>
            {
                var found = await entries.OrderByDescending(e => e.Number).Take(most).ToListAsync();
                found.Reverse();
                last = found;
                return new TimelineStretch(found, false, false);
            });
        return last;
    }

    /// <summary>Number of the newest entry, 0 for none; what became of the statements between two entries.</summary>
    public async Task<(long Newest, IReadOnlyDictionary<long, Verdict> Verdicts)> Stand(Guid incidentId, long from, long to)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var seen = db.Incidents.SeenBy(db, await callers.Get()).Where(i => i.Id == incidentId);
        var number = await seen.Select(i => i.Number).FirstOrDefaultAsync();
        if (number is null)
        {
            return (0, new Dictionary<long, Verdict>());
        }

        var newest = await db.Timeline.Where(e => e.Chain == number).OrderByDescending(e => e.Number).Select(e => e.Number).FirstOrDefaultAsync();
        return (newest, to == 0 ? [] : await EventQuery.Verdicts(db, incidentId, from, to, CancellationToken.None));
    }

    /// <summary>Names of the plan that the incident keeps.</summary>
    public async Task<RuleNames> Names(Guid incidentId)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var version = await db.Incidents.Where(i => i.Id == incidentId).Select(i => i.PlanVersionId).SingleAsync();
        return await RuleNames.Load(db, await plans.Load(db, version));
    }

    private async Task<TimelineStretch> Read(Guid incidentId, TimelineFilter filter, Func<IQueryable<TimelineEntry>, Task<TimelineStretch>> read)
    {
        var caller = await callers.Get();
        await using var db = await contexts.CreateDbContextAsync();
        var number = await db.Incidents.SeenBy(db, caller).Where(i => i.Id == incidentId).Select(i => i.Number).FirstOrDefaultAsync();
        if (number is null)
        {
            return new TimelineStretch([], false, false);
        }

        // the name of the chain as a value: the store then walks its own key and stops after a page
        var entries = db.Timeline.AsNoTracking().Where(e => e.Chain == number);
        if (filter == TimelineFilter.Verified)
        {
            entries = entries.Verified(db, incidentId);
        }
        else if (filter != TimelineFilter.All)
        {
            var kinds = Kinds[filter];
            entries = entries.Where(e => kinds.Contains(e.Kind));
        }

        return await read(entries);
    }
}
