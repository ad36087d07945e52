using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Hub.Web.Components;

/// <summary>The two languages of the program, and the choice between them.</summary>
public static class Languages
{
    public const string Chinese = "zh-Hans";
    public const string English = "en";
    public const string Cookie = "hub.language";

    public static IReadOnlyList<string> All { get; } = [Chinese, English];

    /// <summary>The supported language for a culture name such as <c>zh-CN</c>, or null. Traditional Chinese readers are served the Chinese text.</summary>
    public static string? Match(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        var language = name.Trim().Split('-', '_')[0];
        return language.Equals("zh", StringComparison.OrdinalIgnoreCase) ? Chinese
            : language.Equals("en", StringComparison.OrdinalIgnoreCase) ? English
            : null;
    }

    /// <summary>
    /// What this person picked in this browser, else the language of their account, else what anybody picked in this browser,
    /// else what the browser asks for. The cookie names who picked, so that people who share a machine keep their own languages.
    /// </summary>
    public static string Choose(string? claim, string? userId, string? cookie, string? acceptLanguage, string fallback)
    {
        var parts = (cookie ?? "").Split('~', 2);
        var picked = Match(parts[0]);
        var isOwn = picked is not null && userId is not null && parts.Length == 2 && string.Equals(parts[1], userId, StringComparison.Ordinal);
        return (isOwn ? picked : null) ?? Match(claim) ?? picked ?? Accepted(acceptLanguage) ?? fallback;
    }

    /// <summary>The cookie's value for a choice.</summary>
    public static string Remember(string language, string? userId) => userId is null ? language : $"{language}~{userId}";

    /// <summary>Whether an address stays on this site; refuses <c>//host</c>, <c>/\host</c> and control characters.</summary>
    public static bool IsLocal(string? url) =>
        url is ['/', ..] && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.Any(char.IsControl);

    private static string? Accepted(string? header) =>
        StringWithQualityHeaderValue.TryParseList([header ?? ""], out var wishes)
            ? wishes.Where(w => w.Quality is null or > 0)
                .OrderByDescending(w => w.Quality ?? 1)
                .Select(w => Match(w.Value.Value))
                .FirstOrDefault(language => language is not null)
            : null;
}
