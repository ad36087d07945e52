using Hub.Domain.Incidents;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Live;

/// <summary>A system that an incident has touched, as pages and walls show it.</summary>
public sealed record SystemView(Guid Id, string? AssetKey, LocalText Name, SystemState State, DateTimeOffset Since, string By, string? Reason, long Version);

/// <summary>
/// Reads the verified events and the affected systems of an incident, for every page that shows them. Whether the viewer may
/// know of the incident is the caller's to ask before.
/// </summary>
public static class EventQuery
{
    /// <summary>Entries of the record that may be relied on: what was commanded, and statements that somebody answers for.</summary>
    public static IQueryable<TimelineEntry> Verified(this IQueryable<TimelineEntry> entries, HubDbContext db, Guid incidentId)
    {
        var byNature = Statements.VerifiedByNature;
        return entries.Where(e => byNature.Contains(e.Kind) || db.Verdicts.Any(v => v.IncidentId == incidentId && v.Entry == e.Number && v.Standing == Standing.Verified));
    }

    /// <summary>The last verified events of an incident, newest first; <c>TimelineWords</c> writes them.</summary>
    public static Task<List<TimelineEntry>> LastVerified(HubDbContext db, Guid incidentId, string number, int most, CancellationToken cancellation) =>
        db.Timeline.AsNoTracking().Where(e => e.Chain == number).Verified(db, incidentId).OrderByDescending(e => e.Number).Take(most).ToListAsync(cancellation);

    /// <summary>How statements among some entries stand, by entry; those that are missing were judged by nobody.</summary>
    public static Task<Dictionary<long, Verdict>> Verdicts(HubDbContext db, Guid incidentId, long from, long to, CancellationToken cancellation) =>
        db.Verdicts.AsNoTracking().Where(v => v.IncidentId == incidentId && v.Entry >= from && v.Entry <= to).ToDictionaryAsync(v => v.Entry, cancellation);

    /// <summary>The systems of an incident: what is harmed first, and there the longest.</summary>
    public static async Task<List<SystemView>> Systems(HubDbContext db, Guid incidentId, CancellationToken cancellation) =>
        (await db.AffectedSystems.AsNoTracking().Where(s => s.IncidentId == incidentId).OrderBy(s => s.State).ThenBy(s => s.Since).ToListAsync(cancellation))
            .ConvertAll(s => new SystemView(s.Id, s.AssetKey, s.Name, s.State, s.Since, s.By, s.Reason, s.Version));

    /// <summary>How many systems of each incident stand in which state.</summary>
    public static async Task<Dictionary<Guid, Dictionary<SystemState, int>>> SystemCounts(HubDbContext db, IReadOnlyCollection<Guid> incidentIds, CancellationToken cancellation)
    {
        var rows = await db.AffectedSystems.Where(s => incidentIds.Contains(s.IncidentId)).GroupBy(s => new { s.IncidentId, s.State })
            .Select(g => new { g.Key.IncidentId, g.Key.State, Count = g.Count() }).ToListAsync(cancellation);
        return rows.GroupBy(r => r.IncidentId).ToDictionary(g => g.Key, g => g.ToDictionary(r => r.State, r => r.Count));
    }
}
