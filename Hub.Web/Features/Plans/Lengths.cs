using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using Hub.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hub.Web.Features.Plans;

/// <summary>Writes and reads lengths of time as people say them: <c>1 h 30 min</c>, <c>1小时30分钟</c>.</summary>
internal static partial class Lengths
{
    /// <summary>Reads a length in either language, as ISO 8601, or as bare minutes; false when it is none.</summary>
    public static bool TryRead(string text, out TimeSpan span)
    {
        span = default;
        var said = text.Trim();
        if (said.Length is 0 or > 40)
        {
            return false;
        }

        if (said[0] is 'P' or 'p')
        {
            try
            {
                span = XmlConvert.ToTimeSpan(said.ToUpperInvariant());
                return true;
            }
            catch (Exception e) when (e is FormatException or OverflowException)
            {
                return false;
            }
        }

        var match = Said().Match(said);
        if (!match.Success)
        {
            return false;
        }

        var bare = match.Groups["bare"];
        span = TimeSpan.FromMinutes(bare.Success ? Number(bare) : 0)
            + TimeSpan.FromDays(Number(match.Groups["d"])) + TimeSpan.FromHours(Number(match.Groups["h"]))
            + TimeSpan.FromMinutes(Number(match.Groups["m"])) + TimeSpan.FromSeconds(Number(match.Groups["s"]));
        return span > TimeSpan.Zero;
    }

    public static string Length(this IStringLocalizer<PlanTexts> texts, TimeSpan span)
    {
        (string Key, int Count)[] parts = span.TotalHours <= 48 && span.Minutes == 0 && span.Seconds == 0
            ? [("Hours", (int)span.TotalHours)]
            : [("Days", span.Days), ("Hours", span.Hours), ("Minutes", span.Minutes), ("Seconds", span.Seconds)];
        return string.Join(' ', parts.Where(p => p.Count > 0).Select(p => texts[p.Key, p.Count].Value));
    }

    private static int Number(Group group) => group.Success ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"^(?:(?<bare>\d{1,5})|(?=\d)(?:(?<d>\d{1,4})\s*(?:days|day|d|天|日)\s*)?(?:(?<h>\d{1,4})\s*(?:hours|hour|h|小时|时)\s*)?(?:(?<m>\d{1,5})\s*(?:minutes|minute|min|m|分钟|分)\s*)?(?:(?<s>\d{1,6})\s*(?:seconds|second|sec|s|秒钟|秒)\s*)?)$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex Said();
}
