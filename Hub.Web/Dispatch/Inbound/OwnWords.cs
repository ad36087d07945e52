using System.Text.RegularExpressions;
using Hub.Domain.Notices;

namespace Hub.Web.Dispatch.Inbound;

/// <summary>
/// What the writer of an answer wrote: what is quoted, signed or added by gateways does not count. Programs mark what they quote in
/// many ways; the first line alone answers, and the others may only raise a doubt.
/// </summary>
/// <param name="Answer">The first line; empty when nothing was written.</param>
/// <param name="More">The lines that follow it.</param>
/// <param name="Below">What stands below the closing words: names, addresses, and what firms add to every mail.</param>
internal sealed partial record OwnWords(string Answer, IReadOnlyList<string> More, IReadOnlyList<string> Below)
{
    /// <summary>Lines that programs add by themselves.</summary>
    private static readonly string[] Added =
    [
        "sent from", "sent via", "get outlook", "发自", "发送自", "来自我的", "从我的", "来自qq邮箱", "获取 outlook", "获取outlook", "从 windows", "从windows",
        "caution:", "[external", "external email", "warning: this", "this email originated", "this message originated", "外部邮件", "【外部邮件", "[外部邮件",
    ];

    public static OwnWords Of(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n', 2_000);
        var (answer, more, below) = ("", new List<string>(), new List<string>());
        var (quoteMustFollow, isQuoted, isClosed) = (false, false, false);
        for (var i = 0; i < Math.Min(lines.Length, 1_999); i++)
        {
            var line = AnswerWords.Plain(lines[i]);
            isQuoted &= line.Length > 0;
            if (line.Length == 0 || IsAdded(line))
            {
                continue;
            }

            if (line[0] is '>' or '|')
            {
                (quoteMustFollow, isQuoted) = (false, true);
                continue;
            }

            if (quoteMustFollow || IsEnd(lines[i], line, isFirst: answer.Length == 0))
            {
                break;
            }

            if (LengthOfAttribution(lines, i, line) is > 0 and var length)
            {
                i += length - 1;
                quoteMustFollow = true;
                continue;
            }

            if (answer.Length == 0)
            {
                answer = AnswerWords.IsGreeting(line) ? "" : lines[i];
                isQuoted = false;
                continue;
            }

            // What hangs on below a quote is what was broken off its last line.
            isClosed |= Closing().IsMatch(line);
            if (!isQuoted)
            {
                (isClosed ? below : more).Add(lines[i]);
            }
        }

        return new OwnWords(answer, more, below);
    }

    /// <summary>Below the answer a line drawn across ends only what counts as said: programs draw them within what they write, and quotes without a mark tell themselves.</summary>
    private static bool IsEnd(string written, string line, bool isFirst) =>
        written.TrimEnd('\r') is "-- " or "--" || (Ends().IsMatch(line) && (isFirst || !Drawn().IsMatch(line))) || (!isFirst && BeginsQuote().IsMatch(line));

    private static bool IsAdded(string line) => Array.Exists(Added, a => line.StartsWith(a, StringComparison.Ordinal));

    /// <summary>Lines of "On … X wrote:", which may be broken; 0 when it is none.</summary>
    private static int LengthOfAttribution(string[] lines, int at, string line)
    {
        var joined = line;
        for (var length = 1; length <= 3; length++)
        {
            if (Attribution().IsMatch(joined))
            {
                return length;
            }

            if (at + length >= lines.Length || !BeginsAttribution().IsMatch(line))
            {
                return 0;
            }

            joined += " " + AnswerWords.Plain(lines[at + length]);
        }

        return 0;
    }

    [GeneratedRegex(@"^((on|at|am|le|el|in|em|den|på|op)\s.{6,}(wrote|schrieb|a écrit|escribió)\s*:?|.{0,200}写道\s*:|.{4,200}<[^<>]{3,254}>\s*(wrote|于.{4,60})\s*:?)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Attribution();

    [GeneratedRegex(@"^(on|at|在|于)\s?.*[0-9]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex BeginsAttribution();

    /// <summary>Words before the name; a line drawn across; and what firms add to every mail.</summary>
    [GeneratedRegex(
        @"^((with |thanks and |thank you and )?((my |very )?(best|kind|kindest|warm|warmest) )?(regards|wishes)\b.{0,60}|best|cheers|br|rgds|yours|(yours )?(sincerely|truly|faithfully|respectfully)( yours)?|mit freundlichen grüßen|cordialement|此致.{0,4}|敬礼|顺[祝颂].{1,8}|祝.{1,8}|商祺)[ ,.!。~]*$"
        + @"|^[-_=*─—]{5,}$|\b(this|the) (e-?mail|message|communication|transmission)\b.{0,120}\b(confidential|privileged|intended)|\bintended recipient|\bcontained in this (e-?mail|message)|^(\W*)(disclaimer|confidentiality notice)\b"
        + @"|consider the environment|before (you print|printing)|\bnot print\b|do(es)? not necessarily (represent|reflect)|\breceived (this|the) (e-?mail|message|communication) in error|免责声明|保密(声明|提示|须知)|本(电子)?邮件.{0,40}(保密|机密|仅供|含有|包含|附件)|(请勿|不要)(随意)?(点击|打开)|误收",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Closing();

    [GeneratedRegex(@"^[-_=*─—]{5,}$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Drawn();

    /// <summary>More heads of the mail that is answered, and how our own mails begin, where a program quotes without a mark.</summary>
    [GeneratedRegex(
        @"^(\*?(to|cc|date|subject|an|datum|betreff|à|objet|收件人|收件者|抄送|主题|主旨|日期)\s*\*?\s*:|\[drill\]|【演练】|([^·]{1,40}· ?)?(inc|dr|r)-[0-9]{4}-[0-9]{4,}$|[0-9]+ notices wait for you|有 ?[0-9]+ ?条通知待您查看)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex BeginsQuote();

    /// <summary>Where the mail that is answered begins, or the signature.</summary>
    [GeneratedRegex(@"^(-{2,}.*(original|message|mail|邮件|信息|原文).*|[-_=*─—]{5,}|\*?(from|sent|von|de|发件人|寄件者|寄件人|發件人|发送时间|差出人)\s*\*?\s*:.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Ends();
}
