namespace Hub.Domain.Shared;

/// <summary>A text in both languages of the program.</summary>
/// <param name="En">English.</param>
/// <param name="Zh">Simplified Chinese.</param>
public sealed record LocalText(string En, string Zh)
{
    /// <summary>The text for a culture name such as <c>zh-Hans</c> or <c>en</c>; Chinese for every <c>zh…</c>, else English.</summary>
    public string For(string? culture) => culture is not null && culture.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Zh : En;

    /// <summary>The same text in both languages, as for names.</summary>
    public static LocalText Same(string text) => new(text, text);
}
