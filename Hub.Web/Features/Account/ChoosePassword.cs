using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Account;

/// <summary>Chooses a password by a set-up or reset link. The link works once: the password changes the stamp that it was made with.</summary>
public sealed class ChoosePassword(Writer writer, LinkTokens tokens, IPasswordHasher<Security.Account> hasher)
{
    /// <summary>Whether a link is good, before somebody thinks of a password.</summary>
    public async Task<Outcome<string>> Look(HubDbContext db, LinkPurpose purpose, string? token, CancellationToken cancellation = default)
    {
        var found = await Find(db, purpose, token, cancellation);
        return found.IsRefused ? found.Refusal : found.Value.Email!;
    }

    public async Task<Outcome<Security.Account>> Run(LinkPurpose purpose, string? token, string? password, string? address, CancellationToken cancellation = default)
    {
        // The link is the capability: the caller is whoever bears it.
        var caller = new Caller(CallerKind.Link, null, null, "", Right.None, address);
        return await writer.Run<Security.Account>(caller, async work =>
        {
            var found = await Find(work.Db, purpose, token, cancellation);
            if (found.IsRefused)
            {
                return found;
            }

            var account = found.Value;
            if (AccountRows.PasswordFault(password, account.Email) is { } fault)
            {
                return fault;
            }

            account.PasswordHash = hasher.HashPassword(account, password!);
            account.AccessFailedCount = 0;
            account.LockoutEnd = null;
            account.EndSessions();
            var fact = new Fact(FactKind.AccountChanged, ("account", account.Email!), ("change", purpose == LinkPurpose.Reset ? "passwordReset" : "setUp"), ("detail", ""));
            var bearer = caller with { Id = account.Id, PersonId = account.PersonId, Name = account.Email! };
            work.Record("administration", fact, actor: bearer);
            if (tokens.Read(token) is { WasMailed: true })
            {
                await Verify(work, account, bearer);
            }

            return account;
        }, cancellation);
    }

    /// <summary>Whoever uses a link that was only mailed reads the mailbox: as good as a code that came back.</summary>
    private static async Task Verify(Work work, Security.Account account, Caller bearer)
    {
        var person = await work.Db.Persons.FirstAsync(p => p.Id == account.PersonId);
        if (person.PointAt(Channel.Mail, account.Email!) is not { } point || point is { VerifiedAt: not null, BouncedAt: null })
        {
            return;
        }

        point.Verify(work.Now);
        work.Record("administration", new Fact(FactKind.AddressVerified, ("name", person.Name), ("address", point.Address)), actor: bearer);
    }

    private async Task<Outcome<Security.Account>> Find(HubDbContext db, LinkPurpose purpose, string? token, CancellationToken cancellation)
    {
        if (tokens.Read(token) is not { } read || read.Purpose != purpose)
        {
            return Refusal.NotFound("LinkUnknown");
        }

        if (read.IsOver)
        {
            return Refusal.Gone("LinkOver");
        }

        var account = await db.Users.FirstOrDefaultAsync(u => u.Id == read.AccountId, cancellation);
        return account is { IsDisabled: false } && account.SecurityStamp == read.Stamp ? account : Refusal.Gone("LinkUsed");
    }
}
