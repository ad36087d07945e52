using System.Globalization;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Directory;

/// <summary>A person leaves, or comes back. Persons whom the record names are never deleted.</summary>
public sealed class RetirePerson(Writer writer)
{
    /// <summary>Refused: without the right to administer; unknown; changed meanwhile (409). Doing it again changes nothing.</summary>
    public async Task<Outcome<Saved>> Run(Caller caller, Guid id, long version, bool retired, CancellationToken cancellation = default)
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

            var changes = person.IsRetired != retired;
            if (changes)
            {
                PersonWriting.Retire(work, person, retired);
            }

            return new Saved(id.ToString("D", CultureInfo.InvariantCulture), person.Version, false, changes ? ["isRetired"] : []);
        }, cancellation);
    }
}
