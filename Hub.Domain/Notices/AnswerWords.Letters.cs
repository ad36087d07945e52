using System.Text;
using System.Text.RegularExpressions;

namespace Hub.Domain.Notices;

/// <content>Answers of several lines, as mails are.</content>
public static partial class AnswerWords
{
    /// <summary>Longest letter that can acknowledge, UTF-16 units: nobody in a hurry writes more.</summary>
    private const int LongestLetter = 20_000;

    /// <summary>
    /// What a letter says: its first line answers, and nothing else that its writer wrote may raise a doubt. Programs that answer by
    /// themselves like to put "Received" on a line of its own.
    /// </summary>
    /// <param name="line">The first line.</param>
    /// <param name="more">The lines that follow it.</param>
    /// <param name="below">What stands below the closing words, as names, addresses and what firms add to every mail: there only what a program says of itself counts.</param>
    public static AnswerKind Of(string line, IReadOnlyCollection<string> more, IReadOnlyCollection<string> below)
    {
        var kind = Of(line);
        if (kind != AnswerKind.Acknowledge || (more.Count == 0 && below.Count == 0))
        {
            return kind;
        }

        if (more.Sum(l => l.Length) + below.Sum(l => l.Length) > LongestLetter)
        {
            return AnswerKind.Unclear;
        }

        // A sentence may be broken over lines anywhere.
        var (said, added) = (Joined(more), Joined(below));
        return more.Any(RaisesDoubt) || Array.Exists(Doubts, d => d.Contains(' ', StringComparison.Ordinal) && said.Contains(d, StringComparison.Ordinal)) || ByProgram().IsMatch(said) || ByProgram().IsMatch(added)
            ? AnswerKind.Unclear
            : AnswerKind.Acknowledge;
    }

    private static bool RaisesDoubt(string line)
    {
        var text = Harmless().Replace(Address().Replace(PlainWhole(line), " "), " ");
        return text.Contains('?', StringComparison.Ordinal) || Break().Split(text).Select(Bare).Any(p => !Polite.Contains(p) && IsDoubtful(p));
    }

    private static string Joined(IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines.Select(PlainWhole).Where(l => l.Length > 0))
        {
            // Chinese has no spaces.
            if (text.Length > 0 && (text[^1] < 0x2E80 || line[0] < 0x2E80))
            {
                text.Append(' ');
            }

            text.Append(line);
        }

        return text.ToString();
    }

    [GeneratedRegex(@"([a-z]+://|www\.|mailto:)\S+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Address();

    /// <summary>What programs say of themselves, and no firm below the name of a person.</summary>
    [GeneratedRegex(
        @"\bticket .{0,40}(created|opened|logged|raised|assigned|registered)|\bget back to you|\b(reply|respond) to you\b|\b(automatic|automated|auto)[ -]?(response|reply|message|e-?mail)\b|\bautomatically (generated|sent)"
        + @"|(do not|don't) (reply|respond)\b|\byour (request|message|inquiry|enquiry) (has been|was|is)\b|工单.{0,20}(创建|生成|受理|编号)|自动(回复|答复|应答|发送|生成)|(请勿|勿直接|不要)回复|您的(邮件|来信|咨询|请求|问题)"
        + @"|(尽快|稍后|及时|会|将).{0,6}(回复|答复|联系)您|(尽快|稍后|及时|会|将).{0,4}[与跟和]您.{0,3}(联系|沟通)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 500)]
    private static partial Regex ByProgram();
}
