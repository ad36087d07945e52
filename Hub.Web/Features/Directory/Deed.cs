using Hub.Domain.People;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Directory;

/// <summary>A change of the directory that somebody thinks of: done to what was read, never to the store.</summary>
public abstract record Deed
{
    internal abstract void Do(Standing standing);
}

/// <summary>The directory as it was read, which a deed is tried on.</summary>
internal sealed class Standing(List<Person> persons, List<Office> offices, List<Group> groups, List<Rota> rotas, Absences absences, List<ExternalBody> bodies)
{
    /// <summary>Reads it with the stand-ins and absences that are not over at an instant.</summary>
    public static async Task<Standing> Read(HubDbContext db, DateTimeOffset now, CancellationToken cancellation) => new(
        await db.Persons.AsNoTracking().AsSplitQuery().ToListAsync(cancellation),
        await db.Offices.AsNoTracking().ToListAsync(cancellation),
        await db.Groups.AsNoTracking().ToListAsync(cancellation),
        await Rosters.Rotas(db, now),
        await Rosters.Absences(db, now),
        await db.ExternalBodies.AsNoTracking().ToListAsync(cancellation));

    public Person? Person(Guid id) => persons.Find(p => p.Id == id);

    public Office? Office(string key) => offices.Find(o => o.Key == key);

    public Group? Group(string key) => groups.Find(g => g.Key == key);

    public ExternalBody? Body(string key) => bodies.Find(b => b.Key == key);

    public Roster Roster() => new(persons, offices, groups, rotas, absences);

    public IReadOnlyDictionary<string, ExternalBody> Bodies() => bodies.ToDictionary(b => b.Key, StringComparer.Ordinal);
}

/// <summary>A person's entries are replaced.</summary>
public sealed record PersonDeed(Guid Id, PersonDetails Details) : Deed
{
    internal override void Do(Standing standing)
    {
        if (standing.Person(Id) is { } person && Details.Fault() is null)
        {
            person.Describe(Details.Name!, Details.Culture!, Details.TimeZone!);
            person.ReachBy(Details.Points);
            person.AwayUntil(Details.AbsentUntil);
        }
    }
}

/// <summary>Several persons leave.</summary>
public sealed record RetireDeed(IReadOnlyCollection<Guid> Ids) : Deed
{
    internal override void Do(Standing standing)
    {
        foreach (var id in Ids)
        {
            standing.Person(id)?.Retire();
        }
    }
}

/// <summary>Other people hold an office; without any seat it is empty.</summary>
public sealed record SeatsDeed(string Key, IReadOnlyList<Guid> Seats) : Deed
{
    internal override void Do(Standing standing) => standing.Office(Key)?.HeldBy(Seats);
}

/// <summary>A group gets other members.</summary>
public sealed record MembersDeed(string Key, IReadOnlyList<string> Members) : Deed
{
    internal override void Do(Standing standing)
    {
        if (standing.Group(Key) is { } group && Members.All(m => Target.TryParse(m, out _)))
        {
            group.Describe(group.Name, Members);
        }
    }
}

/// <summary>An outside body's entries are replaced.</summary>
public sealed record BodyDeed(string Key, BodyDetails Details) : Deed
{
    internal override void Do(Standing standing)
    {
        if (standing.Body(Key) is { } body && Details.Fault() is null)
        {
            Details.ApplyTo(body);
        }
    }
}

/// <summary>Several deeds at once, as an import does them.</summary>
public sealed record DeedsTogether(IReadOnlyList<Deed> Deeds) : Deed
{
    internal override void Do(Standing standing)
    {
        foreach (var deed in Deeds)
        {
            deed.Do(standing);
        }
    }
}
