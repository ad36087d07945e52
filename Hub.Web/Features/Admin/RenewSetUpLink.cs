using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Admin;

/// <summary>A new set-up link for somebody who lost the first one, or the password: earlier links are void and sessions end.</summary>
public sealed class RenewSetUpLink(Writer writer, AccountLinks links)
{
    public async Task<Outcome<Invited>> Run(Caller caller, Guid accountId, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        var renewed = await writer.Run<Security.Account>(caller, async work =>
        {
            if (await work.Db.Users.FirstOrDefaultAsync(u => u.Id == accountId) is not { } account)
            {
                return Refusal.NotFound();
            }

            if (account.IsDisabled)
            {
                return Refusal.Conflict("AccountDisabledAlready");
            }

            account.EndSessions();
            work.Record("administration", new Fact(FactKind.AccountChanged, ("account", account.Email!), ("change", "linkRenewed"), ("detail", "")));
            return account;
        }, cancellation);
        return renewed.IsRefused ? renewed.Refusal : new Invited(renewed.Value.Id, links.SetUp(renewed.Value));
    }
}
