using Hub.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Store;

/// <summary>Reads the roster: who can be told, who holds which office, who is on call.</summary>
public static class Rosters
{
    /// <summary>Everything that the directory holds, as it stands in this context's transaction.</summary>
    /// <param name="db">The store.</param>
    /// <param name="from">Overrides and absences that ended before are left out, since there are more of them every week; null: all.</param>
    public static async Task<Roster> Load(HubDbContext db, DateTimeOffset? from = null) => new(
        await db.Persons.AsNoTracking().AsSplitQuery().ToListAsync(),
        await db.Offices.AsNoTracking().ToListAsync(),
        await db.Groups.AsNoTracking().ToListAsync(),
        await Rotas(db, from),
        await Absences(db, from));

    /// <summary>The rotas with their layers and the overrides that are not over at an instant; null: all.</summary>
    public static Task<List<Rota>> Rotas(HubDbContext db, DateTimeOffset? from = null)
    {
        var after = from ?? DateTimeOffset.MinValue;
        return db.Rotas.AsNoTracking().AsSplitQuery().IgnoreAutoIncludes()
            .Include(r => r.Layers)
            .Include(r => r.Overrides.Where(o => o.Until > after))
            .ToListAsync();
    }

    /// <summary>Who said that they take no shift, as far as it is not over at an instant; null: all.</summary>
    public static async Task<Absences> Absences(HubDbContext db, DateTimeOffset? from = null)
    {
        var after = from ?? DateTimeOffset.MinValue;
        return new Absences(await db.Unavailabilities.AsNoTracking().Where(u => u.Until > after).ToListAsync());
    }
}
