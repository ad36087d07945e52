using Hub.Domain.Incidents;

namespace Hub.Domain.Notices;

/// <summary>Why a delivery was cancelled; kept in <see cref="Delivery.LastError"/>. Stored: never change one.</summary>
public static class DeliveryCancelled
{
    /// <summary>Another address of the same notice took it.</summary>
    public const string AcceptedElsewhere = "acceptedElsewhere";

    /// <summary>The notice was withdrawn.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>A newer issue of the notice stands in its place.</summary>
    public const string Superseded = "superseded";

    /// <summary>The notice was acknowledged while it waited.</summary>
    public const string Acknowledged = "acknowledged";

    /// <summary>The recipient said meanwhile that they cannot take it, or handed it over.</summary>
    public const string Declined = "declined";

    /// <summary>A later reminder of the same notice goes to the same address: one message is enough.</summary>
    public const string Repeated = "repeated";

    /// <summary>What it reminds of was done while it waited.</summary>
    public const string Done = "done";

    /// <summary>It would have left for an external body in a drill.</summary>
    public const string Drill = "drill";

    /// <summary>It would have left for an external body without a recorded release.</summary>
    public const string NotReleased = "notReleased";

    /// <summary>The program has no gateway for this channel.</summary>
    public const string NoGateway = "noGateway";

    /// <summary>The robot does not exist or is switched off.</summary>
    public const string RobotOff = "robotOff";

    /// <summary>The incident is restricted, and a whole group would read of it.</summary>
    public const string Restricted = "restricted";

    /// <summary>The code that it carries is void by now.</summary>
    public const string CodeOver = "codeOver";

    /// <summary>What it should deliver does not exist.</summary>
    public const string NothingToSend = "nothingToSend";
}

/// <summary>What follows from the outcome of an attempt, beyond the deliveries themselves.</summary>
/// <param name="Fact">For the record; null when it says nothing.</param>
/// <param name="ClimbNow">The climb whose pending step must be due now; null when none.</param>
/// <param name="Promoted">True when another delivery is due now.</param>
/// <param name="OutOfChannels">True when nothing is left that could still carry it.</param>
public sealed record DeliveryEffects(Fact? Fact = null, Guid? ClimbNow = null, bool Promoted = false, bool OutOfChannels = false)
{
    /// <summary>Nothing follows.</summary>
    public static DeliveryEffects None { get; } = new();
}

/// <summary>
/// What follows from an attempt's outcome for the deliveries of one notice (or duty): backoff, the next channel,
/// and when none is left that the ladder climbs now. Pure.
/// </summary>
public static partial class DeliveryPolicy
{
    /// <summary>How long after the first attempt the next address starts in parallel while none has accepted.</summary>
    public static readonly TimeSpan NextChannelAfter = TimeSpan.FromSeconds(10);

    /// <summary>How long a delivery is tried again before it counts as failed.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);

    /// <summary>Time between a temporary failure and the next attempt.</summary>
    /// <param name="attempts">Attempts so far, with the failed one.</param>
    public static TimeSpan Backoff(int attempts) => attempts switch
    {
        <= 1 => TimeSpan.FromSeconds(5),
        2 => TimeSpan.FromSeconds(15),
        3 => TimeSpan.FromSeconds(45),
        4 => TimeSpan.FromMinutes(2),
        _ => TimeSpan.FromMinutes(5),
    };

    /// <summary>The other side took it: what stood by is not needed, and the notice counts as delivered.</summary>
    /// <param name="notice">The notice; null for a duty.</param>
    /// <param name="delivery">What was attempted.</param>
    /// <param name="all">Every delivery of the notice or duty, with this one.</param>
    /// <param name="now">Now.</param>
    public static DeliveryEffects Accepted(Notice? notice, Delivery delivery, IReadOnlyCollection<Delivery> all, DateTimeOffset now)
    {
        delivery.Accept(now);
        foreach (var other in all.Where(d => d.State == DeliveryState.Standby))
        {
            other.Cancel(DeliveryCancelled.AcceptedElsewhere, now);
        }

        if (notice is { IsUndelivered: true })
        {
            notice.MarkUndelivered(false);
        }

        return DeliveryEffects.None;
    }

    /// <summary>It did not go through this time: again after the backoff, for a day; the next address starts 10 s after the first attempt.</summary>
    public static DeliveryEffects Temporary(Notice? notice, Delivery delivery, IReadOnlyCollection<Delivery> all, string error, DateTimeOffset now)
    {
        if (delivery.Attempts > 0 && now - delivery.FirstAttemptAt >= GiveUpAfter)
        {
            return Permanent(notice, delivery, all, error, now);
        }

        delivery.Retry(error, Backoff(delivery.Attempts + 1), now);
        if (NextStandby(delivery, all) is { } next)
        {
            var lastBegun = Round(delivery, all).Where(d => d.State == DeliveryState.Queued && d.Position < next.Position).Max(d => d.FirstAttemptAt) ?? now;
            next.StandByUntil(lastBegun + NextChannelAfter);
        }

        return DeliveryEffects.None;
    }

    /// <summary>Refused for good: the next address at once; when none is left the notice is undelivered and its ladder climbs now.</summary>
    public static DeliveryEffects Permanent(Notice? notice, Delivery delivery, IReadOnlyCollection<Delivery> all, string error, DateTimeOffset now)
    {
        delivery.Fail(error, now);
        return GoOn(notice, delivery, all, now);
    }

    /// <summary>The program cannot use this address, as a telephone number without a gateway: the next one at once, as after a refusal.</summary>
    public static DeliveryEffects Unusable(Notice? notice, Delivery delivery, IReadOnlyCollection<Delivery> all, string why, DateTimeOffset now)
    {
        delivery.Cancel(why, now);
        return GoOn(notice, delivery, all, now);
    }

    private static DeliveryEffects GoOn(Notice? notice, Delivery delivery, IReadOnlyCollection<Delivery> all, DateTimeOffset now)
    {
        notice?.Touch();
        if (Round(delivery, all).Any(d => d.State == DeliveryState.Accepted))
        {
            return DeliveryEffects.None;
        }

        if (NextStandby(delivery, all) is { } next)
        {
            next.Promote(now);
            return new DeliveryEffects(Promoted: true);
        }

        if (all.Any(d => d.State is DeliveryState.Queued or DeliveryState.Bundled))
        {
            return DeliveryEffects.None;
        }

        // Said once: a repeated end of the ladder that fails again must not make the ladder spin.
        if (notice is not { IsUndelivered: false, WasToldByTelephone: false, State: NoticeState.Open or NoticeState.ForInformation })
        {
            return new DeliveryEffects(OutOfChannels: true);
        }

        notice.MarkUndelivered(true);
        var fact = new Fact(FactKind.Undelivered, ("name", notice.PersonName), ("asEn", notice.AsEn), ("asZh", notice.AsZh), ("why", delivery.LastError ?? ""));
        return new DeliveryEffects(fact, notice.State == NoticeState.Open ? notice.ClimbId : null, OutOfChannels: true);
    }

    /// <summary>Deliveries that were written together; a reminder at the end of a ladder writes new ones.</summary>
    private static IEnumerable<Delivery> Round(Delivery delivery, IEnumerable<Delivery> all) => all.Where(d => d.CreatedAt == delivery.CreatedAt);

    private static Delivery? NextStandby(Delivery delivery, IEnumerable<Delivery> all) =>
        Round(delivery, all).Where(d => d.State == DeliveryState.Standby).MinBy(d => d.Position);
}
