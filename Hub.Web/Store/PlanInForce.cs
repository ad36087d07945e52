using System.Collections.Concurrent;
using Hub.Domain.Plans;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Store;

/// <summary>
/// The plan in force, and the plan that an incident keeps. The content of such a version never changes, so it is parsed
/// once and kept; which version is in force is asked of the store every time.
/// </summary>
public sealed class PlanInForce
{
    private readonly ConcurrentDictionary<Guid, (PlanVersion Version, EmergencyPlan Plan)> read = new();

    /// <summary>The version in force, which is never a drill copy. Do not change or attach it: it is shared.</summary>
    /// <exception cref="InvalidOperationException">No plan is in force: the store was not prepared.</exception>
    public async Task<(PlanVersion Version, EmergencyPlan Plan)> Load(HubDbContext db)
    {
        var id = await db.PlanVersions
            .Where(v => v.State == PlanState.InForce && !v.IsDrillCopy)
            .OrderByDescending(v => v.InForceFrom).ThenByDescending(v => v.Number)
            .Select(v => new { v.Id, v.Version })
            .FirstOrDefaultAsync() ?? throw new InvalidOperationException("No emergency plan is in force.");
        if (read.TryGetValue(id.Id, out var known) && known.Version.Version != id.Version)
        {
            // Its content is the same, but it may be in force again since another instant.
            read.TryRemove(id.Id, out _);
        }

        return await Find(db, id.Id);
    }

    /// <summary>The plan of a version, which may be a drill copy or retired.</summary>
    /// <exception cref="InvalidOperationException">There is no such version.</exception>
    public async Task<EmergencyPlan> Load(HubDbContext db, Guid versionId) => (await Find(db, versionId)).Plan;

    private async Task<(PlanVersion Version, EmergencyPlan Plan)> Find(HubDbContext db, Guid id)
    {
        if (read.TryGetValue(id, out var known))
        {
            return known;
        }

        var version = await db.PlanVersions.AsNoTracking().SingleAsync(v => v.Id == id);
        return read.GetOrAdd(id, _ => (version, version.Read()));
    }
}
