using Hub.Domain.People;
using Hub.Web.Dispatch.Texts;

namespace Hub.Web.Dispatch.Channels;

/// <summary>A way out of the program. Every outcome is a value; what is thrown counts as a temporary failure.</summary>
public interface IChannel
{
    /// <summary>Which addresses it takes.</summary>
    Channel Kind { get; }

    /// <summary>Does ahead what <see cref="Send"/> of this very message in this lane will need and what needs no connection. It may never be sent.</summary>
    /// <param name="message">What is to be sent.</param>
    /// <param name="lane">Number of the lane; it sends nothing meanwhile.</param>
    void Prepare(OutgoingMessage message, int lane)
    {
    }

    /// <summary>Hands one message over.</summary>
    /// <param name="message">What is sent.</param>
    /// <param name="lane">Number of the lane, from 0: a lane sends one message at a time and may keep a connection of its own.</param>
    /// <param name="cancellation">Ends the attempt when the program stops.</param>
    Task<SendResult> Send(OutgoingMessage message, int lane, CancellationToken cancellation);

    /// <summary>A lane is closed for now and sends nothing: a connection of its own may end.</summary>
    Task Leave(int lane) => Task.CompletedTask;

    /// <summary>Sees whether the other side is there again after <see cref="SendResult.Unavailable"/>, with one connection and without a message.</summary>
    Task<SendResult> Probe(CancellationToken cancellation) => Task.FromResult<SendResult>(new SendResult.Accepted(null));
}

/// <summary>What became of an attempt.</summary>
public abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>The other side took it.</summary>
    /// <param name="Answer">What it said.</param>
    /// <param name="ProviderId">What it calls the message, when it says so: its reports name it so.</param>
    public sealed record Accepted(string? Answer, string? ProviderId = null) : SendResult;

    /// <summary>Not this time; another attempt may succeed.</summary>
    /// <param name="Error">What the other side said, without secrets.</param>
    /// <param name="IsSilent">True when the other side did not answer at all in time: when that goes on, the channel is down.</param>
    public sealed record Temporary(string Error, bool IsSilent = false) : SendResult;

    /// <summary>Never to this address.</summary>
    /// <param name="Error">What the other side said, without secrets.</param>
    public sealed record Permanent(string Error) : SendResult;

    /// <summary>The program has no way to this address, so that nothing was tried: the recipient's next address takes over at once.</summary>
    /// <param name="Why">A reason of <see cref="Hub.Domain.Notices.DeliveryCancelled"/>.</param>
    public sealed record Unusable(string Why) : SendResult;

    /// <summary>
    /// The other side could not be reached at all, so that it says nothing about this message: no message is tried
    /// until a probe gets through.
    /// </summary>
    /// <param name="Error">Why, without secrets.</param>
    /// <param name="RetryAfter">Time until the next probe.</param>
    /// <param name="LaneOnly">True when other lanes still have their connections: only this lane rests, as the relay takes no more.</param>
    public sealed record Unavailable(string Error, TimeSpan RetryAfter, bool LaneOnly = false) : SendResult;
}

/// <summary>A message ready to be sent.</summary>
/// <param name="DeliveryId">Its delivery; the message id is made of it, the same at every attempt.</param>
/// <param name="Channel">Which way.</param>
/// <param name="Address">Mailbox, telephone number or key of a robot.</param>
/// <param name="Subject">Subject, one line; empty for a short message.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Html">HTML; null when there is none.</param>
/// <param name="Culture">Language of the texts.</param>
/// <param name="IsUrgent">True for Ⅰ and Ⅱ: marked as important.</param>
public sealed record OutgoingMessage(Guid DeliveryId, Channel Channel, string Address, string Subject, string Text, string? Html, string Culture, bool IsUrgent)
{
    /// <summary>The same in parts, for a group robot, which writes them as its preset says; null for mail and short messages.</summary>
    public RobotContent? Robot { get; init; }

    /// <summary>True when an answer to it is read: it says where to.</summary>
    public bool TakesAnswers { get; init; }

    /// <summary>True when it answers a message that came in.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>True when it carries the code of an address check: whoever reads the code has proved the address, so that nothing of the other side's answer is shown.</summary>
    public bool IsCheck { get; init; }

    /// <summary>Message id of the mail that it answers, without angle brackets; null for none.</summary>
    public string? InReplyTo { get; init; }
}
