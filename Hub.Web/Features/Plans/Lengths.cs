using Hub.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hub.Web.Features.Plans;

/// <summary>Writes lengths of time as people say them: <c>1 h 30 min</c>.</summary>
internal static class Lengths
{
    public static string Length(this IStringLocalizer<PlanTexts> texts, TimeSpan span)
    {
        (string Key, int Count)[] parts = span.TotalHours <= 48 && span.Minutes == 0 && span.Seconds == 0
            ? [("Hours", (int)span.TotalHours)]
            : [("Days", span.Days), ("Hours", span.Hours), ("Minutes", span.Minutes), ("Seconds", span.Seconds)];
        return string.Join(' ', parts.Where(p => p.Count > 0).Select(p => texts[p.Key, p.Count].Value));
    }
}
