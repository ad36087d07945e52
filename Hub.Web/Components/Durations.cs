using System.Globalization;

namespace Hub.Web.Components;

/// <summary>Writes spans of time as <c>hub.js</c> does: <c>04:59</c>, <c>1:04:59</c>, <c>2 d 01:04</c>.</summary>
public static class Durations
{
    /// <param name="span">Its sign is not shown.</param>
    /// <param name="days">Pattern for whole days, as <c>{0} d</c>.</param>
    public static string Write(TimeSpan span, string days)
    {
        span = span.Duration();
        return span.Days > 0
            ? string.Format(CultureInfo.InvariantCulture, days, span.Days) + span.ToString(@"\ hh\:mm", CultureInfo.InvariantCulture)
            : span.ToString(span.Hours > 0 ? @"h\:mm\:ss" : @"mm\:ss", CultureInfo.InvariantCulture);
    }
}
