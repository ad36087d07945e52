using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Dispatch;

/// <summary>Gives claimed answers to messages that came in what they need: the message, and the notice that it speaks of.</summary>
internal static class ClaimedAnswers
{
    /// <summary>Those of the claimed deliveries that are answers, with what they answer; the others as they are.</summary>
    public static async Task<List<Claimed>> Attach(HubDbContext db, List<Claimed> claimed, CancellationToken cancellation)
    {
        var ids = claimed.Select(c => c.Delivery.InboundId).OfType<Guid>().ToList();
        if (ids.Count == 0)
        {
            return claimed;
        }

        var messages = await db.InboundMessages.AsNoTracking().Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancellation);
        var noticeIds = messages.Values.Select(m => m.NoticeId).OfType<Guid>().ToList();
        var notices = await db.Notices.AsNoTracking().Where(n => noticeIds.Contains(n.Id)).ToDictionaryAsync(n => n.Id, cancellation);
        return claimed.ConvertAll(c => c.Delivery.InboundId is { } id && messages.GetValueOrDefault(id) is { } message
            ? c with { Inbound = message, About = notices.GetValueOrDefault(message.NoticeId ?? Guid.Empty) }
            : c);
    }
}
