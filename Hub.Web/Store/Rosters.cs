using Hub.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Store;

/// <summary>Reads the roster: who can be told, who holds which office, who is on call.</summary>
public static class Rosters
{
    /// <summary>Everything that the directory holds, as it stands in this context's transaction.</summary>
    public static async Task<Roster> Load(HubDbContext db) => new(
        await db.Persons.AsNoTracking().AsSplitQuery().ToListAsync(),
        await db.Offices.AsNoTracking().ToListAsync(),
        await db.Groups.AsNoTracking().ToListAsync(),
        await db.Rotas.AsNoTracking().AsSplitQuery().ToListAsync());
}
