using System.Net;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Setup;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Web.Security;

/// <summary>One of the sample people whom the sign-in page offers.</summary>
public sealed record SamplePerson(Guid AccountId, string Name, IReadOnlyList<LocalText> Offices, IReadOnlyList<Role> Roles);

/// <summary>
/// Signing in as a sample person with one click: for a newcomer on his own machine and for nobody else. All of it must hold:
/// Development, sample data, a caller on loopback by address and by host name, no proxy between, and an account that has no password.
/// </summary>
public sealed class SampleSignIn(IHostEnvironment environment, IOptions<HubOptions> options, IDbContextFactory<HubDbContext> contexts)
{
    private const string SampleDomain = ".example";

    /// <summary>Whether this caller may be offered it.</summary>
    public bool IsOffered(HttpContext context) =>
        environment.IsDevelopment()
        && options.Value.SampleData != false
        && context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && IsLoopbackName(context.Request.Host.Host)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For")
        && !context.Request.Headers.ContainsKey("Forwarded");

    /// <summary>The sample people, in the order of their offices.</summary>
    public async Task<IReadOnlyList<SamplePerson>> People(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var accounts = await db.Users.AsNoTracking().Where(IsSample).ToListAsync(cancellation);
        var ids = accounts.Select(a => a.PersonId).ToList();
        var persons = await db.Persons.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellation);
        var offices = await db.Offices.AsNoTracking().ToListAsync(cancellation);
        var people = new List<SamplePerson>();
        foreach (var account in accounts.Where(a => persons.ContainsKey(a.PersonId)))
        {
            var held = offices.Where(o => o.Seats.Any(s => s.PersonId == account.PersonId)).Select(o => o.Name).ToList();
            people.Add(new SamplePerson(account.Id, persons[account.PersonId].Name, held, await db.RolesOf(account.Id)));
        }

        return [.. people.OrderByDescending(p => p.Roles.Contains(Role.OnCall)).ThenByDescending(p => p.Roles.Contains(Role.Commander)).ThenBy(p => p.Name, StringComparer.Ordinal)];
    }

    /// <summary>A sample account by its identity; null when it is none.</summary>
    public async Task<Account?> Find(Guid accountId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Users.AsNoTracking().Where(IsSample).FirstOrDefaultAsync(a => a.Id == accountId, cancellation);
    }

    private static System.Linq.Expressions.Expression<Func<Account, bool>> IsSample =>
        a => !a.IsDisabled && a.PasswordHash == null && a.Email!.EndsWith(SampleDomain);

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
