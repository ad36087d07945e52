using Hub.Domain.Clocks;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Live;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Incidents;

/// <summary>A notice with everything that was tried to deliver it.</summary>
/// <param name="Notice">The notice; its token is for nobody but the recipient.</param>
/// <param name="Deliveries">In the order of the addresses.</param>
public sealed record NoticeWithDeliveries(Notice Notice, IReadOnlyList<Delivery> Deliveries);

/// <summary>A page of the record, oldest first.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="Next">Number of the last entry, when there are more; else null.</param>
/// <param name="Verdicts">What became of statements among them, by entry.</param>
public sealed record TimelinePage(IReadOnlyList<TimelineEntry> Entries, long? Next, IReadOnlyDictionary<long, Verdict> Verdicts)
{
    /// <summary>How a statement stands; null for what is none.</summary>
    public Standing? StandingOf(TimelineEntry entry) => Statements.CanBeJudged(entry.Kind) ? Verdicts.GetValueOrDefault(entry.Number)?.Standing ?? Standing.Unverified : null;
}

/// <summary>One incident, its record, its notices and its duties, as the caller may see them. Refused: without the right to read; unknown, or not to be known.</summary>
public sealed class ReadIncident(IDbContextFactory<HubDbContext> contexts)
{
    /// <summary>The incident.</summary>
    public Task<Outcome<IncidentStanding>> Run(Caller caller, string number, CancellationToken cancellation = default) =>
        Read<IncidentStanding>(caller, number, async (db, incident) => await ListIncidents.Standings(db, incident).SingleAsync(cancellation), cancellation);

    /// <summary>Its record after an entry.</summary>
    public Task<Outcome<TimelinePage>> Timeline(Caller caller, string number, long after, int limit, CancellationToken cancellation = default) =>
        Read<TimelinePage>(
            caller,
            number,
            async (db, incident) =>
            {
                var chain = await incident.Select(i => i.Number).SingleAsync(cancellation);
                var entries = await db.Timeline.AsNoTracking().Where(e => e.Chain == chain && e.Number > after).OrderBy(e => e.Number).Take(limit + 1).ToListAsync(cancellation);
                var page = entries.Take(limit).ToList();
                var verdicts = page.Count == 0 ? [] : await EventQuery.Verdicts(db, await incident.Select(i => i.Id).SingleAsync(cancellation), page[0].Number, page[^1].Number, cancellation);
                return new TimelinePage(page, entries.Count > limit ? page[^1].Number : null, verdicts);
            },
            cancellation);

    /// <summary>Its notices, oldest first.</summary>
    public Task<Outcome<IReadOnlyList<NoticeWithDeliveries>>> Notices(Caller caller, string number, CancellationToken cancellation = default) =>
        Read(
            caller,
            number,
            async (db, incident) =>
            {
                // by the identity itself: asked whether such an incident exists, an engine reads every notice that there is
                var id = await IdOf(incident, cancellation);
                var notices = await db.Notices.AsNoTracking().Where(n => n.IncidentId == id).OrderBy(n => n.CreatedAt).ThenBy(n => n.Id).ToListAsync(cancellation);
                var deliveries = await db.Deliveries.AsNoTracking().Where(d => d.NoticeId != null && d.IncidentId == id).OrderBy(d => d.Position).ToListAsync(cancellation);
                var byNotice = deliveries.ToLookup(d => d.NoticeId!.Value);
                return Known<IReadOnlyList<NoticeWithDeliveries>>([.. notices.Select(n => new NoticeWithDeliveries(n, [.. byNotice[n.Id]]))]);
            },
            cancellation);

    /// <summary>Its duties to outside bodies, the next due first.</summary>
    public Task<Outcome<IReadOnlyList<Duty>>> Duties(Caller caller, string number, CancellationToken cancellation = default) =>
        Read(
            caller,
            number,
            async (db, incident) =>
            {
                var id = await IdOf(incident, cancellation);
                return Known<IReadOnlyList<Duty>>(await db.Duties.AsNoTracking().Where(d => d.IncidentId == id).OrderBy(d => d.DueAt).ThenBy(d => d.Key).ToListAsync(cancellation));
            },
            cancellation);

    /// <summary>The systems that it has touched, what is harmed first.</summary>
    public Task<Outcome<IReadOnlyList<AffectedSystem>>> Systems(Caller caller, string number, CancellationToken cancellation = default) =>
        Read(
            caller,
            number,
            async (db, incident) =>
            {
                var id = await IdOf(incident, cancellation);
                return Known<IReadOnlyList<AffectedSystem>>(await db.AffectedSystems.AsNoTracking().Where(s => s.IncidentId == id).OrderBy(s => s.State).ThenBy(s => s.Since).ToListAsync(cancellation));
            },
            cancellation);

    private static T Known<T>(T value) => value;

    private static Task<Guid> IdOf(IQueryable<Incident> incident, CancellationToken cancellation) => incident.Select(i => i.Id).SingleAsync(cancellation);

    private async Task<Outcome<T>> Read<T>(Caller caller, string number, Func<HubDbContext, IQueryable<Incident>, Task<T>> read, CancellationToken cancellation)
        where T : notnull
    {
        if (!caller.Has(Right.Read))
        {
            return Refusal.NotAllowed();
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var incident = db.Incidents.AsNoTracking().SeenBy(db, caller).Where(i => i.Number == number);
        return await incident.AnyAsync(cancellation) ? Outcome(await read(db, incident)) : Refusal.NotFound("IncidentUnknown", number);
    }

    private static Outcome<T> Outcome<T>(T value) => value;
}
