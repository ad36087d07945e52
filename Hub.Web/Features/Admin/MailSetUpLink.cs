using System.Globalization;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Resources;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Hub.Web.Features.Admin;

/// <summary>
/// Mails an invited person the set-up link, and shows it to nobody: once it was used, the mailbox counts as verified. Refused: the account
/// is set up already; the mail could not be handed over (conflict, with the reason).
/// </summary>
public sealed class MailSetUpLink(Writer writer, AccountLinks links, IAccountMail mail, IStringLocalizer<AdminTexts> texts)
{
    public async Task<Outcome<Guid>> Run(Caller caller, Guid accountId, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        var found = await writer.Run<(Security.Account Account, Person Person)>(caller, async work =>
        {
            if (await work.Db.Users.FirstOrDefaultAsync(u => u.Id == accountId) is not { IsDisabled: false } account)
            {
                return Refusal.NotFound();
            }

            if (account.PasswordHash is not null)
            {
                return Refusal.Conflict("AccountSetUpAlready");
            }

            work.Record("administration", new Fact(FactKind.AccountChanged, ("account", account.Email!), ("change", "linkMailed"), ("detail", "")));
            return (account, await work.Db.Persons.FirstAsync(p => p.Id == account.PersonId));
        }, cancellation);
        if (found.IsRefused)
        {
            return found.Refusal;
        }

        var (invited, person) = found.Value;
        var (subject, text) = Write(person, links.SetUp(invited, mailed: true));
        return await mail.Send(invited.Email!, subject, text, person.Culture, cancellation) is { } fault ? Refusal.Conflict("LinkNotMailed", fault) : accountId;
    }

    private (string Subject, string Text) Write(Person person, string link)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(person.Culture);
            return (texts["InvitationMailSubject"], texts["InvitationMailText", person.Name, link]);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
