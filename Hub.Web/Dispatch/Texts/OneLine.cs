using System.Buffers;
using System.Text;

namespace Hub.Web.Dispatch.Texts;

/// <summary>Makes one clean line of any text: what others wrote never becomes a header, a second line or reversed writing.</summary>
public static class OneLine
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;!?()[]{}<>/\\-_+=*&%$#@'\"|~^`");

    /// <summary>The text without control, direction and format characters; runs of space become one.</summary>
    public static string Clean(string text) => Clean(text, keepLines: false);

    /// <summary>The same for a text of several lines: line breaks stay, each as one line feed.</summary>
    public static string CleanLines(string text) => Clean(text.ReplaceLineEndings("\n"), keepLines: true).Trim('\n', ' ');

    private static string Clean(string text, bool keepLines)
    {
        if (!text.AsSpan().ContainsAnyExcept(Plain) && !text.Contains("  ", StringComparison.Ordinal))
        {
            return text.Trim();
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (keepLines && rune.Value == '\n')
            {
                clean.Append('\n');
            }
            else if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                if (clean.Length > 0 && clean[^1] is not (' ' or '\n'))
                {
                    clean.Append(' ');
                }
            }
            else if (!IsInvisible(rune))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString().TrimEnd();
    }

    /// <summary>Characters that turn or hide text. The joiners of emoji and of some scripts are needed.</summary>
    private static bool IsInvisible(Rune rune) => rune.Value is not (0x200C or 0x200D) && Domain.Shared.Text.IsInvisible(rune);
}
