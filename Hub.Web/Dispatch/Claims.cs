using System.Collections.Concurrent;
using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Dispatch.Limits;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Dispatch;

/// <summary>
/// What this sender holds: claims due deliveries by compare-and-swap on their lease, keeps the leases while it works,
/// and gives back what it does not send. Several senders share one store; a dead one's leases run out.
/// </summary>
internal sealed class Claims(IDbContextFactory<HubDbContext> contexts, WriteGate gate, TimeProvider time, DispatchPulse? pulse = null)
{
    private readonly ConcurrentDictionary<Guid, byte> held = new();

    /// <summary>How long a lease lasts unless it is renewed.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    /// <summary>Lease owner that stands for this sender.</summary>
    public Guid Token { get; } = Guid.NewGuid();

    /// <summary>Deliveries in hand.</summary>
    public int Held => held.Count;

    /// <summary>Claims due deliveries, gravest first, then the longest due.</summary>
    /// <param name="most">At most so many.</param>
    /// <param name="lowestRank">Not those of a lesser rank than this.</param>
    /// <param name="down">Not those of channels that are down.</param>
    /// <param name="cancellation">Stops.</param>
    public Task<IReadOnlyList<Claimed>> Take(int most, int lowestRank, IReadOnlyCollection<Channel> down, CancellationToken cancellation) => Take(most, lowestRank, down, Paced.Nothing, cancellation);

    /// <inheritdoc cref="Take(int, int, IReadOnlyCollection{Channel}, CancellationToken)"/>
    /// <param name="paced">What waits for the limit of its channel.</param>
    public async Task<IReadOnlyList<Claimed>> Take(int most, int lowestRank, IReadOnlyCollection<Channel> down, Paced paced, CancellationToken cancellation)
    {
        if (most < 1 || lowestRank < 1)
        {
            return [];
        }

        var now = time.GetUtcNow().Stored();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var due = db.Deliveries.Where(d => d.State == DeliveryState.Queued && d.NextAttemptAt <= now && (d.LeaseUntil == null || d.LeaseUntil < now) && d.Rank <= lowestRank);
        if (down.Count > 0)
        {
            due = due.Where(d => !down.Contains(d.Channel));
        }

        if (paced.Channels.Count > 0)
        {
            var (channels, let) = paced;
            due = due.Where(d => d.Rank <= (int)Grade.II || !channels.Contains(d.Channel) || let.Contains(d.Id));
        }

        await db.Database.OpenConnectionAsync(cancellation);
        var (candidates, rows, takenOver) = await Find(due.OrderBy(d => d.Rank).ThenBy(d => d.NextAttemptAt).Take(most), cancellation);
        if (candidates.Count == 0)
        {
            return [];
        }

        var until = now + Lease;
        int won;
        using (await gate.Enter(cancellation))
        {
            // Here and below "<=": for "==" SQLite would take the index over the state and walk through the whole queue.
            won = await db.Deliveries
                .Where(d => candidates.Contains(d.Id) && d.State <= DeliveryState.Queued && d.NextAttemptAt <= now && (d.LeaseUntil == null || d.LeaseUntil < now))
                .ExecuteUpdateAsync(
                    set => set.SetProperty(d => d.LeaseOwner, Token).SetProperty(d => d.LeaseUntil, until).SetProperty(d => d.FirstAttemptAt, d => d.FirstAttemptAt ?? now),
                    cancellation);
        }

        pulse?.TookOver(takenOver);

        // When all were won, they are as they were found, but for the lease.
        rows.ForEach(d => d.Lease(Token, until, now));
        var claimed = await LoadReadable(db, candidates, won == rows.Count ? rows : null, now, cancellation);
        foreach (var item in claimed)
        {
            held[item.Id] = 0;
        }

        return claimed;
    }

    /// <summary>Which are due and not in hand, with their rows; without rows when one of them cannot be read. And how many another sender left.</summary>
    private async Task<(List<Guid> Ids, List<Delivery> Rows, int TakenOver)> Find(IQueryable<Delivery> due, CancellationToken cancellation)
    {
        try
        {
            var rows = await due.AsNoTracking().ToListAsync(cancellation);
            rows.RemoveAll(d => held.ContainsKey(d.Id));
            return (rows.ConvertAll(d => d.Id), rows, rows.Count(d => d.LeaseOwner is { } owner && owner != Token));
        }
        catch (Exception e) when (Unreadable.Is(e))
        {
            var found = await due.Select(d => new { d.Id, d.LeaseOwner }).ToListAsync(cancellation);
            found.RemoveAll(d => held.ContainsKey(d.Id));
            return (found.ConvertAll(d => d.Id), [], found.Count(d => d.LeaseOwner is { } owner && owner != Token));
        }
    }

