using Hub.Domain.Plans;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Store;

/// <summary>What is wrong with a plan when it is held against the directory.</summary>
public static class PlanFindings
{
    /// <summary>The keys of the directory.</summary>
    public static async Task<KnownKeys> Known(HubDbContext db) => new(
        await Keys(db.Offices.Select(o => o.Key)),
        await Keys(db.Groups.Select(g => g.Key)),
        await Keys(db.Rotas.Select(r => r.Key)),
        await Keys(db.ExternalBodies.Select(b => b.Key)));

    /// <summary>The faults of a plan, with those that the directory shows.</summary>
    public static async Task<IReadOnlyList<PlanFault>> FaultsOf(HubDbContext db, EmergencyPlan plan) => PlanCheck.FaultsOf(plan, await Known(db));

    private static async Task<HashSet<string>> Keys(IQueryable<string> keys) => (await keys.ToListAsync()).ToHashSet(StringComparer.Ordinal);
}
