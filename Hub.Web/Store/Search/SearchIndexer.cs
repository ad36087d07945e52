using Hub.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Store.Search;

/// <summary>
/// Carries incidents and reports into the index of words, in the order in which they came, some minutes behind. A command
/// writes nothing for the index, so that a confirmation costs no row more; a store that had no index gets it in the same way.
/// </summary>
public sealed class SearchIndexer(IDbContextFactory<HubDbContext> contexts, WriteGate gate, TimeProvider time)
{
    /// <summary>So far behind: longer than any transaction takes and than the clocks of two nodes differ.</summary>
    public static readonly TimeSpan Behind = TimeSpan.FromMinutes(2);

    private const int MostRows = 100;
    private const int MostTerms = 1_500;

    /// <summary>One small batch of each kind; writers wait no longer than for one of these. Gives back how many were indexed; 0 when nothing is left.</summary>
    public async Task<int> RunOnce(CancellationToken cancellation)
    {
        var horizon = time.GetUtcNow() - Behind;
        return await Run(
                SearchKind.Incident,
                (db, mark) => SearchIndex.Incidents(db.Incidents.AsNoTracking()
                    .Where(i => i.OpenedAt >= mark.At && i.OpenedAt <= horizon && !(i.OpenedAt == mark.At && string.Compare(i.Number, mark.Number) <= 0))
                    .OrderBy(i => i.OpenedAt).ThenBy(i => i.Number)),
                cancellation)
            + await Run(
                SearchKind.Report,
                (db, mark) => SearchIndex.Reports(db.Reports.AsNoTracking()
                    .Where(r => r.ReceivedAt >= mark.At && r.ReceivedAt <= horizon && !(r.ReceivedAt == mark.At && string.Compare(r.Number, mark.Number) <= 0))
                    .OrderBy(r => r.ReceivedAt).ThenBy(r => r.Number)),
                cancellation)
            + await Run(
                SearchKind.System,
                (db, mark) => SearchIndex.Systems(db.AffectedSystems.AsNoTracking()
                    .Where(s => s.NamedAt >= mark.At && s.NamedAt <= horizon && !(s.NamedAt == mark.At && string.Compare(s.Identity, mark.Number) <= 0))
                    .OrderBy(s => s.NamedAt).ThenBy(s => s.Identity)),
                cancellation);
    }

    private async Task<int> Run(SearchKind kind, Func<HubDbContext, SearchMark, IQueryable<SearchText>> read, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var mark = await db.SearchMarks.AsNoTracking().FirstOrDefaultAsync(m => m.Kind == kind, cancellation);
        var from = mark ?? new SearchMark { Kind = kind, At = DateTimeOffset.UnixEpoch };
        var texts = await read(db, from).Take(MostRows).ToListAsync(cancellation);
        var (entries, terms) = Cut(kind, texts, from.LastEntry);
        if (entries.Count == 0)
        {
            return 0;
        }

        using var turn = await gate.Enter(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var last = texts[entries.Count - 1];
        if (mark is null)
        {
            db.SearchMarks.Add(new SearchMark { Kind = kind, At = last.At, Number = last.Number, LastEntry = entries.Count });
            await db.SaveChangesAsync(cancellation);
        }
        else
        {
            // Another node may have been quicker: then these stand in the index already.
            var end = from.LastEntry + entries.Count;
            var taken = await db.SearchMarks.Where(m => m.Kind == kind && m.LastEntry == from.LastEntry)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.LastEntry, end).SetProperty(m => m.At, last.At).SetProperty(m => m.Number, last.Number), cancellation);
            if (taken == 0)
            {
                return 0;
            }
        }

        await Write(db, entries, terms, cancellation);
        await transaction.CommitAsync(cancellation);
        return entries.Count;
    }

    private static (List<SearchEntry> Entries, List<SearchTerm> Terms) Cut(SearchKind kind, List<SearchText> texts, long before)
    {
        var (entries, terms) = (new List<SearchEntry>(), new List<SearchTerm>());
        foreach (var text in texts)
        {
            var its = SearchWords.Terms(text);
            if (entries.Count > 0 && terms.Count + its.Count > MostTerms)
            {
                break;
            }

            entries.Add(new SearchEntry { Kind = kind, Id = before + entries.Count + 1, SubjectId = text.Id });
            terms.AddRange(its.Order(StringComparer.Ordinal).Select(t => new SearchTerm { Kind = kind, Term = t, EntryId = entries[^1].Id }));
        }

        return (entries, terms);
    }

    private static async Task Write(HubDbContext db, List<SearchEntry> entries, List<SearchTerm> terms, CancellationToken cancellation)
    {
        if (NewRows.ArePrepared(db))
        {
            await NewRows.Write(db, typeof(SearchEntry), entries, cancellation);
            await NewRows.Write(db, typeof(SearchTerm), terms, cancellation);
            return;
        }

        db.AddRange(entries);
        db.AddRange(terms);
        await db.SaveChangesAsync(cancellation);
    }
}
