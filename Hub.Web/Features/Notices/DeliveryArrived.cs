using Hub.Domain.Clocks;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary>A gateway reports that a message reached the device. Idempotent; what ended otherwise stays as it is.</summary>
public sealed class DeliveryArrived(Writer writer)
{
    /// <summary>By the delivery. Refused: unknown (not found).</summary>
    public Task<Outcome<DeliveryReported>> Run(Guid deliveryId, CancellationToken cancellation = default) =>
        writer.Run<DeliveryReported>(Caller.Program, async work => await Report(work, await DeliveryCameBack.Find(work, deliveryId)), cancellation);

    /// <summary>By what the gateway calls it. Refused: unknown (not found).</summary>
    public Task<Outcome<DeliveryReported>> Run(Channel channel, string providerId, CancellationToken cancellation = default) =>
        writer.Run<DeliveryReported>(Caller.Program, async work => await Report(work, await DeliveryCameBack.Find(work, channel, providerId)), cancellation);

    private static async Task<Outcome<DeliveryReported>> Report(Work work, Delivery? delivery)
    {
        if (delivery is null)
        {
            return Refusal.NotFound("DeliveryUnknown");
        }

        var changed = false;
        foreach (var part in delivery.IsOut(work.Now) ? await DeliveryCameBack.Parts(work, delivery) : [])
        {
            changed |= await Arrive(work, part);
        }

        return new DeliveryReported(delivery.Id, changed);
    }

    private static async Task<bool> Arrive(Work work, Delivery delivery)
    {
        var wasWaiting = delivery.State == DeliveryState.Queued;
        var notice = delivery.NoticeId is { } id ? await work.Db.Notices.SingleAsync(n => n.Id == id) : null;
        if (!DeliveryPolicy.Received(notice, delivery, await DeliveryCameBack.Siblings(work, delivery), work.Now))
        {
            return false;
        }

        if (wasWaiting)
        {
            // The gateway took it although its answer did not come: the log says that it went through after all.
            work.Db.DeliveryAttempts.Add(new DeliveryAttempt(delivery.Id, work.Now, accepted: true, null));
        }

        if (delivery.DutyId is { } dutyId && await work.Db.Duties.SingleAsync(d => d.Id == dutyId) is { SentAt: null } duty)
        {
            await Aftermath.Write(work, null, duty, delivery, DeliveryEffects.None);
        }

        return true;
    }
}
