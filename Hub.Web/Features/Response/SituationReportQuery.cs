using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Response;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Response;

/// <summary>A situation report as a page shows it.</summary>
/// <param name="Report">The report.</param>
/// <param name="Incident">Its incident.</param>
/// <param name="Before">The approved version before it, for the differences; null for the first.</param>
/// <param name="MayWrite">True when the viewer may write, submit or take back.</param>
/// <param name="MayApprove">True when the viewer has the right to approve and wrote no word of it.</param>
/// <param name="IsOwn">True when the viewer wrote on it.</param>
/// <param name="IsIntact">True while the content of an approved report agrees with its hash.</param>
public sealed record SituationReportView(SituationReport Report, Incident Incident, SituationReport? Before, bool MayWrite, bool MayApprove, bool IsOwn, bool IsIntact);

/// <summary>One line of the list.</summary>
public sealed record SituationReportLine(Guid Id, string Incident, string Title, int Number, SituationReportState State, string WrittenBy, DateTimeOffset WrittenAt, string? SubmittedBy, DateTimeOffset? SubmittedAt, string? ApprovedBy, DateTimeOffset? ApprovedAt, string? ReturnedBy);

/// <summary>A report that waits for the viewer's approval.</summary>
/// <param name="Line">The report.</param>
/// <param name="Grade">Grade of its incident.</param>
/// <param name="IsDrill">True in a drill.</param>
/// <param name="Due">When the plan asks for the next progress report, which it is once approved, UTC; null when the plan asks for none.</param>
public sealed record ReportToApprove(SituationReportLine Line, Grade Grade, bool IsDrill, DateTimeOffset? Due);

/// <summary>All versions of an incident, the newest first.</summary>
public sealed record SituationReportList(IReadOnlyList<SituationReportLine> Items);

/// <summary>Reads the situation reports of incidents that the caller may see.</summary>
public sealed class SituationReportQuery(IDbContextFactory<HubDbContext> contexts, CurrentCaller callers, PlanInForce plans, TimeProvider time)
{
    /// <summary>One version; null when there is none for the viewer.</summary>
    public async Task<SituationReportView?> Run(string incident, int number)
    {
        var caller = await callers.Get();
        var found = await Read(caller, incident, number, CancellationToken.None);
        return found.IsRefused ? null : found.Value;
    }

