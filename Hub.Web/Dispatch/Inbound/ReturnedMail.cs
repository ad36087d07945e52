using System.Text.RegularExpressions;
using Hub.Web.Dispatch.Texts;
using MimeKit;

namespace Hub.Web.Dispatch.Inbound;

/// <summary>A report that a mail did not arrive.</summary>
/// <param name="IsFinal">True: it failed for good; false: it is late, or all is well.</param>
/// <param name="MessageIds">Message ids of the mails that it speaks of.</param>
/// <param name="Reason">What the mail system said.</param>
/// <param name="Failed">Mailboxes that were not reached, as it was asked for and as it was sent on; empty when it names none.</param>
internal sealed record Returned(bool IsFinal, IReadOnlyList<string> MessageIds, string Reason, IReadOnlyList<string> Failed);

/// <summary>Reads reports of delivery (RFC 3464), and those of programs that do not know it as far as that is safe.</summary>
internal static partial class ReturnedMail
{
    private const int LongestReason = 300;
    private const int MostText = 200_000;
    private const int MostRecipients = 100;

    /// <summary>The report; null when it is none.</summary>
    public static Returned? Read(MimeMessage mail)
    {
        var parts = mail.BodyParts.ToList();
        if (parts.OfType<MessageDeliveryStatus>().FirstOrDefault() is { } status)
        {
            var groups = status.StatusGroups.Where(g => g.Contains("Action")).ToList();
            var failed = groups.FindAll(g => string.Equals(g["Action"]?.Trim(), "failed", StringComparison.OrdinalIgnoreCase));
            return new Returned(failed.Count > 0, [.. Originals(parts), .. Answered(mail)], failed.Count == 0 ? "" : Reason(failed[0]), Mailboxes(failed.SelectMany(Recipients)));
        }

        return NotStandard(mail, parts);
    }

    private static IEnumerable<string> Recipients(HeaderList group) =>
        new[] { group["Original-Recipient"], group["Final-Recipient"] }.OfType<string>().Select(r => r[(r.IndexOf(';', StringComparison.Ordinal) + 1)..]);

    private static List<string> Mailboxes(IEnumerable<string> written) =>
        [.. written.Select(w => w.Trim().Trim('<', '>')).Where(w => w.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostRecipients)];

    private static string Reason(HeaderList group)
    {
        var diagnostic = group["Diagnostic-Code"] ?? "";
        var code = diagnostic.IndexOf(';', StringComparison.Ordinal) is > 0 and var at ? diagnostic[(at + 1)..] : diagnostic;
        return Short($"{group["Status"]} {code}");
    }

    /// <summary>
    /// Without a report in parts: only from a mail system, only when it holds our mail's id itself, and only when it says that it is over.
    /// </summary>
    private static Returned? NotStandard(MimeMessage mail, List<MimeEntity> parts)
    {
        if (!AutomaticMail.IsFromNobody(mail) && !mail.Headers.Contains("X-Failed-Recipients"))
        {
            return null;
        }

        var text = string.Join('\n', parts.OfType<TextPart>().Select(p => p.Text));
        text = text.Length <= MostText ? text : text[..MostText];
        var ids = Originals(parts).Concat(InText().Matches(text).Select(m => m.Groups["id"].Value)).Distinct(StringComparer.OrdinalIgnoreCase).Take(5).ToList();
        if (ids.Count == 0 || Late().IsMatch(text) || !Over().IsMatch(text))
        {
            return null;
        }

        var said = Code().Match(text) is { Success: true } code ? code : Over().Match(text);
        return new Returned(true, ids, Short(text.Substring(said.Index, Math.Min(LongestReason, text.Length - said.Index)).ReplaceLineEndings("\n").Split('\n')[0]), Mailboxes(mail.Headers["X-Failed-Recipients"]?.Split(',') ?? []));
    }

    private static IEnumerable<string> Originals(List<MimeEntity> parts) =>
        parts.OfType<MessagePart>().Select(p => p.Message?.MessageId).OfType<string>();

    private static IEnumerable<string> Answered(MimeMessage mail) => new[] { mail.InReplyTo }.Concat(mail.References.Reverse()).OfType<string>();

    private static string Short(string text)
    {
        var clean = Hearsay.Clean(text);
        return clean.Length <= LongestReason ? clean : clean[..LongestReason];
    }

    [GeneratedRegex(@"Message-ID:\s*<(?<id>[^<>\s]{3,200})>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 500)]
    private static partial Regex InText();

    [GeneratedRegex(@"\b4\.[0-9]{1,3}\.[0-9]{1,3}\b|\bdelayed\b|will (be retried|retry|keep trying)|still trying|no action is required|延迟|稍后重试", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 500)]
    private static partial Regex Late();

    [GeneratedRegex(@"\b55[0-9][ -]|\b5\.[0-9]\.[0-9]{1,2}\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 500)]
    private static partial Regex Code();

    [GeneratedRegex(@"\b55[0-9][ -]|\b5\.[0-9]\.[0-9]{1,2}\b|permanent(ly)? (error|fail)|(could|can) ?not be delivered|couldn't be delivered|undeliverable|does not exist|user unknown|no such user|退信|无法投递|不存在", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 500)]
    private static partial Regex Over();
}
