using System.Globalization;
using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary>A notice that waits for the caller's acknowledgement.</summary>
public sealed record MyNotice(Guid Id, NoticeEvent Event, string Number, string Title, string? Detail, Grade? Grade, bool IsDrill, string AsEn, string AsZh, DateTimeOffset AcknowledgeBy, bool IsIncident);

/// <summary>Somebody to whom a notice can be handed over.</summary>
public sealed record Taker(Guid Id, string Name, string Offices)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>The caller's open notices, the earliest deadline first; on an incident's page those of that incident.</summary>
public sealed class MyNoticesQuery(IDbContextFactory<HubDbContext> contexts, CurrentCaller callers, TimeProvider time)
{
    /// <summary>More than these are worked off from the top.</summary>
    public const int Most = 50;

    public async Task<IReadOnlyList<MyNotice>> Run(Guid? incidentId)
    {
        if ((await callers.Get()).PersonId is not { } person)
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync();
        var mine = db.Notices.AsNoTracking().Where(n => n.PersonId == person && n.State == NoticeState.Open && n.AcknowledgeBy != null);
        var rows = await mine.Where(n => incidentId == null || n.IncidentId == incidentId).OrderBy(n => n.AcknowledgeBy).Take(Most).ToListAsync();
        return rows.ConvertAll(n => new MyNotice(
            n.Id, n.Event, n.Content.Number, n.Content.Title, n.Content.Detail, n.Grade, n.IsDrill, n.AsEn, n.AsZh, n.AcknowledgeBy!.Value, n.IncidentId is not null));
    }

    /// <summary>Who can take a notice over: present, with a verified address, and not asked already.</summary>
    public async Task<IReadOnlyList<Taker>> Takers(Guid noticeId)
    {
        if ((await callers.Get()).PersonId is not { } own)
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync();
        if (await db.Notices.AsNoTracking().FirstOrDefaultAsync(n => n.Id == noticeId && n.PersonId == own) is not { } notice)
        {
            return [];
        }

        var now = time.GetUtcNow();
        var asked = await db.Notices
            .Where(n => n.Matter == notice.Matter && n.Issue == notice.Issue && (n.State == NoticeState.Open || n.State == NoticeState.Acknowledged)).Select(n => n.PersonId).ToListAsync();
        var people = await db.Persons.AsNoTracking().Where(p => !p.IsRetired && !asked.Contains(p.Id)).OrderBy(p => p.Name).ToListAsync();
        var offices = await db.Offices.AsNoTracking().ToListAsync();
        var culture = CultureInfo.CurrentUICulture.Name;
        return [.. people.Where(p => p.Id != own && p.IsPresent(now) && p.IsReachable).Select(p => new Taker(
            p.Id, p.Name, string.Join(" · ", offices.Where(o => o.Seats.Any(s => s.PersonId == p.Id)).Select(o => o.Name.For(culture)))))];
    }
}
