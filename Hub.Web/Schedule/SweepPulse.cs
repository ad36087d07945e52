namespace Hub.Web.Schedule;

/// <summary>When the sweep last went through a whole cycle: it claimed, fired and found nothing more due.</summary>
public sealed class SweepPulse
{
    private long last;

    /// <summary>End of the last whole cycle, UTC; null before the first.</summary>
    public DateTimeOffset? LastCycle => Interlocked.Read(ref last) is var ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    internal void Completed(DateTimeOffset at) => Interlocked.Exchange(ref last, at.UtcTicks);
}
