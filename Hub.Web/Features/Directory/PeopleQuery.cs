using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Directory;

/// <summary>Which people are looked for.</summary>
public enum PeopleState
{
    /// <summary>Everybody who has not left.</summary>
    Active = 1,

    /// <summary>Who is absent just now.</summary>
    Absent = 2,

    /// <summary>Whom no verified address reaches; only for who sees addresses, for others nobody.</summary>
    Unreachable = 3,

    /// <summary>Who has left.</summary>
    Retired = 4,

    /// <summary>Everybody, whether they have left or not.</summary>
    All = 5,
}

/// <summary>What is looked for.</summary>
/// <param name="Words">Parts of a name, office, group or address; all of them must be found.</param>
/// <param name="State">Which people.</param>
/// <param name="Page">From 1.</param>
/// <param name="Size">People on a page.</param>
public sealed record PeopleFilter(string? Words = null, PeopleState State = PeopleState.Active, int Page = 1, int Size = 50);

/// <summary>An address as it is shown.</summary>
/// <param name="Channel">Which way.</param>
/// <param name="Address">Mailbox, number or key of a robot.</param>
/// <param name="Shown">The same for people: the name of a robot's group.</param>
/// <param name="IsVerified">True when a code came back from it.</param>
/// <param name="Bounces">True while what is sent there comes back.</param>
public sealed record PointView(Channel Channel, string Address, string Shown, bool IsVerified, bool Bounces);

/// <summary>A seat in an office: position 0 is the holder.</summary>
public sealed record PostView(string Key, LocalText Name, int Position);

/// <summary>Somebody of the directory. Addresses are null for who may not see them.</summary>
public sealed record PersonRow(
    Guid Id, string Name, string Culture, string TimeZone, DateTimeOffset? AbsentUntil, bool IsAbsent, bool IsRetired, bool IsReachable,
    IReadOnlyList<PostView> Posts, IReadOnlyList<LocalText> Groups, IReadOnlyList<PointView>? Points, long Version);

/// <summary>A page of people, by name.</summary>
public sealed record PeopleList(IReadOnlyList<PersonRow> People, int Total, int Page, int Pages, bool ShowsAddresses);

/// <summary>Finds people by name, office, group and address.</summary>
public sealed class PeopleQuery(IDbContextFactory<HubDbContext> contexts, TimeProvider time)
{
    private const int LongestWords = 100;

    /// <summary>Refused: without the right to read.</summary>
    public async Task<Outcome<PeopleList>> Run(Caller caller, PeopleFilter filter, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Read))
        {
            return Refusal.NotAllowed();
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var (people, membership, robots) = await Read(db, null, cancellation);
        var now = time.GetUtcNow();
        var words = Words(filter.Words);
        var found = people.Where(p => Fits(p, filter.State, now, caller) && words.All(w => Finds(p, w, membership, robots, caller)))
            .OrderBy(p => p.Name, StringComparer.CurrentCulture).ThenBy(p => p.Id).ToList();
        var size = Math.Clamp(filter.Size, 1, 200);
        var pages = Math.Max(1, (found.Count + size - 1) / size);
        var page = Math.Clamp(filter.Page, 1, pages);
        return new PeopleList(
            [.. found.Skip((page - 1) * size).Take(size).Select(p => Show(p, membership, robots, caller, now))], found.Count, page, pages, DirectorySight.SeesAddresses(caller));
    }

    /// <summary>One person. Refused: without the right to read; unknown.</summary>
    public async Task<Outcome<PersonRow>> Find(Caller caller, Guid id, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Read))
        {
            return Refusal.NotAllowed();
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var (people, membership, robots) = await Read(db, id, cancellation);
        return people.Count == 0 ? Refusal.NotFound() : Show(people[0], membership, robots, caller, time.GetUtcNow());
    }

    /// <summary>Everybody who has not left, as choices for an office or a group.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Name)>> Choices(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var people = await db.Persons.AsNoTracking().IgnoreAutoIncludes().Where(p => !p.IsRetired).Select(p => new { p.Id, p.Name }).ToListAsync(cancellation);
        return [.. people.OrderBy(p => p.Name, StringComparer.CurrentCulture).Select(p => (p.Id, p.Name))];
    }

    private static async Task<(List<Person> People, Membership Membership, Dictionary<string, string> Robots)> Read(HubDbContext db, Guid? only, CancellationToken cancellation)
    {
        var people = await db.Persons.AsNoTracking().AsSplitQuery().Where(p => only == null || p.Id == only).ToListAsync(cancellation);
        var membership = new Membership(
            await db.Offices.AsNoTracking().ToListAsync(cancellation),
            await db.Groups.AsNoTracking().ToListAsync(cancellation),
            await db.Rotas.AsNoTracking().AsSplitQuery().ToListAsync(cancellation));
        var robots = await db.Robots.AsNoTracking().ToDictionaryAsync(r => r.Key, r => r.Name, StringComparer.Ordinal, cancellation);
        return (people, membership, robots);
    }

    private static string[] Words(string? text)
    {
        var clean = Text.Clean(text) ?? "";
        return (clean.Length > LongestWords ? clean[..LongestWords] : clean).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool Fits(Person person, PeopleState state, DateTimeOffset now, Caller caller) => state switch
    {
        PeopleState.All => true,
        PeopleState.Retired => person.IsRetired,
        PeopleState.Absent => !person.IsRetired && !person.IsPresent(now),
        PeopleState.Unreachable => !person.IsRetired && !person.IsReachable && DirectorySight.SeesAddressesOf(caller, person.Id),
        _ => !person.IsRetired,
    };

    /// <summary>An address is a way to find somebody only for who may see it: else searching would tell it letter by letter.</summary>
    private static bool Finds(Person person, string word, Membership membership, Dictionary<string, string> robots, Caller caller) =>
        Has(person.Name, word)
        || membership.PostsOf(person.Id).Any(p => Has(p.Office.NameEn, word) || Has(p.Office.NameZh, word) || Has(p.Office.Key, word))
        || membership.GroupsOf(person.Id).Any(g => Has(g.NameEn, word) || Has(g.NameZh, word) || Has(g.Key, word))
        || (DirectorySight.SeesAddressesOf(caller, person.Id) && person.ContactPoints.Any(c => Has(c.Address, word) || (c.Channel == Channel.Robot && Has(robots.GetValueOrDefault(c.Address, ""), word))))
        || (word.Length == 36 && Has(person.Id.ToString(), word));

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static PersonRow Show(Person person, Membership membership, Dictionary<string, string> robots, Caller caller, DateTimeOffset now)
    {
        var sees = DirectorySight.SeesAddressesOf(caller, person.Id);
        return new PersonRow(
            person.Id, person.Name, person.Culture, person.TimeZone,
            person.AbsentUntil > now ? person.AbsentUntil : null, !person.IsRetired && !person.IsPresent(now), person.IsRetired, person.IsReachable,
            [.. membership.PostsOf(person.Id).OrderBy(p => p.Position).Select(p => new PostView(p.Office.Key, p.Office.Name, p.Position))],
            [.. membership.GroupsOf(person.Id).Select(g => g.Name)],
            sees ? [.. person.ContactPoints.OrderBy(c => c.Position).Select(c => new PointView(
                c.Channel, c.Address, c.Channel == Channel.Robot ? robots.GetValueOrDefault(c.Address, c.Address) : c.Address, c.VerifiedAt is not null, c.BouncedAt is not null))] : null,
            person.Version);
    }
}
