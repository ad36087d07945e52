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

    /// <summary>
    /// Which of the notices newer news of the same incident to the same person have overtaken, and when: what somebody sends again by hand
    /// after that is sent. What asks for acknowledgement never is, nor is anything overtaken by news that no channel could carry.
    /// </summary>
    public static async Task<Dictionary<Guid, DateTimeOffset>> Overtaken(HubDbContext db, IEnumerable<Notice> notices, CancellationToken cancellation)
    {
        var news = notices.Where(n => n is { State: NoticeState.ForInformation, IncidentId: not null } && Events.Contains(n.Event)).ToList();
        if (news.Count == 0)
        {
            return [];
        }

        var (incidents, people) = (news.Select(n => n.IncidentId).Distinct().ToList(), news.Select(n => n.PersonId).Distinct().ToList());
        var all = (await db.Notices
            .Where(n => incidents.Contains(n.IncidentId) && people.Contains(n.PersonId) && Events.Contains(n.Event) && n.State != NoticeState.Superseded && n.State != NoticeState.Withdrawn && !n.IsUndelivered)
            .Select(n => new { n.IncidentId, n.PersonId, n.Event, n.CreatedAt })
            .ToListAsync(cancellation)).ToLookup(n => (n.IncidentId, n.PersonId));
        var overtaken = new Dictionary<Guid, DateTimeOffset>();
        foreach (var notice in news)
        {
            var own = (Stage(notice.Event), notice.CreatedAt);
            var newer = all[(notice.IncidentId, notice.PersonId)].Where(n => (Stage(n.Event), n.CreatedAt).CompareTo(own) > 0).Select(n => n.CreatedAt).DefaultIfEmpty().Max();
            if (newer != default)
            {
                overtaken[notice.Id] = newer > notice.CreatedAt ? newer : notice.CreatedAt;
            }
        }

        return overtaken;
    }

    /// <summary>What ends an incident comes after everything else of it, also when the clocks of two nodes differ.</summary>
    private static int Stage(NoticeEvent about) => about switch
    {
        NoticeEvent.Closed => 2,
        NoticeEvent.StoodDown => 1,
        _ => 0,
    };
}
