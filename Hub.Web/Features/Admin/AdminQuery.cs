using Hub.Domain.People;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Admin;

/// <summary>How an account stands.</summary>
public enum AccountState
{
    /// <summary>Can sign in.</summary>
    Active,

    /// <summary>Has no password yet.</summary>
    Invited,

    /// <summary>Too many wrong passwords; over in a few minutes.</summary>
    Locked,

    /// <summary>Ended.</summary>
    Disabled,
}

/// <summary>A row of the table of accounts.</summary>
public sealed record AccountRow(Guid Id, Guid PersonId, string Name, string Mail, IReadOnlyList<Role> Roles, AccountState State);

/// <summary>What the administration page shows.</summary>
public sealed record AdminView(IReadOnlyList<AccountRow> Accounts, IReadOnlyList<ApiKey> Keys, IReadOnlyList<Display> Displays);

/// <summary>Reads accounts, keys and displays for somebody who administers.</summary>
public sealed class AdminQuery(IDbContextFactory<HubDbContext> contexts, TimeProvider time)
{
    /// <summary>The view; null without the right.</summary>
    public async Task<AdminView?> Run(Caller caller, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var names = await db.Persons.AsNoTracking().IgnoreAutoIncludes().ToDictionaryAsync(p => p.Id, p => p.Name, cancellation);
        var roles = (await db.UserRoles.Join(db.Roles, u => u.RoleId, r => r.Id, (u, r) => new { u.UserId, r.Name }).ToListAsync(cancellation))
            .Where(r => Enum.TryParse<Role>(r.Name, out _))
            .ToLookup(r => r.UserId, r => Enum.Parse<Role>(r.Name!));
        var accounts = await db.Users.AsNoTracking().ToListAsync(cancellation);
        return new AdminView(
            [.. accounts.Select(a => new AccountRow(a.Id, a.PersonId, names.GetValueOrDefault(a.PersonId, ""), a.Email ?? "", [.. roles[a.Id].Order()], StateOf(a))).OrderBy(a => a.Name, StringComparer.CurrentCulture)],
            await db.ApiKeys.AsNoTracking().OrderBy(k => k.Name).ToListAsync(cancellation),
            await db.Displays.AsNoTracking().OrderBy(d => d.Name).ToListAsync(cancellation));
    }

    private AccountState StateOf(Security.Account account) =>
        account.IsDisabled ? AccountState.Disabled
        : account.LockoutEnd > time.GetUtcNow() ? AccountState.Locked
        : account.PasswordHash is null ? AccountState.Invited
        : AccountState.Active;
}
