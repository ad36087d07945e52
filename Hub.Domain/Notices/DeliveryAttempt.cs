using Hub.Domain.Shared;

namespace Hub.Domain.Notices;

/// <summary>One try of a delivery, for the delivery log.</summary>
public sealed class DeliveryAttempt
{
    private DeliveryAttempt()
    {
    }

    /// <summary>A try.</summary>
    /// <param name="deliveryId">Which delivery.</param>
    /// <param name="at">When the outcome was known.</param>
    /// <param name="accepted">True when the other side took it.</param>
    /// <param name="answer">What the other side said.</param>
    /// <param name="id">Identity, when writing it may be repeated; else a new one.</param>
    public DeliveryAttempt(Guid deliveryId, DateTimeOffset at, bool accepted, string? answer, Guid? id = null)
    {
        Id = id ?? Guid.CreateVersion7(at);
        DeliveryId = deliveryId;
        At = at.Stored();
        Accepted = accepted;
        Answer = answer is { Length: > 500 } ? answer[..500] : answer;
    }

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>Which delivery.</summary>
    public Guid DeliveryId { get; private set; }

    /// <summary>When the outcome was known, UTC.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>True when the other side took it.</summary>
    public bool Accepted { get; private set; }

    /// <summary>What the other side said.</summary>
    public string? Answer { get; private set; }
}
