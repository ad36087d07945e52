using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Schedule;

/// <summary>Does what due deadlines ask, many in one transaction; gives back how many were fired. Those not leased under the token are left alone.</summary>
public delegate Task<Outcome<int>> FireBatch(IReadOnlyList<Guid> deadlineIds, Guid lease, CancellationToken cancellation);

/// <summary>
/// Claims due deadlines and has them fired, until nothing is due. A claim is a compare-and-swap on the lease, so that
/// several sweeps on several nodes fire each deadline once, and a dead node's lease is taken over when it ends.
/// </summary>
public sealed partial class DeadlineSweep(
    IDbContextFactory<HubDbContext> contexts, WriteGate gate, FireBatch fire, SweepPulse pulse, EngineMeter meter, TimeProvider time, ILogger<DeadlineSweep> log)
    : IDisposable
{
    /// <summary>Most deadlines in one transaction.</summary>
    public const int BatchSize = 200;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>How long a deadline that failed so often waits for its next try.</summary>
    public static TimeSpan Backoff(int failures) => failures switch
    {
        <= 1 => TimeSpan.FromSeconds(5),
        2 => TimeSpan.FromSeconds(15),
        3 => TimeSpan.FromSeconds(45),
        _ => TimeSpan.FromMinutes(2),
    };

    /// <summary>Fires whatever is due, and ends when nothing is. Gives back how many were fired.</summary>
    public async Task<int> RunOnce(CancellationToken cancellation = default)
    {
        // The alarm and the job of one process take turns; sweeps of other processes meet in the claim.
        await turn.WaitAsync(cancellation);
        try
        {
            var fired = 0;
            while (await Claim(cancellation) is { Ids.Count: > 0 } claim)
            {
                fired += await Fire(claim, cancellation);
            }

            pulse.Completed(time.GetUtcNow());
            return fired;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async Task<Claimed> Claim(CancellationToken cancellation)
    {
        var lease = Guid.NewGuid();
        var now = time.GetUtcNow().Stored();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var due = db.Deadlines.Where(d => d.State == DeadlineState.Pending && d.DueAt <= now && (d.LeaseUntil == null || d.LeaseUntil <= now));
        while (true)
        {
            var candidates = await due.OrderBy(d => d.DueAt).Take(BatchSize).Select(d => d.Id).ToListAsync(cancellation);
            if (candidates.Count == 0)
            {
                return new Claimed(lease, now, [], []);
            }

            if (await TryClaim(db, candidates, lease, now, cancellation) > 0)
            {
                var mine = await db.Deadlines.Where(d => candidates.Contains(d.Id) && d.LeaseOwner == lease).OrderBy(d => d.DueAt).Select(d => new { d.Id, d.DueAt }).ToListAsync(cancellation);
                return new Claimed(lease, now, mine.ConvertAll(d => d.Id), mine.ConvertAll(d => now - d.DueAt));
            }

            // Another sweep took every one of them: look again.
        }
    }

    private async Task<int> TryClaim(HubDbContext db, List<Guid> candidates, Guid lease, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            using var _ = await gate.Enter(cancellation);

            // Not "==": SQLite would take the index over the state and walk through everything that is due.
            var until = now + Lease;
            return await db.Deadlines
                .Where(d => candidates.Contains(d.Id) && d.State <= DeadlineState.Pending && d.DueAt <= now && (d.LeaseUntil == null || d.LeaseUntil <= now))
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.LeaseOwner, lease).SetProperty(d => d.LeaseUntil, until), cancellation);
        }
        catch (Exception e) when (Conflicts.IsConflict(e))
        {
            return 0;
        }
    }

    private async Task<int> Fire(Claimed claim, CancellationToken cancellation)
    {
        if (await Try(claim.Ids, claim.Lease, cancellation) is { } together)
        {
            meter.Fired(claim.Lateness);
            return together;
        }

        // One of them fails: each alone, so that it holds up nobody else.
        var fired = 0;
        for (var i = 0; i < claim.Ids.Count; i++)
        {
            if (await Try([claim.Ids[i]], claim.Lease, cancellation) is { } alone)
            {
                meter.Fired([claim.Lateness[i]]);
                fired += alone;
            }
            else
            {
                await PutBack(claim.Ids[i], claim.Lease, cancellation);
            }
        }

        return fired;
    }

    private async Task<int?> Try(IReadOnlyList<Guid> ids, Guid lease, CancellationToken cancellation)
    {
        try
        {
            var outcome = await fire(ids, lease, cancellation);
            if (!outcome.IsRefused)
            {
                return outcome.Value;
            }

            LogRefused(log, ids.Count, outcome.Refusal.Code);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            LogFault(log, e, ids.Count, ids[0]);
        }

        return null;
    }

    private async Task PutBack(Guid id, Guid lease, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        using var _ = await gate.Enter(cancellation);
        var mine = db.Deadlines.Where(d => d.Id == id && d.LeaseOwner == lease && d.State == DeadlineState.Pending);
        var failures = await mine.Select(d => d.Failures).FirstOrDefaultAsync(cancellation) + 1;
        var again = time.GetUtcNow().Stored() + Backoff(failures);
        await mine.ExecuteUpdateAsync(
            set => set.SetProperty(d => d.Failures, failures).SetProperty(d => d.LeaseOwner, (Guid?)null).SetProperty(d => d.LeaseUntil, again), cancellation);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} deadlines could not be fired; the first is {First}.")]
    private static partial void LogFault(ILogger logger, Exception exception, int count, Guid first);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} deadlines were refused: {Code}.")]
    private static partial void LogRefused(ILogger logger, int count, string code);

    private sealed record Claimed(Guid Lease, DateTimeOffset At, List<Guid> Ids, List<TimeSpan> Lateness);
}
