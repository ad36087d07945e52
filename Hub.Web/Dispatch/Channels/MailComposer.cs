using System.Text;
using Hub.Web.Dispatch.Texts;
using Hub.Web.Setup;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Utils;

namespace Hub.Web.Dispatch.Channels;

/// <summary>Makes the MIME message of an outgoing message: the same headers and the same message id at every attempt.</summary>
public sealed class MailComposer(IOptions<MailOptions> mail, IOptions<HubOptions> hub, TimeProvider time)
{
    private readonly MailboxAddress from = MailboxAddress.Parse(mail.Value.From);
    private readonly string? answersTo = mail.Value.AnswersTo;
    private readonly string host = Uri.TryCreate(hub.Value.PublicUrl, UriKind.Absolute, out var url) ? url.IdnHost : "localhost";

    /// <summary>The message, or null when the address is none that mail can go to.</summary>
    public MimeMessage? Compose(OutgoingMessage message)
    {
        if (Recipient(message.Address) is not { } to)
        {
            return null;
        }

        // With its headers from the start: MimeKit would first make up others, a new message id among them.
        var mime = new MimeMessage(
            new Header(HeaderId.From, ""),
            new Header(HeaderId.Date, DateUtils.FormatDate(time.GetUtcNow())),
            // A title that looks like an encoded word (RFC 2047) must be read as it was written.
            new Header(Encoding.UTF8, HeaderId.Subject, OneLine.Clean(message.Subject).Replace("=?", "= ?", StringComparison.Ordinal)),
            new Header(HeaderId.MessageId, $"<{MessageId(message.DeliveryId)}>"));

        // A copy: a header list stays subscribed to its addresses, so that a shared one would keep every message alive.
        mime.From.Add(new MailboxAddress(from.Name, from.Address));
        mime.To.Add(to);
        if (message.TakesAnswers && answersTo is not null)
        {
            mime.ReplyTo.Add(new MailboxAddress(from.Name, answersTo));
        }

        if (message.InReplyTo is { } answered)
        {
            mime.InReplyTo = answered;
            mime.References.Add(answered);
        }

        mime.Headers.Add("Auto-Submitted", message.IsAnswer ? "auto-replied" : "auto-generated");
        mime.Headers.Add("X-Auto-Response-Suppress", "All");
        mime.Headers.Add(HeaderId.ContentLanguage, message.Culture);
        if (message.IsUrgent)
        {
            mime.Importance = MessageImportance.High;
            mime.XPriority = XMessagePriority.High;
        }

        var text = new TextPart("plain") { Text = message.Text };
        mime.Body = message.Html is null ? text : new MultipartAlternative(text, new TextPart("html") { Text = message.Html });
        return mime;
    }

    /// <summary>The message id of a delivery, without angle brackets.</summary>
    public string MessageId(Guid deliveryId) => $"{deliveryId:N}@{host}";

    /// <summary>The delivery of a message id of ours, with or without angle brackets; null when it is none.</summary>
    public Guid? DeliveryOf(string messageId)
    {
        var id = messageId.AsSpan().Trim(" <>\t");
        var at = id.IndexOf('@');
        return at == 32 && id[(at + 1)..].Equals(host, StringComparison.OrdinalIgnoreCase) && Guid.TryParseExact(id[..at], "N", out var delivery) ? delivery : null;
    }

    /// <summary>The one mailbox that a text names; null for anything else, such as a list or a text with control characters.</summary>
    private static MailboxAddress? Recipient(string address)
    {
        if (address.Any(char.IsControl) || !MailboxAddress.TryParse(address, out var parsed) || !string.Equals(parsed.Address, address.Trim(), StringComparison.Ordinal))
        {
            return null;
        }

        var at = parsed.Address.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < parsed.Address.Length - 1 ? parsed : null;
    }
}
