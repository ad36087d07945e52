using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Dispatch.Texts;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary>What a later word on a delivery changed.</summary>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="Changed">False when it was known already, or came too late to matter.</param>
public sealed record DeliveryReported(Guid DeliveryId, bool Changed);

/// <summary>
/// Something that was handed over came back: a bounced mail, a gateway's report of failure. For good, it counts as a refusal: the
/// next address at once, and without one the ladder climbs now. Idempotent; what ended otherwise stays as it is.
/// </summary>
public sealed class DeliveryCameBack(Writer writer)
{
    /// <summary>By the delivery, as the message id of its mails names it. Refused: unknown (not found).</summary>
    /// <param name="deliveryId">The delivery.</param>
    /// <param name="reason">What the other side says, without secrets; shown and recorded as one line.</param>
    /// <param name="permanent">False: the other side still tries; the recipient's next address starts beside it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<Outcome<DeliveryReported>> Run(Guid deliveryId, string reason, bool permanent = true, CancellationToken cancellation = default) =>
        writer.Run<DeliveryReported>(Caller.Program, async work => await Report(work, await Find(work, deliveryId), reason, permanent), cancellation);

    /// <summary>By what the gateway calls it. Refused: unknown (not found).</summary>
    /// <param name="channel">Whose gateway.</param>
    /// <param name="providerId">What it calls the message.</param>
    /// <param name="reason">What it says, without secrets.</param>
    /// <param name="permanent">False: it still tries.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<Outcome<DeliveryReported>> Run(Channel channel, string providerId, string reason, bool permanent = true, CancellationToken cancellation = default) =>
        writer.Run<DeliveryReported>(Caller.Program, async work => await Report(work, await Find(work, channel, providerId), reason, permanent), cancellation);

    /// <summary>The same inside another command's transaction. False when it changed nothing.</summary>
    /// <param name="work">The command's work.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="reason">What the other side says, without secrets.</param>
    /// <param name="permanent">False: the other side still tries.</param>
    /// <param name="marksAddress">False: nobody said that it was this address which failed; it stays in use.</param>
    public static async Task<bool> Apply(Work work, Delivery delivery, string reason, bool permanent, bool marksAddress = true)
    {
        if (!delivery.IsOut(work.Now))
        {
            // What never left cannot come back, nor can what travels in it.
            return false;
        }

        var why = OneLine(reason);
        var changed = false;
        foreach (var part in await Parts(work, delivery))
        {
            changed |= await ApplyTo(work, part, why, permanent);
        }

        if (changed && permanent && marksAddress && delivery.Channel == Channel.Mail)
        {
            await MarkAddress(work, delivery);
        }

        return changed;
    }

    /// <summary>The delivery with that identity, or null.</summary>
    internal static Task<Delivery?> Find(Work work, Guid deliveryId) => work.Db.Deliveries.FirstOrDefaultAsync(d => d.Id == deliveryId);

    /// <summary>The delivery that the gateway calls so; the latest, should it use an id again.</summary>
    internal static Task<Delivery?> Find(Work work, Channel channel, string providerId)
    {
        var kept = providerId.Length <= 100 ? providerId : providerId[..100];
        return work.Db.Deliveries.Where(d => d.ProviderId == kept && d.Channel == channel).OrderByDescending(d => d.CreatedAt).FirstOrDefaultAsync();
    }

    /// <summary>The delivery itself, and those that travelled in it when it was a bundle.</summary>
    internal static async Task<IReadOnlyList<Delivery>> Parts(Work work, Delivery delivery) =>
        delivery is { BundleId: { } bundle, NoticeId: null }
            ? [delivery, .. await work.Db.Deliveries.Where(d => d.BundleId == bundle && d.NoticeId != null).OrderBy(d => d.CreatedAt).ToListAsync()]
            : [delivery];

    /// <summary>Every delivery of the same notice or duty.</summary>
    internal static async Task<IReadOnlyList<Delivery>> Siblings(Work work, Delivery delivery) =>
        delivery.NoticeId is null && delivery.DutyId is null
            ? [delivery]
            : await work.Db.Deliveries.Where(d => d.NoticeId == delivery.NoticeId && d.DutyId == delivery.DutyId).ToListAsync();

    private static async Task<Outcome<DeliveryReported>> Report(Work work, Delivery? delivery, string reason, bool permanent) =>
        delivery is null ? Refusal.NotFound("DeliveryUnknown") : new DeliveryReported(delivery.Id, await Apply(work, delivery, reason, permanent));

    private static async Task<bool> ApplyTo(Work work, Delivery delivery, string why, bool permanent)
    {
        if (!delivery.IsOut(work.Now) || delivery.ReceivedAt is not null)
        {
            return false;
        }

        var notice = delivery.NoticeId is { } noticeId ? await work.Db.Notices.SingleAsync(n => n.Id == noticeId) : null;
        var effects = DeliveryPolicy.CameBack(notice, delivery, await Siblings(work, delivery), why, permanent, work.Now);
        work.Db.DeliveryAttempts.Add(new DeliveryAttempt(delivery.Id, work.Now, accepted: false, why));
        if (!permanent)
        {
            work.QueuedDeliveries |= effects.Promoted;
            return true;
        }

        if (notice is not null)
        {
            await Aftermath.Record(work, notice, new Fact(FactKind.Bounced, ("name", notice.PersonName), ("address", delivery.Address), ("why", why)));
        }

        var duty = delivery.DutyId is { } dutyId ? await work.Db.Duties.SingleAsync(d => d.Id == dutyId) : null;
        await Aftermath.Write(work, notice, duty, delivery, effects);
        return true;
    }

    private static async Task MarkAddress(Work work, Delivery delivery)
    {
        var person = delivery.NoticeId is { } notice ? await work.Db.Notices.Where(n => n.Id == notice).Select(n => (Guid?)n.PersonId).SingleAsync()
            : delivery.BundleId is { } bundle ? await work.Db.Bundles.Where(b => b.Id == bundle).Select(b => (Guid?)b.PersonId).SingleAsync()
            : delivery.CheckId is { } check ? await work.Db.AddressChecks.Where(c => c.Id == check).Select(c => (Guid?)c.PersonId).SingleAsync()
            : null;
        var point = await work.Db.Set<ContactPoint>().FirstOrDefaultAsync(c => c.PersonId == person && c.Channel == delivery.Channel && c.Address == delivery.Address);
        point?.MarkBounced(work.Now);
    }

    private static string OneLine(string text)
    {
        var clean = Hearsay.Mask(string.Concat(text.Take(1_000).Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim());
        return clean.Length == 0 ? "?" : SmsText.Shorten(clean, 500, "…", s => s.Length);
    }
}
