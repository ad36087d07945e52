using Hub.Domain.Incidents;
using Hub.Domain.Shared;
using Hub.Web.Live;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Incidents;

/// <summary>An asset that can be named.</summary>
public sealed record AssetChoice(string Key, LocalText Name);

/// <summary>Reads the systems of an incident that the caller may see, and what the directory offers.</summary>
public sealed class SystemsQuery(IDbContextFactory<HubDbContext> contexts, CurrentCaller callers)
{
    /// <summary>More assets than these are found by typing their key.</summary>
    private const int MostAssets = 500;

    /// <summary>Number of the incident, its systems, and whether it is closed; nothing for whoever may not see it.</summary>
    public async Task<(string Incident, IReadOnlyList<SystemView> Systems, bool IsClosed)> Of(Guid incidentId)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var its = await db.Incidents.SeenBy(db, await callers.Get()).Where(i => i.Id == incidentId).Select(i => new { i.Number, i.State }).FirstOrDefaultAsync();
        return its is null ? ("", [], true) : (its.Number, await EventQuery.Systems(db, incidentId, CancellationToken.None), its.State == IncidentState.Closed);
    }

    /// <summary>Assets in use, by key.</summary>
    public async Task<IReadOnlyList<AssetChoice>> Assets()
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Assets.AsNoTracking().Where(a => !a.IsRetired).OrderBy(a => a.Key).Take(MostAssets).Select(a => new AssetChoice(a.Key, new LocalText(a.NameEn, a.NameZh))).ToListAsync();
    }
}
