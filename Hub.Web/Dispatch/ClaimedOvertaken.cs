using Hub.Domain.Notices;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Dispatch;

/// <summary>What is needless by the time it is claimed, because something later says more.</summary>
internal static class ClaimedOvertaken
{
    /// <summary>What is sent sooner than this has not waited.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(3);

    /// <summary>Which of the deliveries, having waited, are needless by now: a relay that comes back must not ring a telephone once for every reminder.</summary>
    public static async Task<Dictionary<Guid, string>> Of(HubDbContext db, List<Delivery> rows, Dictionary<Guid, Notice> notices, DateTimeOffset now, CancellationToken cancellation)
    {
        var old = await ClaimedNews.Overtaken(db, notices.Values, cancellation);
        var overtaken = rows.Where(d => d.NoticeId is { } id && old.TryGetValue(id, out var newer) && d.CreatedAt <= newer).ToDictionary(d => d.Id, _ => DeliveryCancelled.Superseded);
        var waited = rows.FindAll(d => d.NoticeId is not null && now - d.CreatedAt > Short);
        if (waited.Count == 0)
        {
            return overtaken;
        }

        var noticeIds = waited.ConvertAll(d => d.NoticeId);
        var others = (await db.Deliveries
            .Where(d => noticeIds.Contains(d.NoticeId) && d.State <= DeliveryState.Accepted)
            .Select(d => new { d.NoticeId, d.Channel, d.Address, d.CreatedAt })
            .ToListAsync(cancellation)).ToLookup(d => d.NoticeId);
        foreach (var delivery in waited.Where(d => others[d.NoticeId].Any(o => o.CreatedAt > d.CreatedAt && o.Channel == d.Channel && o.Address == d.Address)))
        {
            overtaken[delivery.Id] = DeliveryCancelled.Repeated;
        }

        var reminders = waited.FindAll(d => notices.GetValueOrDefault(d.NoticeId!.Value) is { State: NoticeState.Acknowledged });
        var climbIds = reminders.ConvertAll(d => notices[d.NoticeId!.Value].ClimbId);
        var climbing = climbIds.Count == 0 ? [] : await db.Climbs.IgnoreAutoIncludes().Where(c => climbIds.Contains(c.Id) && c.State == ClimbState.Climbing).Select(c => (Guid?)c.Id).ToListAsync(cancellation);
        foreach (var delivery in reminders.Where(d => !climbing.Contains(notices[d.NoticeId!.Value].ClimbId)))
        {
            overtaken[delivery.Id] = DeliveryCancelled.Done;
        }

        return overtaken;
    }
}
