namespace Hub.Web.Schedule;

/// <summary>What should have happened and did not.</summary>
public enum FindingKind
{
    /// <summary>Deadlines past due that nobody has claimed.</summary>
    DeadlinesUnclaimed = 1,

    /// <summary>Deadlines that somebody claimed and left.</summary>
    DeadlineLeasesExpired = 2,

    /// <summary>Deadlines that failed and are tried again.</summary>
    DeadlinesFailing = 3,

    /// <summary>Deliveries that a sender claimed and left.</summary>
    DeliveryLeasesExpired = 4,

    /// <summary>Deliveries whose time has come and that nobody takes.</summary>
    DeliveriesStuck = 5,

    /// <summary>Ladders that wait for an answer without a next step; each got one.</summary>
    LaddersWithoutStep = 6,

    /// <summary>The sweep has not completed a cycle for 30 s.</summary>
    SweepStill = 7,

    /// <summary>The sender has not completed a cycle for 30 s.</summary>
    SenderStill = 8,

    /// <summary>The store takes nothing: it has no room left, or may not be written.</summary>
    StoreTakesNothing = 9,
}

/// <summary>One finding of the watchman.</summary>
/// <param name="Kind">What.</param>
/// <param name="Count">How many.</param>
public sealed record Finding(FindingKind Kind, int Count);

/// <summary>What the watchman found in his last cycle, for the board's banner.</summary>
public sealed class EngineHealth
{
    private Report last = new(null, [], 0);

    /// <summary>Told, outside all locks, when the findings are others than before.</summary>
    public event EventHandler? Changed;

    /// <summary>Findings of the last cycle; empty when all is well.</summary>
    public IReadOnlyList<Finding> Findings => Volatile.Read(ref last).Findings;

    /// <summary>False when the store took nothing in the last cycle: no command is carried out.</summary>
    public bool StoreTakes => !Findings.Any(f => f.Kind == FindingKind.StoreTakesNothing);

    /// <summary>End of the last cycle, UTC; null before the first.</summary>
    public DateTimeOffset? LookedAt => Volatile.Read(ref last).At;

    /// <summary>How many messages a rate limit held back when the watchman looked last.</summary>
    public int HeldByLimit => Volatile.Read(ref last).HeldByLimit;

    /// <summary>End of the first cycle, UTC; null before.</summary>
    public DateTimeOffset? WatchedSince { get; private set; }

    internal void Tell(DateTimeOffset at, IReadOnlyList<Finding> findings, int heldByLimit = 0)
    {
        WatchedSince ??= at;
        var before = Interlocked.Exchange(ref last, new Report(at, findings, heldByLimit));
        if (before.HeldByLimit != heldByLimit || !before.Findings.SequenceEqual(findings))
        {
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    private sealed record Report(DateTimeOffset? At, IReadOnlyList<Finding> Findings, int HeldByLimit);
}
