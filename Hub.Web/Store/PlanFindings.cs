using Hub.Domain.Plans;
using Hub.Domain.Plans.Readiness;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Store;

/// <summary>What is wrong with a plan when it is held against the directory.</summary>
public static class PlanFindings
{
    private const int LookAhead = 30;

    /// <summary>The keys of the directory.</summary>
    public static async Task<KnownKeys> Known(HubDbContext db) => new(
        await Keys(db.Offices.Select(o => o.Key)),
        await Keys(db.Groups.Select(g => g.Key)),
        await Keys(db.Rotas.Select(r => r.Key)),
        await Keys(db.ExternalBodies.Select(b => b.Key)));

    /// <summary>The faults of a plan, with those that the directory shows.</summary>
    public static async Task<IReadOnlyList<PlanFault>> FaultsOf(HubDbContext db, EmergencyPlan plan) => PlanCheck.FaultsOf(plan, await Known(db));

    /// <summary>How much is open for a version: its faults, and what readiness finds in the thirty days from an instant on.</summary>
    public static async Task<int> CountOpen(HubDbContext db, PlanVersion version, DateTimeOffset now)
    {
        var plan = version.Read();
        var faults = await FaultsOf(db, plan);
        var bodies = await db.ExternalBodies.AsNoTracking().ToDictionaryAsync(b => b.Key, StringComparer.Ordinal);
        var found = ReadinessCheck.Of(new ReadinessInput(plan, await Rosters.Load(db), bodies), now, now.AddDays(LookAhead));
        return faults.Count + found.Findings.Count;
    }

    private static async Task<HashSet<string>> Keys(IQueryable<string> keys) => (await keys.ToListAsync()).ToHashSet(StringComparer.Ordinal);
}
