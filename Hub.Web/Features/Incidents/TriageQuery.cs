using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Incidents;

/// <summary>A report as whoever judges it reads it.</summary>
public sealed record TriageView(ReportDetail Report, IReadOnlyList<GradeOption> Grades, IReadOnlyList<JoinableView> Running);

/// <summary>All that was reported.</summary>
public sealed record ReportDetail(
    string Number, string Title, string? Description, Category? Category, DateTimeOffset? OccurredAt, string? Place, string? Persons, string? MeasuresTaken,
    string Reporter, string? Contact, Grade? Suspected, string? Source, DateTimeOffset ReceivedAt, ReportState State, string? TriagedBy, bool IsDrill, int Repeats);

/// <summary>An incident that a report may belong to.</summary>
public sealed record JoinableView(string Number, string Title, Grade Grade, string? Place)
{
    public override string ToString() => $"{Number} · {Title}";
}

/// <summary>What the judgement of a report needs: the report, what the grades mean, the incidents that run. Null when there is no such report or no right.</summary>
public sealed class TriageQuery(IDbContextFactory<HubDbContext> contexts, PlanInForce plans, CurrentCaller callers)
{
    public async Task<TriageView?> Run(string number)
    {
        var caller = await callers.Get();
        await using var db = await contexts.CreateDbContextAsync();
        var report = await db.Reports.AsNoTracking().FirstOrDefaultAsync(r => r.Number == number);
        if (report is null || !caller.Has(Right.Triage))
        {
            return null;
        }

        var plan = await Plan(db, report);
        var running = await db.Incidents.SeenBy(db, caller)
            .Where(i => i.State != IncidentState.Closed && i.IsDrill == report.IsDrill)
            .OrderByDescending(i => i.OpenedAt)
            .Select(i => new JoinableView(i.Number, i.Title, i.Grade, i.Place))
            .Take(500).ToListAsync();
        return new TriageView(Of(report), GradeOption.Of(plan, await RuleNames.Load(db, plan)), running);
    }

    internal static ReportDetail Of(Report r) => new(
        r.Number, r.Title, r.Description, r.Category, r.OccurredAt, r.Place, r.Persons, r.MeasuresTaken,
        r.ReporterName, r.ReporterContact, r.SuspectedGrade, r.Source, r.ReceivedAt, r.State, r.TriagedBy, r.IsDrill, r.Repeats);

    private async Task<EmergencyPlan> Plan(HubDbContext db, Report report) =>
        report is { IsDrill: true, ClimbId: { } climb }
            ? await plans.Load(db, await db.Climbs.Where(c => c.Id == climb).Select(c => c.PlanVersionId).SingleAsync())
            : (await plans.Load(db)).Plan;
}
