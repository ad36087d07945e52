using Hub.Domain.People;
using Microsoft.Extensions.Options;

namespace Hub.Web.Dispatch.Channels;

/// <summary>Short messages through a gateway that takes mail: plain text, to a mailbox made of the number.</summary>
public sealed class MailToSmsChannel(IChannel mail, IOptions<SmsOptions> options) : IChannel
{
    private readonly string template = options.Value.Mail.Address ?? "";

    /// <inheritdoc/>
    public Channel Kind => Channel.Sms;

    /// <inheritdoc/>
    public Task<SendResult> Send(OutgoingMessage message, int lane, CancellationToken cancellation)
    {
        if (Digits(message.Address).Length is < 3 or > 15)
        {
            return Task.FromResult<SendResult>(new SendResult.Permanent("The address is not a telephone number."));
        }

        return mail.Send(message with { Channel = Channel.Mail, Address = MailboxOf(template, message.Address), Subject = "", Html = null }, lane, cancellation);
    }

    /// <inheritdoc/>
    public Task Leave(int lane) => mail.Leave(lane);

    /// <inheritdoc/>
    public Task<SendResult> Probe(CancellationToken cancellation) => mail.Probe(cancellation);

    /// <summary>The gateway's mailbox for a number.</summary>
    internal static string MailboxOf(string template, string number) => template.Replace("{number}", Digits(number), StringComparison.Ordinal);

    private static string Digits(string number) => string.Concat(number.Where(char.IsAsciiDigit));
}
