using Hub.Domain.Plans;
using Hub.Domain.Plans.Readiness;
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

    /// <summary>How much is open for a version: its faults, and what readiness would find under it in the thirty days from an instant on.</summary>
    /// <param name="readiness">What the page of readiness looks at, too.</param>
    /// <param name="db">The store.</param>
    /// <param name="version">The version.</param>
    /// <param name="now">From when.</param>
    public static async Task<int> CountOpen(ReadinessNow readiness, HubDbContext db, PlanVersion version, DateTimeOffset now)
    {
        var plan = version.Read();
        var faults = await FaultsOf(db, plan);
        var input = await readiness.Input(db, plan) with { Authors = PlanAuthor.Parse(version.Authors).Select(a => a.Id).ToHashSet() };
        return faults.Count + ReadinessCheck.Of(input, now, now.AddDays(ReadinessNow.Days)).Findings.Count;
    }

    private static async Task<HashSet<string>> Keys(IQueryable<string> keys) => (await keys.ToListAsync()).ToHashSet(StringComparer.Ordinal);
}