    /// <summary>One version. Refused: without the right to read; unknown, or not to be known.</summary>
    public async Task<Outcome<SituationReportView>> Read(Caller caller, string incident, int number, CancellationToken cancellation)
    {
        if (!caller.Has(Right.Read))
        {
            return Refusal.NotAllowed();
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var its = await db.Incidents.SeenBy(db, caller).AsNoTracking().FirstOrDefaultAsync(i => i.Number == incident, cancellation);
        if (its is null)
        {
            return Refusal.NotFound("IncidentUnknown", incident);
        }

        var report = await db.SituationReports.AsNoTracking().FirstOrDefaultAsync(r => r.IncidentId == its.Id && r.Number == number, cancellation);
        if (report is null)
        {
            return Refusal.NotFound("SituationReportUnknown", number);
        }

        var before = await db.SituationReports.AsNoTracking().FirstOrDefaultAsync(r => r.IncidentId == its.Id && r.Number == number - 1, cancellation);
        var isOwn = report.IsWrittenBy(caller);
        return new SituationReportView(
            report, its, before, SituationReports.MayWrite(caller), caller.Has(Right.Approve) && !isOwn && await IsLetByPlan(db, its, caller), isOwn, report.Hash is null || report.Hash == report.ComputeHash(its.Number));
    }

    /// <summary>All versions of an incident, the newest first. Refused: without the right to read; unknown, or not to be known.</summary>
    public async Task<Outcome<SituationReportList>> List(Caller caller, string incident, CancellationToken cancellation)
    {
        if (!caller.Has(Right.Read))
        {
            return Refusal.NotAllowed();
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var its = db.Incidents.SeenBy(db, caller).Where(i => i.Number == incident);
        if (!await its.AnyAsync(cancellation))
        {
            return Refusal.NotFound("IncidentUnknown", incident);
        }

        return new SituationReportList(await Lines(db, db.SituationReports.Where(r => its.Any(i => i.Id == r.IncidentId)).OrderByDescending(r => r.Number), cancellation));
    }

    /// <summary>Those of an incident by its identity, the newest first, and whether the viewer may begin the next.</summary>
    public async Task<(string Incident, IReadOnlyList<SituationReportLine> Lines, bool MayBegin)> Of(Guid incidentId)
    {
        var caller = await callers.Get();
        await using var db = await contexts.CreateDbContextAsync();
        var seen = db.Incidents.SeenBy(db, caller).Where(i => i.Id == incidentId);
        var isClosed = await seen.AnyAsync(i => i.State == IncidentState.Closed);
        var lines = await Lines(db, db.SituationReports.Where(r => seen.Any(i => i.Id == r.IncidentId)).OrderByDescending(r => r.Number), CancellationToken.None);
        return (await seen.Select(i => i.Number).FirstOrDefaultAsync() ?? "", lines, SituationReports.MayWrite(caller) && !isClosed && lines.All(l => l.State == SituationReportState.Approved));
    }

    /// <summary>What waits for the viewer's approval, the oldest first; nothing without the right, nothing that the viewer wrote, nothing that the plan keeps to others.</summary>
    public async Task<IReadOnlyList<ReportToApprove>> Waiting()
    {
        var caller = await callers.Get();
        if (!caller.Has(Right.Approve))
        {
            return [];
        }

        var self = caller.PersonId ?? caller.Id ?? Guid.Empty;
        await using var db = await contexts.CreateDbContextAsync();
        var seen = db.Incidents.SeenBy(db, caller);
        var lines = await Lines(
            db,
            db.SituationReports.Where(r => r.State == SituationReportState.Submitted && !r.Writers.Any(w => w.WriterId == self) && seen.Any(i => i.Id == r.IncidentId)).OrderBy(r => r.SubmittedAt),
            CancellationToken.None);
        if (lines.Count == 0)
        {
            return [];
        }

        var numbers = lines.Select(l => l.Incident).ToHashSet(StringComparer.Ordinal);
        var incidents = await db.Incidents.AsNoTracking().Where(i => numbers.Contains(i.Number)).ToDictionaryAsync(i => i.Number, StringComparer.Ordinal);
        var ids = incidents.Values.Select(i => i.Id).ToList();
        var due = await db.Deadlines.Where(d => d.IncidentId != null && ids.Contains(d.IncidentId.Value) && d.Kind == DeadlineKind.ProgressReport && d.State == DeadlineState.Pending)
            .Select(d => new { d.IncidentId, d.DueAt }).ToListAsync();
        var mine = new List<ReportToApprove>();
        foreach (var line in lines)
        {
            var its = incidents[line.Incident];
            if (await IsLetByPlan(db, its, caller))
            {
                mine.Add(new ReportToApprove(line, its.Grade, its.IsDrill, due.Find(d => d.IncidentId == its.Id)?.DueAt));
            }
        }

        return mine;
    }

    private async Task<bool> IsLetByPlan(HubDbContext db, Incident incident, Caller caller)
    {
        var plan = await plans.Load(db, incident.PlanVersionId);
        return !plan.Authority.TryGetValue(incident.Grade, out var authority) || authority.Approve.Count == 0
            || Authority.Check(authority.Approve, caller, await Rosters.Load(db), incident.LeaderId, time.GetUtcNow()) is null;
    }

    private static Task<List<SituationReportLine>> Lines(HubDbContext db, IQueryable<SituationReport> reports, CancellationToken cancellation) =>
        reports.IgnoreAutoIncludes().AsNoTracking()
            .Select(r => new SituationReportLine(
                r.Id, db.Incidents.Where(i => i.Id == r.IncidentId).Select(i => i.Number).First(), db.Incidents.Where(i => i.Id == r.IncidentId).Select(i => i.Title).First(),
                r.Number, r.State, r.WrittenBy, r.WrittenAt, r.SubmittedBy, r.SubmittedAt, r.ApprovedBy, r.ApprovedAt, r.ReturnedBy))
            .ToListAsync(cancellation);
}
