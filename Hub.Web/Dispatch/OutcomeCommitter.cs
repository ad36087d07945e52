using System.Collections.Concurrent;
using Hub.Domain.People;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Dispatch;

/// <summary>
/// Commits the outcomes of all lanes together: whoever comes first takes along everything that waits. A lane goes on
/// only when its outcome is in the store, so that a crash costs at most one duplicate a connection.
/// </summary>
internal sealed class OutcomeCommitter(
    IDbContextFactory<HubDbContext> contexts, WriteGate gate, CommitSignals signals, DispatchPulse pulse, TimeProvider time, ILogger<OutcomeCommitter> logger) : IDisposable
{
    private const int MostInOneCommit = 500;
    private static readonly TimeSpan UntilTheStoreIsBack = TimeSpan.FromSeconds(1);

    private readonly Writer writer = new(contexts, gate, signals, time, new Receipt());
    private readonly ConcurrentQueue<Waiting> queue = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly InFlight inFlight = new();

    /// <summary>Returns when the outcome is committed. While the store cannot be written it waits, since what was sent must not be sent again.</summary>
    public async Task Commit(AttemptOutcome outcome, CancellationToken cancellation)
    {
        var mine = new Waiting(outcome);
        queue.Enqueue(mine);
        while (!mine.Done.Task.IsCompleted)
        {
            await turn.WaitAsync(CancellationToken.None);
            try
            {
                if (!mine.Done.Task.IsCompleted)
                {
                    await inFlight.WorthWaiting();
                    await CommitWaiting(cancellation);
                }
            }
            finally
            {
                turn.Release();
            }
        }

        await mine.Done.Task;
    }

    /// <summary>Hands a message over, so that a commit may wait a moment for its outcome.</summary>
    public async Task<AttemptOutcome?> While(Func<Task<AttemptOutcome?>> handingOver)
    {
        var begun = inFlight.Begin();
        try
        {
            return await handingOver();
        }
        finally
        {
            inFlight.End(begun);
        }
    }

    public void Dispose()
    {
        turn.Dispose();
        inFlight.Dispose();
    }

    private async Task CommitWaiting(CancellationToken cancellation)
    {
        var batch = new List<Waiting>();
        while (batch.Count < MostInOneCommit && queue.TryDequeue(out var next))
        {
            batch.Add(next);
        }

        var outcomes = batch.ConvertAll(w => w.Outcome);
        var written = new HashSet<Guid>();
        for (var failures = 0; ; failures++)
        {
            try
            {
                await Write(outcomes, failures, written);
                pulse.Committed(outcomes);
                batch.ForEach(w => w.Done.SetResult());
                return;
            }
            catch (Exception e)
            {
                if (failures == 0)
                {
                    logger.LogError(e, "The outcomes of {Count} deliveries could not be written; trying again.", batch.Count);
                }

                if (cancellation.IsCancellationRequested)
                {
                    batch.ForEach(w => w.Done.SetException(e));
                    return;
                }

                await Task.Delay(failures == 0 ? TimeSpan.Zero : UntilTheStoreIsBack, time, CancellationToken.None);
            }
        }
    }

    /// <summary>First all together; then each alone, so that one bad row does not hold up the others; then only the row itself.</summary>
    private async Task Write(List<AttemptOutcome> outcomes, int failures, HashSet<Guid> written)
    {
        if (failures == 0)
        {
            await writer.Run(Caller.Program, work => OutcomeEffects.Apply(work, outcomes));
            return;
        }

        foreach (var outcome in outcomes.Where(o => !written.Contains(o.Id)))
        {
            try
            {
                await writer.Run(Caller.Program, work => OutcomeEffects.Apply(work, [outcome], again: true));
            }
            catch (Exception e) when (!Conflicts.IsFull(e))
            {
                logger.LogError(e, "The outcome of delivery {Delivery} could not be written with all that follows; only the delivery itself is.", outcome.Item.LogName);
                await RowOnly.Write(contexts, gate, outcome, time.GetUtcNow());
            }

            written.Add(outcome.Id);
        }
    }

    private sealed class Waiting(AttemptOutcome outcome)
    {
        public AttemptOutcome Outcome { get; } = outcome;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
