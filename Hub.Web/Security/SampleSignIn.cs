using System.Net;
using Hub.Domain.People;
using Hub.Web.Setup;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Web.Security;

/// <summary>One of the sample people whom the sign-in page offers.</summary>
public sealed record SamplePerson(Guid AccountId, string Name, IReadOnlyList<Role> Roles);

/// <summary>
/// Signing in as a sample person with one click: for a newcomer on his own machine and for nobody else. All of it must hold:
/// Development, sample data, a caller on loopback by address and by host name, no proxy between, and an account that has no password.
/// </summary>
public sealed class SampleSignIn(IHostEnvironment environment, IOptions<HubOptions> options, IDbContextFactory<HubDbContext> contexts, TimeProvider time)
{
    private const string SampleDomain = ".example";

    private static readonly Role[] Leading = [Role.OnCall, Role.Commander, Role.Legal, Role.Communications, Role.Leadership, Role.Auditor, Role.Administrator];

    /// <summary>Whether this caller may be offered it.</summary>
    public bool IsOffered(HttpContext context) =>
        environment.IsDevelopment()
        && options.Value.SampleData != false
        && context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && IsLoopbackName(context.Request.Host.Host)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For")
        && !context.Request.Headers.ContainsKey("Forwarded");

    /// <summary>The sample people: one of each role first.</summary>
    public async Task<IReadOnlyList<SamplePerson>> People(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var accounts = await db.Users.AsNoTracking().Where(IsSample).ToListAsync(cancellation);
        var ids = accounts.Select(a => a.PersonId).ToList();
        var persons = await db.Persons.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellation);
        var people = new List<SamplePerson>();
        foreach (var account in accounts.Where(a => persons.ContainsKey(a.PersonId)))
        {
            people.Add(new SamplePerson(account.Id, persons[account.PersonId].Name, await db.RolesOf(account.Id)));
        }

        // Who is on call now comes first, then holders of offices before their deputies. Posts that the source plans leave
        // unnamed carry their office in both languages; people with names of their own come before them.
        var onCall = (await Rosters.Load(db)).Resolve([Target.Parse("rota:on-call")], time.GetUtcNow()).Select(r => r.Person.Name).ToHashSet(StringComparer.Ordinal);
        var holders = (await db.Offices.AsNoTracking().ToListAsync(cancellation)).SelectMany(o => o.Seats).Where(s => s.Position == 0).Select(s => s.PersonId).ToHashSet();
        var holding = persons.Values.Where(p => holders.Contains(p.Id)).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        var ordered = people.OrderByDescending(p => onCall.Contains(p.Name)).ThenBy(p => p.Name.Contains('·', StringComparison.Ordinal))
            .ThenByDescending(p => holding.Contains(p.Name)).ThenBy(p => p.Name, StringComparer.Ordinal).ToList();
        var leading = Leading.Select(role => ordered.Find(p => p.Roles.Contains(role))).OfType<SamplePerson>().Distinct().ToList();
        return [.. leading, .. ordered.Except(leading)];
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
