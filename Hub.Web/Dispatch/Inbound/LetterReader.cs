using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Hub.Domain.Notices;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Features.Notices;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Hub.Web.Dispatch.Inbound;

/// <summary>Makes of a mail what matters here: who wrote it, which mail of ours it answers or brings back, and what its own words say.</summary>
internal sealed partial class LetterReader
{
    private const int MostReferences = 20;

    private readonly MailComposer composer;
    private readonly HashSet<string> own;

    public LetterReader(IOptions<MailOptions> mail, MailComposer composer)
    {
        this.composer = composer;
        own = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var address in new[] { mail.Value.From, mail.Value.Inbound.Address })
        {
            if (!string.IsNullOrEmpty(address) && MailboxAddress.TryParse(address, out var parsed))
            {
                own.Add(parsed.Address);
            }
        }
    }

    /// <summary>What tells a mail from every other: its message id, or where it lies when it has none.</summary>
    /// <param name="messageId">Without angle brackets; null when it has none.</param>
    /// <param name="place">Validity and number of the mailbox.</param>
    public static string ExternalId(string? messageId, string place)
    {
        var id = messageId?.Trim() ?? "";
        return id.Length == 0 ? "uid:" + place
            : id.Length <= 200 && id.All(c => c is > ' ' and < (char)127) ? id
            : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
    }

    /// <summary>Reads a mail, which may be cut off at its end.</summary>
    public MailAnswer Read(MimeMessage mail, string externalId, DateTimeOffset arrivedAt)
    {
        var sender = AutomaticMail.SenderOf(mail);
        var from = sender.Length is > 0 and <= 254 && !sender.Any(char.IsControl) ? sender : "";
        if (ReturnedMail.Read(mail) is { } returned)
        {
            var lost = Ours(returned.MessageIds.Take(MostReferences));
            return returned.IsFinal && lost.Count > 0
                ? new MailAnswer(externalId, from, MailNature.Bounce, lost, [], AnswerKind.Empty, returned.Reason, arrivedAt, returned.Failed)
                : new MailAnswer(externalId, from, MailNature.Automatic, [], [], AnswerKind.Empty, null, arrivedAt);
        }

        // Without a sender, or from ourselves, there is nobody to speak with.
        if (from.Length == 0 || own.Contains(from) || AutomaticMail.Is(mail))
        {
            return new MailAnswer(externalId, from, MailNature.Automatic, [], [], AnswerKind.Empty, null, arrivedAt);
        }

        var answered = Ours(new[] { mail.InReplyTo }.Concat(mail.References.Reverse()).OfType<string>().Take(MostReferences));
        var codes = Code().Matches(mail.Subject ?? "").Select(m => m.Groups["code"].Value.ToUpperInvariant()).Distinct(StringComparer.Ordinal).Take(5).ToList();
        var words = OwnWords.Of(TextOf(mail));
        return new MailAnswer(externalId, from, MailNature.Written, answered, codes, AnswerWords.Of(words.Answer, words.More, words.Below), null, arrivedAt);
    }

    private static string TextOf(MimeMessage mail) =>
        mail.TextBody is { } plain && !string.IsNullOrWhiteSpace(plain) ? plain : mail.HtmlBody is { } html ? HtmlWords.Of(html) : "";

    private List<Guid> Ours(IEnumerable<string> messageIds) => [.. messageIds.Select(composer.DeliveryOf).OfType<Guid>().Distinct()];

    [GeneratedRegex(@"\[(?<code>[0-9A-HJKMNP-TV-Z]{10})\]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Code();
}
