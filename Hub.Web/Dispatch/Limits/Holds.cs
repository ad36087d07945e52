using System.Globalization;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Dispatch.Limits;

/// <summary>
/// Holds claimed deliveries back. What is held counts as not yet tried, so that the addresses that stand by behind it go on
/// standing by; the record says so once a notice.
/// </summary>
internal sealed class Holds(IDbContextFactory<HubDbContext> contexts, WriteGate gate, CommitSignals signals, Claims claims, TimeProvider time)
{
    /// <summary>A wait for the channel's limit that is shorter than this is nothing to speak of.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(30);

    /// <summary>So many are told of at a time.</summary>
    private const int MostAtOnce = 200;

    /// <summary>So many are looked at whether they have waited long enough.</summary>
    private const int MostLet = 2_000;

    private readonly Writer writer = new(contexts, gate, signals, time, new Receipt());

    /// <summary>Each waits until its instant and is claimed anew then.</summary>
    public async Task Hold(IReadOnlyCollection<(Claimed Item, DateTimeOffset Until)> held, CancellationToken cancellation)
    {
        if (held.Count == 0)
        {
            return;
        }

        await writer.Run<int>(
            Caller.Program,
            async work =>
            {
                await Say(work, held);
                foreach (var group in held.GroupBy(h => h.Until))
                {
                    var until = group.Key.Stored();
                    var ids = group.Select(h => h.Item.Id).ToList();
                    await Mine(work.Db, ids).ExecuteUpdateAsync(
                        set => set
                            .SetProperty(d => d.NextAttemptAt, until)
                            .SetProperty(d => d.HeldBecause, DeliveryHolds.RateLimit)
                            .SetProperty(d => d.FirstAttemptAt, d => d.Attempts == 0 ? null : d.FirstAttemptAt)
                            .SetProperty(d => d.LeaseOwner, (Guid?)null)
                            .SetProperty(d => d.LeaseUntil, (DateTimeOffset?)null),
                        CancellationToken.None);
                }

                return held.Count;
            },
            cancellation);
        Forget(held.Select(h => h.Item));
    }

    /// <summary>Given back untried: the channel may carry no more at this instant.</summary>
    public async Task GiveBack(IReadOnlyCollection<Claimed> items, CancellationToken cancellation)
    {
        if (items.Count == 0)
        {
            return;
        }

        var ids = items.Select(i => i.Id).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        using (await gate.Enter(cancellation))
        {
            await Mine(db, ids).ExecuteUpdateAsync(
                set => set
                    .SetProperty(d => d.FirstAttemptAt, d => d.Attempts == 0 ? null : d.FirstAttemptAt)
                    .SetProperty(d => d.LeaseOwner, (Guid?)null)
                    .SetProperty(d => d.LeaseUntil, (DateTimeOffset?)null),
                CancellationToken.None);
        }

        Forget(items);
    }

    /// <summary>The channel has carried as many as it may: whoever has waited long for it is told of in the record, with when their turn may come.</summary>
    /// <param name="channel">Which channel.</param>
    /// <param name="each">How long one message takes at its limit.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task SayPaced(Channel channel, TimeSpan each, CancellationToken cancellation)
    {
        var since = time.GetUtcNow().Stored() - LongWait;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            if (!await Waiting(db, channel, since).AnyAsync(cancellation))
            {
                return;
            }
        }

