using System.Globalization;

namespace Hub.Domain.People;

/// <summary>
/// A time that comes every week, by the clock on the wall: from a weekday and time of day until the next such weekday and time of day.
/// Monday 09:00 to Monday 17:00 is a working day, Monday 22:00 to Tuesday 06:00 a night, Saturday 00:00 to Monday 00:00 a weekend;
/// the same weekday and time at both ends is the whole week.
/// </summary>
/// <param name="FromDay">Weekday on which it begins.</param>
/// <param name="From">Time of day at which it begins, whole minutes.</param>
/// <param name="UntilDay">Weekday on which it ends.</param>
/// <param name="Until">Time of day at which it ends, whole minutes.</param>
public sealed record WeeklySpan(DayOfWeek FromDay, TimeOnly From, DayOfWeek UntilDay, TimeOnly Until)
{
    /// <summary>Days from the day on which it begins to the day on which it ends, 0 to 7.</summary>
    public int Days
    {
        get
        {
            var days = ((int)UntilDay - (int)FromDay + 7) % 7;
            return days == 0 && Until <= From ? 7 : days;
        }
    }

    /// <summary>Reads <c>Mon 09:00-Mon 17:00</c>; null when it is nothing of the sort.</summary>
    public static WeeklySpan? Read(string? text)
    {
        var ends = text?.Split('-', StringSplitOptions.TrimEntries);
        return ends is [var from, var until] && End(from) is var (fromDay, fromTime) && End(until) is var (untilDay, untilTime)
            ? new WeeklySpan(fromDay, fromTime, untilDay, untilTime)
            : null;
    }

    /// <summary>As <see cref="Read"/> reads it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Short(FromDay)} {From:HH\\:mm}-{Short(UntilDay)} {Until:HH\\:mm}");

    private static string Short(DayOfWeek day) => day.ToString()[..3];

    private static (DayOfWeek Day, TimeOnly Time)? End(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts is not [var name, var clock] || !TimeOnly.TryParseExact(clock, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return null;
        }

        foreach (var day in Enum.GetValues<DayOfWeek>())
        {
            if (Short(day) == name)
            {
                return (day, time);
            }
        }

        return null;
    }
}
