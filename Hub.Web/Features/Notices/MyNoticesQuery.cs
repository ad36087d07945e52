using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary>A notice that waits for the caller's acknowledgement.</summary>
public sealed record MyNotice(Guid Id, NoticeEvent Event, string Number, string Title, string? Detail, Grade? Grade, bool IsDrill, string AsEn, string AsZh, DateTimeOffset AcknowledgeBy, bool IsIncident);

/// <summary>The caller's open notices, the earliest deadline first; on an incident's page those of that incident.</summary>
public sealed class MyNoticesQuery(IDbContextFactory<HubDbContext> contexts, CurrentCaller callers)
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
}
