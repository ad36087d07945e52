using System.Security.Claims;
using Hub.Domain.People;
using Hub.Web.Components;
using Hub.Web.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Web.Security;

/// <summary>What a session says about an account: its person, its language and zone, and the rights that its roles bundle now.</summary>
internal sealed class AccountClaims(IDbContextFactory<HubDbContext> contexts, IOptions<IdentityOptions> options) : IUserClaimsPrincipalFactory<Account>
{
    public async Task<ClaimsPrincipal> CreateAsync(Account user)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var person = await db.Persons.AsNoTracking().SingleAsync(p => p.Id == user.PersonId);
        var names = await db.UserRoles.Where(r => r.UserId == user.Id).Join(db.Roles, u => u.RoleId, r => r.Id, (_, r) => r.Name!).ToListAsync();
        var roles = names.Where(n => Enum.TryParse<Role>(n, out _)).Select(Enum.Parse<Role>).ToList();
        var identity = new ClaimsIdentity(IdentityConstants.ApplicationScheme, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaims(
        [
            new(HubClaims.Kind, HubClaims.Account),
            new(ClaimTypes.NameIdentifier, user.Id.ToString()),
            new(HubClaims.Person, person.Id.ToString()),
            new(ClaimTypes.Name, person.Name),
            new(ViewerClaims.Culture, person.Culture),
            new(ViewerClaims.Zone, person.TimeZone),
            new(options.Value.ClaimsIdentity.SecurityStampClaimType, user.SecurityStamp ?? ""),
            .. roles.Select(r => new Claim(ClaimTypes.Role, r.ToString())),
            .. HubClaims.Of(RoleRights.Of(roles)),
        ]);
        return new ClaimsPrincipal(identity);
    }
}
