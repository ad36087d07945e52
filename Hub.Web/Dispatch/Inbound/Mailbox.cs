using Hub.Web.Dispatch.Channels;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using MimeKit;
using MimeKit.Utils;

namespace Hub.Web.Dispatch.Inbound;

/// <summary>A mail that lies in the mailbox.</summary>
/// <param name="Uid">Its number there.</param>
/// <param name="ExternalId">What tells it from every other.</param>
/// <param name="ArrivedAt">When the mailbox got it, UTC.</param>
/// <param name="Fault">Why the server's word on it could not be read; such a mail is told by its place alone.</param>
internal sealed record LyingMail(UniqueId Uid, string ExternalId, DateTimeOffset ArrivedAt, Exception? Fault = null);

/// <summary>An open connection to the mailbox that is read for answers. Every step has an end; whatever goes wrong is thrown, and then it is thrown away.</summary>
internal sealed class Mailbox(MailOptions options, RelayTrust trust, TimeProvider time, MailTokens? tokens = null) : IDisposable
{
    /// <summary>How much of a mail is fetched: texts stand before what is attached.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>The server may end an IDLE after half an hour, and a dead line shows only when something is said: this is said sooner.</summary>
    private static readonly TimeSpan IdleFor = TimeSpan.FromMinutes(2);

    /// <summary>When so many are not listed and no other is, the fault is the server's and not theirs.</summary>
    private const int ManyUnlisted = 10;

    /// <summary>
    /// No envelope: a server gives out a long or folded subject in a form at which MailKit leaves the whole answer, and anybody may send such a mail.
    /// </summary>
    private static readonly FetchRequest Listing = new(MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate, [HeaderId.MessageId]);

    private readonly MailInboundOptions inbound = options.Inbound;
    private readonly HashSet<uint> looked = [];
    private ImapClient client = NewClient(trust);
    private CancellationTokenSource? idle;
    private IMailFolder? folder;
    private IMailFolder? target;
    private int news = 1;

    /// <summary>True when the server tells of new mail by itself.</summary>
    public bool Tells => client.Capabilities.HasFlag(ImapCapabilities.Idle);

    /// <summary>False: the connection is gone, and nothing more can be asked of it.</summary>
    public bool IsOpen => client.IsConnected && folder is { IsOpen: true };

    /// <summary>Connects, signs in and opens the folder.</summary>
    public async Task Open(CancellationToken cancellation)
    {
        await Within(options.ConnectTimeout, token => client.ConnectAsync(inbound.Host!, inbound.Port, Socket(inbound.Security), token), cancellation);
        await Within(options.CommandTimeout, token => SignIn(token), cancellation);
        await Within(
            options.CommandTimeout,
            async token =>
            {
                folder = await client.GetFolderAsync(inbound.Folder, token);
                target = string.IsNullOrWhiteSpace(inbound.MoveTo) ? null : await client.GetFolderAsync(inbound.MoveTo, token);
                await folder.OpenAsync(FolderAccess.ReadWrite, token);
            },
            cancellation);
        folder!.CountChanged += (_, _) =>
        {
            Interlocked.Exchange(ref news, 1);
            idle?.Cancel();
        };
    }

    /// <summary>What lies there since that day and was not looked at by this connection.</summary>
    /// <param name="since">The day.</param>
    /// <param name="left">External ids of mails that are not to be asked for at present: they are given back as they are.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IReadOnlyList<LyingMail>> Find(DateTimeOffset since, IReadOnlySet<string> left, CancellationToken cancellation)
    {
        Interlocked.Exchange(ref news, 0);
        IReadOnlyList<UniqueId> fresh = [];
        await Within(
            options.CommandTimeout,
            async token =>
            {
                var found = await folder!.SearchAsync(SearchQuery.DeliveredAfter(since.UtcDateTime), token);
                fresh = [.. found.Where(u => !looked.Contains(u.Id)).Order()];
            },
            cancellation);
        var asked = fresh.Where(u => !left.Contains(ExternalId(u, null))).ToList();
        var resting = fresh.Except(asked).Select(u => new LyingMail(u, ExternalId(u, null), time.GetUtcNow()));
        try
        {
            return [.. await Listed(asked, cancellation), .. resting];
        }
        catch (Exception e) when (e is not (OperationCanceledException or TimeoutException))
        {
            return [.. await ListedSingly(asked, cancellation), .. resting];
        }
    }

    /// <summary>The mail, cut off where it is too long; null when it is not there any more.</summary>
    public async Task<MimeMessage?> Fetch(LyingMail mail, CancellationToken cancellation)
    {
        if (mail.Fault is not null)
        {
            // Under its place alone it might be taken a second time, when it is listed after all.
            throw mail.Fault;
        }

        MimeMessage? message = null;
        await Within(
            options.CommandTimeout,
            async token =>
            {
                try
                {
                    using var stream = await folder!.GetStreamAsync(mail.Uid, 0, MostBytes, token);
                    message = await MimeMessage.LoadAsync(stream, token);
                }
                catch (FormatException)
                {
                    // Not a mail at all: nobody wrote it, and it must not keep the others waiting.
                    message = new MimeMessage();
                }
                catch (MessageNotFoundException)
                {
                    // Somebody else has taken it away.
                }
            },
            cancellation);
        return message;
    }

