using Hub.Web.Store.Search;
using Quartz;

namespace Hub.Web.Schedule;

/// <summary>Sweeps due deadlines every second, whatever woke or did not wake the alarm.</summary>
[DisallowConcurrentExecution]
public sealed class SweepDeadlinesJob(DeadlineSweep sweep) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await sweep.RunOnce(cancellationToken);
}

/// <summary>Sends the watchman round every ten seconds.</summary>
[DisallowConcurrentExecution]
public sealed class WatchmanJob(Watchman watchman) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await watchman.RunOnce(cancellationToken);
}

/// <summary>Forgets answers to Idempotency-Keys after 48 h.</summary>
[DisallowConcurrentExecution]
public sealed class PruneAnswersJob(Prune prune, RunJournal journal) : IJob
{
    /// <summary>How often it runs.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await prune.Answers(cancellationToken);
        await journal.Completed(nameof(PruneAnswersJob), cancellationToken);
    }
}

/// <summary>Cuts the change log and the tests of addresses at 30 days, and messages that came in at 90.</summary>
[DisallowConcurrentExecution]
public sealed class PruneChangesJob(Prune prune, RunJournal journal) : IJob
{
    /// <summary>How often it runs.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await prune.Changes(cancellationToken);
        await prune.Checks(cancellationToken);
        await prune.Messages(cancellationToken);
        await journal.Completed(nameof(PruneChangesJob), cancellationToken);
    }
}

/// <summary>Carries what came into the index of words: a little at a time, so that nobody's command waits for it.</summary>
[DisallowConcurrentExecution]
public sealed class IndexSearchJob(SearchIndexer indexer) : IJob
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        while (await indexer.RunOnce(cancellationToken) > 0)
        {
            // by the machine's clock, since it is no time of anybody's
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }
}
