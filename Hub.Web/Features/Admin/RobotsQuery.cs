using Hub.Domain.People;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Admin;

/// <summary>A robot as the administration shows it: without address and secret.</summary>
public sealed record RobotRow(string Key, string Name, string Preset, DateTimeOffset CreatedAt, bool IsOff);

/// <summary>Reads the robots for somebody who administers.</summary>
public sealed class RobotsQuery(IDbContextFactory<HubDbContext> contexts)
{
    /// <summary>The robots by name; none without the right.</summary>
    public async Task<IReadOnlyList<RobotRow>> Run(Caller caller, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Robots.AsNoTracking().OrderBy(r => r.Name).Select(r => new RobotRow(r.Key, r.Name, r.Preset, r.CreatedAt, r.IsOff)).ToListAsync(cancellation);
    }
}
