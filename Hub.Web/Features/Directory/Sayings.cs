using System.Globalization;
using Hub.Domain.Shared;
using Hub.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hub.Web.Features.Directory;

/// <summary>Names of the directory in the reader's language, and whether words find them.</summary>
internal static class Sayings
{
    public static string Say(this IStringLocalizer<DirectoryTexts> texts, LocalText text)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return text.For(CultureInfo.CurrentUICulture.Name);
    }

    /// <summary>True when all words stand in one of the texts each, in capitals or not.</summary>
    public static bool Find(string? words, params IEnumerable<string?> texts)
    {
        var there = texts.OfType<string>().ToList();
        return (words ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).All(w => there.Exists(t => t.Contains(w, StringComparison.OrdinalIgnoreCase)));
    }
}
