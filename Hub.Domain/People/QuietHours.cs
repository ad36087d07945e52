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

        var zone = WallClock.Zone(person.TimeZone);
        var local = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
        var time = TimeOnly.FromDateTime(local);
        if (!time.IsBetween(from, until))
        {
            return null;
        }

        var end = local.Date.AddDays(until > time ? 0 : 1) + until.ToTimeSpan();
        return WallClock.ReachedAfter(end, zone, instant);
    }
}
