using System.Globalization;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Directory;

/// <summary>Adds a person to the directory, or changes one.</summary>
public sealed class SavePerson(Writer writer)
{
    /// <summary>Refused: without the right to administer; a fault of a field; changed meanwhile by somebody else (409).</summary>
    /// <param name="caller">Who does it.</param>
    /// <param name="id">Whom; null for a new person.</param>
    /// <param name="version">The version that the caller knows; null for a new person.</param>
    /// <param name="details">What stands there afterwards.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Outcome<Saved>> Run(Caller caller, Guid? id, long? version, PersonDetails details, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        if (details.Fault() is { } fault)
        {
            return fault;
        }

        return await writer.Run<Saved>(caller, async work =>
        {
            if (await PersonWriting.RobotFault(work.Db, details, cancellation) is { } unknown)
            {
                return unknown;
            }

            if (id is null)
            {
                return AbsentFault(work, null, details) is { } past ? past : Of(PersonWriting.Add(work, details), true, []);
            }

            if (await work.Db.Persons.FirstOrDefaultAsync(p => p.Id == id, cancellation) is not { } person)
            {
                return Refusal.NotFound();
            }

            if ((Entries.Stale(person.Version, version ?? 0) ?? AbsentFault(work, person, details)) is { } stale)
            {
                return stale;
            }

            var changed = details.ChangesOf(person);
            if (changed.Count > 0)
            {
                await PersonWriting.Change(work, [new PersonChange(person, details, changed)], cancellation);
            }

            return Of(person, false, changed);
        }, cancellation);
    }

    /// <summary>Nobody is marked absent until an instant that is over.</summary>
    private static Refusal? AbsentFault(Work work, Person? person, PersonDetails details) =>
        details.AbsentUntil is { } until && until <= work.Now && person?.AbsentUntil != until.Stored() ? Refusal.Invalid("absentUntil", "AbsentInPast") : null;

    private static Outcome<Saved> Of(Person person, bool isNew, IReadOnlyList<string> changed) =>
        new Saved(person.Id.ToString("D", CultureInfo.InvariantCulture), person.Version, isNew, changed);
}
