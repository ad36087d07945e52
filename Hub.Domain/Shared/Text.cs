namespace Hub.Domain.Shared;

/// <summary>What may stand in a text field: length and characters. Every outside input is hostile.</summary>
public static class Text
{
    /// <summary>The fault of a text that must be there: Required, TooLong or ControlCharacters; null when it is sound.</summary>
    /// <param name="field">Name of the field.</param>
    /// <param name="text">What was given.</param>
    /// <param name="longest">Most UTF-16 units after trimming.</param>
    /// <param name="lines">True when line breaks are allowed; a one-line field refuses them, which keeps them out of mail headers.</param>
    public static Refusal? Required(string field, string? text, int longest, bool lines = false) =>
        string.IsNullOrWhiteSpace(text) ? Refusal.Invalid(field, "Required") : Optional(field, text, longest, lines);

    /// <summary>The fault of a text that may be missing: TooLong or ControlCharacters; null when it is sound.</summary>
    public static Refusal? Optional(string field, string? text, int longest, bool lines = false)
    {
        if (text is null)
        {
            return null;
        }

        if (text.Trim().Length > longest)
        {
            return Refusal.Invalid(field, "TooLong", longest);
        }

        return text.Trim().Any(c => (char.IsControl(c) && !(lines && (c is '\r' or '\n' or '\t'))) || c is '\u2028' or '\u2029')
            ? Refusal.Invalid(field, "ControlCharacters")
            : null;
    }

    /// <summary>Trimmed, or null when nothing is left.</summary>
    public static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
