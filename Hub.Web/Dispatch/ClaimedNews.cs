using Hub.Domain.Notices;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Dispatch;

/// <summary>
/// News of an incident for information that something newer has overtaken before they left: whoever has not heard yet hears only the
/// newest. Since the gravest leaves first, "raised to Ⅰ" would otherwise be followed by the older "lowered to Ⅳ" as the last word.
/// </summary>
internal static class ClaimedNews
{
    private static readonly NoticeEvent[] Events = [NoticeEvent.Activated, NoticeEvent.GradeRaised, NoticeEvent.GradeLowered, NoticeEvent.StoodDown, NoticeEvent.Closed];

    /// <summary>Which of the notices newer news of the same incident to the same person have overtaken. What asks for acknowledgement never is.</summary>
    public static async Task<HashSet<Guid>> Overtaken(HubDbContext db, IEnumerable<Notice> notices, CancellationToken cancellation)
    {
        var news = notices.Where(n => n is { State: NoticeState.ForInformation, IncidentId: not null } && Events.Contains(n.Event)).ToList();
        if (news.Count == 0)
        {
            return [];
        }

        var (incidents, people) = (news.Select(n => n.IncidentId).Distinct().ToList(), news.Select(n => n.PersonId).Distinct().ToList());
        var newer = (await db.Notices
            .Where(n => incidents.Contains(n.IncidentId) && people.Contains(n.PersonId) && Events.Contains(n.Event) && n.State != NoticeState.Superseded && n.State != NoticeState.Withdrawn)
            .Select(n => new { n.IncidentId, n.PersonId, n.CreatedAt })
            .ToListAsync(cancellation)).ToLookup(n => (n.IncidentId, n.PersonId), n => n.CreatedAt);
        return [.. news.Where(n => newer[(n.IncidentId, n.PersonId)].Any(at => at > n.CreatedAt)).Select(n => n.Id)];
    }
}
