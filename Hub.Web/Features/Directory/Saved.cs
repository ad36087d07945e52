using Hub.Domain.Shared;

namespace Hub.Web.Features.Directory;

/// <summary>An entry of the directory after a command.</summary>
/// <param name="Key">Its key; for a person the identity.</param>
/// <param name="Version">Its version now.</param>
/// <param name="IsNew">True when the command made it.</param>
/// <param name="Changed">Fields that the command changed, as the API calls them.</param>
public sealed record Saved(string Key, long Version, bool IsNew, IReadOnlyList<string> Changed);

/// <summary>Refusals that the entries of the directory share.</summary>
internal static class Entries
{
    /// <summary>Somebody else changed it since the caller read it (409); null when the caller knows what stands.</summary>
    public static Refusal? Stale(long now, long known) => now == known ? null : Refusal.Conflict("DirectoryChanged");
}

/// <summary>Several places as one argument of a refusal, said in the language in which the refusal is said.</summary>
internal sealed class Places(IReadOnlyList<LocalText> places)
{
    private const int Most = 8;

    public override string ToString()
    {
        var language = System.Globalization.CultureInfo.CurrentUICulture.Name;
        var comma = language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "、" : ", ";
        return string.Join(comma, places.Take(Most).Select(p => p.For(language))) + (places.Count > Most ? " …" : "");
    }
}
