using Hub.Web.Dispatch.Limits;
using Hub.Web.Dispatch.Texts;
using Hub.Web.Setup;
using Hub.Web.Store;
using Microsoft.Extensions.Options;

namespace Hub.Web.Dispatch;

/// <summary>
/// Takes due deliveries from the store to their channels, gravest first: a Ⅰ overtakes what is claimed already. What
/// is grave comes straight from the command; for the rest it is woken by commits, and looks for itself every second.
/// </summary>
internal sealed class Sender(
    Claims claims, Admission admission, Courier courier, OutcomeCommitter committer, DispatchState state, DispatchPulse pulse, CommitSignals signals,
    IOptions<MailOptions> mail, IOptions<SmsOptions> sms, IOptions<HubOptions> hub, TimeProvider time, ILogger<Sender> logger) : BackgroundService, Road.IDriver
{
    private const int LowestRank = 4;
    private const int AtOnceInDrain = 100;
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RenewEvery = Claims.Lease / 3;

    private readonly IReadOnlyList<Road> roads = Road.Of(mail.Value, sms.Value);
    private readonly Rhythm promotes = new(AtLeastEvery, time);
    private readonly Rhythm looksBesideMail = new(AtLeastEvery, time);
    private CancellationToken stopping;
    private bool said;

    /// <summary>Sends what is due until nothing is, without the loop: for tests and stories. Returns how many messages were handed to a channel.</summary>
    public async Task<int> DrainOnce(CancellationToken cancellation = default)
    {
        await courier.Probe(wait: true, cancellation);
        var tried = 0;
        while (true)
        {
            await claims.PromoteStandby(cancellation);
            var claimed = await claims.Take(AtOnceInDrain, LowestRank, Down(), await admission.Paced(cancellation), cancellation);
            if (claimed.Count == 0)
            {
                pulse.CycleCompleted(time.GetUtcNow());
                return tried;
            }

            var batch = new Ready();
            var (atOnce, mayWait) = admission.Part(claimed);
            foreach (var item in atOnce.Concat(await admission.Admit(mayWait, cancellation)))
            {
                batch.Add(item);
            }

            await Task.WhenAll(roads[0].Lanes.Select(async lane =>
            {
                while (batch.Take() is { } item)
                {
                    var outcome = await Work(item, lane, cancellation);
                    Interlocked.Add(ref tried, outcome?.Kind is OutcomeKind.Accepted or OutcomeKind.Temporary or OutcomeKind.Permanent ? 1 : 0);
                }
            }));
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (sms.Value.Mode != SmsMode.None && !SmsText.HasRoomFor(hub.Value.PublicUrl))
        {
            logger.LogWarning("Hub:PublicUrl {PublicUrl} is too long: short messages in Chinese will have no link. Use a shorter address.", hub.Value.PublicUrl);
        }

        await Task.Yield();
        stopping = stoppingToken;
        signals.Straight.GoTo(new StraightToSender.Taker(claims.Token, Claims.Lease, () => state.Outages.Count == 0 ? roads.Min(r => r.Room) : 0, TakeStraight));
        foreach (var road in roads)
        {
            road.Open(this, stoppingToken);
        }

        var keeping = KeepLeases(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Cycle(stoppingToken);
                pulse.CycleCompleted(time.GetUtcNow());
                said = false;
                await signals.Deliveries.WaitAsync(await Pause(stoppingToken), time, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                SayOnce(e, "The sender could not look for due deliveries; it tries again every second.");
                await Task.Delay(AtLeastEvery, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        signals.Straight.GoTo(null);
        await Task.WhenAll(roads.Select(r => r.Closed()).Append(keeping));
        try
        {
            await claims.GiveBack(CancellationToken.None);
        }
        catch (Exception e)
        {
            logger.LogWarning(e, "Claimed deliveries could not be given back; another sender takes them when the leases run out.");
        }
    }

    private void TakeStraight(IReadOnlyList<Leased> leased)
    {
        foreach (var (delivery, notice) in leased)
        {
            var item = new Claimed(delivery, notice, null, false, delivery.LeaseUntil!.Value - Claims.Lease);
            claims.Hold(item);
            admission.Count(item);
            RoadOf(item).Add(item);
        }
    }

    private Road RoadOf(Claimed item) => roads.First(r => r.Carries(item.Delivery.Channel));

    private async Task Cycle(CancellationToken cancellation)
    {
        await courier.Probe(wait: false, cancellation);
        if (promotes.IsTime())
        {
            await claims.PromoteStandby(cancellation);
        }

        await Look(roads[0], cancellation);

        // While mail queues, a look for the rest walks past all of it: then it is taken once a second.
        if (!looksBesideMail.IsTime() && roads[0].MayBeMore)
        {
            return;
        }

        foreach (var road in roads.Skip(1))
        {
            await Look(road, cancellation);
        }
    }

    private async Task Look(Road road, CancellationToken cancellation)
    {
        // Without room only what is graver than something that waits: it overtakes what is claimed already.
        road.Adapt(time.GetTimestamp(), time, road.Channels.Any(state.IsDown));
        var isLow = road.IsLow;
        var most = isLow ? road.Room : road.Width;
        var claimed = await claims.Take(most, isLow ? LowestRank : road.Ready.WorstRank - 1, [.. Down().Union(road.Others)], await admission.Paced(cancellation), cancellation);
        road.MayBeMore = !isLow || claimed.Count == most;
        var (atOnce, mayWait) = admission.Part(claimed);
        foreach (var item in atOnce)
        {
            road.Add(item);
        }

        foreach (var item in await admission.Admit(mayWait, cancellation))
        {
            road.Add(item);
        }
    }

    private async Task<TimeSpan> Pause(CancellationToken cancellation)
    {
        if (roads.Any(r => r.MayBeMore && r.IsLow))
        {
            return TimeSpan.FromMilliseconds(1);
        }

        if (roads.Any(r => r.MayBeMore) || await claims.NextDue(cancellation) is not { } next)
        {
            return AtLeastEvery;
        }

        return TimeSpan.FromTicks(Math.Clamp((next - time.GetUtcNow()).Ticks, TimeSpan.TicksPerMillisecond, AtLeastEvery.Ticks));
    }

    /// <inheritdoc/>
    async Task<Claimed?> Road.IDriver.Carry(Road road, Claimed item, int lane)
    {
        Claimed? ahead = null;
        try
        {
            if (road.MayBeMore && road.IsLow)
            {
                signals.Deliveries.Raise();
            }

            var outcome = await Work(item, lane, stopping, road, () => ahead = road.TakeAhead(lane));
            road.Adapt(time.GetTimestamp(), time, state.IsDown(item.Delivery.Channel));
            if (outcome?.Rest is { } rest)
            {
                await Task.Delay(rest, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        catch (Exception e)
        {
            logger.LogError(e, "A lane of the sender failed; it goes on.");
        }

        return ahead;
    }

    /// <inheritdoc/>
    Task Road.IDriver.Leave(Road road, int lane) => courier.Leave(road.Channels, lane);

    private async Task<AttemptOutcome?> Work(Claimed item, int lane, CancellationToken cancellation, Road? road = null, Func<Claimed?>? takeAhead = null)
    {
        try
        {
            var outcome = await committer.While(async () =>
            {
                var began = time.GetTimestamp();
                var became = await courier.Carry(item, lane);
                road?.Note(became, time.GetElapsedTime(began));
                return became;
            });
            if (outcome is not null)
            {
                var committed = committer.Commit(outcome, cancellation);

                // A lane that rests leaves what waits to the others; while the channel is down there is nothing to write.
                if (outcome.Kind != OutcomeKind.Released && !committed.IsCompleted && takeAhead?.Invoke() is { } next)
                {
                    courier.Prepare(next, lane);
                }

                await committed;
            }

            return outcome;
        }
        finally
        {
            claims.Forget(item);
        }
    }

    private async Task KeepLeases(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(RenewEvery, time);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(cancellation);
                await claims.Renew(cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                SayOnce(e, "The sender could not renew its leases.");
            }
        }
    }

    private Hub.Domain.People.Channel[] Down() => [.. state.Outages.Select(o => o.Channel)];

    private void SayOnce(Exception e, string what)
    {
        if (!said)
        {
            logger.LogError(e, "{What}", what);
            said = true;
        }
    }
}
