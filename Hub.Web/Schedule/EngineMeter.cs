using System.Diagnostics.Metrics;

namespace Hub.Web.Schedule;

/// <summary>What the engine measures about itself, in the meter <c>Hub</c>.</summary>
public sealed class EngineMeter
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Hub";

    private readonly Histogram<double> lateness;
    private IReadOnlyList<QueueDepth> depths = [];
    private double oldestUnsent;
    private IReadOnlyDictionary<string, int> held = new Dictionary<string, int>(StringComparer.Ordinal);
    private int undelivered;

    /// <summary>Made once, from the program's meters.</summary>
    public EngineMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        lateness = meter.CreateHistogram<double>("hub.deadline.lateness", "s", "From the instant a deadline is due to its claim.");
        meter.CreateObservableGauge("hub.delivery.queue", Depths, "{delivery}", "Deliveries that wait, by channel and grade.");
        meter.CreateObservableGauge("hub.delivery.held", Held, "{delivery}", "Deliveries that wait although they could leave, by the reason.");
        meter.CreateObservableGauge("hub.notice.undelivered", () => Volatile.Read(ref undelivered), "{notice}", "Notices that no channel could carry and that nobody has told otherwise.");
        meter.CreateObservableGauge("hub.delivery.oldest_unsent", () => Volatile.Read(ref oldestUnsent), "s", "Age of the oldest delivery whose time has come and that nobody has accepted.");
    }

    internal void Fired(IReadOnlyList<TimeSpan> late)
    {
        foreach (var one in late)
        {
            lateness.Record(one.TotalSeconds);
        }
    }

    /// <summary>Keeps what the watchman counted until he counts again.</summary>
    internal void Queue(IReadOnlyList<QueueDepth> counted, TimeSpan oldest)
    {
        Volatile.Write(ref depths, counted);
        Volatile.Write(ref oldestUnsent, oldest.TotalSeconds);
    }

    /// <summary>Keeps how many are held back, by the reason, and how many notices could not be delivered.</summary>
    internal void Stuck(IReadOnlyDictionary<string, int> heldBecause, int undeliveredNotices)
    {
        Volatile.Write(ref held, heldBecause);
        Volatile.Write(ref undelivered, undeliveredNotices);
    }

    private IEnumerable<Measurement<int>> Held() => Volatile.Read(ref held).Select(h => new Measurement<int>(h.Value, new KeyValuePair<string, object?>("reason", h.Key)));

    private IEnumerable<Measurement<int>> Depths() => Volatile.Read(ref depths).Select(d => new Measurement<int>(
        d.Count,
        new KeyValuePair<string, object?>("channel", d.Channel),
        new KeyValuePair<string, object?>("grade", d.Grade)));
}

/// <summary>How many deliveries of a channel and grade wait.</summary>
/// <param name="Channel">Name of the channel in lower case.</param>
/// <param name="Grade"><c>I</c> to <c>IV</c>.</param>
/// <param name="Count">How many.</param>
public sealed record QueueDepth(string Channel, string Grade, int Count);
