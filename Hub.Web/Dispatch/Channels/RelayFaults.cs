using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Hub.Web.Dispatch.Channels;

/// <summary>Tells what a fault on the way to the relay means.</summary>
internal static class RelayFaults
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>A wrong password or certificate does not mend itself: asked less often, so that the relay does not lock the account.</summary>
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(30);

    /// <summary>True for what the network or the relay can do; anything else is a bug.</summary>
    public static bool IsFault(Exception e) => e is IOException or SocketException or TimeoutException or OperationCanceledException
        or ProtocolException or CommandException or AuthenticationException or SslHandshakeException or ServiceNotConnectedException
        or ServiceNotAuthenticatedException or NotSupportedException or System.Security.Authentication.AuthenticationException;

    /// <summary>No connection came about.</summary>
    public static SendResult.Unavailable NotOpened(Exception e, MailOptions options, string? certificateFault) => e switch
    {
        NoTokenException none => new(none.Message, none.IsRefused ? Later : Soon),
        AuthenticationException when options.OAuth.IsOn => new($"The relay {options.Host} refuses the token of Mail:OAuth for {options.User}.", Later),
        AuthenticationException => new($"The relay {options.Host} refuses user and password.", Later),
        SslHandshakeException when certificateFault is not null => new($"The certificate of the relay {options.Host} is not trusted ({certificateFault}).", Later),
        SslHandshakeException => new($"No TLS with the relay {options.Host}: {OneLine(e)}", Later),
        NotSupportedException => new($"The relay {options.Host} does not offer what Mail:Security or Mail:User ask for: {OneLine(e)}", Later),
        SmtpCommandException command => new($"The relay {options.Host} answered {(int)command.StatusCode} {OneLine(e)}", Soon),
        OperationCanceledException => new($"The relay {options.Host} did not answer in time.", Soon),
        _ => new($"The relay {options.Host}:{options.Port} cannot be reached: {OneLine(e)}", Soon),
    };

    /// <summary>A connection was there, and the message did not get through.</summary>
    public static SendResult NotSent(Exception e, MailOptions options) => e switch
    {
        SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } command when (int)command.StatusCode >= 500 =>
            new SendResult.Unavailable($"The relay {options.Host} refuses the sender {options.From}: {(int)command.StatusCode} {OneLine(e)}", Later),
        SmtpCommandException command when (int)command.StatusCode >= 500 => new SendResult.Permanent($"{(int)command.StatusCode} {OneLine(e)}"),
        SmtpCommandException command => new SendResult.Temporary($"{(int)command.StatusCode} {OneLine(e)}"),
        ServiceNotAuthenticatedException => new SendResult.Unavailable($"The relay {options.Host} asks for user and password.", Later),
        OperationCanceledException => new SendResult.Temporary("The relay did not answer in time.", IsSilent: true),
        NotSupportedException => new SendResult.Permanent($"The relay cannot take this address: {OneLine(e)}"),
        _ => new SendResult.Temporary($"The connection to the relay was lost: {OneLine(e)}"),
    };

    private static string OneLine(Exception e) => Texts.Hearsay.Clean(e.Message);
}
