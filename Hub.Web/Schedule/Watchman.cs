using Hub.Domain.Notices;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Schedule;

/// <summary>When the sender last completed a whole cycle, UTC; null before the first.</summary>
public delegate DateTimeOffset? SenderPulse();

/// <summary>
/// Looks for what should have happened and did not, repairs it, and says so on the board. Only after a clean cycle is
/// the outside heartbeat pinged: its silence is what tells the outside that something is wrong here.
/// </summary>
public sealed partial class Watchman(
    IDbContextFactory<HubDbContext> contexts,
    DeadlineSweep sweep,
    LadderRepair repair,
    StoreProof proof,
    CommitSignals signals,
    SweepPulse sweepPulse,
    SenderPulse senderPulse,
    EngineHealth health,
    EngineMeter meter,
    Heartbeat heartbeat,
    TimeProvider time,
    ILogger<Watchman> log)
{
    /// <summary>How long a sweep or a sender may be still.</summary>
    public static readonly TimeSpan StillAfter = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StuckAfter = TimeSpan.FromMinutes(1);

    /// <summary>One cycle. Gives back what was found; empty when all is well.</summary>
    public async Task<IReadOnlyList<Finding>> RunOnce(CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow().Stored();
        List<Finding> findings;
        int held;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            findings = await Look(db, now, cancellation);
            held = await Measure(db, now, cancellation);
        }

        var takes = await proof.Run(cancellation);
        AddIfAny(findings, FindingKind.StoreTakesNothing, takes ? 0 : 1);
        AddIfAny(findings, FindingKind.LaddersWithoutStep, takes ? await repair.Run(cancellation) : 0);
        AddIfAny(findings, FindingKind.SweepStill, IsStill(sweepPulse.LastCycle ?? health.WatchedSince, now) ? 1 : 0);
        AddIfAny(findings, FindingKind.SenderStill, IsStill(senderPulse() ?? health.WatchedSince, now) ? 1 : 0);
        if (findings.Exists(f => f.Kind is FindingKind.DeliveriesStuck or FindingKind.DeliveryLeasesExpired))
        {
            signals.Deliveries.Raise();
        }

        foreach (var finding in findings)
        {
            LogFinding(log, finding.Kind, finding.Count);
        }

        health.Tell(now, findings, held);
        if (findings.Exists(f => f.Kind is FindingKind.DeadlinesUnclaimed or FindingKind.DeadlineLeasesExpired or FindingKind.LaddersWithoutStep))
        {
            await sweep.RunOnce(cancellation);
        }

        if (findings.Count == 0)
        {
            await heartbeat.Ping(cancellation);
        }

        return findings;
    }

    /// <summary>True when nothing was completed for too long. Nothing yet counts from the first look: the program has just started.</summary>
    internal static bool IsStill(DateTimeOffset? last, DateTimeOffset now) => last is { } at && now - at > StillAfter;

    private static async Task<List<Finding>> Look(HubDbContext db, DateTimeOffset now, CancellationToken cancellation)
    {
        var late = now - Grace;
        var stuck = now - StuckAfter;
        var pending = db.Deadlines.Where(d => d.State == DeadlineState.Pending);
        var waiting = db.Deliveries.Where(d => d.State == DeliveryState.Queued || d.State == DeliveryState.Standby);
        List<Finding> findings = [];
        AddIfAny(findings, FindingKind.DeadlinesUnclaimed, await pending.CountAsync(d => d.DueAt < late && d.LeaseUntil == null, cancellation));
        AddIfAny(findings, FindingKind.DeadlineLeasesExpired, await pending.CountAsync(d => d.LeaseOwner != null && d.LeaseUntil < late, cancellation));
        AddIfAny(findings, FindingKind.DeadlinesFailing, await pending.CountAsync(d => d.Failures > 0, cancellation));
        AddIfAny(findings, FindingKind.DeliveryLeasesExpired, await waiting.CountAsync(d => d.LeaseOwner != null && d.LeaseUntil < late, cancellation));
        AddIfAny(findings, FindingKind.DeliveriesStuck, await waiting.CountAsync(d => d.LeaseOwner == null && d.NextAttemptAt < stuck, cancellation));
        return findings;
    }

    private static void AddIfAny(List<Finding> findings, FindingKind kind, int count)
    {
        if (count > 0)
        {
            findings.Add(new Finding(kind, count));
        }
    }

    /// <summary>Measures for monitors; gives how many messages a rate limit holds back.</summary>
    private async Task<int> Measure(HubDbContext db, DateTimeOffset now, CancellationToken cancellation)
    {
        var queued = db.Deliveries.Where(d => d.State == DeliveryState.Queued);
        var depths = await queued.GroupBy(d => new { d.Channel, d.Rank })
            .Select(g => new { g.Key.Channel, g.Key.Rank, Count = g.Count() })
            .ToListAsync(cancellation);
        var oldest = await queued.Where(d => d.NextAttemptAt <= now).OrderBy(d => d.CreatedAt).Select(d => (DateTimeOffset?)d.CreatedAt).FirstOrDefaultAsync(cancellation);
        meter.Queue(
            depths.ConvertAll(d => new QueueDepth(d.Channel.ToString().ToLowerInvariant(), ((Domain.Grading.Grade)d.Rank).ToString(), d.Count)),
            oldest is { } created ? now - created : TimeSpan.Zero);
        var held = await queued.Where(d => d.HeldBecause != null && d.LeaseUntil == null).GroupBy(d => d.HeldBecause!).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellation);
        meter.Stuck(held, await db.Notices.CountAsync(n => n.IsUndelivered && (n.State == NoticeState.Open || n.State == NoticeState.ForInformation), cancellation));
        return held.GetValueOrDefault(DeliveryHolds.RateLimit);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The watchman found {Kind}: {Count}.")]
    private static partial void LogFinding(ILogger logger, FindingKind kind, int count);
}
