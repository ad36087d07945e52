using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Domain.Notices;

/// <summary>What was made of a message that came in. Numbers are stored.</summary>
public enum InboundVerdict
{
    /// <summary>It acknowledged.</summary>
    Acknowledged = 1,

    /// <summary>It said that the recipient cannot take it.</summary>
    CannotTake = 2,

    /// <summary>It asked for the details.</summary>
    Details = 3,

    /// <summary>It was a bounce: a delivery failed.</summary>
    Bounce = 4,

    /// <summary>An automatic reply: never an answer.</summary>
    Automatic = 5,

    /// <summary>It names no notice, or one that is over.</summary>
    NotMatched = 6,

    /// <summary>It names a notice but not what is meant.</summary>
    NotUnderstood = 7,

    /// <summary>It says again what was done before: nothing changed.</summary>
    Repeated = 8,

    /// <summary>It names a code that no notice of its sender has.</summary>
    WrongCode = 9,
}

/// <summary>A mail or short message that came in: kept so that it is taken once, however often it is read.</summary>
public sealed class InboundMessage
{
    private InboundMessage()
    {
    }

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>Which way it came.</summary>
    public Channel Channel { get; private set; }

    /// <summary>What tells it from every other of its channel: the mail's Message-ID, the gateway's id; unique with the channel.</summary>
    public string ExternalId { get; private set; } = "";

    /// <summary>Who sent it, as it says itself: mailbox or number.</summary>
    public string From { get; private set; } = "";

    /// <summary>Taken in, UTC.</summary>
    public DateTimeOffset ReceivedAt { get; private set; }

    /// <summary>What was made of it.</summary>
    public InboundVerdict Verdict { get; private set; }

    /// <summary>The notice that it speaks of, when one was found.</summary>
    public Guid? NoticeId { get; private set; }

    /// <summary>The answer that goes back; null for none.</summary>
    public string? Answer { get; private set; }

    /// <summary>A message that came in.</summary>
    /// <param name="channel">Which way.</param>
    /// <param name="externalId">What tells it from others, at most 200 characters.</param>
    /// <param name="from">Mailbox or number, at most 254 characters.</param>
    /// <param name="verdict">What was made of it.</param>
    /// <param name="noticeId">The notice, when one was found.</param>
    /// <param name="answer">What goes back, at most 2,000 characters; null for none.</param>
    /// <param name="now">Now.</param>
    public static InboundMessage Taken(Channel channel, string externalId, string from, InboundVerdict verdict, Guid? noticeId, string? answer, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Channel = channel,
        ExternalId = externalId,
        From = from,
        ReceivedAt = now.Stored(),
        Verdict = verdict,
        NoticeId = noticeId,
        Answer = answer,
    };
}
