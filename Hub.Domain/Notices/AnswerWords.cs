using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace Hub.Domain.Notices;

/// <summary>What an answer to a notice means.</summary>
public enum AnswerKind
{
    /// <summary>It says nothing.</summary>
    Empty = 0,

    /// <summary>It says something else: it acknowledges nothing.</summary>
    Unclear = 1,

    /// <summary>The recipient acknowledges.</summary>
    Acknowledge = 2,

    /// <summary>The recipient cannot take it.</summary>
    CannotTake = 3,

    /// <summary>The recipient asks for the details.</summary>
    Details = 4,
}

/// <summary>
/// The words by which people answer, in English and Chinese. Strict, since a ladder that stops by mistake is worse than
/// an answer that asks again: a word counts when it is the whole line, or stands before a comma or full stop and nothing after it raises a doubt.
/// </summary>
public static partial class AnswerWords
{
    /// <summary>Longest line that is looked at, UTF-16 units.</summary>
    public const int LongestLine = 200;

    private static readonly FrozenSet<string> Yes = Set(
        "1", "ok", "okay", "k", "ack", "acked", "acknowledge", "acknowledged", "i acknowledge", "confirmed", "received", "got it", "roger", "yes", "on it", "i am on it", "i'm on it", "will do", "taking it", "i take it", "i'll take it",
        "收到", "已收到", "收到了", "我收到了", "确认", "已确认", "我确认", "确认收到", "收到确认", "知悉", "已知悉", "知道了", "已知晓", "知晓", "已阅", "明白", "明白了", "好", "好的", "是", "是的", "我来处理", "马上处理", "立即处理", "正在处理");

    private static readonly FrozenSet<string> No = Set(
        "cannot take it", "can't take it", "cant take it", "i cannot take it", "i can't take it", "i cannot", "i can't", "cannot", "can't", "unable", "i am unable", "not me", "decline", "declined", "i decline", "not available", "i am not available", "unavailable",
        "无法", "无法处理", "我无法处理", "不能处理", "我不能处理", "处理不了", "我处理不了", "没法处理", "我没法处理", "不能", "不方便", "不方便处理", "拒绝", "转他人", "请找别人");

    /// <summary>Too short to stand before other words: "No, I am on it".</summary>
    private static readonly FrozenSet<string> NoAlone = Set("2", "no", "nope", "不", "不行", "否");

    private static readonly FrozenSet<string> More = Set("?", "details", "detail", "more", "info", "what", "详情", "详细", "细节", "查询", "什么事", "什么情况");

    private static readonly FrozenSet<string> Greetings = Set("hi", "hello", "hi all", "hello all", "dear hub", "hi hub", "hello hub", "您好", "你好", "大家好");

    private static readonly FrozenSet<string> Polite = Set("thanks", "thank you", "thx", "many thanks", "please", "谢谢", "谢谢您", "多谢", "多谢您", "感谢", "感谢您", "辛苦了", "辛苦您了");

    /// <summary>What makes a yes doubtful when it stands in the rest of the line, as in the answers that programs give.</summary>
    private static readonly string[] Doubts = ["?", "n't", "不", "无法", "没", "未", "别", "吗", "但", "勿", "休假", "出差", "外出", "您", "工单", "回复", "答复", "回信", "来信", "自动", "稍后",
        "as soon as possible", "automatic response", "automated response", "get back to", "contact you"];

    private static readonly char[] Around = [.. " .,!;:。、·\"'()[]{}<>「」『』“”《》〈〉【】〖〗〔〕*~-–—_#+"];

    private static readonly FrozenSet<string> DoubtWords = Set("not", "no", "cannot", "cant", "dont", "unable", "but", "until", "unless", "never", "who", "what", "why", "out", "leave", "vacation", "holiday", "later", "away",
        "reply", "respond", "shortly", "your", "ticket");

    /// <summary>What a line says.</summary>
    public static AnswerKind Of(string line)
    {
        var text = Plain(line);
        if (text.Length == 0)
        {
            return AnswerKind.Empty;
        }

        if (text.Length > LongestLine)
        {
            return AnswerKind.Unclear;
        }

        var whole = Bare(text);
        if (More.Contains(whole) || text.All(c => c == '?'))
        {
            return AnswerKind.Details;
        }

        if (!text.Contains('?', StringComparison.Ordinal) && NoAlone.Contains(whole))
        {
            return AnswerKind.CannotTake;
        }

        var parts = Break().Split(text).Select(Bare).Where(p => p.Length > 0).ToArray();
        var first = parts.Length == 0 ? "" : WithoutThanks(parts[0]);
        var rest = parts.Skip(1).Where(p => !Polite.Contains(p)).ToArray();
        if (No.Contains(first))
        {
            return AnswerKind.CannotTake;
        }

        // A digit stands alone: "1, 2 or 3" is no answer.
        var isYes = Yes.Contains(first) && (rest.Length == 0 || !char.IsAsciiDigit(first[0]));
        return isYes && !rest.Any(IsDoubtful) && !text.Contains('?', StringComparison.Ordinal) ? AnswerKind.Acknowledge : AnswerKind.Unclear;
    }

    /// <summary>True for a line that only greets, before the answer itself.</summary>
    public static bool IsGreeting(string line) => Greetings.Contains(Bare(Plain(line)));

    /// <summary>Full-width characters as plain ones, lower case, single spaces, nothing invisible.</summary>
    public static string Plain(string line) => PlainWhole(line.Length > 4 * LongestLine ? line[..(4 * LongestLine)] : line);

    private static string PlainWhole(string line)
    {
        var clean = new StringBuilder(line.Length);
        foreach (var rune in Sound(line).Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                {
                    clean.Append(' ');
                }
            }
            else if (!Shared.Text.IsInvisible(rune))
            {
                clean.Append(rune.Value is 0x2018 or 0x2019 ? "'" : Rune.ToLowerInvariant(rune).ToString());
            }
        }

        return clean.ToString().Trim();
    }

    /// <summary>Without half surrogates, which cannot be normalised.</summary>
    private static string Sound(string text)
    {
        var sound = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            sound.Append(rune);
        }

        return sound.ToString();
    }

    private static bool IsDoubtful(string part)
    {
        var said = Harmless().Replace(part, " ");
        return Array.Exists(Doubts, d => said.Contains(d, StringComparison.Ordinal)) || said.Split(' ').Any(DoubtWords.Contains);
    }

    /// <summary>Without what stands around words and is not said: the punctuation of English and Chinese, and brackets of all kinds.</summary>
    internal static string Bare(string text) => text.Trim(Around);

    private static string WithoutThanks(string part)
    {
        foreach (var word in Polite)
        {
            if (part.Length > word.Length + 1 && part.EndsWith(word, StringComparison.Ordinal) && Bare(part[..^word.Length]) is { Length: > 0 } before && (Yes.Contains(before) || No.Contains(before)))
            {
                return before;
            }
        }

        return part;
    }

    private static FrozenSet<string> Set(params IEnumerable<string> words) => words.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What holds a doubtful word and raises no doubt: a level, a number, the future in the name of a company.</summary>
    [GeneratedRegex(@"未来|未央|自动化|没有问题|级别|类别|特别|分别|识别|区别|没问题|\bno problem\b|\bno\.? ?[0-9]+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Harmless();

    [GeneratedRegex(@"[,.;!。、]| [-–—] |——", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Break();
}
