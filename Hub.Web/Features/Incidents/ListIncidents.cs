using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Incidents;

/// <summary>Which incidents are asked for; what is null does not matter.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Grade">How grave.</param>
/// <param name="Search">Part of its number, title or place.</param>
/// <param name="After">Number of the last incident of the page before.</param>
/// <param name="Limit">Most that a page holds.</param>
public sealed record IncidentSearch(IncidentState? State, Grade? Grade, string? Search, string? After, int Limit);

/// <summary>An incident, and what is still open on it.</summary>
/// <param name="Incident">The incident; not tracked.</param>
/// <param name="Unacknowledged">Notices that wait for acknowledgement.</param>
/// <param name="NextDeadline">When the next deadline falls due, UTC.</param>
public sealed record IncidentStanding(Incident Incident, int Unacknowledged, DateTimeOffset? NextDeadline);

/// <summary>A page of incidents, newest first.</summary>
/// <param name="Items">The incidents.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record FoundIncidents(IReadOnlyList<IncidentStanding> Items, string? Next);

/// <summary>The incidents that a caller may see, newest first.</summary>
public sealed class ListIncidents(IDbContextFactory<HubDbContext> contexts)
{
    /// <summary>A page. Refused: without the right to read; <c>after</c> names no incident that the caller sees; <c>q</c> over 200 characters.</summary>
    public async Task<Outcome<FoundIncidents>> Run(Caller caller, IncidentSearch query, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Read))
        {
            return Refusal.NotAllowed();
        }

        if (Text.Optional("q", query.Search, 200) is { } fault)
        {
            return fault;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var seen = db.Incidents.AsNoTracking().SeenBy(db, caller);
        var wanted = seen;
        if (query.After is { } after)
        {
            var last = await seen.Where(i => i.Number == after).Select(i => new { i.OpenedAt, i.Number }).FirstOrDefaultAsync(cancellation);
            if (last is null)
            {
                return Refusal.Invalid("after", "Unknown");
            }

            wanted = wanted.Where(i => i.OpenedAt < last.OpenedAt || (i.OpenedAt == last.OpenedAt && string.Compare(i.Number, last.Number) < 0));
        }

        wanted = query.State is { } state ? wanted.Where(i => i.State == state) : wanted;
        wanted = query.Grade is { } grade ? wanted.Where(i => i.Grade == grade) : wanted;
        if (Text.Clean(query.Search) is { } search)
        {
            var like = $"%{Literally(search)}%";
            wanted = wanted.Where(i => EF.Functions.Like(i.Number, like, "\\") || EF.Functions.Like(i.Title, like, "\\") || EF.Functions.Like(i.Place!, like, "\\"));
        }

        var found = await Standings(db, wanted.OrderByDescending(i => i.OpenedAt).ThenByDescending(i => i.Number).Take(query.Limit + 1)).ToListAsync(cancellation);
        var page = found.Take(query.Limit).ToList();
        return new FoundIncidents(page, found.Count > query.Limit ? page[^1].Incident.Number : null);
    }

    /// <summary>What is open on each of the incidents.</summary>
    internal static IQueryable<IncidentStanding> Standings(HubDbContext db, IQueryable<Incident> incidents) => incidents.Select(i => new IncidentStanding(
        i,
        db.Notices.Count(n => n.IncidentId == i.Id && n.State == NoticeState.Open),
        db.Deadlines.Where(d => d.IncidentId == i.Id && d.State == DeadlineState.Pending).Min(d => (DateTimeOffset?)d.DueAt)));

    private static string Literally(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal);
}
