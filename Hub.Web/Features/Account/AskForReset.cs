using System.Collections.Concurrent;
using System.Globalization;
using Hub.Domain.People;
using Hub.Web.Resources;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Hub.Web.Features.Account;

/// <summary>Sends a reset link to a mailbox that has an account. Says the same to everybody, so that nobody learns who has one.</summary>
public sealed partial class AskForReset(
    IDbContextFactory<HubDbContext> contexts,
    AccountLinks links,
    IAccountMail mail,
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
        if (await Send(person, account, cancellation) is { } fault)
        {
            // The page says the same; whoever runs the program sees why no mail came.
            asked.TryRemove(account.Id, out _);
            LogNotSent(account.Id, fault);
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

    private async Task<string?> Send(Person person, Security.Account account, CancellationToken cancellation)
    {
        var before = CultureInfo.CurrentUICulture;
        string subject, text;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(person.Culture);
            subject = texts["ResetMailSubject"];
            text = texts["ResetMailText", person.Name, links.Reset(account)];
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }

        return await mail.Send(account.Email!, subject, text, person.Culture, cancellation);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The reset mail for account {AccountId} could not be sent: {Fault}.")]
    private partial void LogNotSent(Guid accountId, string fault);
}
