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
    IOptions<MailOptions> mail, IOptions<SmsOptions> sms, IOptions<HubOptions> hub, TimeProvider time, ILogger<Sender> logger) : BackgroundService
{
    private const int LowestRank = 4;

    /// <summary>How many claims a lane has ahead of it: enough that a claim's own commit is shared by many, since what is graver overtakes anyway.</summary>
    private const int Ahead = 12;

    /// <summary>From how few claims a lane on there are new ones.</summary>
    private const int Low = 4;
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RenewEvery = Claims.Lease / 3;

    private readonly Ready ready = new();
    private readonly int lanes = Math.Clamp(mail.Value.Connections, 1, 256);
    private DateTimeOffset nextPromotion = DateTimeOffset.MinValue;
    private volatile bool mayBeMore;
    private bool said;

    /// <summary>Sends what is due until nothing is, without the loop: for tests and stories. Returns how many messages were handed to a channel.</summary>
    public async Task<int> DrainOnce(CancellationToken cancellation = default)
    {
        await courier.Probe(wait: true, cancellation);
        var tried = 0;
        while (true)
        {
            await claims.PromoteStandby(cancellation);
            var claimed = await claims.Take(lanes * Ahead, LowestRank, Down(), admission.Paced(), cancellation);
            if (claimed.Count == 0)
            {
                pulse.CycleCompleted(time.GetUtcNow());
                return tried;
            }

            using var batch = new Ready();
            var (atOnce, mayWait) = admission.Part(claimed);
            foreach (var item in atOnce.Concat(await admission.Admit(mayWait, cancellation)))
            {
                batch.Add(item);
            }

            await Task.WhenAll(Enumerable.Range(0, lanes).Select(async lane =>
            {
                while (batch.TakeNow() is { } item)
                {
                    var outcome = await Work(item, lane, cancellation);
                    Interlocked.Add(ref tried, outcome?.Kind is OutcomeKind.Accepted or OutcomeKind.Temporary or OutcomeKind.Permanent ? 1 : 0);
                }
            }));
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        ready.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (sms.Value.Mode != SmsMode.None && !SmsText.HasRoomFor(hub.Value.PublicUrl))
        {
            logger.LogWarning("Hub:PublicUrl {PublicUrl} is too long: short messages in Chinese will have no link. Use a shorter address.", hub.Value.PublicUrl);
        }

        await Task.Yield();
        signals.Straight.GoTo(new StraightToSender.Taker(claims.Token, Claims.Lease, () => state.Outages.Count == 0 ? (lanes * Ahead) - ready.Count : 0, TakeStraight));
        var running = Enumerable.Range(0, lanes).Select(lane => RunLane(lane, stoppingToken)).Append(KeepLeases(stoppingToken)).ToList();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Cycle(stoppingToken);
                pulse.CycleCompleted(time.GetUtcNow());
                said = false;
                await signals.Deliveries.WaitAsync(await Pause(stoppingToken), time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
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
        await Task.WhenAll(running);
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
            ready.Add(item);
        }
    }

    private async Task Cycle(CancellationToken cancellation)
    {
        await courier.Probe(wait: false, cancellation);
        var now = time.GetUtcNow();
        if (now >= nextPromotion)
        {
            await claims.PromoteStandby(cancellation);
            nextPromotion = now + AtLeastEvery;
        }

        var waiting = ready.Count;
        var room = waiting <= lanes * Low;
        var most = room ? (lanes * Ahead) - waiting : lanes;

        // Without room only what is graver than something that waits: it overtakes what is claimed already.
        var claimed = await claims.Take(most, room ? LowestRank : ready.WorstRank - 1, Down(), admission.Paced(), cancellation);
        mayBeMore = !room || claimed.Count == most;
        var (atOnce, mayWait) = admission.Part(claimed);
        foreach (var item in atOnce)
        {
            ready.Add(item);
        }

        foreach (var item in await admission.Admit(mayWait, cancellation))
        {
            ready.Add(item);
        }
    }

    private async Task<TimeSpan> Pause(CancellationToken cancellation)
    {
        if (mayBeMore && ready.Count <= lanes * Low)
        {
            return TimeSpan.FromMilliseconds(1);
        }

        if (mayBeMore || await claims.NextDue(cancellation) is not { } next)
        {
            return AtLeastEvery;
        }

        return TimeSpan.FromTicks(Math.Clamp((next - time.GetUtcNow()).Ticks, TimeSpan.TicksPerMillisecond, AtLeastEvery.Ticks));
    }

    private async Task RunLane(int lane, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                var item = await ready.Take(cancellation);
                if (mayBeMore && ready.Count <= lanes * Low)
                {
                    signals.Deliveries.Raise();
                }

                if ((await Work(item, lane, cancellation))?.Rest is { } rest)
                {
                    await Task.Delay(rest, time, cancellation);
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                logger.LogError(e, "A lane of the sender failed; it goes on.");
            }
        }
    }

    private async Task<AttemptOutcome?> Work(Claimed item, int lane, CancellationToken cancellation)
    {
        try
        {
            var outcome = await committer.While(() => courier.Carry(item, lane));
            if (outcome is not null)
            {
                await committer.Commit(outcome, cancellation);
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
