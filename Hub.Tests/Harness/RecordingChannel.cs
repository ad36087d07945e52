using System.Collections.Concurrent;
using Hub.Domain.People;
using Hub.Web.Dispatch.Channels;

namespace Hub.Tests.Harness;

/// <summary>Takes every message and remembers it; can play a relay that is down or refuses an address.</summary>
internal sealed class RecordingChannel(Channel kind) : IChannel
{
    private readonly ConcurrentQueue<OutgoingMessage> taken = new();

    public Channel Kind => kind;

    /// <summary>False: nobody answers at the other side.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>Addresses that are refused for good.</summary>
    public HashSet<string> Refused { get; } = new(StringComparer.Ordinal);

    /// <summary>Addresses that are refused for the time being.</summary>
    public HashSet<string> Busy { get; } = new(StringComparer.Ordinal);

    /// <summary>What was taken since the last time it was asked.</summary>
    public IReadOnlyList<OutgoingMessage> TakeAll()
    {
        var all = new List<OutgoingMessage>();
        while (taken.TryDequeue(out var message))
        {
            all.Add(message);
        }

        return all;
    }

    public Task<SendResult> Send(OutgoingMessage message, int lane, CancellationToken cancellation)
    {
        if (!IsUp)
        {
            return Task.FromResult<SendResult>(new SendResult.Unavailable("Connection refused", TimeSpan.FromSeconds(1)));
        }

        if (Refused.Contains(message.Address))
        {
            return Task.FromResult<SendResult>(new SendResult.Permanent("550 no such user"));
        }

        if (Busy.Contains(message.Address))
        {
            return Task.FromResult<SendResult>(new SendResult.Temporary("450 busy"));
        }

        taken.Enqueue(message);
        return Task.FromResult<SendResult>(new SendResult.Accepted("250 taken"));
    }

    public Task<SendResult> Probe(CancellationToken cancellation) =>
        Task.FromResult<SendResult>(IsUp ? new SendResult.Accepted(null) : new SendResult.Unavailable("Connection refused", TimeSpan.FromSeconds(1)));
}
