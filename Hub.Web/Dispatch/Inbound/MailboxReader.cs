using System.Net.Sockets;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Features.Notices;
using Hub.Web.Store;
using MailKit;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Web.Dispatch.Inbound;

/// <summary>
/// Reads the mailbox for answers as long as the program runs. The store says which mails were taken, not the mailbox: a crash at any
/// instant, a second node, or somebody who reads the mailbox beside takes none away and takes none twice.
/// </summary>
internal sealed class MailboxReader(
    IOptions<MailOptions> mail, MailTokens tokens, LetterReader letters, IServiceScopeFactory scopes, IDbContextFactory<HubDbContext> contexts, MailboxState state, TimeProvider time, ILogger<MailboxReader> logger) : BackgroundService
{
    /// <summary>How far back it looks: the longest that the program may be down without missing an answer.</summary>
    private static readonly TimeSpan LooksBack = TimeSpan.FromDays(2);

    /// <summary>A mail that fails more often than this is tried again only now and then.</summary>
    private const int ManyFailures = 5;

    private static readonly TimeSpan AfterAFailure = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterManyFailures = TimeSpan.FromMinutes(2);

    /// <summary>Asking for a mail that is withheld may cost the connection.</summary>
    private static readonly TimeSpan AfterWithheld = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, (int Times, DateTimeOffset Again, bool IsWithheld)> failures = new(StringComparer.Ordinal);
    private readonly RelayTrust trust = new(mail.Value.TrustedCertificate);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!mail.Value.Inbound.IsOn)
        {
            return;
        }

        for (var inVain = 0; !stoppingToken.IsCancellationRequested; inVain++)
        {
            try
            {
                await Task.Delay(Backoff(inVain), time, stoppingToken);
                using var mailbox = new Mailbox(mail.Value, trust, time, tokens);
                await mailbox.Open(stoppingToken);
                while (true)
                {
                    var tookAll = await ReadOnce(mailbox, stoppingToken);
                    inVain = 0;
                    if (state.ComeBack())
                    {
                        logger.LogInformation("The mailbox for answers can be read again.");
                    }

                    // The server tells of new mail, not of what could not be taken, as while the store cannot be written.
                    await (tookAll ? mailbox.Wait(stoppingToken) : Task.Delay(AfterAFailure, time, stoppingToken));
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Say(e);
            }
        }
    }

    /// <summary>Takes everything that lies there and was not taken. False: some of it failed.</summary>
    private async Task<bool> ReadOnce(Mailbox mailbox, CancellationToken cancellation)
    {
        var tookAll = true;
        var now = time.GetUtcNow();
        var resting = failures.Where(f => f.Value.Again > now).Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
        var found = await mailbox.Find(now - LooksBack, resting, cancellation);
        foreach (var gone in failures.Keys.Except(found.Select(m => m.ExternalId), StringComparer.Ordinal).ToList())
        {
            failures.Remove(gone);
        }

        // What failed before comes last: should it cost the connection, the others have been read.
        foreach (var some in found.OrderBy(m => failures.ContainsKey(m.ExternalId)).Chunk(200))
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            var before = (await AnswerByMail.TakenBefore(db, [.. some.Select(m => m.ExternalId)], cancellation)).ToHashSet(StringComparer.Ordinal);
            await mailbox.PutAway([.. some.Where(m => before.Contains(m.ExternalId))], cancellation);
            foreach (var lying in some.Where(m => !before.Contains(m.ExternalId)))
            {
                var taken = !resting.Contains(lying.ExternalId) && await Take(mailbox, lying, cancellation);
                tookAll &= taken || IsLeft(failures.GetValueOrDefault(lying.ExternalId));
                if (taken)
                {
                    await mailbox.PutAway([lying], cancellation);
                }
            }
        }

        state.Withheld = failures.Values.Count(IsLeft);
        return tookAll;
    }

    /// <summary>It is asked for only now and then, and nothing waits for it.</summary>
    private static bool IsLeft((int Times, DateTimeOffset Again, bool IsWithheld) failure) => failure is { IsWithheld: true, Times: >= ManyFailures };

    /// <summary>False: it failed, and is tried again when the mailbox is looked at next.</summary>
    private async Task<bool> Take(Mailbox mailbox, LyingMail lying, CancellationToken cancellation)
    {
        var isWithheld = true;
        try
        {
            using var message = await mailbox.Fetch(lying, cancellation);
            isWithheld = false;
            if (message is null)
            {
                failures.Remove(lying.ExternalId);
                return true;
            }

            await using var scope = scopes.CreateAsyncScope();
            var taken = await scope.ServiceProvider.GetRequiredService<AnswerByMail>().Run(letters.Read(message, lying.ExternalId, lying.ArrivedAt), cancellation);
            logger.LogInformation("A mail was taken: {Verdict}.", taken.Value.Verdict);
            failures.Remove(lying.ExternalId);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            var times = failures.GetValueOrDefault(lying.ExternalId).Times + 1;
            failures[lying.ExternalId] = (times, time.GetUtcNow() + (times < ManyFailures ? TimeSpan.Zero : isWithheld ? AfterWithheld : AfterManyFailures), isWithheld);
            if (isWithheld && times is (1 or ManyFailures))
            {
                logger.LogError("The mailbox's server did not give out a mail ({Fault}, {Times} times so far); the others are read, and it is asked for again.", e.GetType().Name, times);
            }
            else if (times is 1 or ManyFailures)
            {
                logger.LogError(e, "A mail could not be taken ({Times} times so far); it is tried again.", times);
            }

            if (isWithheld && !mailbox.IsOpen)
            {
                state.Withheld = failures.Values.Count(IsLeft);
                throw;
            }

            return false;
        }
    }

    private void Say(Exception e)
    {
        var what = e switch
        {
            AuthenticationException => "The mailbox refuses user or password.",
            SslHandshakeException => $"The certificate of the mailbox's server is not good: {trust.LastFault}.",
            FolderNotFoundException => "The mailbox has no such folder.",
            SocketException socket => $"The mailbox cannot be reached: {socket.SocketErrorCode}.",
            TimeoutException => "The mailbox does not answer.",
            _ => $"The mailbox cannot be read: {e.GetType().Name}.",
        };
        if (state.GoDown(what, time.GetUtcNow()))
        {
            logger.LogError("{What} Answers by mail wait until it can be read.", what);
        }
    }

    private static TimeSpan Backoff(int inVain) => inVain switch
    {
        0 => TimeSpan.Zero,
        1 => TimeSpan.FromSeconds(1),
        2 => TimeSpan.FromSeconds(3),
        3 => TimeSpan.FromSeconds(10),
        _ => TimeSpan.FromSeconds(30),
    };
}
