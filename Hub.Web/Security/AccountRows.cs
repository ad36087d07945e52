using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Security;

/// <summary>Writes accounts and roles inside a command's own transaction, as Identity would outside of it.</summary>
internal static class AccountRows
{
    /// <summary>Shortest password. Length is what counts; no rules about signs and digits.</summary>
    public const int ShortestPassword = 12;

    private const int LongestPassword = 200;

    /// <summary>How Identity compares addresses.</summary>
    public static string Normal(string text) => text.Trim().Normalize().ToUpperInvariant();

    /// <summary>The account that signs in with a mailbox.</summary>
    public static Task<Account?> ByMail(this HubDbContext db, string mail)
    {
        var normal = Normal(mail);
        return db.Users.FirstOrDefaultAsync(u => u.NormalizedEmail == normal);
    }

    /// <summary>A new account without a password.</summary>
    public static Account Add(this HubDbContext db, Guid personId, string mail, DateTimeOffset now)
    {
        var account = new Account
        {
            Id = Guid.CreateVersion7(now),
            PersonId = personId,
            UserName = mail.Trim(),
            NormalizedUserName = Normal(mail),
            Email = mail.Trim(),
            NormalizedEmail = Normal(mail),
            EmailConfirmed = true,
            LockoutEnabled = true,
        };
        account.EndSessions();
        db.Users.Add(account);
        return account;
    }

    /// <summary>Another security stamp: sessions end within 30 s, and links made before are void.</summary>
    public static void EndSessions(this Account account)
    {
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        account.ConcurrencyStamp = Guid.NewGuid().ToString("N");
    }

    /// <summary>Roles that an account has.</summary>
    public static async Task<List<Role>> RolesOf(this HubDbContext db, Guid accountId)
    {
        var names = await db.UserRoles.Where(r => r.UserId == accountId).Join(db.Roles, u => u.RoleId, r => r.Id, (_, r) => r.Name!).ToListAsync();
        return [.. names.Where(n => Enum.TryParse<Role>(n, out _)).Select(Enum.Parse<Role>).Order()];
    }

    /// <summary>Gives an account exactly these roles.</summary>
    public static async Task SetRoles(this HubDbContext db, Guid accountId, IReadOnlyCollection<Role> roles)
    {
        var rows = await db.Roles.ToListAsync();
        var held = await db.UserRoles.Where(r => r.UserId == accountId).ToListAsync();
        var wanted = roles.Distinct().Select(role =>
        {
            var row = rows.Find(r => r.Name == role.ToString()) ?? db.Roles.Local.FirstOrDefault(r => r.Name == role.ToString());
            if (row is null)
            {
                row = new IdentityRole<Guid>(role.ToString()) { Id = Guid.NewGuid(), NormalizedName = Normal(role.ToString()) };
                db.Roles.Add(row);
            }

            return row.Id;
        }).ToHashSet();
        db.UserRoles.RemoveRange(held.Where(h => !wanted.Contains(h.RoleId)));
        db.UserRoles.AddRange(wanted.Where(id => held.TrueForAll(h => h.RoleId != id)).Select(id => new IdentityUserRole<Guid> { UserId = accountId, RoleId = id }));
    }

    /// <summary>True when somebody other than this account can administer.</summary>
    public static Task<bool> HasAdministrator(this HubDbContext db, Guid? otherThan = null)
    {
        var name = nameof(Role.Administrator);
        return db.UserRoles.Where(r => r.UserId != otherThan)
            .Join(db.Roles.Where(r => r.Name == name), u => u.RoleId, r => r.Id, (u, _) => u.UserId)
            .Join(db.Users.Where(u => !u.IsDisabled), id => id, u => u.Id, (id, _) => id)
            .AnyAsync();
    }

    /// <summary>True when nobody could administer any more without this account.</summary>
    public static async Task<bool> IsLastAdministrator(this HubDbContext db, Guid accountId) =>
        (await db.RolesOf(accountId)).Contains(Role.Administrator) && !await db.HasAdministrator(otherThan: accountId);

    /// <summary>What is wrong with a password; null when it will do.</summary>
    public static Refusal? PasswordFault(string? password, string? mail) => password switch
    {
        null or { Length: 0 } => Refusal.Invalid("password", "Required"),
        { Length: < ShortestPassword } => Refusal.Invalid("password", "PasswordTooShort", ShortestPassword),
        { Length: > LongestPassword } => Refusal.Invalid("password", "TooLong", LongestPassword),
        _ when password.Distinct().Count() < 5 => Refusal.Invalid("password", "PasswordTooSimple"),
        _ when mail is { Length: > 0 } && Normal(password).Contains(Normal(mail), StringComparison.Ordinal) => Refusal.Invalid("password", "PasswordTooSimple"),
        _ => null,
    };
}
