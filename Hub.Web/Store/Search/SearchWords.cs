using System.Text;
using System.Text.RegularExpressions;

namespace Hub.Web.Store.Search;

/// <summary>One condition on terms: exactly this one, or any that begins with it.</summary>
/// <param name="Text">The term, or how it begins.</param>
/// <param name="IsPrefix">True when more may follow.</param>
public readonly record struct TermWanted(string Text, bool IsPrefix)
{
    /// <summary>True when the term fulfils it.</summary>
    public bool Takes(string term) => IsPrefix ? term.StartsWith(Text, StringComparison.Ordinal) : term == Text;
}

/// <summary>
/// Cuts text into terms, and what somebody asks for into conditions on them. Latin words and figures are whole terms in
/// small letters, found by how they begin. Chinese has no spaces: every two characters side by side are a term, so that a
/// word of two is found wherever it stands; the last of a run stands alone besides, so that one character is found too.
/// </summary>
public sealed partial class SearchWords
{
    /// <summary>Of a long text this many characters are cut into terms.</summary>
    public const int MostText = 2_000;

    /// <summary>Longest question, in characters.</summary>
    public const int LongestQuestion = 100;

    private const int MostWanted = 12;
    private static readonly char[] Joints = ['.', '-', '_', '@', ':', '/'];
    private readonly List<string> chunks;

    private SearchWords(List<string> chunks, List<TermWanted> wanted)
    {
        this.chunks = chunks;
        Wanted = wanted;
    }

    /// <summary>Conditions that a text must fulfil, the most telling first.</summary>
    public IReadOnlyList<TermWanted> Wanted { get; }

    /// <summary>True when there is nothing to look for.</summary>
    public bool IsEmpty => chunks.Count == 0;

    /// <summary>How a number begins that was asked for and nothing else, such as <c>INC-2026-00</c>; else null.</summary>
    public string? NumberBegins => chunks is [var only] && IsNumber(only) ? only.ToUpperInvariant() : null;

    /// <summary>What somebody typed.</summary>
    public static SearchWords Of(string? question)
    {
        var text = Plain(question ?? "");
        var (chunks, wanted) = (new List<string>(), new List<TermWanted>());
        foreach (var chunk in Chunks(text.Length > LongestQuestion ? text[..LongestQuestion] : text))
        {
            chunks.Add(chunk);
            if (IsHan(chunk[0]))
            {
                wanted.AddRange(chunk.Length == 1 ? [new TermWanted(chunk, true)] : Pairs(chunk).Select(pair => new TermWanted(pair, false)));
                continue;
            }

            var parts = Asked(chunk);
            wanted.AddRange(parts.Select((part, i) => new TermWanted(part, i == parts.Count - 1)));
        }

        return new SearchWords(chunks, [.. wanted.Distinct().OrderBy(w => w.IsPrefix).ThenByDescending(w => w.Text.Length).Take(MostWanted)]);
    }

    /// <summary>The terms of a text, each once.</summary>
    public static IReadOnlyCollection<string> Terms(SearchText text)
    {
        var whole = Plain(text.Whole.Length > MostText ? text.Whole[..MostText] + "\n" + text.Number : text.Whole);
        return Terms(whole);
    }

    /// <summary>True when the text fulfils every condition and holds every word as it was typed.</summary>
    public bool Match(SearchText text)
    {
        var whole = Plain(text.Whole);
        if (Wanted.Count == 0 || !chunks.TrueForAll(c => whole.Contains(c, StringComparison.Ordinal)))
        {
            return false;
        }

        var terms = Terms(whole);
        return Wanted.All(w => w.IsPrefix ? terms.Any(w.Takes) : terms.Contains(w.Text));
    }

    /// <summary>True when every word stands somewhere in the text. For what is few: there is no need to begin at a word.</summary>
    public bool StandIn(params IEnumerable<string?> texts)
    {
        if (chunks.Count == 0)
        {
            return false;
        }

        var whole = Plain(string.Join('\n', texts));
        return chunks.TrueForAll(c => whole.Contains(c, StringComparison.Ordinal));
    }

    /// <summary>Where the first word stands in a text; -1 when it does not.</summary>
    public int FirstIn(string text) => chunks.Count == 0 ? -1 : Plain(text).IndexOf(chunks[0], StringComparison.Ordinal);

    /// <summary>Small letters, one form of each character: full-width letters and figures are the ordinary ones.</summary>
    private static string Plain(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // half of a pair alone, which no normal form takes, comes out of this as U+FFFD
            whole.Append(rune);
        }

        return whole.ToString().Normalize(NormalizationForm.FormKC).ToLowerInvariant();
    }

    private static HashSet<string> Terms(string plain)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var chunk in Chunks(plain))
        {
            if (!IsHan(chunk[0]))
            {
                foreach (var part in Parts(chunk))
                {
                    terms.Add(part);
                    if (part[0] == '0' && part.TrimStart('0') is { Length: > 0 } short_)
                    {
                        terms.Add(short_);
                    }
                }

                continue;
            }

            terms.UnionWith(Pairs(chunk));
            terms.Add(chunk[^1..]);
        }

        return terms;
    }

    /// <summary>Runs of Chinese characters, and runs of letters and figures with the signs that hold them together, as in <c>root.exe</c>.</summary>
    private static IEnumerable<string> Chunks(string plain)
    {
        for (var i = 0; i < plain.Length;)
        {
            var start = i;
            if (IsHan(plain[i]))
            {
                while (i < plain.Length && IsHan(plain[i]))
                {
                    i++;
                }

                yield return plain[start..i];
            }
            else if (IsWord(plain[i]))
            {
                var end = i;
                for (; i < plain.Length && (IsWord(plain[i]) || IsJoint(plain[i])); i++)
                {
                    end = IsWord(plain[i]) ? i + 1 : end;
                }

                yield return plain[start..end];
            }
            else
            {
                i++;
            }
        }
    }

    /// <summary>The words of a chunk. Of a number only the figures that count: everything of a year begins alike.</summary>
    private static List<string> Parts(string chunk)
    {
        var parts = chunk.Split(Joints, StringSplitOptions.RemoveEmptyEntries);
        var telling = IsNumber(chunk) && parts.Length == 3 ? parts[2..] : parts;
        return [.. telling.Select(p => p.Length > SearchTerm.Longest ? p[..SearchTerm.Longest] : p)];
    }

    /// <summary>The same of what was typed, where a number may lack its beginning, as <c>2026-0001</c>.</summary>
    private static List<string> Asked(string chunk) =>
        chunk.Split('-') is [{ Length: 4 } year, var serial] && year.All(char.IsAsciiDigit) && serial.Length > 0 && serial.All(char.IsAsciiDigit) ? [serial] : Parts(chunk);

    private static IEnumerable<string> Pairs(string run) => run.Length == 1 ? [] : Enumerable.Range(0, run.Length - 1).Select(i => run.Substring(i, 2));

    private static bool IsNumber(string chunk) => Number().IsMatch(chunk);

    [GeneratedRegex("^(inc|dr|r)-[0-9]{1,4}(-[0-9]*)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    private static bool IsHan(char c) => c is (>= '\u3400' and <= '\u9fff') or (>= '\uf900' and <= '\ufaff') or (>= '\u3041' and <= '\u30ff') or (>= '\uac00' and <= '\ud7a3');

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) && !IsHan(c);

    private static bool IsJoint(char c) => Array.IndexOf(Joints, c) >= 0;
}