    /// <summary>Has a delivery in hand that was written with this sender's lease on it.</summary>
    public void Hold(Claimed item) => held[item.Id] = 0;

    /// <summary>Reads a claimed delivery again, since time has passed; null when it is not this sender's any more.</summary>
    public async Task<Claimed?> LookAgain(Claimed item, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var found = await LoadWhole(db, await Mine(db, [item.Id], cancellation), time.GetUtcNow(), cancellation);
        return found.Count == 1 && found[0].Delivery.LeaseUntil > time.GetUtcNow() ? found[0] : null;
    }

    /// <summary>The sender is done with it, committed or not: an uncommitted lease runs out.</summary>
    public void Forget(Claimed item) => held.TryRemove(item.Id, out _);

    /// <summary>Keeps the leases of everything in hand.</summary>
    public async Task Renew(CancellationToken cancellation)
    {
        Guid[] ids = [.. held.Keys];
        if (ids.Length == 0)
        {
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        using var turn = await gate.Enter(cancellation);
        var until = time.GetUtcNow().Stored() + Lease;
        await db.Deliveries.Where(d => ids.Contains(d.Id) && d.LeaseOwner == Token && d.State <= DeliveryState.Queued)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.LeaseUntil, until), cancellation);
    }

    /// <summary>Gives everything back that is in hand, so that another sender takes it at once.</summary>
    public async Task GiveBack(CancellationToken cancellation)
    {
        Guid[] ids = [.. held.Keys];
        held.Clear();
        if (ids.Length == 0)
        {
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        using var turn = await gate.Enter(cancellation);
        await db.Deliveries.Where(d => ids.Contains(d.Id) && d.LeaseOwner == Token && d.State <= DeliveryState.Queued)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.LeaseOwner, (Guid?)null).SetProperty(d => d.LeaseUntil, (DateTimeOffset?)null), cancellation);
    }

    /// <summary>
    /// Queues addresses that stood by and whose turn has come: every earlier address of the notice has ended, or was
    /// first tried ten seconds ago and has not been accepted.
    /// </summary>
    public async Task<int> PromoteStandby(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().Stored();
        var longEnough = now - DeliveryPolicy.NextChannelAfter;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var due = db.Deliveries.Where(d => d.State == DeliveryState.Standby && d.NextAttemptAt <= now
            && !db.Deliveries.Any(e => e.NoticeId == d.NoticeId && e.CreatedAt == d.CreatedAt && e.Position < d.Position && !(e.HeldBecause == DeliveryHolds.QuietHours && e.NextAttemptAt > now)
                && (e.State == DeliveryState.Standby || (e.State == DeliveryState.Queued && (e.FirstAttemptAt == null || e.FirstAttemptAt > longEnough))
                    || (e.State == DeliveryState.Bundled && db.Deliveries.Any(b => b.BundleId == e.BundleId && b.NoticeId == null && (b.FirstAttemptAt == null || b.FirstAttemptAt > longEnough))))));
        if (!await due.AnyAsync(cancellation))
        {
            return 0;
        }

        using var turn = await gate.Enter(cancellation);
        return await due.ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Queued).SetProperty(d => d.NextAttemptAt, now), cancellation);
    }

    /// <summary>A channel is down: what is due on it counts as tried from now, so that the recipients' next addresses have their turn.</summary>
    public async Task CountAsTried(Channel channel, string error, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().Stored();
        var text = error.Length <= 500 ? error : error[..500];
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var untried = db.Deliveries.Where(d => d.State == DeliveryState.Queued && d.Channel == channel && d.NextAttemptAt <= now && d.FirstAttemptAt == null);
        if (!await untried.AnyAsync(cancellation))
        {
            return;
        }

        using var turn = await gate.Enter(cancellation);
        await untried.ExecuteUpdateAsync(set => set.SetProperty(d => d.FirstAttemptAt, now).SetProperty(d => d.LastError, text), cancellation);
    }

    /// <summary>When something falls due next; null when nothing waits.</summary>
    public async Task<DateTimeOffset?> NextDue(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().Stored();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Deliveries.Where(d => (d.State == DeliveryState.Queued || d.State == DeliveryState.Standby) && d.NextAttemptAt > now)
            .OrderBy(d => d.NextAttemptAt).Select(d => (DateTimeOffset?)d.NextAttemptAt).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>Reads what was claimed. What cannot be read holds up nothing else: it is left alone for a while, and the watchman finds it stuck.</summary>
    private async Task<List<Claimed>> LoadReadable(HubDbContext db, List<Guid> ids, List<Delivery>? rows, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            return await LoadWhole(db, rows ?? await Mine(db, ids, cancellation), now, cancellation);
        }
        catch (Exception e) when (Unreadable.Is(e))
        {
            if (ids.Count == 1)
            {
                await SetAside(db, ids[0], now, e, cancellation);
                return [];
            }
        }

        var readable = new List<Claimed>();
        foreach (var id in ids)
        {
            readable.AddRange(await LoadReadable(db, [id], null, now, cancellation));
        }

        return readable;
    }

    private async Task SetAside(HubDbContext db, Guid id, DateTimeOffset now, Exception fault, CancellationToken cancellation)
    {
        var (until, text) = (now + Unreadable.Pause, $"It cannot be read: {fault.GetType().Name}.");
        using var turn = await gate.Enter(cancellation);
        await db.Deliveries.Where(d => d.Id == id && d.LeaseOwner == Token && d.State <= DeliveryState.Queued)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.LeaseOwner, (Guid?)null).SetProperty(d => d.LeaseUntil, until).SetProperty(d => d.LastError, text), cancellation);
    }

    private async Task<List<Claimed>> LoadWhole(HubDbContext db, List<Delivery> rows, DateTimeOffset now, CancellationToken cancellation) =>
        await ClaimedBundles.Attach(db, await ClaimedAnswers.Attach(db, await ClaimedChecks.Attach(db, await Load(db, rows, now, cancellation), cancellation), cancellation), cancellation);

    /// <summary>Those that are this sender's.</summary>
    private Task<List<Delivery>> Mine(HubDbContext db, IReadOnlyList<Guid> ids, CancellationToken cancellation) =>
        db.Deliveries.AsNoTracking().Where(d => ids.Contains(d.Id) && d.LeaseOwner == Token && d.State <= DeliveryState.Queued).ToListAsync(cancellation);

    private static async Task<List<Claimed>> Load(HubDbContext db, List<Delivery> rows, DateTimeOffset now, CancellationToken cancellation)
    {
        var noticeIds = rows.Where(d => d.NoticeId is not null).Select(d => d.NoticeId!.Value).ToList();
        var notices = await db.Notices.AsNoTracking().Where(n => noticeIds.Contains(n.Id)).ToDictionaryAsync(n => n.Id, cancellation);
        var dutyIds = rows.Where(d => d.DutyId is not null).Select(d => d.DutyId!.Value).ToList();
        var overtaken = await ClaimedOvertaken.Of(db, rows, notices, now, cancellation);
        if (dutyIds.Count == 0)
        {
            return rows.ConvertAll(d => new Claimed(d, notices.GetValueOrDefault(d.NoticeId ?? Guid.Empty), null, false, now) { Overtaken = overtaken.GetValueOrDefault(d.Id) });
        }

        var duties = await db.Duties.AsNoTracking().Where(d => dutyIds.Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancellation);
        var incidentIds = duties.Values.Select(d => d.IncidentId).Distinct().ToList();
        var real = await db.Incidents.Where(i => incidentIds.Contains(i.Id) && !i.IsDrill).Select(i => i.Id).ToListAsync(cancellation);
        return rows.ConvertAll(d =>
        {
            var duty = duties.GetValueOrDefault(d.DutyId ?? Guid.Empty);
            return new Claimed(d, notices.GetValueOrDefault(d.NoticeId ?? Guid.Empty), duty, duty is not null && !real.Contains(duty.IncidentId), now) { Overtaken = overtaken.GetValueOrDefault(d.Id) };
        });
    }
}
