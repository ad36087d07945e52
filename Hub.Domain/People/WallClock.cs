namespace Hub.Domain.People;

/// <summary>When a clock on the wall of a zone shows a time of day. Pure.</summary>
public static class WallClock
{
    /// <summary>
    /// The first instant, UTC, at which a clock in the zone shows this time or a later one. An hour that summer time leaves out is
    /// reached where the gap ends; of an hour that comes twice, the first pass counts. So whatever happens at a time of day happens
    /// once a day, and never goes back.
    /// </summary>
    public static DateTimeOffset Reached(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local))
        {
            var before = local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute));
            while (zone.IsInvalidTime(before))
            {
                before = before.AddMinutes(-1);
            }

            return new DateTimeOffset(before, zone.GetUtcOffset(before)).ToUniversalTime().AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>The zone with an IANA name; UTC when this machine does not know it.</summary>
    public static TimeZoneInfo Zone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>Number of the day that a clock in the zone shows at an instant.</summary>
    internal static int Day(DateTimeOffset instant, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime).DayNumber;
}
