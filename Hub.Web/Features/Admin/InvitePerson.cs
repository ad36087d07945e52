using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Components;
using Hub.Web.Security;
using Hub.Web.Setup;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Web.Features.Admin;

/// <summary>Whom to invite.</summary>
/// <param name="Name">Name as people write it.</param>
/// <param name="Mail">Mailbox: signs in with it and is told by it.</param>
/// <param name="Roles">At least one.</param>
/// <param name="Culture">Language; null: the program's default.</param>
/// <param name="PersonId">Somebody of the directory who gets an account; null: a new person.</param>
public sealed record Invitation(string? Name, string? Mail, IReadOnlyCollection<Role> Roles, string? Culture = null, Guid? PersonId = null);

/// <summary>An account and the link, shown once, by which its owner chooses a password.</summary>
public sealed record Invited(Guid AccountId, string Link);

/// <summary>Adds a person to the directory with an account.</summary>
public sealed class InvitePerson(Writer writer, AccountLinks links, IOptions<HubOptions> options)
{
    public async Task<Outcome<Invited>> Run(Caller caller, Invitation invitation, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        if (Fault(invitation) is { } fault)
        {
            return fault;
        }

        var added = await writer.Run<Security.Account>(caller, async work =>
        {
            if (await work.Db.ByMail(invitation.Mail!) is not null)
            {
                return Refusal.Invalid("mail", "MailTaken");
            }

            var person = invitation.PersonId is { } known ? await work.Db.Persons.FirstOrDefaultAsync(p => p.Id == known && !p.IsRetired) : Enter(work, invitation);
            if (person is null)
            {
                return Refusal.NotFound();
            }

            if (await work.Db.Users.AnyAsync(u => u.PersonId == person.Id))
            {
                return Refusal.Conflict("PersonHasAccount");
            }

            var account = work.Db.Add(person.Id, invitation.Mail!, work.Now);
            await work.Db.SetRoles(account.Id, invitation.Roles);
            work.Record("administration", new Fact(
                FactKind.AccountChanged,
                ("account", account.Email!),
                ("change", "invited"),
                ("detail", string.Join(", ", invitation.Roles.Order()))));
            return account;
        }, cancellation);
        return added.IsRefused ? added.Refusal : new Invited(added.Value.Id, links.SetUp(added.Value));
    }

    private static Refusal? Fault(Invitation invitation) =>
        (invitation.PersonId is null ? Text.Required("name", invitation.Name, 100) : null)
        ?? Addresses.Mail("mail", invitation.Mail)
        ?? (invitation.Roles.Count == 0 || invitation.Roles.Any(r => !Enum.IsDefined(r)) ? Refusal.Invalid("roles", "RoleMissing") : null)
        ?? (invitation.Culture is { } culture && !Languages.All.Contains(culture) ? Refusal.Invalid("culture", "LanguageUnknown") : null);

    private Person Enter(Work work, Invitation invitation)
    {
        var person = Person.Create(Guid.CreateVersion7(work.Now), Text.Straight(invitation.Name!), invitation.Culture ?? options.Value.DefaultCulture, options.Value.TimeZone);
        person.ReachBy((Channel.Mail, invitation.Mail!.Trim()));
        work.Db.Persons.Add(person);
        return person;
    }
}
