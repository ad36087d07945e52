namespace Hub.Domain.Notices;

/// <summary>Where a delivery stands.</summary>
public enum DeliveryState
{
    /// <summary>Waits for its next attempt, or an attempt is under way (then it is leased).</summary>
    Queued = 1,

    /// <summary>A further channel of the same notice, tried when those before it do not get through by <see cref="Delivery.NextAttemptAt"/>.</summary>
    Standby = 2,

    /// <summary>The relay or gateway took it.</summary>
    Accepted = 3,

    /// <summary>Refused for good, or out of attempts.</summary>
    Failed = 4,

    /// <summary>Not needed any more, or must not leave; <see cref="Delivery.LastError"/> says why.</summary>
    Cancelled = 5,

    /// <summary>Travels inside a <see cref="Bundle"/>; ends as that ends.</summary>
    Bundled = 6,
}

/// <summary>Why a delivery waits although it could leave; kept in <see cref="Delivery.HeldBecause"/>. Stored: never change one.</summary>
public static class DeliveryHolds
{
    /// <summary>It is within the recipient's quiet hours.</summary>
    public const string QuietHours = "quietHours";

    /// <summary>As many messages as the limit allows have just gone there.</summary>
    public const string RateLimit = "rateLimit";
}
