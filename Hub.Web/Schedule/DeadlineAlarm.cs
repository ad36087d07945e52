using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Schedule;

/// <summary>
/// Sweeps at the very instant at which the next deadline is due, and when one was written. The job sweeps every
/// second anyway; this makes it exact.
/// </summary>
public sealed partial class DeadlineAlarm(
    DeadlineSweep sweep, IDbContextFactory<HubDbContext> contexts, CommitSignals signals, TimeProvider time, ILogger<DeadlineAlarm> log) : BackgroundService
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = Longest;
            try
            {
                wait = await UntilNext(stoppingToken);
                if (wait <= TimeSpan.Zero)
                {
                    await sweep.RunOnce(stoppingToken);
                    wait = await UntilNext(stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFault(log, e);
            }

            // Whatever is still due was claimed by somebody else, or failed and waits: no turning in circles.
            await signals.Deadlines.WaitAsync(wait > TimeSpan.Zero ? wait : Longest, time, stoppingToken);
        }
    }

    private async Task<TimeSpan> UntilNext(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var next = await db.Deadlines.Where(d => d.State == DeadlineState.Pending && (d.LeaseUntil == null || d.LeaseUntil <= now))
            .OrderBy(d => d.DueAt)
            .Select(d => (DateTimeOffset?)d.DueAt)
            .FirstOrDefaultAsync(cancellation);
        return next is { } due && due - now < Longest ? due - now : Longest;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The alarm of the deadlines failed; it tries again.")]
    private static partial void LogFault(ILogger logger, Exception exception);
}
