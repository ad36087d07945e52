using System.Collections.Concurrent;
using System.Globalization;
using Hub.Domain.People;
using Hub.Web.Resources;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using MimeKit;

namespace Hub.Web.Features.Account;

/// <summary>Sends a reset link to a mailbox that has an account. Says the same to everybody, so that nobody learns who has one.</summary>
public sealed partial class AskForReset(
    IDbContextFactory<HubDbContext> contexts,
    AccountLinks links,
    IAccountMail mail,
    IConfiguration configuration,
    IStringLocalizer<AccountTexts> texts,
    TimeProvider time,
    ILogger<AskForReset> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> asked = new();

    public async Task Run(string? mailbox, CancellationToken cancellation = default)
    {
        if (Addresses.Mail("mail", mailbox) is not null)
        {
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.ByMail(mailbox!) is not { IsDisabled: false } account || !MayAsk(account.Id))
        {
            return;
        }

        var person = await db.Persons.AsNoTracking().SingleAsync(p => p.Id == account.PersonId, cancellation);
        try
        {
            await mail.Send(Write(person, account), cancellation);
        }
        catch (Exception e) when (e is IOException or MailKit.ServiceNotConnectedException or MailKit.CommandException or MailKit.ProtocolException or System.Net.Sockets.SocketException)
        {
            // The page says the same; whoever runs the program sees why no mail came.
            asked.TryRemove(account.Id, out _);
            LogNotSent(account.Id, e);
        }
    }

    private bool MayAsk(Guid accountId)
    {
        var now = time.GetUtcNow();
        if (asked.TryGetValue(accountId, out var last) && now - last < Pause)
        {
            return false;
        }

        asked[accountId] = now;
        return true;
    }

    private MimeMessage Write(Person person, Security.Account account)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(person.Culture);
            var message = new MimeMessage { Subject = texts["ResetMailSubject"], Body = new TextPart("plain") { Text = texts["ResetMailText", person.Name, links.Reset(account)] } };
            message.From.Add(MailboxAddress.Parse(configuration["Mail:From"] is { Length: > 0 } from ? from : "hub@localhost"));
            message.To.Add(new MailboxAddress(person.Name, account.Email!));
            message.Date = time.GetUtcNow();
            return message;
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The reset mail for account {AccountId} could not be sent.")]
    private partial void LogNotSent(Guid accountId, Exception fault);
}
