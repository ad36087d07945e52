namespace Hub.Web.Live;

/// <summary>
/// When this node last read the change log to its end. A page whose circuit answers while the store does not would
/// else look live and be old.
/// </summary>
public sealed class BoardAge
{
    private long readAt;

    /// <summary>The log was read to its end.</summary>
    public void Read(DateTimeOffset at) => Interlocked.Exchange(ref readAt, at.UtcTicks);

    /// <summary>As of when the board is, UTC; now while nothing follows the log.</summary>
    public DateTimeOffset AsOf(DateTimeOffset now) =>
        Interlocked.Read(ref readAt) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : now;
}
