using Hub.Domain.People;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Security;
using Microsoft.Extensions.Options;

namespace Hub.Web.Dispatch;

/// <summary>Mails about accounts, by the same relay or into the same folder as the notices. They are few: each has a connection of its own, so that none waits in a lane of the notices.</summary>
internal sealed class AccountMail(MailComposer composer, PickupChannel pickup, IOptions<MailOptions> options, MailTokens tokens, TimeProvider time) : IAccountMail
{
    public async Task<string?> Send(string address, string subject, string text, string culture, CancellationToken cancellation)
    {
        var message = new OutgoingMessage(Guid.CreateVersion7(time.GetUtcNow()), Channel.Mail, address, subject, text, Html: null, culture, IsUrgent: false);
        if (options.Value.Mode != MailMode.Smtp)
        {
            return await pickup.Send(message, 0, cancellation) switch
            {
                SendResult.Permanent permanent => permanent.Error,
                SendResult.Temporary temporary => temporary.Error,
                SendResult.Unavailable unavailable => unavailable.Error,
                _ => null,
            };
        }

        using var mime = composer.Compose(message);
        if (mime is null)
        {
            return "The address is not a mail address.";
        }

        using var relay = new RelayConnection(options.Value, new RelayTrust(options.Value.TrustedCertificate), time, tokens);
        try
        {
            await relay.Open(cancellation);
            await relay.Send(mime, cancellation);
            await relay.Close(cancellation);
            return null;
        }
        catch (Exception e) when (RelayFaults.IsFault(e))
        {
            return e.GetType().Name;
        }
    }
}
