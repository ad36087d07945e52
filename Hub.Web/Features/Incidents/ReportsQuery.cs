using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Incidents;

/// <summary>A report and what became of it.</summary>
/// <param name="Incident">Number of the incident that it became or joined, when the caller may see it.</param>
public sealed record ReportRow(
    string Number, string Title, string Reporter, DateTimeOffset ReceivedAt, ReportState State, Grade? Suspected, string? TriagedBy, DateTimeOffset? TriagedAt, string? Incident, bool IsDrill);

/// <summary>Reports: the caller's own, or all of them for whoever may triage. Newest first.</summary>
public sealed class ReportsQuery(IDbContextFactory<HubDbContext> contexts, CurrentCaller callers)
{
    /// <summary>Most that a page shows.</summary>
    public const int Most = 200;

    public async Task<(IReadOnlyList<ReportRow> Rows, bool SeesAll)> Run(ReportState? state)
    {
        var caller = await callers.Get();
        var seesAll = caller.Has(Right.Triage);
        await using var db = await contexts.CreateDbContextAsync();
        var seen = db.Incidents.SeenBy(db, caller);
        var reports = db.Reports.AsNoTracking();
        reports = seesAll
            ? reports.Where(r => r.IncidentId == null || seen.Any(i => i.Id == r.IncidentId))
            : reports.Where(r => r.ReporterPersonId != null && r.ReporterPersonId == caller.PersonId);
        if (state is { } wanted)
        {
            reports = reports.Where(r => r.State == wanted);
        }

        var rows = await reports.OrderByDescending(r => r.ReceivedAt).Take(Most)
            .Select(r => new ReportRow(
                r.Number, r.Title, r.ReporterName, r.ReceivedAt, r.State, r.SuspectedGrade, r.TriagedBy, r.TriagedAt,
                seen.Where(i => i.Id == r.IncidentId).Select(i => i.Number).FirstOrDefault(), r.IsDrill))
            .ToListAsync();
        return (rows, seesAll);
    }
}
