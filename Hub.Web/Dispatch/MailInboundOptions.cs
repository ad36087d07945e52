using System.Net;
using MimeKit;

namespace Hub.Web.Dispatch;

/// <summary>Settings <c>Mail:Inbound:*</c>: the mailbox that is read for answers, over IMAP.</summary>
public sealed class MailInboundOptions
{
    /// <summary>The IMAP server; empty: no mailbox is read, and mails say that answers are not.</summary>
    public string? Host { get; set; }

    /// <summary>Its port.</summary>
    public int Port { get; set; } = 993;

    /// <summary>Protection of the connection; the certificate is always checked.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.Tls;

    /// <summary>User of the mailbox.</summary>
    public string? User { get; set; }

    /// <summary>Password of the user; left out with <c>Mail:OAuth</c>, whose tokens are used then.</summary>
    public string? Password { get; set; }

    /// <summary>Address of the mailbox: notices ask for answers there.</summary>
    /// <value>Left out: that of <c>Mail:From</c>.</value>
    public string? Address { get; set; }

    /// <summary>Folder that is read.</summary>
    public string Folder { get; set; } = "INBOX";

    /// <summary>Folder that read mail is moved to; empty: it stays, marked as seen.</summary>
    public string? MoveTo { get; set; }

    /// <summary>Longest time between two looks when the server does not tell of new mail by itself (IDLE).</summary>
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>True when a mailbox is read.</summary>
    internal bool IsOn => !string.IsNullOrWhiteSpace(Host);

    /// <summary>Names every fault by its key.</summary>
    internal void Check(List<string> faults, bool hasTokens)
    {
        if (!IsOn)
        {
            return;
        }

        if (Port is < 1 or > 65_535)
        {
            faults.Add("Mail:Inbound:Port: must be between 1 and 65535.");
        }

        if (!Enum.IsDefined(Security))
        {
            faults.Add("Mail:Inbound:Security: must be None, StartTls or Tls.");
        }

        if (string.IsNullOrWhiteSpace(User))
        {
            faults.Add("Mail:Inbound:User: name the user of the mailbox.");
        }

        if (!hasTokens && string.IsNullOrEmpty(Password))
        {
            faults.Add("Mail:Inbound:Password: the mailbox needs a password.");
        }

        if (Security == MailSecurity.None && !IsThisMachine(Host!))
        {
            faults.Add("Mail:Inbound:Security: a password is sent only through StartTls or Tls, unless the server is on this machine.");
        }

        if (!string.IsNullOrEmpty(Address) && (!MailboxAddress.TryParse(Address, out var address) || !address.Address.Contains('@', StringComparison.Ordinal)))
        {
            faults.Add("Mail:Inbound:Address: must be a mail address.");
        }

        if (string.IsNullOrWhiteSpace(Folder))
        {
            faults.Add("Mail:Inbound:Folder: name the folder, as INBOX.");
        }

        if (!string.IsNullOrWhiteSpace(MoveTo) && string.Equals(MoveTo, Folder, StringComparison.OrdinalIgnoreCase))
        {
            faults.Add("Mail:Inbound:MoveTo: must be another folder than Mail:Inbound:Folder.");
        }

        if (PollEvery < TimeSpan.FromSeconds(1) || PollEvery > TimeSpan.FromMinutes(10))
        {
            faults.Add("Mail:Inbound:PollEvery: must be between a second and ten minutes.");
        }
    }

    private static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
