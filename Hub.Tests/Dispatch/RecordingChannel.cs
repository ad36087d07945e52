using System.Collections.Concurrent;
using Hub.Domain.People;
using Hub.Web.Dispatch.Channels;

namespace Hub.Tests.Dispatch;

/// <summary>A channel that writes down what it gets and answers as the test says.</summary>
internal sealed class RecordingChannel(Channel kind) : IChannel
{
    private readonly ConcurrentQueue<OutgoingMessage> sent = new();
    private readonly ConcurrentQueue<OutgoingMessage> prepared = new();
    private int probes;

    public Channel Kind => kind;

    /// <summary>Everything that was handed over, in order, whatever the answer.</summary>
    public IReadOnlyList<OutgoingMessage> Tried => [.. sent];

    /// <summary>Everything that was written ahead, in order.</summary>
    public IReadOnlyList<OutgoingMessage> Prepared => [.. prepared];

    public int Probes => probes;

    /// <summary>Answers a message; accepts everything unless the test says otherwise.</summary>
    public Func<OutgoingMessage, Task<SendResult>> Answer { get; set; } = _ => Task.FromResult<SendResult>(new SendResult.Accepted("250 OK"));

    /// <summary>Answers a probe.</summary>
    public Func<SendResult> AnswerProbe { get; set; } = () => new SendResult.Accepted(null);

    public void Always(SendResult result) => Answer = _ => Task.FromResult(result);

    public void Prepare(OutgoingMessage message, int lane) => prepared.Enqueue(message);

    public Task<SendResult> Send(OutgoingMessage message, int lane, CancellationToken cancellation)
    {
        sent.Enqueue(message);
        return Answer(message);
    }

    public Task<SendResult> Probe(CancellationToken cancellation)
    {
        Interlocked.Increment(ref probes);
        return Task.FromResult(AnswerProbe());
    }
}
