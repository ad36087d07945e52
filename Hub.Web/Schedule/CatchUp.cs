using Quartz;

namespace Hub.Web.Schedule;

/// <summary>A recurring job that catches up once when its time passed while the program was down.</summary>
/// <param name="Name">Name of the job, in the scheduler and in the journal.</param>
/// <param name="Every">How often it runs.</param>
public sealed record RecurringJob(string Name, TimeSpan Every);

/// <summary>At the start, runs each recurring job that missed its time, once, however often it was missed.</summary>
public sealed partial class CatchUp(IEnumerable<RecurringJob> jobs, RunJournal journal, ISchedulerFactory schedulers, ILogger<CatchUp> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var scheduler = await schedulers.GetScheduler(stoppingToken);
            foreach (var job in jobs)
            {
                if (await journal.IsOverdue(job.Name, job.Every, stoppingToken))
                {
                    await scheduler.TriggerJob(new JobKey(job.Name), cancellationToken: stoppingToken);
                }
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // They run at their next time.
            LogFault(log, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Recurring jobs could not catch up.")]
    private static partial void LogFault(ILogger logger, Exception exception);
}
