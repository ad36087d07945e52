using System.Text.RegularExpressions;
using Hub.Domain.Notices;

namespace Hub.Web.Dispatch.Inbound;

/// <summary>
/// The first line that the writer of an answer wrote: what is quoted, signed or added by gateways does not count, and neither
/// does anything below it. Programs mark what they quote in many ways; where none is known, the first line decides alone.
/// </summary>
internal static partial class OwnWords
{
    /// <summary>Lines that programs add by themselves.</summary>
    private static readonly string[] Added =
    [
        "sent from", "sent via", "get outlook", "发自", "发送自", "来自我的", "从我的", "来自qq邮箱", "获取 outlook", "获取outlook", "从 windows", "从windows",
        "caution:", "[external", "external email", "warning: this", "this email originated", "this message originated", "外部邮件", "【外部邮件", "[外部邮件",
    ];

    /// <summary>The line; empty when nothing was written.</summary>
    public static string FirstLine(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n', 2_000);
        var quoteMustFollow = false;
        for (var i = 0; i < Math.Min(lines.Length, 1_999); i++)
        {
            var line = AnswerWords.Plain(lines[i]);
            if (line.Length == 0 || IsAdded(line))
            {
                continue;
            }

            if (line[0] is '>' or '|')
            {
                quoteMustFollow = false;
                continue;
            }

            if (quoteMustFollow || Ends().IsMatch(line) || lines[i].TrimEnd('\r') is "-- " or "--")
            {
                return "";
            }

            if (LengthOfAttribution(lines, i, line) is > 0 and var length)
            {
                i += length - 1;
                quoteMustFollow = true;
                continue;
            }

            if (!AnswerWords.IsGreeting(line))
            {
                return lines[i];
            }
        }

        return "";
    }

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

    /// <summary>Where the mail that is answered begins, or the signature.</summary>
    [GeneratedRegex(@"^(-{2,}.*(original|message|mail|邮件|信息|原文).*|[-_=*─—]{5,}|\*?(from|sent|von|de|发件人|寄件者|寄件人|發件人|发送时间|差出人)\s*\*?\s*:.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Ends();
}
