using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Web.Security;
using Hub.Web.Store;
using Hub.Web.Store.Search;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Incidents;

/// <summary>A report and what became of it.</summary>
/// <param name="Incident">Number of the incident that it became or joined, when the caller may see it.</param>
public sealed record ReportRow(
    string Number, string Title, string Reporter, DateTimeOffset ReceivedAt, ReportState State, Grade? Suspected, string? TriagedBy, DateTimeOffset? TriagedAt, string? Incident, bool IsDrill);

/// <summary>A page of reports.</summary>
/// <param name="Rows">Newest first.</param>
/// <param name="SeesAll">True for who judges reports: all are listed, not only their own.</param>
/// <param name="HasOlder">There are older ones on the next page.</param>
public sealed record ReportPageRows(IReadOnlyList<ReportRow> Rows, bool SeesAll, bool HasOlder);

/// <summary>Reports: the caller's own, or all of them for whoever may triage. Newest first.</summary>
public sealed class ReportsQuery(IDbContextFactory<HubDbContext> contexts, CurrentCaller callers)
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    /// <summary>Most that words find: whoever looks for one among more gives more words.</summary>
    private const int MostFound = 200;

    /// <summary>A page.</summary>
    /// <param name="state">Null: all.</param>
    /// <param name="words">What must stand in them; null: anything.</param>
    /// <param name="page">From 1.</param>
    public async Task<ReportPageRows> Run(ReportState? state, string? words = null, int page = 1)
    {
        var caller = await callers.Get();
        await using var db = await contexts.CreateDbContextAsync();
        var seen = db.Incidents.SeenBy(db, caller);
        var reports = db.Reports.AsNoTracking().SeenBy(db, caller);
        if (SearchWords.Of(words) is { IsEmpty: false } wanted)
        {
            var found = (await SearchIndex.FindReports(db, reports, wanted, MostFound, CancellationToken.None)).ConvertAll(f => f.Id);
            reports = reports.Where(r => found.Contains(r.Id));
        }

        if (state is { } only)
        {
            reports = reports.Where(r => r.State == only);
        }

        var rows = await reports.OrderByDescending(r => r.ReceivedAt).Skip((Math.Max(1, page) - 1) * PageSize).Take(PageSize + 1)
            .Select(r => new ReportRow(
                r.Number, r.Title, r.ReporterName, r.ReceivedAt, r.State, r.SuspectedGrade, r.TriagedBy, r.TriagedAt,
                seen.Where(i => i.Id == r.IncidentId).Select(i => i.Number).FirstOrDefault(), r.IsDrill))
            .ToListAsync();
        return new ReportPageRows([.. rows.Take(PageSize)], caller.Has(Right.Triage), rows.Count > PageSize);
    }
}
