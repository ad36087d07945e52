using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Domain.Notices;

/// <summary>
/// One attempt-chain of a notice (or of a released duty) through one channel to one address. Claimed by lease;
/// sent at least once, with the same message id at every attempt.
/// </summary>
public sealed class Delivery
{
    private Delivery()
    {
    }

    /// <summary>Identity; the message id is made of it.</summary>
    public Guid Id { get; private set; }

    /// <summary>The notice; null for anything else.</summary>
    public Guid? NoticeId { get; private set; }

    /// <summary>The released duty; null for anything else.</summary>
    public Guid? DutyId { get; private set; }

    /// <summary>The check of an address whose code it carries; null for anything else.</summary>
    public Guid? CheckId { get; private set; }

    /// <summary>The message that came in and that it answers; null for anything else.</summary>
    public Guid? InboundId { get; private set; }

    /// <summary>The bundle that it travels in; or, without a notice, the bundle whose one message it is.</summary>
    public Guid? BundleId { get; private set; }

    /// <summary>The incident, when there is one.</summary>
    public Guid? IncidentId { get; private set; }

    /// <summary>Which way.</summary>
    public Channel Channel { get; private set; }

    /// <summary>Mailbox or telephone number.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Order among the deliveries of its notice, from 0.</summary>
    public int Position { get; private set; }

    /// <summary>Order of sending: 1 to 4 by grade; 2 while nobody has judged, whatever is suspected, so that a report is not kept waiting.</summary>
    public int Rank { get; private set; }

    /// <summary>Where it stands.</summary>
    public DeliveryState State { get; private set; }

    /// <summary>Not before, UTC.</summary>
    public DateTimeOffset NextAttemptAt { get; private set; }

    /// <summary>Attempts so far.</summary>
    public int Attempts { get; private set; }

    /// <summary>Created, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>First attempt, UTC.</summary>
    public DateTimeOffset? FirstAttemptAt { get; private set; }

    /// <summary>Accepted, failed or cancelled, UTC.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why it waits although it could leave: a key of the texts, such as <c>rateLimit</c> or <c>quietHours</c>; null when nothing holds it.</summary>
    public string? HeldBecause { get; private set; }

    /// <summary>What the gateway calls it; null when it says nothing.</summary>
    public string? ProviderId { get; private set; }

    /// <summary>When the gateway reported that it reached the device, UTC; null while nothing was reported.</summary>
    public DateTimeOffset? ReceivedAt { get; private set; }

    /// <summary>What the other side said last, at most 500 characters, without secrets.</summary>
    public string? LastError { get; private set; }

    /// <summary>Lease of the sender that works on it.</summary>
    public Guid? LeaseOwner { get; private set; }

    /// <summary>End of the lease, UTC.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>A delivery of a notice.</summary>
    /// <param name="notice">What is delivered.</param>
    /// <param name="channel">Which way.</param>
    /// <param name="address">Where to.</param>
    /// <param name="position">Order among its notice's deliveries.</param>
    /// <param name="standbyUntil">Null: at once. Else it stands by until then.</param>
    /// <param name="now">Now.</param>
    public static Delivery Of(Notice notice, Channel channel, string address, int position, DateTimeOffset? standbyUntil, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        NoticeId = notice.Id,
        IncidentId = notice.IncidentId,
        Channel = channel,
        Address = address,
        Position = position,
        Rank = notice.Event == NoticeEvent.ReportToTriage ? (int)(notice.Grade is Grade.I ? Grade.I : Grade.II) : (int)(notice.Grade ?? Grade.II),
        State = standbyUntil is null ? DeliveryState.Queued : DeliveryState.Standby,
        NextAttemptAt = (standbyUntil ?? now).Stored(),
        CreatedAt = now.Stored(),
    };

    /// <summary>A delivery of a released duty to its outside body.</summary>
    public static Delivery Of(Guid dutyId, Guid incidentId, Grade grade, string address, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        DutyId = dutyId,
        IncidentId = incidentId,
        Channel = Channel.Mail,
        Address = address,
        Rank = (int)grade,
        State = DeliveryState.Queued,
        NextAttemptAt = now.Stored(),
        CreatedAt = now.Stored(),
    };

    /// <summary>A delivery of the code of an address check: at once, whatever waits.</summary>
    public static Delivery Of(AddressCheck check, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        CheckId = check.Id,
        Channel = check.Channel,
        Address = check.Address,
        Rank = (int)Grade.II,
        State = DeliveryState.Queued,
        NextAttemptAt = now.Stored(),
        CreatedAt = now.Stored(),
    };

    /// <summary>A delivery of the answer to a message that came in, back to where it came from.</summary>
    /// <param name="answered">The message.</param>
    /// <param name="isChange">True: it changed something. Else its answer comes after every notice that waits, since anybody can have such sent.</param>
    /// <param name="now">Now.</param>
    public static Delivery Of(InboundMessage answered, bool isChange, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        InboundId = answered.Id,
        Channel = answered.Channel,
        Address = answered.From,
        Rank = (int)(isChange ? Grade.II : Grade.IV),
        State = DeliveryState.Queued,
        NextAttemptAt = now.Stored(),
        CreatedAt = now.Stored(),
    };

