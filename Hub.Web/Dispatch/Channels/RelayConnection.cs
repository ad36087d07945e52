using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Hub.Web.Dispatch.Channels;

/// <summary>One kept-open, authenticated connection to the relay. Used by one lane at a time.</summary>
internal sealed class RelayConnection(MailOptions options, RelayTrust trust, TimeProvider time, MailTokens? tokens = null) : IDisposable
{
    /// <summary>A relay closes idle connections without a word: older ones are asked before they are used.</summary>
    private static readonly TimeSpan AskAfter = TimeSpan.FromSeconds(5);

    private SmtpClient? client;
    private long lastUsed;

    public bool IsOpen => client is { IsConnected: true };

    /// <summary>Connects and authenticates unless that is done.</summary>
    public async Task Open(CancellationToken cancellation)
    {
        if (client is { IsConnected: true } && (time.GetElapsedTime(lastUsed) < AskAfter || await Answers(cancellation)))
        {
            return;
        }

        Drop();

        // No revocation lists: a closed network cannot reach them, and an emergency must not wait for them.
        var fresh = new SmtpClient { CheckCertificateRevocation = false, ServerCertificateValidationCallback = trust.Check };
        client = fresh;
        try
        {
            using (var limit = Limit(options.ConnectTimeout, cancellation))
            {
                await fresh.ConnectAsync(options.Host, options.Port, Socket(options.Security), limit.Token);
            }

            if (tokens is { IsOn: true })
            {
                // First a token, then the relay's word on it, perhaps both twice.
                using var limit = Limit((options.ConnectTimeout + options.CommandTimeout) * 2, cancellation);
                await tokens.SignIn(fresh, options.User!, limit.Token);
            }
            else if (!string.IsNullOrEmpty(options.User))
            {
                using var limit = Limit(options.CommandTimeout, cancellation);
                await fresh.AuthenticateAsync(options.User, options.Password ?? "", limit.Token);
            }

            lastUsed = time.GetTimestamp();
        }
        catch
        {
            Drop();
            throw;
        }
    }

    public async Task<string> Send(MimeMessage message, CancellationToken cancellation)
    {
        using var limit = Limit(options.CommandTimeout, cancellation);
        var answer = await client!.SendAsync(message, limit.Token);
        lastUsed = time.GetTimestamp();
        return answer;
    }

    /// <summary>Closes it at once: its state is not known any more.</summary>
    public void Drop()
    {
        client?.Dispose();
        client = null;
    }

    /// <summary>Takes leave and closes it.</summary>
    public async Task Close(CancellationToken cancellation)
    {
        try
        {
            if (client is { IsConnected: true })
            {
                using var limit = Limit(TimeSpan.FromSeconds(1), cancellation);
                await client.DisconnectAsync(quit: true, limit.Token);
            }
        }
        catch (Exception e) when (RelayFaults.IsFault(e))
        {
            // It is being closed anyway.
        }

        Drop();
    }

    public void Dispose() => Drop();

    private async Task<bool> Answers(CancellationToken cancellation)
    {
        try
        {
            using var limit = Limit(TimeSpan.FromSeconds(3), cancellation);
            await client!.NoOpAsync(limit.Token);
            lastUsed = time.GetTimestamp();
            return true;
        }
        catch (Exception e) when (RelayFaults.IsFault(e) && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private CancellationTokenSource Limit(TimeSpan longest, CancellationToken cancellation)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(longest);
        return limit;
    }

    private static SecureSocketOptions Socket(MailSecurity security) => security switch
    {
        MailSecurity.None => SecureSocketOptions.None,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };
}
