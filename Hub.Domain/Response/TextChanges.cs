namespace Hub.Domain.Response;

/// <summary>What became of a piece of text from one version to the next.</summary>
public enum TextChange
{
    /// <summary>Stayed.</summary>
    Same,

    /// <summary>Is gone.</summary>
    Removed,

    /// <summary>Is new.</summary>
    Added,
}

/// <summary>A piece of text and what became of it.</summary>
public sealed record TextPiece(TextChange Change, string Text);

/// <summary>Shows what changed between two versions of a text: by words, and in Chinese by characters.</summary>
public static class TextChanges
{
    /// <summary>Beyond this many comparisons what differs is shown as a whole: nobody reads more, and the server must not work for it.</summary>
    private const int MostWork = 4_000_000;

    /// <summary>The pieces of both texts in reading order; neighbours of one kind are joined.</summary>
    public static IReadOnlyList<TextPiece> Between(string before, string after)
    {
        var (old, now) = (Words(before), Words(after));
        var head = 0;
        while (head < old.Count && head < now.Count && old[head] == now[head])
        {
            head++;
        }

        var tail = 0;
        while (tail < old.Count - head && tail < now.Count - head && old[^(tail + 1)] == now[^(tail + 1)])
        {
            tail++;
        }

        var pieces = new List<TextPiece>();
        Add(pieces, TextChange.Same, old.Take(head));
        Middle(pieces, old.GetRange(head, old.Count - head - tail), now.GetRange(head, now.Count - head - tail));
        Add(pieces, TextChange.Same, old.TakeLast(tail));
        return pieces;
    }

    private static void Middle(List<TextPiece> pieces, List<string> old, List<string> now)
    {
        if ((long)old.Count * now.Count > MostWork)
        {
            Add(pieces, TextChange.Removed, old);
            Add(pieces, TextChange.Added, now);
            return;
        }

        // length of the longest common run of what remains from each pair of positions on
        var common = new ushort[old.Count + 1, now.Count + 1];
        for (var i = old.Count - 1; i >= 0; i--)
        {
            for (var j = now.Count - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? (ushort)(common[i + 1, j + 1] + 1) : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var (a, b) = (0, 0);
        while (a < old.Count || b < now.Count)
        {
            if (a < old.Count && b < now.Count && old[a] == now[b])
            {
                Add(pieces, TextChange.Same, [old[a]]);
                a++;
                b++;
            }
            else if (b >= now.Count || (a < old.Count && common[a + 1, b] >= common[a, b + 1]))
            {
                Add(pieces, TextChange.Removed, [old[a++]]);
            }
            else
            {
                Add(pieces, TextChange.Added, [now[b++]]);
            }
        }
    }

    private static void Add(List<TextPiece> pieces, TextChange change, IEnumerable<string> words)
    {
        var text = string.Concat(words);
        if (text.Length == 0)
        {
            return;
        }

        if (pieces.Count > 0 && pieces[^1].Change == change)
        {
            pieces[^1] = pieces[^1] with { Text = pieces[^1].Text + text };
        }
        else
        {
            pieces.Add(new TextPiece(change, text));
        }
    }

    /// <summary>Runs of letters and digits of scripts that part words, and every other character by itself.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var end = i + 1;
            if (IsOfWord(text[i]))
            {
                while (end < text.Length && IsOfWord(text[end]))
                {
                    end++;
                }
            }
            else if (char.IsHighSurrogate(text[i]) && end < text.Length)
            {
                end++;
            }

            words.Add(text[i..end]);
            i = end;
        }

        return words;
    }

    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) && c < '\u2E80';
}
