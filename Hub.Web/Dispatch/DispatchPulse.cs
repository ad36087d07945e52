using System.Diagnostics.Metrics;

namespace Hub.Web.Dispatch;

/// <summary>Signs of life of the sender, for health and metrics.</summary>
public sealed class DispatchPulse : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Hub.Dispatch";

    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> attempts;
    private readonly Counter<long> takenOver;
    private readonly Histogram<int> commits;
    private readonly Histogram<double> latency;
    private long lastCycle;

    /// <summary>Signs of life.</summary>
    public DispatchPulse()
    {
        attempts = meter.CreateCounter<long>("hub.dispatch.attempts", "{attempt}", "Attempts to deliver, by outcome.");
        takenOver = meter.CreateCounter<long>("hub.delivery.leases_taken_over", "{delivery}", "Deliveries that another sender began and left: taken over when its lease was over.");
        commits = meter.CreateHistogram<int>("hub.dispatch.outcomes_per_commit", "{outcome}", "Outcomes that shared a commit.");
        latency = meter.CreateHistogram<double>("hub.delivery.latency", "s", "From the creation of a delivery to its acceptance, by channel and grade.");
    }

    /// <summary>When a whole cycle of the sender was completed last, UTC; null before the first.</summary>
    public DateTimeOffset? LastCycleCompletedAt => Interlocked.Read(ref lastCycle) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();

    internal void CycleCompleted(DateTimeOffset now) => Interlocked.Exchange(ref lastCycle, now.UtcTicks);

    internal void TookOver(int count)
    {
        if (count > 0)
        {
            takenOver.Add(count);
        }
    }

    internal void Committed(IReadOnlyCollection<AttemptOutcome> outcomes)
    {
        commits.Record(outcomes.Count);
        foreach (var accepted in outcomes.Where(o => o.Kind == OutcomeKind.Accepted))
        {
            var delivery = accepted.Item.Delivery;
            latency.Record(
                (accepted.At - delivery.CreatedAt).TotalSeconds,
                new KeyValuePair<string, object?>("channel", delivery.Channel.ToString().ToLowerInvariant()),
                new KeyValuePair<string, object?>("grade", ((Domain.Grading.Grade)delivery.Rank).ToString()));
        }

        foreach (var kind in outcomes.GroupBy(o => o.Kind))
        {
            attempts.Add(kind.Count(), new KeyValuePair<string, object?>("outcome", kind.Key.ToString().ToLowerInvariant()));
        }
    }
}
