namespace Hub.Domain.Notices;

/// <summary>Why a delivery waits although it could leave; kept in <see cref="Delivery.HeldBecause"/>. Stored: never change one.</summary>
public static class DeliveryHolds
{
    /// <summary>It is within the recipient's quiet hours.</summary>
    public const string QuietHours = "quietHours";
}
