using System.Collections.Concurrent;
using Hub.Domain.People;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Hub.Web.Dispatch.Channels;

/// <summary>Mail through the relay: one kept-open connection a lane.</summary>
public sealed class MailChannel : IChannel, IAsyncDisposable
{
    private const int ProbeLane = -1;
    private static readonly TimeSpan RestOfALane = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<int, RelayConnection> connections = new();
    private readonly ConcurrentDictionary<int, (OutgoingMessage Message, MimeMessage Mime)> ahead = new();
    private readonly MailOptions options;
    private readonly MailComposer composer;
    private readonly RelayTrust trust;
    private readonly TimeProvider time;
    private readonly MailTokens? tokens;

    /// <summary>Mail through the relay of the settings.</summary>
    public MailChannel(IOptions<MailOptions> mail, MailComposer composer, TimeProvider time, MailTokens? tokens = null)
    {
        options = mail.Value;
        this.composer = composer;
        this.time = time;
        this.tokens = tokens;
        trust = new RelayTrust(options.TrustedCertificate);
    }

    /// <inheritdoc/>
    public Channel Kind => Channel.Mail;

    /// <inheritdoc/>
    public void Prepare(OutgoingMessage message, int lane)
    {
        Discard(lane);
        if (composer.Compose(message) is { } mime)
        {
            ahead[lane] = (message, mime);
        }
    }

    /// <inheritdoc/>
    public async Task<SendResult> Send(OutgoingMessage message, int lane, CancellationToken cancellation)
    {
        if (Composed(message, lane) is not { } mime)
        {
            return new SendResult.Permanent("The address is not a mail address.");
        }

        using (mime)
        {
            var connection = ConnectionOf(lane);
            if (await Open(connection, cancellation) is { } unavailable)
            {
                return unavailable;
            }

            try
            {
                return new SendResult.Accepted(Texts.Hearsay.Clean(await connection.Send(mime, cancellation)));
            }
            catch (Exception e) when (RelayFaults.IsFault(e) && !cancellation.IsCancellationRequested)
            {
                // After a refusal the connection goes on; after anything else nobody knows where it stands.
                if (e is not SmtpCommandException { StatusCode: not SmtpStatusCode.ServiceNotAvailable } || !connection.IsOpen)
                {
                    connection.Drop();
                }

                return RelayFaults.NotSent(e, options);
            }
        }
    }

    /// <inheritdoc/>
    public Task Leave(int lane)
    {
        Discard(lane);
        return connections.TryRemove(lane, out var connection) ? connection.Close(CancellationToken.None) : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<SendResult> Probe(CancellationToken cancellation)
    {
        var connection = ConnectionOf(ProbeLane);
        try
        {
            return await Open(connection, cancellation) is { } unavailable ? unavailable : new SendResult.Accepted(null);
        }
        finally
        {
            await connection.Close(cancellation);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(connections.Values.Select(c => c.Close(CancellationToken.None)));
        connections.Clear();
    }

    private MimeMessage? Composed(OutgoingMessage message, int lane)
    {
        if (ahead.TryGetValue(lane, out var composed) && ReferenceEquals(composed.Message, message))
        {
            ahead.TryRemove(lane, out _);
            return composed.Mime;
        }

        Discard(lane);
        return composer.Compose(message);
    }

    private void Discard(int lane)
    {
        if (ahead.TryRemove(lane, out var composed))
        {
            composed.Mime.Dispose();
        }
    }

    private RelayConnection ConnectionOf(int lane) => connections.GetOrAdd(lane, _ => new RelayConnection(options, trust, time, tokens));

    private async Task<SendResult.Unavailable?> Open(RelayConnection connection, CancellationToken cancellation)
    {
        try
        {
            await connection.Open(cancellation);
            return null;
        }
        catch (Exception e) when (RelayFaults.IsFault(e) && !cancellation.IsCancellationRequested)
        {
            var fault = RelayFaults.NotOpened(e, options, trust.LastFault);

            // The relay takes no further connection while others are open: send with those.
            return connections.Values.Any(c => c != connection && c.IsOpen) ? fault with { RetryAfter = RestOfALane, LaneOnly = true } : fault;
        }
    }
}
