using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Admin;

/// <summary>Gives an account other roles. Open sessions have them within 30 s, without signing in again.</summary>
public sealed class ChangeRoles(Writer writer)
{
    public async Task<Outcome<Guid>> Run(Caller caller, Guid accountId, IReadOnlyCollection<Role> roles, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        if (roles.Count == 0 || roles.Any(r => !Enum.IsDefined(r)))
        {
            return Refusal.Invalid("roles", "RoleMissing");
        }

        return await writer.Run<Guid>(caller, async work =>
        {
            if (await work.Db.Users.FirstOrDefaultAsync(u => u.Id == accountId) is not { } account)
            {
                return Refusal.NotFound();
            }

            if (!roles.Contains(Role.Administrator) && await work.Db.IsLastAdministrator(accountId))
            {
                return Refusal.Conflict("LastAdministrator");
            }

            var before = await work.Db.RolesOf(accountId);
            await work.Db.SetRoles(accountId, roles);
            work.Record("administration", new Fact(
                FactKind.AccountChanged,
                ("account", account.Email!),
                ("change", "roles"),
                ("detail", $"{string.Join(", ", before)} → {string.Join(", ", roles.Order())}")));
            return accountId;
        }, cancellation);
    }
}
