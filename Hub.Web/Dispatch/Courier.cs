using System.Collections.Concurrent;
using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Dispatch.Texts;
using Hub.Web.Store;

namespace Hub.Web.Dispatch;

/// <summary>Carries one claimed delivery to its channel and says what became of it. Knows which channels are down.</summary>
internal sealed class Courier(IReadOnlyList<IChannel> channels, NoticeRenderer renderer, Claims claims, DispatchState state, CommitSignals signals, TimeProvider time, ILogger<Courier> logger)
{
    /// <summary>A claim this old is looked at again before it is sent: it may have been withdrawn.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    /// <summary>So many messages in a row without any answer: the other side hangs. One alone may be the fault of that message.</summary>
    private const int Hung = 2;

    /// <summary>How long a channel that hung is left alone: a probe would find it well, and in that time the next addresses have the lanes for themselves.</summary>
    private static readonly TimeSpan AfterSilence = DeliveryPolicy.NextChannelAfter;

    /// <summary>No channel is left alone for longer: such a wait comes of a clock that was set back.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly Dictionary<Channel, IChannel> channels = channels.ToDictionary(c => c.Kind);
    private readonly Dictionary<Channel, Task> probes = [];
    private readonly ConcurrentDictionary<Channel, int> silences = new();
    private readonly ConcurrentDictionary<int, (Claimed Item, OutgoingMessage Message)> ahead = new();

    /// <summary>Writes the lane's next message ahead, while there is nothing else to do.</summary>
    public void Prepare(Claimed item, int lane)
    {
        try
        {
            if (item.Unwanted() is not null || !channels.TryGetValue(item.Delivery.Channel, out var channel))
            {
                return;
            }

            var message = Write(item);
            channel.Prepare(message, lane);
            ahead[lane] = (item, message);
        }
        catch (Exception e)
        {
            // What cannot be written is said when it is sent.
            logger.LogDebug(e, "Delivery {Delivery} could not be written ahead.", item.LogName);
        }
    }

    /// <summary>Tries it. Null: it is not this sender's any more.</summary>
    public async Task<AttemptOutcome?> Carry(Claimed item, int lane)
    {
        var claimed = item;
        if (time.GetUtcNow() - item.At > Fresh)
        {
            if (await claims.LookAgain(item, CancellationToken.None) is not { } again)
            {
                return null;
            }

            claimed = again;
        }

        if (claimed.Unwanted() is { } reason)
        {
            return Outcome(claimed, OutcomeKind.Cancelled, reason);
        }

        if (claimed.WouldTellAGroup)
        {
            return Outcome(claimed, OutcomeKind.Unusable, DeliveryCancelled.Restricted);
        }

        var kind = claimed.Delivery.Channel;
        if (!channels.TryGetValue(kind, out var channel))
        {
            return Outcome(claimed, OutcomeKind.Unusable, DeliveryCancelled.NoGateway);
        }

        return state.IsDown(kind) ? Outcome(claimed, OutcomeKind.Released, null) : Judge(claimed, await Send(channel, claimed, lane));
    }

    /// <summary>Asks channels that are down whether they are back, when that is due; each with one connection.</summary>
    /// <param name="wait">True: until they have answered.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task Probe(bool wait, CancellationToken cancellation)
    {
        foreach (var outage in state.Outages)
        {
            await claims.CountAsTried(outage.Channel, outage.Error, cancellation);
            var pause = outage.NextProbeAt - time.GetUtcNow();
            if ((pause > TimeSpan.Zero && pause <= LongestPause) || probes.GetValueOrDefault(outage.Channel) is { IsCompleted: false })
            {
                continue;
            }

            probes[outage.Channel] = ProbeOne(outage.Channel, cancellation);
            if (wait)
            {
                await probes[outage.Channel];
            }
        }
    }

    /// <summary>A lane of these channels is closed: what they keep open for it ends.</summary>
    public async Task Leave(IReadOnlyCollection<Channel> kinds, int lane)
    {
        ahead.TryRemove(lane, out _);
        foreach (var channel in kinds.Select(channels.GetValueOrDefault).OfType<IChannel>())
        {
            try
            {
                await channel.Leave(lane);
            }
            catch (Exception e)
            {
                logger.LogWarning(e, "What {Channel} keeps open for a lane could not be closed.", channel.Kind);
            }
        }
    }

