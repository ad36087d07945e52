using System.Net;
using Hub.Web.Dispatch.Limits;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Hub.Web.Dispatch;

/// <summary>Where mail goes.</summary>
public enum MailMode
{
    /// <summary>Into files that somebody can read; nothing leaves.</summary>
    Pickup = 1,

    /// <summary>To the relay.</summary>
    Smtp = 2,
}

/// <summary>How the connection to the relay is protected.</summary>
public enum MailSecurity
{
    /// <summary>Not at all: only for a relay on the same machine or a closed network.</summary>
    None = 0,

    /// <summary>STARTTLS, required.</summary>
    StartTls = 1,

    /// <summary>TLS from the first byte.</summary>
    Tls = 2,
}

/// <summary>Settings <c>Mail:*</c>.</summary>
public sealed class MailOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Mail";

    /// <summary>Where mail goes.</summary>
    /// <value>Default: <see cref="MailMode.Pickup"/> in Development; elsewhere none, and a missing mode stops the start.</value>
    public MailMode? Mode { get; set; }

    /// <summary>The relay.</summary>
    public string Host { get; set; } = "localhost";

    /// <summary>Its port.</summary>
    public int Port { get; set; } = 25;

    /// <summary>Protection of the connection; the certificate is always checked.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>User at the relay; empty: it asks for none.</summary>
    public string? User { get; set; }

    /// <summary>Password of the user.</summary>
    public string? Password { get; set; }

    /// <summary>Sender of every mail, as an address or <c>Name &lt;address&gt;</c>.</summary>
    public string From { get; set; } = "hub@localhost";

    /// <summary>Connections to the relay with which a burst begins; with less than <see cref="MostConnections"/> their number follows the relay.</summary>
    public int Connections { get; set; } = 8;

    /// <summary>
    /// Most connections to the relay at once, when messages wait and its answers take long. The same as <see cref="Connections"/>, or
    /// less: their number never grows.
    /// </summary>
    public int MostConnections { get; set; } = 64;

    /// <summary>How many mails of grades Ⅲ and Ⅳ may leave.</summary>
    public ChannelLimits Limits { get; set; } = new();

    /// <summary>PEM file with the certificates that the relay's may be signed by, besides those that the machine trusts.</summary>
    public string? TrustedCertificate { get; set; }

    /// <summary>Hosted mail that wants a token in place of a password.</summary>
    public MailOAuthOptions OAuth { get; set; } = new();

    /// <summary>The mailbox that is read for answers.</summary>
    public MailInboundOptions Inbound { get; set; } = new();

    /// <summary>Longest wait for a connection.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait for the relay's answers to one mail.</summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Where answers to notices go; null while no mailbox is read.</summary>
    internal string? AnswersTo => !Inbound.IsOn ? null : MailboxAddress.TryParse(string.IsNullOrEmpty(Inbound.Address) ? From : Inbound.Address, out var address) ? address.Address : null;
}

/// <summary>Names every fault of <c>Mail:*</c> by its key.</summary>
internal sealed class MailOptionsCheck(IHostEnvironment environment) : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        var faults = new List<string>();
        if (options.Mode is null)
        {
            if (!environment.IsDevelopment())
            {
                faults.Add("Mail:Mode: write Smtp to send mail, or Pickup to write it into files that nobody gets.");
            }
        }
        else if (!Enum.IsDefined(options.Mode.Value))
        {
            faults.Add("Mail:Mode: must be Pickup or Smtp.");
        }

        if (!MailboxAddress.TryParse(options.From, out var from) || !from.Address.Contains('@', StringComparison.Ordinal))
        {
            faults.Add("Mail:From: must be a mail address.");
        }

        faults.AddRange(options.Limits.Faults(MailOptions.Section));
        if (options.Mode == MailMode.Smtp)
        {
            options.OAuth.Check(options, faults);
            CheckRelay(options, faults);
        }

        options.Inbound.Check(faults, options.OAuth.IsOn);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckRelay(MailOptions options, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(options.Host))
        {
            faults.Add("Mail:Host: name the relay.");
        }

        if (options.Port is < 1 or > 65_535)
        {
            faults.Add("Mail:Port: must be between 1 and 65535.");
        }

        if (options.Connections is < 1 or > 256)
        {
            faults.Add("Mail:Connections: must be between 1 and 256.");
        }

        if (options.MostConnections is < 1 or > 256)
        {
            faults.Add("Mail:MostConnections: must be between 1 and 256.");
        }

        if (!Enum.IsDefined(options.Security))
        {
            faults.Add("Mail:Security: must be None, StartTls or Tls.");
        }

        if (!options.OAuth.IsOn && !string.IsNullOrEmpty(options.User) && string.IsNullOrEmpty(options.Password))
        {
            faults.Add("Mail:Password: Mail:User is set, so a password is needed.");
        }

        if (!options.OAuth.IsOn && !string.IsNullOrEmpty(options.User) && options.Security == MailSecurity.None && !IsThisMachine(options.Host))
        {
            faults.Add("Mail:Security: a password is sent only through StartTls or Tls, unless the relay is on this machine.");
        }

        if (!string.IsNullOrEmpty(options.TrustedCertificate) && !File.Exists(options.TrustedCertificate))
        {
            faults.Add("Mail:TrustedCertificate: the file does not exist.");
        }

        if (options.ConnectTimeout <= TimeSpan.Zero || options.ConnectTimeout > TimeSpan.FromMinutes(5))
        {
            faults.Add("Mail:ConnectTimeout: must be over zero and at most five minutes.");
        }

        if (options.CommandTimeout <= TimeSpan.Zero || options.CommandTimeout > TimeSpan.FromMinutes(10))
        {
            faults.Add("Mail:CommandTimeout: must be over zero and at most ten minutes.");
        }
    }

    private static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
