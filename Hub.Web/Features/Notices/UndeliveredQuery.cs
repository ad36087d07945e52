using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary>Somebody who could not be told on any channel.</summary>
public sealed record UndeliveredView(Guid Id, string Person, string Number, string Title, Grade? Grade, bool IsIncident, DateTimeOffset At, IReadOnlyList<string> Errors, IReadOnlyList<string> Phones);

/// <summary>What nobody could be told stands in the open, for those who can tell it otherwise.</summary>
public sealed class UndeliveredQuery(IDbContextFactory<HubDbContext> contexts, CurrentCaller callers)
{
    /// <summary>More than these are a failed relay, not single addresses.</summary>
    public const int Most = 30;

    public async Task<IReadOnlyList<UndeliveredView>> Run()
    {
        var caller = await callers.Get();
        if ((caller.Rights & (Right.Triage | Right.Command | Right.Administer)) == Right.None)
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync();
        var seen = db.Incidents.SeenBy(db, caller);
        var notices = await db.Notices.AsNoTracking()
            .Where(n => n.IsUndelivered && (n.State == NoticeState.Open || n.State == NoticeState.ForInformation))
            .Where(n => n.IncidentId == null || seen.Any(i => i.Id == n.IncidentId))
            .OrderByDescending(n => n.CreatedAt).Take(Most).ToListAsync();
        var ids = notices.ConvertAll(n => (Guid?)n.Id);
        var failed = await db.Deliveries.AsNoTracking().Where(d => ids.Contains(d.NoticeId) && d.LastError != null).OrderBy(d => d.Position).ToListAsync();
        var people = notices.ConvertAll(n => n.PersonId);
        var persons = await db.Persons.AsNoTracking().Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id);
        return notices.ConvertAll(n => new UndeliveredView(
            n.Id, n.PersonName, n.Content.Number, n.Content.Title, n.Grade, n.IncidentId is not null, n.CreatedAt,
            [.. failed.Where(d => d.NoticeId == n.Id).Select(d => $"{d.Address}: {d.LastError}")],
            [.. persons.GetValueOrDefault(n.PersonId)?.ContactPoints.Where(c => c.Channel == Channel.Sms).Select(c => c.Address) ?? []]));
    }
}
