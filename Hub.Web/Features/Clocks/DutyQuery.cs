using System.Globalization;
using Hub.Domain.Clocks;
using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Clocks;

/// <summary>Something that an outside body must be told, and how that stands.</summary>
public sealed record DutyView(
    Guid Id, string Incident, string IncidentTitle, Grade Grade, bool IsDrill, string Name, string Body, DateTimeOffset OpenedAt, DateTimeOffset DueAt, DutyState State, bool IsOverdue, string Subject, string Text, string Culture,
    string? DecidedBy, DateTimeOffset? DecidedAt, string? WaiverReason, string? Reference, DateTimeOffset? SentAt, bool IsUndelivered, string? Mail, long Version);

/// <summary>Reads duties of incidents that the caller may see.</summary>
public sealed class DutyQuery(IDbContextFactory<HubDbContext> contexts, CurrentCaller callers)
{
    /// <summary>More than these are worked off from the top.</summary>
    public const int Most = 50;

    /// <summary>What waits for the caller's release, and what went out without a number back; nothing without the right.</summary>
    public async Task<IReadOnlyList<DutyView>> Waiting()
    {
        var caller = await callers.Get();
        return caller.Has(Right.ReleaseOutside)
            ? await Read(duties => duties.Where(d => d.State == DutyState.Open || (d.State == DutyState.Released && d.ReferenceNumber == null)))
            : [];
    }

    /// <summary>Those of an incident.</summary>
    public Task<IReadOnlyList<DutyView>> Of(Guid incidentId) => Read(duties => duties.Where(d => d.IncidentId == incidentId));

    /// <summary>One of them.</summary>
    public async Task<DutyView?> Find(Guid id) => (await Read(duties => duties.Where(d => d.Id == id))).FirstOrDefault();

    /// <summary>True when the caller may decide on what leaves the house.</summary>
    public async Task<bool> MayDecide() => (await callers.Get()).Has(Right.ReleaseOutside);

    private async Task<IReadOnlyList<DutyView>> Read(Func<IQueryable<Duty>, IQueryable<Duty>> which)
    {
        var caller = await callers.Get();
        await using var db = await contexts.CreateDbContextAsync();
        var rows = await (
            from d in which(db.Duties.AsNoTracking())
            join i in db.Incidents.SeenBy(db, caller) on d.IncidentId equals i.Id
            join b in db.ExternalBodies.AsNoTracking() on d.BodyKey equals b.Key into bodies
            from b in bodies.DefaultIfEmpty()
            orderby d.State, d.DueAt
            select new { Duty = d, i.Number, i.Title, i.Grade, i.IsDrill, Mail = (string?)b.Mail }).Take(Most).ToListAsync();
        var culture = CultureInfo.CurrentUICulture.Name;
        return rows.ConvertAll(r => new DutyView(
            r.Duty.Id, r.Number, r.Title, r.Grade, r.IsDrill, r.Duty.Name.For(culture), r.Duty.BodyName.For(culture), r.Duty.OpenedAt, r.Duty.DueAt, r.Duty.State, r.Duty.OverdueAt is not null, r.Duty.Subject, r.Duty.Body,
            r.Duty.Culture, r.Duty.DecidedBy, r.Duty.DecidedAt, r.Duty.WaiverReason, r.Duty.ReferenceNumber, r.Duty.SentAt, r.Duty.IsUndelivered, r.Mail, r.Duty.Version));
    }
}
