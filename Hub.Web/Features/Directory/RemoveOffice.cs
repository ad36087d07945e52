using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Directory;

/// <summary>Takes away an office that nothing names.</summary>
public sealed class RemoveOffice(Writer writer, PlanInForce plans)
{
    /// <summary>Refused: without the right to administer; unknown; changed meanwhile (409); while the plan in force, a running incident's plan, a group or an asset names it, and where (409).</summary>
    public async Task<Outcome<Saved>> Run(Caller caller, string key, long version, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        return await writer.Run<Saved>(caller, async work =>
        {
            if (await work.Db.Offices.FirstOrDefaultAsync(o => o.Key == key, cancellation) is not { } office)
            {
                return Refusal.NotFound();
            }

            if (Entries.Stale(office.Version, version) is { } stale)
            {
                return stale;
            }

            if (await WhereNamed.Of(work.Db, plans, new Target(TargetKind.Office, key), cancellation) is { Count: > 0 } places)
            {
                return Refusal.Conflict("StillNamed", new Places([office.Name]), new Places(places));
            }

            work.Db.Offices.Remove(office);
            SaveOffice.Record(work, office, "entryRemoved", "");
            return new Saved(key, office.Version, false, []);
        }, cancellation);
    }
}
