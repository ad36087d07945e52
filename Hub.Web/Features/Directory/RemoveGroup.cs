using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Directory;

/// <summary>Takes away a group that nothing names.</summary>
public sealed class RemoveGroup(Writer writer, PlanInForce plans)
{
    /// <summary>Refused: without the right to administer; unknown; changed meanwhile (409); while the plan in force, a running incident's plan or another group names it, and where (409).</summary>
    public async Task<Outcome<Saved>> Run(Caller caller, string key, long version, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        return await writer.Run<Saved>(caller, async work =>
        {
            if (await work.Db.Groups.FirstOrDefaultAsync(g => g.Key == key, cancellation) is not { } group)
            {
                return Refusal.NotFound();
            }

            if (Entries.Stale(group.Version, version) is { } stale)
            {
                return stale;
            }

            if (await WhereNamed.Of(work.Db, plans, new Target(TargetKind.Group, key), cancellation) is { Count: > 0 } places)
            {
                return Refusal.Conflict("StillNamed", new Places([group.Name]), new Places(places));
            }

            work.Db.Groups.Remove(group);
            SaveGroup.Record(work, group, "entryRemoved", "");
            return new Saved(key, group.Version, false, []);
        }, cancellation);
    }
}
