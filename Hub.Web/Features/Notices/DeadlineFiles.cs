using Hub.Domain.Clocks;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary>Everything that a batch of due deadlines needs, loaded with one query a table.</summary>
internal sealed class DeadlineFiles
{
    private readonly Dictionary<Guid, Situation> byIncident = [];
    private readonly Dictionary<Guid, Situation> byReportClimb = [];
    private readonly Dictionary<Guid, Report> reports = [];
    private readonly Dictionary<Guid, Duty> duties = [];

    /// <summary>The situations with the chains of their record.</summary>
    public IEnumerable<(Situation Situation, string Chain)> Situations =>
        byIncident.Values.Select(s => (s, s.Incident!.Number)).Concat(byReportClimb.Values.Select(s => (s, "reports")));

    public static async Task<DeadlineFiles> Load(Work work, PlanInForce plans, List<Deadline> due, CancellationToken cancellation)
    {
        var db = work.Db;
        var files = new DeadlineFiles();
        var roster = await work.Roster();
        var incidentIds = due.Select(d => d.IncidentId).OfType<Guid>().Distinct().ToList();
        var climbIds = due.Where(d => d.IncidentId is null).Select(d => d.SubjectId).Distinct().ToList();
        var incidents = await db.Incidents.Where(i => incidentIds.Contains(i.Id)).ToListAsync(cancellation);
        var climbs = await db.Climbs.Where(c => incidentIds.Contains(c.IncidentId!.Value) || climbIds.Contains(c.Id)).OrderBy(c => c.StartedAt).ToListAsync(cancellation);
        var matters = climbs.Where(c => c.IncidentId is null).Select(c => c.Matter).ToList();
        var notices = await db.Notices.Where(n => incidentIds.Contains(n.IncidentId!.Value) || matters.Contains(n.Matter)).OrderBy(n => n.CreatedAt).ToListAsync(cancellation);

        // Not "==": SQLite would take the index over the state and walk through everything that is pending.
        var pending = await db.Deadlines
            .Where(d => d.State <= DeadlineState.Pending && (incidentIds.Contains(d.IncidentId!.Value) || climbIds.Contains(d.SubjectId))).ToListAsync(cancellation);
        foreach (var duty in await db.Duties.Where(d => incidentIds.Contains(d.IncidentId)).ToListAsync(cancellation))
        {
            files.duties[duty.Id] = duty;
        }

        foreach (var report in await db.Reports.Where(r => climbIds.Contains(r.ClimbId!.Value)).OrderByDescending(r => r.ReceivedAt).ToListAsync(cancellation))
        {
            files.reports[report.ClimbId!.Value] = report;
        }

        var climbsOf = climbs.ToLookup(c => c.IncidentId);
        var noticesOf = notices.ToLookup(n => n.IncidentId);
        var pendingOf = pending.ToLookup(d => d.IncidentId);
        foreach (var incident in incidents)
        {
            files.byIncident[incident.Id] = new Situation
            {
                Plan = await plans.Load(db, incident.PlanVersionId),
                PlanVersionId = incident.PlanVersionId,
                Roster = roster,
                Incident = incident,
                Climbs = [.. climbsOf[incident.Id]],
                Notices = [.. noticesOf[incident.Id]],
                Deadlines = [.. pendingOf[incident.Id]],
            };
        }

        var noticesByMatter = noticesOf[null].ToLookup(n => n.Matter, StringComparer.Ordinal);
        var pendingBySubject = pendingOf[null].ToLookup(d => d.SubjectId);
        foreach (var climb in climbsOf[null])
        {
            files.byReportClimb[climb.Id] = new Situation
            {
                Plan = await plans.Load(db, climb.PlanVersionId),
                PlanVersionId = climb.PlanVersionId,
                Roster = roster,
                Climbs = [climb],
                Notices = [.. noticesByMatter[climb.Matter]],
                Deadlines = [.. pendingBySubject[climb.Id]],
            };
        }

        return files;
    }

    /// <summary>The situation of a deadline's incident.</summary>
    public Situation? Of(Deadline deadline) => deadline.IncidentId is { } id ? byIncident.GetValueOrDefault(id) : null;

    /// <summary>The climb of a deadline, with what its notices say.</summary>
    public (Situation Situation, Climb Climb, NoticeContent Content)? Climb(Deadline deadline)
    {
        var situation = Of(deadline) ?? byReportClimb.GetValueOrDefault(deadline.SubjectId);
        if (situation?.Climbs.Find(c => c.Id == deadline.SubjectId) is not { } climb)
        {
            return null;
        }

        var said = situation.Notices.FindLast(n => n.Matter == climb.Matter && n.Issue == climb.Issue)?.Content;
        var content = said ?? Anew(situation, climb);
        return content is null ? null : (situation, climb, content);
    }

    /// <summary>The duty of a deadline.</summary>
    public (Situation Situation, Duty Duty)? Duty(Deadline deadline) =>
        Of(deadline) is { } situation && duties.TryGetValue(deadline.SubjectId, out var duty) ? (situation, duty) : null;

    private NoticeContent? Anew(Situation situation, Climb climb)
    {
        if (situation.Incident is not null)
        {
            return climb.DutyId is { } dutyId && duties.TryGetValue(dutyId, out var duty)
                ? DutyPolicy.Content(situation, duty)
                : NoticePolicy.Content(situation, situation.Incident.Description, null);
        }

        return reports.TryGetValue(climb.Id, out var report) ? TriagePolicy.Content(report) : null;
    }
}