        await writer.Run<int>(
            Caller.Program,
            async work =>
            {
                var ahead = await work.Db.Deliveries.CountAsync(d => d.State == DeliveryState.Queued && d.Rank > (int)Grade.II && d.Channel == channel && d.HeldBecause == DeliveryHolds.RateLimit);
                var waiting = await Waiting(work.Db, channel, since).OrderBy(d => d.Rank).ThenBy(d => d.NextAttemptAt).Take(MostAtOnce)
                    .Join(work.Db.Notices, d => d.NoticeId, n => n.Id, (d, n) => new { d.Id, d.Rank, d.NextAttemptAt, Notice = n })
                    .OrderBy(w => w.Rank).ThenBy(w => w.NextAttemptAt).ToListAsync();
                var noticeIds = waiting.ConvertAll(w => (Guid?)w.Notice.Id);
                var said = (await work.Db.Deliveries.Where(d => noticeIds.Contains(d.NoticeId) && d.HeldBecause != null).Select(d => d.NoticeId).ToListAsync()).ToHashSet();
                var ids = waiting.ConvertAll(w => w.Id);
                await work.Db.Deliveries.Where(d => ids.Contains(d.Id) && d.State <= DeliveryState.Queued).ExecuteUpdateAsync(set => set.SetProperty(d => d.HeldBecause, DeliveryHolds.RateLimit));
                foreach (var one in waiting.Where(w => said.Add(w.Notice.Id)))
                {
                    await Tell(work, one.Notice, channel, work.Now + (each * ++ahead));
                }

                return waiting.Count;
            },
            cancellation);
    }

    /// <summary>
    /// What waits for the limit of its channel and has done so as long as any limit may hold it: half of the time that its recipient
    /// has to acknowledge, an hour when there is none. Those first whose time is over first.
    /// </summary>
    public async Task<IReadOnlyList<Guid>> HeldLongEnough(IReadOnlyCollection<Channel> channels, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().Stored();
        var longAgo = now - Claimed.LongestHold;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var waiting = db.Deliveries.Where(d => d.State == DeliveryState.Queued && d.Rank > (int)Grade.II && channels.Contains(d.Channel) && d.NextAttemptAt <= now && (d.LeaseUntil == null || d.LeaseUntil < now));
        var asking = await waiting.Join(db.Notices.Where(n => n.AcknowledgeBy != null), d => d.NoticeId, n => n.Id, (d, n) => new { d.Id, n.CreatedAt, n.AcknowledgeBy })
            .OrderBy(w => w.AcknowledgeBy).Take(MostLet).ToListAsync(cancellation);
        var members = await waiting.Where(d => d.NoticeId == null && d.BundleId != null)
            .Join(db.Deliveries.Where(m => m.NoticeId != null), d => d.BundleId, m => m.BundleId, (d, m) => new { d.Id, m.NoticeId })
            .Join(db.Notices.Where(n => n.AcknowledgeBy != null), m => m.NoticeId, n => n.Id, (m, n) => new { m.Id, n.CreatedAt, n.AcknowledgeBy })
            .OrderBy(w => w.AcknowledgeBy).Take(MostLet).ToListAsync(cancellation);
        var informed = await waiting.Where(d => d.NextAttemptAt < longAgo && d.CreatedAt < longAgo).OrderBy(d => d.NextAttemptAt).Take(MostAtOnce).Select(d => d.Id).ToListAsync(cancellation);
        return [.. asking.Concat(members).Where(w => Claimed.HalfOf(w.CreatedAt, w.AcknowledgeBy!.Value) <= now).Select(w => w.Id).Concat(informed).Distinct().Take(MostAtOnce)];
    }

    private static IQueryable<Delivery> Waiting(HubDbContext db, Channel channel, DateTimeOffset since) =>
        db.Deliveries.Where(d => d.State == DeliveryState.Queued && d.Rank > (int)Grade.II && d.Channel == channel && d.NextAttemptAt < since && d.HeldBecause == null && d.NoticeId != null && d.LeaseUntil == null);

    private static Task Tell(Work work, Notice notice, Channel channel, DateTimeOffset until) => Aftermath.Record(work, notice, new Fact(
        FactKind.DeliveryHeld, ("name", notice.PersonName), ("why", DeliveryHolds.RateLimit), ("until", until.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)), ("channel", channel.ToString())));

    private static async Task Say(Work work, IReadOnlyCollection<(Claimed Item, DateTimeOffset Until)> held)
    {
        var fresh = held.Where(h => h.Item.Notice is not null && h.Item.Delivery.HeldBecause is null).DistinctBy(h => h.Item.Notice!.Id).ToList();
        var ids = fresh.ConvertAll(h => (Guid?)h.Item.Notice!.Id);
        var said = await work.Db.Deliveries.Where(d => ids.Contains(d.NoticeId) && d.HeldBecause != null).Select(d => d.NoticeId).ToListAsync();
        foreach (var (item, until) in fresh.Where(h => !said.Contains(h.Item.Notice!.Id)))
        {
            await Tell(work, item.Notice!, item.Delivery.Channel, until);
        }
    }

    private IQueryable<Delivery> Mine(HubDbContext db, List<Guid> ids)
    {
        var token = claims.Token;
        return db.Deliveries.Where(d => ids.Contains(d.Id) && d.LeaseOwner == token && d.State <= DeliveryState.Queued);
    }

    private void Forget(IEnumerable<Claimed> items)
    {
        foreach (var item in items)
        {
            claims.Forget(item);
        }
    }
}
