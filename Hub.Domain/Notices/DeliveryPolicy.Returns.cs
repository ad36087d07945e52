namespace Hub.Domain.Notices;

/// <summary>What follows when a gateway reports later what became of a delivery, or a mail comes back.</summary>
public static partial class DeliveryPolicy
{
    /// <summary>
    /// It came back after it was handed over. For good: as after a refusal, the next address at once, and when none is left the
    /// ladder climbs now. For the time being: the next address starts beside it. Nothing follows when it never left, has ended
    /// otherwise, or was reported as received.
    /// </summary>
    /// <param name="notice">The notice; null for anything else.</param>
    /// <param name="delivery">What came back.</param>
    /// <param name="all">Every delivery of the notice or duty, with this one.</param>
    /// <param name="reason">Why, without secrets.</param>
    /// <param name="permanent">False: the other side still tries.</param>
    /// <param name="now">Now.</param>
    public static DeliveryEffects CameBack(Notice? notice, Delivery delivery, IReadOnlyCollection<Delivery> all, string reason, bool permanent, DateTimeOffset now)
    {
        if (!delivery.IsOut(now) || delivery.ReceivedAt is not null)
        {
            return DeliveryEffects.None;
        }

        if (permanent)
        {
            delivery.ComeBack(reason, now);
        }

        if (notice is not null && !IsWanted(notice, delivery))
        {
            return DeliveryEffects.None;
        }

        if (Round(delivery, all).Any(d => d != delivery && d.State == DeliveryState.Accepted))
        {
            return DeliveryEffects.None;
        }

        Revive(delivery, all, now);
        if (permanent)
        {
            return GoOn(notice, delivery, all, now);
        }

        NextStandby(delivery, all)?.Promote(now);
        return new DeliveryEffects(Promoted: true);
    }

    /// <summary>It reached the device: nobody need try it or another address any more. Nothing follows when it never left or has ended otherwise.</summary>
    /// <returns>True when this is news.</returns>
    public static bool Received(Notice? notice, Delivery delivery, IReadOnlyCollection<Delivery> all, DateTimeOffset now)
    {
        if (!delivery.IsOut(now) || delivery.ReceivedAt is not null)
        {
            return false;
        }

        delivery.Receive(now);
        foreach (var other in all.Where(d => d.State == DeliveryState.Standby))
        {
            other.Cancel(DeliveryCancelled.AcceptedElsewhere, now);
        }

        if (notice is { IsUndelivered: true })
        {
            notice.MarkUndelivered(false);
        }

        return true;
    }

    /// <summary>True while somebody still waits for it. What was written after the answer reminds of the act itself.</summary>
    private static bool IsWanted(Notice notice, Delivery delivery) =>
        notice.State is NoticeState.Open or NoticeState.ForInformation || (notice.State is NoticeState.Acknowledged or NoticeState.Declined && delivery.CreatedAt > notice.EndedAt);

    /// <summary>Addresses that were spared because this one had accepted stand by again.</summary>
    private static void Revive(Delivery delivery, IReadOnlyCollection<Delivery> all, DateTimeOffset now)
    {
        var until = now;
        foreach (var spared in Round(delivery, all).Where(d => d is { State: DeliveryState.Cancelled, LastError: DeliveryCancelled.AcceptedElsewhere }).OrderBy(d => d.Position))
        {
            spared.StandByAgain(until += NextChannelAfter);
        }
    }
}
