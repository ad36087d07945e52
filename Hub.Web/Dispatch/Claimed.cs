using Hub.Domain.Clocks;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Web.Dispatch.Limits;

namespace Hub.Web.Dispatch;

/// <summary>A delivery that this sender has leased, with what it delivers.</summary>
/// <param name="Delivery">The row as it was claimed.</param>
/// <param name="Notice">Its notice.</param>
/// <param name="Duty">Its duty.</param>
/// <param name="InDrill">True when its incident is a drill.</param>
/// <param name="At">When it was claimed, UTC.</param>
internal sealed record Claimed(Delivery Delivery, Notice? Notice, Duty? Duty, bool InDrill, DateTimeOffset At)
{
    /// <summary>How long the limit of a channel may hold back what nobody needs to acknowledge.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromHours(1);

    public Guid Id => Delivery.Id;

    /// <summary>Enough of the identity to find it, and too little to answer its mail with: the whole is known only to whom it went.</summary>
    public string LogName => $"{Id:N}"[..8] + "-" + $"{Id:N}"[^4..];

    /// <summary>The check of an address whose code it carries; null for anything else.</summary>
    public CheckedAddress? Check { get; init; }

    /// <summary>The message that came in and that it answers.</summary>
    public InboundMessage? Inbound { get; init; }

    /// <summary>The notice that the answered message speaks of.</summary>
    public Notice? About { get; init; }

    /// <summary>True when it would tell a whole group of a restricted incident.</summary>
    public bool WouldTellAGroup { get; init; }

    /// <summary>The bundle whose one message it is, with what is still wanted of it; null for anything else.</summary>
    public CarriedBundle? Bundle { get; init; }

    /// <summary>Why something else makes it needless, such as a later reminder; null when nothing does.</summary>
    public string? Overtaken { get; init; }

    /// <summary>Why it must not be sent any more; null when it is still wanted.</summary>
    public string? Unwanted()
    {
        if (Delivery.DutyId is not null)
        {
            // The last line of defence: nothing reaches an external body in a drill, or without a recorded release.
            return Duty is null ? DeliveryCancelled.NothingToSend
                : InDrill ? DeliveryCancelled.Drill
                : Duty.State != DutyState.Released ? DeliveryCancelled.NotReleased
                : null;
        }

        if (Delivery.CheckId is not null)
        {
            return Check is null ? DeliveryCancelled.NothingToSend
                : Check.Check.ConfirmedAt is not null ? DeliveryCancelled.Done
                : At - Check.Check.CreatedAt > AddressCheck.Lasts ? DeliveryCancelled.CodeOver
                : null;
        }

        if (Delivery.InboundId is not null)
        {
            return Inbound?.Answer is null ? DeliveryCancelled.NothingToSend : null;
        }

        if (Delivery is { BundleId: not null, NoticeId: null })
        {
            return Bundle is null ? DeliveryCancelled.NothingToSend : Bundle.Notices.Count == 0 ? DeliveryCancelled.Withdrawn : null;
        }

        return Notice?.State switch
        {
            null => DeliveryCancelled.NothingToSend,
            NoticeState.Withdrawn => DeliveryCancelled.Withdrawn,
            NoticeState.Superseded => DeliveryCancelled.Superseded,

            NoticeState.ForInformation when Notice.WasToldByTelephone && Delivery.CreatedAt <= Notice.EndedAt => DeliveryCancelled.Acknowledged,

            // What was written after the acknowledgement reminds of the act itself, such as triage.
            NoticeState.Acknowledged when Delivery.CreatedAt <= Notice.EndedAt => DeliveryCancelled.Acknowledged,
            NoticeState.Declined when Delivery.CreatedAt <= Notice.EndedAt => DeliveryCancelled.Declined,
            _ => Overtaken,
        };
    }

    /// <summary>
    /// How long a limit may hold it back: until it is free, but never longer than half of the time that its recipient has to
    /// acknowledge, so that a limit alone lets no ladder climb.
    /// </summary>
    public DateTimeOffset HoldAtMostUntil(DateTimeOffset free) =>
        (Bundle?.Notices ?? (Notice is null ? [] : [Notice])).Select(n => n.AcknowledgeBy is { } by ? HalfOf(n.CreatedAt, by) : free).Append(free).Min();

    /// <summary>When half of the time to acknowledge is over.</summary>
    public static DateTimeOffset HalfOf(DateTimeOffset created, DateTimeOffset acknowledgeBy) => created + ((acknowledgeBy - created) / 2);
}

/// <summary>A check of an address, and who is asked.</summary>
/// <param name="Check">The check with its code.</param>
/// <param name="Name">Whose address.</param>
/// <param name="Culture">The person's language.</param>
public sealed record CheckedAddress(AddressCheck Check, string Name, string Culture);

/// <summary>What became of a claimed delivery.</summary>
internal enum OutcomeKind
{
    /// <summary>The other side took it.</summary>
    Accepted = 1,

    /// <summary>Not this time.</summary>
    Temporary = 2,

    /// <summary>Never to this address.</summary>
    Permanent = 3,

    /// <summary>The program has no way to this address.</summary>
    Unusable = 4,

    /// <summary>Not wanted any more.</summary>
    Cancelled = 5,

    /// <summary>Given back untried: the other side is down.</summary>
    Released = 6,
}

/// <summary>The outcome of one attempt.</summary>
/// <param name="Item">What was attempted.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Text">What the other side said, or the reason.</param>
/// <param name="At">When it was known, UTC.</param>
/// <param name="Rest">How long the lane rests before its next message.</param>
internal sealed record AttemptOutcome(Claimed Item, OutcomeKind Kind, string? Text, DateTimeOffset At, TimeSpan? Rest = null)
{
    /// <summary>Identity of its entry in the delivery log: however often the outcome is written, it stands there once.</summary>
    public Guid Id { get; } = Guid.CreateVersion7(At);

    /// <summary>What the other side calls the message, when it says so.</summary>
    public string? ProviderId { get; init; }

    /// <summary>True when the delivery log gets an entry.</summary>
    public bool WasTried => Kind is OutcomeKind.Accepted or OutcomeKind.Temporary or OutcomeKind.Permanent || (Kind == OutcomeKind.Released && Text is not null);

    /// <summary>Its entry in the delivery log.</summary>
    public DeliveryAttempt Attempt() => new(Item.Id, At, Kind == OutcomeKind.Accepted, Text, Id);
}
