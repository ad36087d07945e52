using System.Globalization;

namespace Hub.Web.Features.Readiness;

/// <summary>Time since the beginning, as a rehearsal shows it.</summary>
internal static class RehearsalTime
{
    /// <summary>As <c>+5 min</c>, <c>+1:30 h</c>; both languages read it.</summary>
    public static string After(TimeSpan time) => time < TimeSpan.FromHours(2)
        ? string.Create(CultureInfo.InvariantCulture, $"+{Math.Round(time.TotalMinutes)} min")
        : string.Create(CultureInfo.InvariantCulture, $"+{(int)time.TotalHours}:{time.Minutes:00} h");

    /// <summary>Marks of an axis: at most eight, at round minutes.</summary>
    public static IReadOnlyList<TimeSpan> Marks(TimeSpan length)
    {
        int[] steps = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480];
        var step = steps.First(s => length.TotalMinutes / s <= 8 || s == steps[^1]);
        return [.. Enumerable.Range(0, (int)(length.TotalMinutes / step) + 1).Select(i => TimeSpan.FromMinutes(i * step))];
    }
}
