using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Incidents;

/// <summary>A report's number, and whether this call made it or it was known.</summary>
public sealed record Reported(string Number, bool IsNew);

/// <summary>Somebody, or a monitoring system, reports an event; the person on call is told at once.</summary>
public sealed class ReportEvent(Writer writer, Situations situations, Numbers numbers, PlanInForce plans)
{
    /// <summary>Receives a report. Refused: without the right to report; a field at fault; over, but never reported; known from a drill and now for real, or the other way round.</summary>
    /// <param name="caller">Who reports; needs <see cref="Right.Report"/>.</param>
    /// <param name="content">What was noticed.</param>
    /// <param name="isResolved">The source says that it is over: only changes a report that is known.</param>
    /// <param name="drillPlan">Plan version of a drill; null for real.</param>
    /// <param name="cancellation">Ends the wait, not the work once committed.</param>
    public Task<Outcome<Reported>> Run(Caller caller, ReportContent content, bool isResolved = false, Guid? drillPlan = null, CancellationToken cancellation = default) =>
        writer.Run(caller, work => Receive(work, content, isResolved, drillPlan), cancellation);

    /// <summary>Receives a report inside another command's work.</summary>
    internal async Task<Outcome<Reported>> Receive(Work work, ReportContent content, bool isResolved, Guid? drillPlan)
    {
        if (!work.Caller.Has(Right.Report))
        {
            return Refusal.NotAllowed();
        }

        if (content.Check(work.Now) is { } fault)
        {
            return fault;
        }

        if (await Known(work.Db, content) is { } known)
        {
            if (known.IsDrill != drillPlan is not null)
            {
                return Refusal.Conflict("DrillAndRealDoNotMix");
            }

            var repeated = known.Repeat(work.Now, isResolved);
            var chain = known.IncidentId is { } incidentId ? await work.Db.Incidents.Where(i => i.Id == incidentId).Select(i => i.Number).SingleAsync() : "reports";
            work.Record(chain, repeated, known.IncidentId, known.IncidentId is null ? known.Number : chain);
            return new Reported(known.Number, false);
        }

        if (isResolved)
        {
            return Refusal.NotFound("ReportUnknown", content.ExternalId ?? "");
        }

        var (report, fact) = Report.Receive(await numbers.Report(work), content, work.Caller.Name, work.Caller.PersonId, drillPlan is not null, work.Now);
        work.Db.Reports.Add(report);
        var planVersion = drillPlan ?? (await plans.Load(work.Db)).Version.Id;
        var situation = await situations.Load(work, report, planVersion);
        if (await SharedClimb(work, report, situation.Plan.Triage) is { } shared)
        {
            report.ToldBy(shared.Id);

            // Whoever judges the last report of this climb at this moment conflicts, and sees this one.
            shared.Touch();
            situation.Effects.Facts.Add(new Fact(FactKind.NoticeShared, ("report", report.Number), ("source", report.Source ?? report.ReporterName)));
        }
        else
        {
            TriagePolicy.Tell(situation, report, work.Now);
        }

        Situations.Write(work, situation, "reports", fact);
        return new Reported(report.Number, true);
    }

    /// <summary>The report that its source has sent before; null when this is the first.</summary>
    internal static Task<Report?> Known(HubDbContext db, ReportContent content)
    {
        var (source, externalId) = (Text.Clean(content.Source), Text.Clean(content.ExternalId));
        return externalId is null
            ? Task.FromResult<Report?>(null)
            : db.Reports.FirstOrDefaultAsync(r => r.Source == source && r.ExternalId == externalId);
    }

    private static async Task<Climb?> SharedClimb(Work work, Report report, Domain.Plans.TriageRule rule)
    {
        var since = work.Now - rule.ShareWithin;
        var candidates = work.Db.Reports.Where(r => r.State == ReportState.Open && r.IsDrill == report.IsDrill && r.ClimbId != null && r.ReceivedAt >= since);
        candidates = report.Source is { } source
            ? candidates.Where(r => r.Source == source)
            : candidates.Where(r => r.Source == null && r.ReporterPersonId != null && r.ReporterPersonId == report.ReporterPersonId);

        // From the few new reports to their climbs, each by an index: asked the other way round, every climb there ever was is
        // read, and a storm of alerts keeps all other commands waiting. Of two that started at once the graver speaks for more.
        var newest = await candidates.Select(r => r.ClimbId).Distinct()
            .Join(work.Db.Climbs.IgnoreAutoIncludes(), id => id, c => (Guid?)c.Id, (_, c) => c)
            .OrderByDescending(c => c.StartedAt).ThenBy(c => c.Grade == null).ThenBy(c => c.Grade)
            .Select(c => (Guid?)c.Id).FirstOrDefaultAsync();
        var climb = newest is { } id ? await work.Db.Climbs.SingleAsync(c => c.Id == id) : null;
        return climb is not null && TriagePolicy.Shares(rule, climb, report, work.Now) ? climb : null;
    }
}
