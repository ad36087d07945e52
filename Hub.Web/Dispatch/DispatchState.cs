using System.Collections.Concurrent;
using Hub.Domain.People;
using Microsoft.Extensions.Options;

namespace Hub.Web.Dispatch;

/// <summary>A channel whose other side cannot be reached.</summary>
/// <param name="Channel">Which channel.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Error">What is wrong, without secrets.</param>
/// <param name="NextProbeAt">When it is tried again, UTC.</param>
public sealed record Outage(Channel Channel, DateTimeOffset Since, string Error, DateTimeOffset NextProbeAt);

/// <summary>What the pages say about sending: whether mail only goes into files, and which channels are down on this node.</summary>
public sealed class DispatchState(IOptions<MailOptions> mail)
{
    private readonly ConcurrentDictionary<Channel, Outage> outages = new();

    /// <summary>True when mail is written into files and nobody gets it: shown by a permanent banner.</summary>
    public bool IsPickup { get; } = mail.Value.Mode != MailMode.Smtp;

    /// <summary>Channels that are down.</summary>
    public IReadOnlyCollection<Outage> Outages => [.. outages.Values];

    /// <summary>True while a channel is down.</summary>
    public bool IsDown(Channel channel) => outages.ContainsKey(channel);

    /// <summary>A channel cannot be reached; true when that is news.</summary>
    internal bool GoDown(Channel channel, string error, TimeSpan retryAfter, DateTimeOffset now)
    {
        var isNews = false;
        outages.AddOrUpdate(
            channel,
            _ =>
            {
                isNews = true;
                return new Outage(channel, now, error, now + retryAfter);
            },
            (_, known) => known with { Error = error, NextProbeAt = now + retryAfter });
        return isNews;
    }

    /// <summary>It is back; gives the outage that ended.</summary>
    internal Outage? ComeBack(Channel channel) => outages.TryRemove(channel, out var ended) ? ended : null;
}
