using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Admin;

/// <summary>Ends an account: it cannot sign in, its links are void, and its sessions end within 30 s.</summary>
public sealed class DisableAccount(Writer writer)
{
    public async Task<Outcome<Guid>> Run(Caller caller, Guid accountId, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        return await writer.Run<Guid>(caller, async work =>
        {
            if (await work.Db.Users.FirstOrDefaultAsync(u => u.Id == accountId) is not { } account)
            {
                return Refusal.NotFound();
            }

            if (account.IsDisabled)
            {
                return Refusal.Conflict("AccountDisabledAlready");
            }

            if (await work.Db.IsLastAdministrator(accountId))
            {
                return Refusal.Conflict("LastAdministrator");
            }

            account.IsDisabled = true;
            account.EndSessions();
            work.Record("administration", new Fact(FactKind.AccountChanged, ("account", account.Email!), ("change", "disabled"), ("detail", "")));
            return accountId;
        }, cancellation);
    }
}
