using Hub.Domain.Incidents;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Store.Search;

/// <summary>
/// Finds incidents and reports by words, the newest first. What the index does not hold yet (the last minutes; on a store
/// that it is new to, more) is read as it stands, so that a report is found the moment it was taken.
/// </summary>
public static class SearchIndex
{
    /// <summary>Most that is read as it stands for one question. While the index of an old store is being built, what is older than these is not found yet.</summary>
    public const int MostUnindexed = 5_000;

    /// <summary>How many candidates are read at a time; after the last of these nobody looks further.</summary>
    private static readonly int[] Pages = [60, 240, 900];

    /// <summary>Incidents that came after the mark, or all.</summary>
    internal static IQueryable<SearchText> Incidents(IQueryable<Incident> incidents) =>
        incidents.Select(i => new SearchText(i.Id, i.OpenedAt, i.Number, i.Title, i.Place, i.Description));

    /// <summary>Reports as they are searched.</summary>
    internal static IQueryable<SearchText> Reports(IQueryable<Report> reports) =>
        reports.Select(r => new SearchText(r.Id, r.ReceivedAt, r.Number, r.Title, r.Place, r.Description));

    /// <summary>Affected systems as they are searched. A system has no number: its identity within the incident stands for it.</summary>
    internal static IQueryable<SearchText> Systems(IQueryable<AffectedSystem> systems) =>
        systems.Select(s => new SearchText(s.Id, s.NamedAt, s.Identity, s.NameEn, s.NameZh, s.AssetKey));

    /// <summary>Incidents that may be seen and affect a system of that name, those where it was named last first.</summary>
    public static async Task<List<SearchText>> FindBySystem(HubDbContext db, IQueryable<Incident> seen, SearchWords words, int most, CancellationToken cancellation)
    {
        var (at, identity) = await MarkOf(db, SearchKind.System, cancellation);
        var systems = db.AffectedSystems.AsNoTracking().Where(s => seen.Any(i => i.Id == s.IncidentId));
        var fresh = await Systems(systems.Where(s => s.NamedAt >= at && !(s.NamedAt == at && string.Compare(s.Identity, identity) <= 0)).OrderByDescending(s => s.NamedAt).Take(MostUnindexed))
            .ToListAsync(cancellation);
        var found = (await Find(db, SearchKind.System, fresh, ids => Systems(systems.Where(s => ids.Contains(s.Id))), words, most, cancellation)).ConvertAll(f => f.Id);
        return await Incidents(seen.AsNoTracking().Where(i => db.AffectedSystems.Any(s => s.IncidentId == i.Id && found.Contains(s.Id))).OrderByDescending(i => i.OpenedAt)).Take(most).ToListAsync(cancellation);
    }

    /// <summary>The incidents among those that may be seen.</summary>
    public static async Task<List<SearchText>> FindIncidents(HubDbContext db, IQueryable<Incident> seen, SearchWords words, int most, CancellationToken cancellation)
    {
        if (words.NumberBegins is { } begins)
        {
            var end = begins + "Z";
            var numbered = await Incidents(seen.AsNoTracking().Where(i => string.Compare(i.Number, begins) >= 0 && string.Compare(i.Number, end) < 0).OrderByDescending(i => i.Number)).Take(most).ToListAsync(cancellation);
            if (numbered.Count > 0)
            {
                return numbered;
            }
        }

        var (at, number) = await MarkOf(db, SearchKind.Incident, cancellation);
        var fresh = await Incidents(seen.AsNoTracking()
                .Where(i => i.OpenedAt >= at && !(i.OpenedAt == at && string.Compare(i.Number, number) <= 0)).OrderByDescending(i => i.OpenedAt).Take(MostUnindexed))
            .ToListAsync(cancellation);
        return await Find(db, SearchKind.Incident, fresh, ids => Incidents(seen.AsNoTracking().Where(i => ids.Contains(i.Id))), words, most, cancellation);
    }

    /// <summary>The reports among those that may be seen.</summary>
    public static async Task<List<SearchText>> FindReports(HubDbContext db, IQueryable<Report> seen, SearchWords words, int most, CancellationToken cancellation)
    {
        if (words.NumberBegins is { } begins)
        {
            var end = begins + "Z";
            var numbered = await Reports(seen.AsNoTracking().Where(r => string.Compare(r.Number, begins) >= 0 && string.Compare(r.Number, end) < 0).OrderByDescending(r => r.Number)).Take(most).ToListAsync(cancellation);
            if (numbered.Count > 0)
            {
                return numbered;
            }
        }

        var (at, number) = await MarkOf(db, SearchKind.Report, cancellation);
        var fresh = await Reports(seen.AsNoTracking()
                .Where(r => r.ReceivedAt >= at && !(r.ReceivedAt == at && string.Compare(r.Number, number) <= 0)).OrderByDescending(r => r.ReceivedAt).Take(MostUnindexed))
            .ToListAsync(cancellation);
        return await Find(db, SearchKind.Report, fresh, ids => Reports(seen.AsNoTracking().Where(r => ids.Contains(r.Id))), words, most, cancellation);
    }

    /// <summary>Entries that hold every term, the newest first.</summary>
    internal static IQueryable<SearchEntry> Entries(HubDbContext db, SearchKind kind, SearchWords words)
    {
        var entries = db.SearchEntries.AsNoTracking().Where(e => e.Kind == kind);
        foreach (var (text, isPrefix) in words.Wanted)
        {
            var terms = db.SearchTerms.Where(t => t.Kind == kind);
            var end = text + '\uffff';
            terms = isPrefix ? terms.Where(t => string.Compare(t.Term, text) >= 0 && string.Compare(t.Term, end) < 0) : terms.Where(t => t.Term == text);
            entries = entries.Where(e => terms.Select(t => t.EntryId).Contains(e.Id));
        }

        return entries.OrderByDescending(e => e.Id);
    }

    private static async Task<List<SearchText>> Find(
        HubDbContext db, SearchKind kind, List<SearchText> fresh, Func<List<Guid>, IQueryable<SearchText>> read, SearchWords words, int most, CancellationToken cancellation)
    {
        var found = fresh.Where(words.Match).Take(most).ToList();
        var before = long.MaxValue;
        foreach (var size in Pages)
        {
            if (found.Count >= most)
            {
                break;
            }

            // Two characters side by side do not make a word of three, and not everybody may see everything: more are asked for than are shown.
            var last = before;
            var page = await Entries(db, kind, words).Where(e => e.Id < last).Take(size).ToListAsync(cancellation);
            var ids = page.ConvertAll(e => e.SubjectId);
            var texts = await read(ids).ToDictionaryAsync(t => t.Id, cancellation);
            found.AddRange(ids.Where(texts.ContainsKey).Select(id => texts[id]).Where(words.Match).Take(most - found.Count));
            if (page.Count < size)
            {
                break;
            }

            before = page[^1].Id;
        }

        return found;
    }

    private static async Task<(DateTimeOffset At, string Number)> MarkOf(HubDbContext db, SearchKind kind, CancellationToken cancellation) =>
        await db.SearchMarks.AsNoTracking().FirstOrDefaultAsync(m => m.Kind == kind, cancellation) is { } mark ? (mark.At, mark.Number) : (DateTimeOffset.UnixEpoch, "");
}
