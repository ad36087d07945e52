using Hub.Domain.People;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Live;

/// <summary>Ends connections whose API key was revoked or whose account was disabled: being in once is not being in for ever.</summary>
public sealed partial class BoardGuard(BoardFanout fanout, IDbContextFactory<HubDbContext> contexts, TimeProvider time, ILogger<BoardGuard> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <summary>Looks once; gives back how many connections it ended.</summary>
    public async Task<int> RunOnce(CancellationToken cancellation)
    {
        var joined = fanout.Members();
        if (joined.Count == 0)
        {
            return 0;
        }

        var ids = joined.Select(m => m.Caller.Id).OfType<Guid>().ToHashSet();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var keys = await db.ApiKeys.Where(k => ids.Contains(k.Id) && k.RevokedAt == null && (k.Rights & Right.Read) == Right.Read).Select(k => k.Id).ToListAsync(cancellation);
        var accounts = await db.Users.Where(a => ids.Contains(a.Id) && !a.IsDisabled).Select(a => a.Id).ToListAsync(cancellation);
        ids.ExceptWith(keys);
        ids.ExceptWith(accounts);
        var ended = joined.Where(m => m.Caller.Id is not { } id || ids.Contains(id)).ToList();
        ended.ForEach(m => m.Abort());
        return ended.Count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunOnce(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFault(log, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Connected clients could not be checked.")]
    private static partial void LogFault(ILogger logger, Exception exception);
}
