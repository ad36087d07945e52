using Hub.Domain.Clocks;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Store;

/// <summary>Loads how an incident or a report stands, and writes what the policies made of it.</summary>
public sealed class Situations(PlanInForce plans)
{
    /// <summary>The incident with that number as the caller may see it. Refused: unknown, or restricted and the caller is not named on it.</summary>
    public async Task<Outcome<Incident>> Find(Work work, string number)
    {
        var incident = await work.Db.Incidents.FirstOrDefaultAsync(i => i.Number == number);
        return incident is not null && await Sight.Sees(work.Db, work.Caller, incident)
            ? incident
            : Refusal.NotFound("IncidentUnknown", number);
    }

    /// <summary>All of an incident that policies need.</summary>
    public async Task<Situation> Load(Work work, Incident incident) => new()
    {
        Plan = await plans.Load(work.Db, incident.PlanVersionId),
        PlanVersionId = incident.PlanVersionId,
        Roster = await work.Roster(),
        Incident = incident,
        Climbs = await work.Db.Climbs.Where(c => c.IncidentId == incident.Id).OrderBy(c => c.StartedAt).ToListAsync(),
        Notices = await work.Db.Notices.Where(n => n.IncidentId == incident.Id).OrderBy(n => n.CreatedAt).ToListAsync(),
        Deadlines = await work.Db.Deadlines.Where(d => d.IncidentId == incident.Id && d.State == DeadlineState.Pending).ToListAsync(),
    };

    /// <summary>A situation for a new incident, under a plan version.</summary>
    public async Task<Situation> Begin(Work work, Incident incident) => new()
    {
        Plan = await plans.Load(work.Db, incident.PlanVersionId),
        PlanVersionId = incident.PlanVersionId,
        Roster = await work.Roster(),
        Incident = incident,
    };

    /// <summary>The situation of a report: the climb that tells of it, when there is one, and its notices.</summary>
    public async Task<Situation> Load(Work work, Report report, Guid planVersionId)
    {
        var climbs = report.ClimbId is { } climbId ? await work.Db.Climbs.Where(c => c.Id == climbId).ToListAsync() : [];
        var matters = climbs.Select(c => c.Matter).ToList();
        var ids = climbs.Select(c => c.Id).ToList();
        return new Situation
        {
            Plan = await plans.Load(work.Db, planVersionId),
            PlanVersionId = planVersionId,
            Roster = await work.Roster(),
            Climbs = climbs,
            Notices = await work.Db.Notices.Where(n => matters.Contains(n.Matter)).ToListAsync(),
            Deadlines = await work.Db.Deadlines.Where(d => ids.Contains(d.SubjectId) && d.State == DeadlineState.Pending).ToListAsync(),
        };
    }

    /// <summary>How the matter of a notice stands: its incident's, or its report's.</summary>
    public async Task<Situation> Load(Work work, Notice notice)
    {
        if (notice.IncidentId is { } incidentId)
        {
            return await Load(work, await work.Db.Incidents.SingleAsync(i => i.Id == incidentId));
        }

        var report = await work.Db.Reports.Where(r => r.ClimbId == notice.ClimbId).OrderBy(r => r.ReceivedAt).FirstAsync();
        return await Load(work, report, await PlanVersionOf(work, report));
    }

    /// <summary>The plan version that a report is handled under: a drill's own copy, else the one in force.</summary>
    public async Task<Guid> PlanVersionOf(Work work, Report report)
    {
        if (report is { IsDrill: true, ClimbId: { } climbId })
        {
            return await work.Db.Climbs.Where(c => c.Id == climbId).Select(c => c.PlanVersionId).SingleAsync();
        }

        return (await plans.Load(work.Db)).Version.Id;
    }

    /// <summary>The external bodies by key.</summary>
    public static async Task<IReadOnlyDictionary<string, ExternalBody>> Bodies(Work work) =>
        await work.Db.ExternalBodies.AsNoTracking().ToDictionaryAsync(b => b.Key, StringComparer.Ordinal);

    /// <summary>Writes what was decided and what follows.</summary>
    /// <param name="work">The command's work.</param>
    /// <param name="situation">With its effects.</param>
    /// <param name="chain">Chain of the record: the incident's number, or <c>reports</c>.</param>
    /// <param name="decided">Facts of the decision itself, in order; those of the effects follow, said by the program.</param>
    public static void Write(Work work, Situation situation, string chain, params IEnumerable<Fact> decided)
    {
        var incident = situation.Incident;

        // Whatever hangs on the incident counts its version: what another node decided on an older view of it is decided again.
        incident?.Touch();
        var number = incident?.Number;
        string? report = null;
        foreach (var fact in decided)
        {
            report = fact["report"];
            work.Record(chain, fact, incident?.Id, number ?? report);
        }

        number ??= situation.Notices.Find(n => n.Event == NoticeEvent.ReportToTriage)?.Content.Number ?? report;

        var effects = situation.Effects;
        foreach (var fact in effects.Facts)
        {
            work.Record(chain, fact, incident?.Id, IsSilent(fact.Kind) ? null : number, Caller.Program);
        }

        work.Insert(effects.Climbs);
        work.Insert(effects.Climbs.SelectMany(c => c.Told));
        work.Insert(effects.Notices);
        work.Deliver(effects.Deliveries, situation.Notices);
        work.Insert(effects.Deadlines);
        work.ChangedDeadlines |= effects.Deadlines.Count > 0 || effects.EndedDeadlines;
    }

    /// <summary>Facts that always come with a louder one in the same transaction: the board needs to be told once.</summary>
    private static bool IsSilent(FactKind kind) => kind is FactKind.Notified or FactKind.StepEmpty or FactKind.StepsSkipped or FactKind.NotTold or FactKind.NoticeShared or FactKind.DeliveryHeld;
}
