using System.Buffers;
using System.Globalization;
using System.Text;

namespace Hub.Domain.Shared;

/// <summary>What may stand in a text field: length and characters. Every outside input is hostile.</summary>
public static class Text
{
    // Embeddings, overrides and isolates: what follows one is shown in another order than it is written, also beyond the field.
    private static readonly SearchValues<char> Turning = SearchValues.Create("\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    // Fillers, blanks and joins that Unicode counts among letters, signs and marks.
    private static readonly SearchValues<char> Blank = SearchValues.Create("\u034F\u115F\u1160\u17B4\u17B5\u180B\u180C\u180D\u180F\u2800\u3164\uFFA0");

    /// <summary>The fault of a text that must be there: Required, TooLong or ControlCharacters; null when it is sound.</summary>
    /// <param name="field">Name of the field.</param>
    /// <param name="text">What was given.</param>
    /// <param name="longest">Most UTF-16 units after trimming.</param>
    /// <param name="lines">True when line breaks are allowed; a one-line field refuses them, which keeps them out of mail headers.</param>
    public static Refusal? Required(string field, string? text, int longest, bool lines = false) =>
        Clean(text) is null ? Refusal.Invalid(field, "Required") : Optional(field, text, longest, lines);

    /// <summary>The fault of a text that may be missing: TooLong or ControlCharacters; null when it is sound.</summary>
    public static Refusal? Optional(string field, string? text, int longest, bool lines = false)
    {
        if (text is null)
        {
            return null;
        }

        var straight = Straight(text);
        if (straight.Length > longest)
        {
            return Refusal.Invalid(field, "TooLong", longest);
        }

        return straight.Any(c => (char.IsControl(c) && !(lines && (c is '\r' or '\n' or '\t'))) || c is '\u2028' or '\u2029')
            ? Refusal.Invalid(field, "ControlCharacters")
            : null;
    }

    /// <summary>As <see cref="Straight"/>, or null when nothing is left that anybody sees.</summary>
    public static string? Clean(string? text) => text is not null && Straight(text) is var straight && straight.EnumerateRunes().Any(IsSeen) ? straight : null;

    /// <summary>Trimmed, and without the characters that turn writing around: "exe.fdp" must not read "pdf.exe".</summary>
    public static string Straight(string text) =>
        text.AsSpan().ContainsAny(Turning) ? new string([.. text.Where(c => !Turning.Contains(c))]).Trim() : text.Trim();

    /// <summary>True for what turns or hides text, and for what no font is sure to have.</summary>
    public static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private static bool IsSeen(Rune rune) => !Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune) && !IsInvisible(rune)
        && !(rune.IsBmp && Blank.Contains((char)rune.Value)) && rune.Value is not ((>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF));
}
