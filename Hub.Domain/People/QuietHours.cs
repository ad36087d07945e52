namespace Hub.Domain.People;

/// <summary>The hours in which a person is not to be woken for what is not grave: a time of day in the person's own zone, also over midnight. Pure.</summary>
public static class QuietHours
{
    /// <summary>When the quiet hours end within which an instant lies, UTC; null when it lies in none.</summary>
    public static DateTimeOffset? EndFor(Person person, DateTimeOffset instant)
    {
        if (person.QuietFrom is not { } from || person.QuietUntil is not { } until)
        {
            return null;
        }

        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(person.TimeZone, out var known) ? known : TimeZoneInfo.Utc;
        var local = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
        var time = TimeOnly.FromDateTime(local);
        if (!time.IsBetween(from, until))
        {
            return null;
        }

        var end = local.Date.AddDays(until > time ? 0 : 1) + until.ToTimeSpan();
        return Instant(end, zone, instant);
    }

    private static DateTimeOffset Instant(DateTime local, TimeZoneInfo zone, DateTimeOffset after)
    {
        if (zone.IsInvalidTime(local))
        {
            // An hour that summer time leaves out: it is over where the gap begins.
            var gap = local;
            while (zone.IsInvalidTime(gap))
            {
                gap = gap.AddMinutes(-1);
            }

            return new DateTimeOffset(gap.AddTicks(-(gap.Ticks % TimeSpan.TicksPerMinute)), zone.GetUtcOffset(gap)).ToUniversalTime().AddMinutes(1);
        }

        if (!zone.IsAmbiguousTime(local))
        {
            return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        }

        // An hour that comes twice: its first pass, unless that is over.
        var offsets = zone.GetAmbiguousTimeOffsets(local);
        var first = new DateTimeOffset(local, offsets.Max()).ToUniversalTime();
        return first > after ? first : new DateTimeOffset(local, offsets.Min()).ToUniversalTime();
    }
}
