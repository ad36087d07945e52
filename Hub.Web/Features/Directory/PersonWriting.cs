using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Directory;

/// <summary>A person who is changed: as what, and in which fields.</summary>
internal sealed record PersonChange(Person Person, PersonDetails Details, IReadOnlyList<string> Changed);

/// <summary>Writes persons into the store and what happened to them into the record, where addresses stand masked only.</summary>
internal static class PersonWriting
{
    /// <summary>A robot that does not exist or is switched off takes nothing.</summary>
    public static async Task<Refusal?> RobotFault(HubDbContext db, PersonDetails details, CancellationToken cancellation)
    {
        if (details.ContactPoints.All(c => c.Channel != Channel.Robot))
        {
            return null;
        }

        var robots = await db.Robots.AsNoTracking().Where(r => !r.IsOff).Select(r => r.Key).ToListAsync(cancellation);
        return RobotFault(details, robots);
    }

    /// <summary>The first robot that is not among those in use.</summary>
    public static Refusal? RobotFault(PersonDetails details, IReadOnlyCollection<string> robots)
    {
        var at = details.Points.ToList().FindIndex(p => p.Channel == Channel.Robot && !robots.Contains(p.Address, StringComparer.Ordinal));
        return at < 0 ? null : Refusal.Invalid(PersonDetails.FieldOf(at), "RobotUnknown");
    }

    public static Person Add(Work work, PersonDetails details, Guid? id = null)
    {
        var person = Person.Create(id ?? Guid.CreateVersion7(work.Now), Text.Straight(details.Name!), details.Culture!, details.TimeZone!);
        person.ReachBy(details.Points);
        if (details.AbsentUntil is { } until)
        {
            person.AwayUntil(until);
        }

        work.Db.Persons.Add(person);
        Record(work, person.Name, "entryAdded", Shown(details));
        return person;
    }

    /// <summary>Changes persons. Their addresses are emptied first, since the new rows have the keys of the old ones.</summary>
    public static async Task Change(Work work, IReadOnlyCollection<PersonChange> changes, CancellationToken cancellation)
    {
        var before = new Dictionary<Guid, IReadOnlyCollection<ContactPoint>>();
        foreach (var change in changes.Where(c => c.Changed.Contains("contactPoints", StringComparer.Ordinal)))
        {
            before[change.Person.Id] = [.. change.Person.ContactPoints];
            change.Person.ReachBy();
        }

        if (before.Count > 0)
        {
            await work.Db.SaveChangesAsync(cancellation);
        }

        foreach (var (person, details, changed) in changes)
        {
            if (changed.Any(c => c is "name" or "culture" or "timeZone"))
            {
                person.Describe(Text.Straight(details.Name!), details.Culture!, details.TimeZone!);
            }

            if (changed.Contains("absentUntil", StringComparer.Ordinal))
            {
                person.AwayUntil(details.AbsentUntil);
            }

            if (before.TryGetValue(person.Id, out var points))
            {
                person.ReachBy(details.Points, points);
            }

            Record(work, person.Name, "entryChanged", string.Join(", ", changed) + (before.ContainsKey(person.Id) ? $" ({Shown(details)})" : ""));
        }
    }

    public static void Retire(Work work, Person person, bool retired)
    {
        if (retired)
        {
            person.Retire();
        }
        else
        {
            person.Reactivate();
        }

        Record(work, person.Name, retired ? "entryRetired" : "entryBack", "");
    }

    public static void Record(Work work, string name, string change, string detail) =>
        work.Record("administration", new Fact(FactKind.PersonChanged, ("name", name), ("change", change), ("detail", detail)));

    private static string Shown(PersonDetails details) => string.Join(", ", details.Points.Select(p => Addresses.Masked(p.Channel, p.Address)));
}
