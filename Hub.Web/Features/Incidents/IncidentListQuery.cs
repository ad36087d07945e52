using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Web.Live;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Incidents;

/// <summary>Which incidents a list shows.</summary>
/// <param name="State">Null: all.</param>
/// <param name="Grade">Null: all.</param>
/// <param name="Words">Each must stand in number, title or place.</param>
/// <param name="Page">From 1.</param>
public sealed record IncidentFilter(IncidentState? State, Grade? Grade, string? Words, int Page);

/// <summary>One page of incidents, newest first.</summary>
public sealed record IncidentList(IReadOnlyList<IncidentView> Incidents, int Total, int Pages);

/// <summary>Finds incidents among those that the caller may see.</summary>
public sealed class IncidentListQuery(IDbContextFactory<HubDbContext> contexts, CurrentCaller callers)
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    public async Task<IncidentList> Run(IncidentFilter filter)
    {
        var caller = await callers.Get();
        await using var db = await contexts.CreateDbContextAsync();
        var found = db.Incidents.SeenBy(db, caller);
        if (filter.State is { } state)
        {
            found = found.Where(i => i.State == state);
        }

        if (filter.Grade is { } grade)
        {
            found = found.Where(i => i.Grade == grade);
        }

        foreach (var word in (filter.Words ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(8))
        {
            var pattern = $"%{Literally(word)}%";
            found = found.Where(i => EF.Functions.Like(i.Number, pattern, "!") || EF.Functions.Like(i.Title, pattern, "!") || (i.Place != null && EF.Functions.Like(i.Place, pattern, "!")));
        }

        var total = await found.CountAsync();
        var ids = await found.OrderByDescending(i => i.OpenedAt).ThenByDescending(i => i.Id)
            .Select(i => i.Id).Skip((Math.Max(1, filter.Page) - 1) * PageSize).Take(PageSize).ToListAsync();
        var views = (await BoardQuery.Incidents(db, ids, CancellationToken.None)).ToDictionary(v => v.Id);
        return new IncidentList([.. ids.Where(views.ContainsKey).Select(id => views[id])], total, Math.Max(1, (total + PageSize - 1) / PageSize));
    }

    private static string Literally(string word) =>
        word.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal).Replace("[", "![", StringComparison.Ordinal);
}