    /// <summary>The one message of a bundle.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="gravest">Gravest grade of its notices.</param>
    /// <param name="since">Since when the first of them has been due: the bundle keeps its place in the queue.</param>
    /// <param name="now">Now.</param>
    public static Delivery Of(Bundle bundle, Grade gravest, DateTimeOffset since, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        BundleId = bundle.Id,
        Channel = bundle.Channel,
        Address = bundle.Address,
        Rank = (int)gravest,
        State = DeliveryState.Queued,
        NextAttemptAt = (since < now ? since : now).Stored(),
        CreatedAt = now.Stored(),
    };

    /// <summary>A sender has it in hand, and begins an attempt.</summary>
    public void Lease(Guid owner, DateTimeOffset until, DateTimeOffset now)
    {
        LeaseOwner = owner;
        LeaseUntil = until.Stored();
        FirstAttemptAt ??= now.Stored();
    }

    /// <summary>The other side took it.</summary>
    public void Accept(DateTimeOffset now)
    {
        Attempted(now);
        End(DeliveryState.Accepted, now, null);
    }

    /// <summary>It did not go through this time; the next attempt follows after the backoff.</summary>
    public void Retry(string error, TimeSpan backoff, DateTimeOffset now)
    {
        Attempted(now);
        LastError = Short(error);
        NextAttemptAt = (now + backoff).Stored();
        HeldBecause = null;
        LeaseOwner = null;
        LeaseUntil = null;
    }

    /// <summary>Refused for good.</summary>
    public void Fail(string error, DateTimeOffset now)
    {
        Attempted(now);
        End(DeliveryState.Failed, now, error);
    }

    /// <summary>Not needed any more, or must not leave. Does nothing once it ended.</summary>
    public void Cancel(string why, DateTimeOffset now)
    {
        if (State is DeliveryState.Queued or DeliveryState.Standby or DeliveryState.Bundled)
        {
            End(DeliveryState.Cancelled, now, why);
        }
    }

    /// <summary>It waits although it could leave. Does nothing once it ended.</summary>
    /// <param name="until">Not before, UTC.</param>
    /// <param name="why">A key of <see cref="DeliveryHolds"/>.</param>
    public void Hold(DateTimeOffset until, string why)
    {
        if (State is DeliveryState.Queued or DeliveryState.Standby && until > NextAttemptAt)
        {
            NextAttemptAt = until.Stored();
            HeldBecause = why;
        }
    }

    /// <summary>Its turn has come although it stood by; what is muted stays so until its time.</summary>
    public void Promote(DateTimeOffset now)
    {
        if (State == DeliveryState.Standby)
        {
            State = DeliveryState.Queued;
            NextAttemptAt = IsMuted(now) ? NextAttemptAt : now.Stored();
        }
    }

    /// <summary>It goes on standing by until that instant. Does nothing when it does not stand by.</summary>
    public void StandByUntil(DateTimeOffset instant)
    {
        if (State == DeliveryState.Standby && !IsMuted(instant))
        {
            NextAttemptAt = instant.Stored();
        }
    }

    /// <summary>Send it again, after it failed or as a reminder.</summary>
    public void SendAgain(DateTimeOffset now)
    {
        State = DeliveryState.Queued;
        NextAttemptAt = now.Stored();
        EndedAt = null;
        Attempts = 0;
        ReceivedAt = null;
        LeaseOwner = null;
        LeaseUntil = null;
    }

    /// <summary>True once it was handed over, or is being handed over: only then can it come back or be reported.</summary>
    public bool IsOut(DateTimeOffset now) => State is DeliveryState.Accepted or DeliveryState.Bundled || (State == DeliveryState.Queued && (Attempts > 0 || LeaseUntil > now));

    /// <summary>The gateway reported that it reached the device. Whoever still tries it need not: it is there.</summary>
    public void Receive(DateTimeOffset now)
    {
        ReceivedAt ??= now.Stored();
        if (State is DeliveryState.Queued or DeliveryState.Bundled)
        {
            End(DeliveryState.Accepted, now, null);
        }
    }

    /// <summary>It was handed over and came back: refused for good, although not at once.</summary>
    public void ComeBack(string reason, DateTimeOffset now) => End(DeliveryState.Failed, now, reason);

    /// <summary>It was not needed and is again: it stands by until that instant.</summary>
    public void StandByAgain(DateTimeOffset until)
    {
        State = DeliveryState.Standby;
        NextAttemptAt = IsMuted(until) ? NextAttemptAt : until.Stored();
        EndedAt = null;
        LastError = null;
    }

    private bool IsMuted(DateTimeOffset instant) => HeldBecause == DeliveryHolds.QuietHours && NextAttemptAt > instant;

    private void Attempted(DateTimeOffset now)
    {
        Attempts++;
        FirstAttemptAt ??= now.Stored();
    }

    private void End(DeliveryState state, DateTimeOffset now, string? error)
    {
        State = state;
        EndedAt = now.Stored();
        LastError = error is null ? LastError : Short(error);
        LeaseOwner = null;
        LeaseUntil = null;
    }

    private static string Short(string text) => text.Length <= 500 ? text : text[..500];
}
