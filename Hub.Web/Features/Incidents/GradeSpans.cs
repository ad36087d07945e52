using System.Globalization;
using Hub.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hub.Web.Features.Incidents;

/// <summary>Times of a plan in words, as <c>5 min</c>: a clock would be read as a time of day.</summary>
internal static class GradeSpans
{
    public static string InWords(this IStringLocalizer<IncidentTexts> texts, TimeSpan span) =>
        span.TotalMinutes >= 60 && span.Minutes == 0
            ? texts["Hours", span.TotalHours.ToString("0", CultureInfo.InvariantCulture)]
            : texts["Minutes", span.TotalMinutes.ToString("0.#", CultureInfo.InvariantCulture)];
}
