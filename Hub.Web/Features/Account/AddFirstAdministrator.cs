using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Hub.Web.Setup;
using Hub.Web.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Hub.Web.Features.Account;

/// <summary>The first administrator of a new store, by the link that the start printed. Refused as soon as there is one.</summary>
public sealed class AddFirstAdministrator(Writer writer, LinkTokens tokens, IPasswordHasher<Security.Account> hasher, IOptions<HubOptions> options)
{
    /// <summary>Whether the link is good.</summary>
    public async Task<Outcome<bool>> Look(HubDbContext db, string? token)
    {
        if (tokens.Read(token) is not { Purpose: LinkPurpose.FirstAdministrator } read)
        {
            return Refusal.NotFound("LinkUnknown");
        }

        if (read.IsOver)
        {
            return Refusal.Gone("LinkOver");
        }

        return await db.HasAdministrator() ? Refusal.Gone("LinkUsed") : true;
    }

    public async Task<Outcome<Security.Account>> Run(string? token, string? name, string? mail, string? password, string? address, CancellationToken cancellation = default)
    {
        var caller = new Caller(CallerKind.Link, null, null, "", Right.None, address);
        return await writer.Run<Security.Account>(caller, async work =>
        {
            var good = await Look(work.Db, token);
            if (good.IsRefused)
            {
                return good.Refusal;
            }

            if ((Text.Required("name", name, 100) ?? Addresses.Mail("mail", mail) ?? AccountRows.PasswordFault(password, mail)) is { } fault)
            {
                return fault;
            }

            if (await work.Db.ByMail(mail!) is not null)
            {
                return Refusal.Invalid("mail", "MailTaken");
            }

            var person = Person.Create(Guid.CreateVersion7(work.Now), Text.Straight(name!), options.Value.DefaultCulture, options.Value.TimeZone);
            person.ReachBy((Channel.Mail, mail!.Trim()));
            work.Db.Persons.Add(person);
            var account = work.Db.Add(person.Id, mail, work.Now);
            account.PasswordHash = hasher.HashPassword(account, password!);
            await work.Db.SetRoles(account.Id, [Role.Administrator]);
            var fact = new Fact(FactKind.AccountChanged, ("account", account.Email!), ("change", "firstAdministrator"), ("detail", nameof(Role.Administrator)));
            work.Record("administration", fact, actor: caller with { Id = account.Id, PersonId = person.Id, Name = person.Name });
            return account;
        }, cancellation);
    }
}
