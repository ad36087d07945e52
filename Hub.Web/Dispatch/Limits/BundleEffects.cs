using Hub.Domain.Notices;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Dispatch.Limits;

/// <summary>What becomes of the members when the one message of their bundle has ended: each goes on as if it had been alone.</summary>
internal static class BundleEffects
{
    /// <summary>Accepted: the members are. Failed: each goes on to its next channel. While it is tried again they wait in it.</summary>
    public static async Task Follow(Work work, AttemptOutcome outcome, Delivery delivery, ICollection<Notice> failed)
    {
        if (delivery is not { BundleId: { } bundleId, NoticeId: null } || delivery.State == DeliveryState.Queued)
        {
            return;
        }

        var told = outcome.Item.Bundle?.Notices.Select(n => n.Id).ToHashSet() ?? [];
        var members = await work.Db.Deliveries.Where(d => d.BundleId == bundleId && d.NoticeId != null && d.State == DeliveryState.Bundled).ToListAsync();
        var ids = members.ConvertAll(m => m.NoticeId);
        var notices = await work.Db.Notices.Where(n => ids.Contains(n.Id)).ToDictionaryAsync(n => n.Id);
        var siblings = (await work.Db.Deliveries.Where(d => ids.Contains(d.NoticeId)).ToListAsync()).ToLookup(d => d.NoticeId);
        foreach (var member in members)
        {
            var notice = notices[member.NoticeId!.Value];
            if (!told.Contains(notice.Id))
            {
                member.Cancel(Over(notice.State), work.Now);
                continue;
            }

            var wasUndelivered = notice.IsUndelivered;
            List<Delivery> all = [.. siblings[notice.Id]];
            var effects = (delivery.State, outcome.Kind) switch
            {
                (DeliveryState.Accepted, _) => DeliveryPolicy.Accepted(notice, member, all, work.Now),
                (_, OutcomeKind.Unusable) => DeliveryPolicy.Unusable(notice, member, all, outcome.Text ?? "", work.Now),
                _ => DeliveryPolicy.Permanent(notice, member, all, outcome.Text ?? "", work.Now),
            };
            await Aftermath.Write(work, notice, null, member, effects, wasUndelivered, failed);
        }
    }

    /// <summary>Nobody wants it any more: the members end with it.</summary>
    public static async Task Cancel(Work work, IEnumerable<AttemptOutcome> cancelled)
    {
        var ids = cancelled.Where(o => o.Item.Delivery is { BundleId: not null, NoticeId: null }).Select(o => o.Item.Delivery.BundleId).ToList();
        if (ids.Count == 0)
        {
            return;
        }

        var members = await work.Db.Deliveries.Where(d => ids.Contains(d.BundleId) && d.NoticeId != null && d.State == DeliveryState.Bundled).ToListAsync();
        var noticeIds = members.ConvertAll(m => m.NoticeId);
        var states = await work.Db.Notices.Where(n => noticeIds.Contains(n.Id)).ToDictionaryAsync(n => n.Id, n => n.State);
        foreach (var member in members)
        {
            member.Cancel(Over(states[member.NoticeId!.Value]), work.Now);
        }
    }

    private static string Over(NoticeState state) => state switch
    {
        NoticeState.Superseded or NoticeState.ForInformation => DeliveryCancelled.Superseded,
        NoticeState.Acknowledged => DeliveryCancelled.Acknowledged,
        NoticeState.Declined => DeliveryCancelled.Declined,
        _ => DeliveryCancelled.Withdrawn,
    };
}
