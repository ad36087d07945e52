using System.Globalization;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Directory;

/// <summary>Takes out a person who was entered by mistake: whom nothing in the store names. Everybody else is retired.</summary>
public sealed class RemovePerson(Writer writer, PlanInForce plans)
{
    /// <summary>Refused: without the right to administer; unknown; changed meanwhile (409); named by an office, group, rota, asset or plan, by an account or by the record (409).</summary>
    public async Task<Outcome<Saved>> Run(Caller caller, Guid id, long version, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        return await writer.Run<Saved>(caller, async work =>
        {
            if (await work.Db.Persons.FirstOrDefaultAsync(p => p.Id == id, cancellation) is not { } person)
            {
                return Refusal.NotFound();
            }

            if (Entries.Stale(person.Version, version) is { } stale)
            {
                return stale;
            }

            if (await WhereNamed.Of(work.Db, plans, new Target(TargetKind.Person, id.ToString("D", CultureInfo.InvariantCulture)), cancellation) is { Count: > 0 } places)
            {
                return Refusal.Conflict("StillNamed", person.Name, new Places(places));
            }

            if (await PersonTraces.Any(work.Db, id, cancellation))
            {
                return Refusal.Conflict("PersonInRecord", person.Name);
            }

            work.Db.AddressChecks.RemoveRange(work.Db.AddressChecks.Where(c => c.PersonId == id));
            work.Db.Persons.Remove(person);
            PersonWriting.Record(work, person.Name, "entryRemoved", "");
            return new Saved(id.ToString("D", CultureInfo.InvariantCulture), person.Version, false, []);
        }, cancellation);
    }
}
