namespace Hub.Domain.People;

/// <summary>
/// When a clock on the wall of a zone shows a time of day. Pure. The zone is asked by instants only, since what the platform says of local
/// times is wrong by an hour in zones that call their winter the exception (Dublin, Casablanca).
/// </summary>
public static class WallClock
{
    // no zone is further from UTC than this, so that a change of the clocks that matters lies within
    private static readonly TimeSpan Reach = TimeSpan.FromHours(15);

    /// <summary>
    /// The first instant, UTC, at which a clock in the zone shows this time or a later one. An hour that summer time leaves out is
    /// reached where the gap ends; of an hour that comes twice, the first pass counts. So whatever happens at a time of day happens
    /// once a day, and never goes back.
    /// </summary>
    public static DateTimeOffset Reached(DateTime local, TimeZoneInfo zone)
    {
        var (before, after, change) = Around(local, zone);
        var first = At(local, before);
        return change is not { } at || first < at ? first : Later(at, At(local, after));
    }

    /// <summary>The same; of an hour that comes twice the second pass, when the first is not later than an instant.</summary>
    public static DateTimeOffset ReachedAfter(DateTime local, TimeZoneInfo zone, DateTimeOffset instant)
    {
        var first = Reached(local, zone);
        return first > instant ? first : Later(first, At(local, Around(local, zone).After));
    }

    /// <summary>The zone with an IANA name; UTC when this machine does not know it.</summary>
    public static TimeZoneInfo Zone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>Number of the day that a clock in the zone shows at an instant.</summary>
    internal static int Day(DateTimeOffset instant, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime).DayNumber;

    /// <summary>The offsets before and after a local time, and the instant between at which they change, to the second; null when they do not.</summary>
    private static (TimeSpan Before, TimeSpan After, DateTimeOffset? Change) Around(DateTime local, TimeZoneInfo zone)
    {
        var utc = new DateTime(local.Ticks - (local.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        var (low, high) = (utc - DateTime.MinValue > Reach ? utc - Reach : utc, DateTime.MaxValue - utc > Reach ? utc + Reach : utc);
        var (before, after) = (zone.GetUtcOffset(low), zone.GetUtcOffset(high));
        if (before == after)
        {
            return (before, after, null);
        }

        while (high - low > TimeSpan.FromSeconds(1))
        {
            var middle = low.AddSeconds(Math.Floor((high - low).TotalSeconds / 2));
            if (zone.GetUtcOffset(middle) == before)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return (before, after, new DateTimeOffset(high));
    }

    // at the ends of the calendar it stays within it
    private static DateTimeOffset At(DateTime local, TimeSpan offset) => new(Math.Clamp(local.Ticks - offset.Ticks, 0, DateTime.MaxValue.Ticks), TimeSpan.Zero);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
