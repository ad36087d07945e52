using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Web.Dispatch.Limits;

/// <summary>
/// How many messages this node has sent to each address and through each channel, in memory; filled from the store at the
/// start, so that a restart does not open every limit anew. Safe for several threads: what is grave is counted by the command that writes it.
/// </summary>
internal sealed class RateLimits(IOptions<MailOptions> mail, IOptions<SmsOptions> sms, IDbContextFactory<HubDbContext> contexts)
{
    /// <summary>Idle addresses are forgotten when more than these are known.</summary>
    private const int MostKnown = 10_000;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly Dictionary<(Channel Channel, string Address), SlidingWindow> addresses = [];
    private readonly Dictionary<Channel, SlidingWindow> channels = [];
    private readonly Lock guard = new();
    private bool isFilled;

    /// <summary>True when anything is limited at all.</summary>
    public bool IsAny { get; } = mail.Value.Limits.OfAddress.Concat(mail.Value.Limits.OfChannel).Concat(sms.Value.Limits.OfAddress).Concat(sms.Value.Limits.OfChannel).Any();

    /// <summary>Counts what was accepted within the last hour, once.</summary>
    public async Task Fill(DateTimeOffset now, CancellationToken cancellation)
    {
        if (isFilled || !IsAny)
        {
            return;
        }

        var since = now - Longest;
        var limited = new[] { Channel.Mail, Channel.Sms }.Where(c => Of(c) is { } limits && limits.OfAddress.Concat(limits.OfChannel).Any()).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var sent = await db.Deliveries.Where(d => d.State == DeliveryState.Accepted && d.EndedAt > since && limited.Contains(d.Channel) && (d.BundleId == null || d.NoticeId == null))
            .OrderBy(d => d.EndedAt).Select(d => new { d.Channel, d.Address, d.EndedAt }).ToListAsync(cancellation);
        foreach (var one in sent)
        {
            Take(one.Channel, one.Address, one.EndedAt!.Value);
        }

        isFilled = true;
    }

    /// <summary>When one more may go to an address: now, or later.</summary>
    public DateTimeOffset FreeAt(Channel channel, string address, DateTimeOffset now)
    {
        lock (guard)
        {
            return addresses.TryGetValue((channel, address), out var window) ? window.FreeAt(now) : now;
        }
    }

    /// <summary>When one more may go through a channel: now, or later.</summary>
    public DateTimeOffset FreeAt(Channel channel, DateTimeOffset now)
    {
        lock (guard)
        {
            return channels.TryGetValue(channel, out var window) ? window.FreeAt(now) : now;
        }
    }

    /// <summary>One goes.</summary>
    public void Take(Channel channel, string address, DateTimeOffset at)
    {
        if (Of(channel) is not { } limits)
        {
            return;
        }

        lock (guard)
        {
            if (limits.OfAddress.Any())
            {
                Window(addresses, (channel, address), limits.OfAddress).Take(at);
                Forget(at);
            }

            if (limits.OfChannel.Any())
            {
                Window(channels, channel, limits.OfChannel).Take(at);
            }
        }
    }

    /// <summary>Channels through which nothing of grades Ⅲ and Ⅳ may go at this instant.</summary>
    public IReadOnlyCollection<Channel> Paced(DateTimeOffset now)
    {
        lock (guard)
        {
            return channels.Count == 0 ? [] : [.. channels.Where(c => c.Value.FreeAt(now) > now).Select(c => c.Key)];
        }
    }

    /// <summary>How long a message of a channel takes at its limit; zero when the channel has none.</summary>
    public TimeSpan Each(Channel channel) => Of(channel) is { } limits ? limits.OfChannel.Select(l => l.Span / l.Most).Append(TimeSpan.Zero).Max() : TimeSpan.Zero;

    private static SlidingWindow Window<TKey>(Dictionary<TKey, SlidingWindow> windows, TKey key, IEnumerable<(int Most, TimeSpan Span)> limits)
        where TKey : notnull
    {
        if (!windows.TryGetValue(key, out var window))
        {
            window = windows[key] = new SlidingWindow([.. limits]);
        }

        return window;
    }

    private ChannelLimits? Of(Channel channel) => channel switch
    {
        Channel.Mail => mail.Value.Limits,
        Channel.Sms => sms.Value.Limits,
        _ => null,
    };

    private void Forget(DateTimeOffset now)
    {
        if (addresses.Count <= MostKnown)
        {
            return;
        }

        foreach (var (key, _) in addresses.Where(a => a.Value.IsIdle(now)).ToList())
        {
            addresses.Remove(key);
        }
    }
}
