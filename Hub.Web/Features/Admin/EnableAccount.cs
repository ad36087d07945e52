using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Admin;

/// <summary>Lets an ended account in again, with the password and roles that it had.</summary>
public sealed class EnableAccount(Writer writer)
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

            if (!account.IsDisabled)
            {
                return Refusal.Conflict("AccountEnabledAlready");
            }

            account.IsDisabled = false;
            account.LockoutEnd = null;
            account.AccessFailedCount = 0;
            account.EndSessions();
            work.Record("administration", new Fact(FactKind.AccountChanged, ("account", account.Email!), ("change", "enabled"), ("detail", "")));
            return accountId;
        }, cancellation);
    }
}