    private async Task<SendResult> Send(IChannel channel, Claimed item, int lane)
    {
        try
        {
            // What was looked at again meanwhile is another item, and is written anew.
            var message = ahead.TryRemove(lane, out var written) && ReferenceEquals(written.Item, item) ? written.Message : Write(item);

            // Not cut short by a stop: a mail that was half handed over might come twice. The channel's own limits hold.
            return await channel.Send(message, lane, CancellationToken.None);
        }
        catch (Exception e)
        {
            logger.LogError(e, "Delivery {Delivery} could not be sent.", item.LogName);
            return new SendResult.Temporary($"Fault in the program: {e.GetType().Name}.");
        }
    }

    private OutgoingMessage Write(Claimed item)
    {
        var delivery = item.Delivery;
        return item.Check is { } check ? renderer.Render(check, delivery.Id, delivery.Channel, delivery.Address)
            : item.Inbound is { } answered ? renderer.Render(answered, item.About, delivery.Id, delivery.Address)
            : item.Bundle is { } bundle ? renderer.Render(bundle.Bundle, bundle.Notices, delivery.Id)
            : item.Notice is { } notice ? renderer.Render(notice, delivery.Id, delivery.Channel, delivery.Address)
            : renderer.Render(item.Duty!, delivery.Id, delivery.Address, delivery.Rank <= (int)Grade.II);
    }

    private AttemptOutcome Judge(Claimed item, SendResult result)
    {
        var kind = item.Delivery.Channel;
        var silent = result is SendResult.Temporary { IsSilent: true } ? silences.AddOrUpdate(kind, 1, (_, n) => n + 1) : silences[kind] = 0;
        if (silent >= Hung)
        {
            GoDown(kind, new SendResult.Unavailable(((SendResult.Temporary)result).Error, AfterSilence));
        }

        switch (result)
        {
            case SendResult.Accepted accepted:
                return Outcome(item, OutcomeKind.Accepted, accepted.Answer) with { ProviderId = accepted.ProviderId };
            case SendResult.Temporary temporary:
                logger.LogInformation("Delivery {Delivery} is tried again later: {Error}", item.LogName, temporary.Error);
                return Outcome(item, OutcomeKind.Temporary, temporary.Error);
            case SendResult.Permanent permanent:
                logger.LogWarning("Delivery {Delivery} was refused: {Error}", item.LogName, permanent.Error);
                return Outcome(item, OutcomeKind.Permanent, permanent.Error);
            case SendResult.Unusable unusable:
                logger.LogWarning("Delivery {Delivery} has no way: {Reason}", item.LogName, unusable.Why);
                return Outcome(item, OutcomeKind.Unusable, unusable.Why);
            case SendResult.Unavailable { LaneOnly: true } busy:
                return Outcome(item, OutcomeKind.Released, null, busy.RetryAfter);
            default:
                var unavailable = (SendResult.Unavailable)result;
                GoDown(item.Delivery.Channel, unavailable);
                return Outcome(item, OutcomeKind.Released, unavailable.Error);
        }
    }

    private async Task ProbeOne(Channel kind, CancellationToken cancellation)
    {
        try
        {
            if (await channels[kind].Probe(cancellation) is SendResult.Unavailable still)
            {
                GoDown(kind, still);
                return;
            }

            if (state.ComeBack(kind) is { } ended)
            {
                logger.LogInformation("{Channel} is back; it was down since {Since}.", kind, ended.Since);
                signals.Deliveries.Raise();
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            logger.LogError(e, "{Channel} could not be asked whether it is back.", kind);
            GoDown(kind, new SendResult.Unavailable($"Fault in the program: {e.GetType().Name}.", TimeSpan.FromSeconds(1)));
        }
    }

    private void GoDown(Channel kind, SendResult.Unavailable unavailable)
    {
        if (state.GoDown(kind, unavailable.Error, unavailable.RetryAfter, time.GetUtcNow()))
        {
            logger.LogError("{Channel} is down: {Error} Deliveries wait until it is back.", kind, unavailable.Error);
        }
    }

    private AttemptOutcome Outcome(Claimed item, OutcomeKind kind, string? text, TimeSpan? rest = null) => new(item, kind, text, time.GetUtcNow(), rest);
}
