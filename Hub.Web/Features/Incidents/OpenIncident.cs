using Hub.Domain.Clocks;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Store;

namespace Hub.Web.Features.Incidents;

/// <summary>An incident was opened.</summary>
public sealed record Opened(string Number, Guid Id);

/// <summary>
/// Confirms a report as an incident, or does report and confirmation in one. The plan in force is activated:
/// when this answers, every notice that the plan asks for is in the store.
/// </summary>
public sealed class OpenIncident(Writer writer, Situations situations, Numbers numbers, PlanInForce plans)
{
    /// <summary>Confirms a report. Refused: without <see cref="Right.Triage"/>; unknown or judged report; a field at fault.</summary>
    /// <param name="caller">Who judges.</param>
    /// <param name="reportNumber">The report.</param>
    /// <param name="grade">How grave.</param>
    /// <param name="category">What sort of cause; null: the report's, else man-made.</param>
    /// <param name="reason">Why this grade.</param>
    /// <param name="isRestricted">Only those named on it may know of it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<Outcome<Opened>> Confirm(Caller caller, string reportNumber, Grade grade, Category? category, string? reason, bool isRestricted = false, CancellationToken cancellation = default) =>
        writer.Run<Opened>(
            caller,
            async work =>
            {
                if (!caller.Has(Right.Triage))
                {
                    return Refusal.NotAllowed();
                }

                var found = await Reports.Find(work, reportNumber);
                return found.IsRefused ? found.Refusal : await Open(work, found.Value, grade, category, reason, isRestricted, null, null);
            },
            cancellation);

    /// <summary>
    /// Reports and confirms in one; a report that its source sent before is the one that is confirmed. Refused: without
    /// <see cref="Right.Triage"/> and <see cref="Right.Report"/>; that report was judged already; a field at fault.
    /// </summary>
    /// <param name="caller">Who judges.</param>
    /// <param name="content">What was noticed.</param>
    /// <param name="grade">How grave.</param>
    /// <param name="reason">Why this grade.</param>
    /// <param name="isRestricted">Only those named on it may know of it.</param>
    /// <param name="drillPlan">Plan version of a drill; null for real.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<Outcome<Opened>> ReportAndConfirm(Caller caller, ReportContent content, Grade grade, string? reason, bool isRestricted = false, Guid? drillPlan = null, CancellationToken cancellation = default) =>
        writer.Run<Opened>(
            caller,
            async work =>
            {
                if (!caller.Has(Right.Triage) || !caller.Has(Right.Report))
                {
                    return Refusal.NotAllowed();
                }

                if (content.Check(work.Now) is { } fault)
                {
                    return fault;
                }

                if (await ReportEvent.Known(work.Db, content) is { } known)
                {
                    return known.IsDrill == drillPlan is not null
                        ? await Open(work, known, grade, content.Category, reason, isRestricted, known.Repeat(work.Now, resolved: false), drillPlan)
                        : Refusal.Conflict("DrillAndRealDoNotMix");
                }

                var (report, received) = Report.Receive(await numbers.Report(work), content, caller.Name, caller.PersonId, drillPlan is not null, work.Now);
                work.Db.Reports.Add(report);
                return await Open(work, report, grade, content.Category, reason, isRestricted, received, drillPlan);
            },
            cancellation);

    private async Task<Outcome<Opened>> Open(Work work, Report report, Grade grade, Category? category, string? reason, bool isRestricted, Fact? received, Guid? drillPlan)
    {
        var caller = work.Caller;
        if (report.State != ReportState.Open)
        {
            return Refusal.Conflict("ReportTriaged", report.Number, report.TriagedBy ?? "");
        }

        var planVersion = drillPlan ?? await situations.PlanVersionOf(work, report);
        var plan = await plans.Load(work.Db, planVersion);
        if (Enum.IsDefined(grade) && Authority.Check(plan, PlanAct.Activate, grade, caller, await work.Roster(), null, work.Now) is { } notEntitled)
        {
            return notEntitled;
        }

        var opened = Incident.Open(
            await numbers.Incident(work, report.IsDrill), report, category ?? report.Category ?? Category.Manmade, grade, reason, planVersion, isRestricted, work.Now);
        if (opened.IsRefused)
        {
            return opened.Refusal;
        }

        var (incident, fact) = opened.Value;
        var confirmed = report.Confirm(incident.Id, incident.Number, grade, Text.Straight(reason!), caller.Name, work.Now);
        if (confirmed.IsRefused)
        {
            return confirmed.Refusal;
        }

        work.Db.Incidents.Add(incident);
        var situation = await situations.Begin(work, incident);
        var facts = new List<Fact>();
        if (received is not null)
        {
            work.Record("reports", received);
        }

        work.Record("reports", confirmed.Value, null, report.Number);
        facts.Add(fact);
        facts.Add(new Fact(FactKind.PlanActivated, ("planEn", plan.Name.En), ("planZh", plan.Name.Zh), ("grade", grade.ToString())));
        if (situation.Roster.Resolve(plan.Leader, work.Now).FirstOrDefault() is { } leader && incident.Appoint(leader.Person.Id, leader.Person.Name) is { IsRefused: false } appointed)
        {
            facts.Add(appointed.Value);
        }

        NoticePolicy.React(situation, [fact], caller.Name, work.Now);
        work.Db.Duties.AddRange(DutyPolicy.Open(situation, [], await Situations.Bodies(work), work.Now));
        Situations.Write(work, situation, incident.Number, facts);
        var triage = await Reports.EndTriage(work, situations, report, planVersion);
        if (!situation.Notices.Exists(n => n.PersonId == report.ReporterPersonId))
        {
            TriagePolicy.TellOutcome(triage, report, "confirmed", incident, null, caller, work.Now);
        }

        Situations.Write(work, triage, "reports");
        return new Opened(incident.Number, incident.Id);
    }
}
