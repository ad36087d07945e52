using Quartz;

namespace Hub.Web.Schedule;

/// <summary>Tells the plan's owner what readiness finds; gives how many were told.</summary>
public delegate Task<int> TellOwner(CancellationToken cancellation);

/// <summary>Every morning, tells the plan's owner what readiness finds, while it finds something.</summary>
[DisallowConcurrentExecution]
public sealed class ReadinessJob(TellOwner tell, RunJournal journal) : IJob
{
    /// <summary>How often it runs.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await tell(cancellationToken);
        await journal.Completed(nameof(ReadinessJob), cancellationToken);
    }
}