    /// <summary>It was taken: it is marked as seen, and moved when the settings say so. Whoever reads it before that is told by the store.</summary>
    public async Task PutAway(IReadOnlyList<LyingMail> mails, CancellationToken cancellation)
    {
        if (mails.Count == 0)
        {
            return;
        }

        var uids = mails.Select(m => m.Uid).ToList();
        await Within(
            options.CommandTimeout,
            async token =>
            {
                await folder!.AddFlagsAsync(uids, MessageFlags.Seen, silent: true, token);
                if (target is not null)
                {
                    await folder!.MoveToAsync(uids, target, token);
                }
            },
            cancellation);
        looked.UnionWith(uids.Select(u => u.Id));
    }

    /// <summary>Waits until there may be new mail.</summary>
    public async Task Wait(CancellationToken cancellation)
    {
        if (Interlocked.CompareExchange(ref news, 0, 0) == 1)
        {
            return;
        }

        if (!Tells)
        {
            await Task.Delay(inbound.PollEvery, time, cancellation);
            await Within(options.CommandTimeout, token => client.NoOpAsync(token), cancellation);
            return;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var timer = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), end, IdleFor, Timeout.InfiniteTimeSpan);
        idle = end;
        try
        {
            await Within(IdleFor + options.CommandTimeout, token => client.IdleAsync(end.Token, token), cancellation);
        }
        finally
        {
            idle = null;
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<List<LyingMail>> Listed(IList<UniqueId> uids, CancellationToken cancellation)
    {
        var mails = new List<LyingMail>();
        if (uids.Count > 0)
        {
            await Within(
                options.CommandTimeout,
                async token =>
                {
                    foreach (var summary in await folder!.FetchAsync(uids, Listing, token))
                    {
                        mails.Add(new LyingMail(summary.UniqueId, ExternalId(summary.UniqueId, summary.Headers?[HeaderId.MessageId]), (summary.InternalDate ?? time.GetUtcNow()).ToUniversalTime()));
                    }
                },
                cancellation);
        }

        return mails;
    }

    /// <summary>One by one, so that a mail that cannot be listed holds up no other. Each such may cost the connection.</summary>
    private async Task<List<LyingMail>> ListedSingly(List<UniqueId> uids, CancellationToken cancellation)
    {
        var mails = new List<LyingMail>();
        await Reopen(cancellation);
        foreach (var uid in uids)
        {
            try
            {
                mails.AddRange(await Listed([uid], cancellation));
            }
            catch (Exception e) when (e is not (OperationCanceledException or TimeoutException))
            {
                mails.Add(new LyingMail(uid, ExternalId(uid, null), time.GetUtcNow(), e));
                await Reopen(cancellation);
            }
        }

        return mails.Count >= ManyUnlisted && mails.TrueForAll(m => m.Fault is not null) ? throw mails[^1].Fault! : mails;
    }

    private async Task Reopen(CancellationToken cancellation)
    {
        if (!IsOpen)
        {
            client.Dispose();
            client = NewClient(trust);
            await Open(cancellation);

            // Numbers hold for one connection, and what came meanwhile was not told: it is looked at again; the store knows what was taken.
            looked.Clear();
            Interlocked.Exchange(ref news, 1);
        }
    }

    /// <summary>What tells a mail from every other, by the header that says so.</summary>
    private string ExternalId(UniqueId uid, string? messageId) =>
        LetterReader.ExternalId(messageId is null ? null : MimeUtils.ParseMessageId(messageId), $"{folder!.UidValidity}:{uid.Id}");

    private static ImapClient NewClient(RelayTrust trust) => new() { CheckCertificateRevocation = false, ServerCertificateValidationCallback = trust.Check };

    private Task SignIn(CancellationToken cancellation) => tokens is { IsOn: true } && string.IsNullOrEmpty(inbound.Password)
        ? tokens.SignIn(client, inbound.User!, cancellation)
        : client.AuthenticateAsync(inbound.User!, inbound.Password!, cancellation);

    /// <summary>A step with an end: what takes longer is as good as broken.</summary>
    private async Task Within(TimeSpan longest, Func<CancellationToken, Task> step, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var timer = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), limit, longest, Timeout.InfiniteTimeSpan);
        try
        {
            await step(limit.Token);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException("The mailbox does not answer.", e);
        }
    }

    private static SecureSocketOptions Socket(MailSecurity security) => security switch
    {
        MailSecurity.None => SecureSocketOptions.None,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.SslOnConnect,
    };
}
