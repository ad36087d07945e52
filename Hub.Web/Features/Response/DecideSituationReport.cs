using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Response;
using Hub.Domain.Shared;
using Hub.Web.Store;

namespace Hub.Web.Features.Response;

/// <summary>
/// The gate of a situation report: submitted by whoever may command, approved by somebody with the right to approve who wrote
/// no word of it, or sent back. Approved, it is frozen, and the progress report that the plan asks for counts as given. Who may
/// approve is asked by notice when it is submitted, and asked no more once it is decided.
/// </summary>
public sealed class DecideSituationReport(Writer writer, Situations situations)
{
    /// <summary>Submits a draft. Refused: without <see cref="Right.Command"/>; unknown; not a draft; nothing on the situation; changed since it was read.</summary>
    public Task<Outcome<SituationReport>> Submit(Caller caller, string incident, int number, long? readVersion = null, CancellationToken cancellation = default) =>
        Run(caller, incident, number, _ => SituationReports.MayWrite(caller), (_, report, work) => report.Submit(readVersion, caller, work.Now), Ask, cancellation);

    /// <summary>Sends it back, or takes it back. Refused: without the right to approve, unless the caller wrote on it; unknown; not submitted; no reason.</summary>
    public Task<Outcome<SituationReport>> Return(Caller caller, string incident, int number, string? reason, CancellationToken cancellation = default) =>
        Run(caller, incident, number, report => caller.Has(Right.Approve) || (SituationReports.MayWrite(caller) && report.IsWrittenBy(caller)), (_, report, _) => report.Return(reason, caller), AskNoMore, cancellation);

    /// <summary>
    /// Approves and freezes it. Refused: to a machine, whatever its rights; without <see cref="Right.Approve"/>; unknown; not
    /// submitted; the caller wrote on it; changed since it was read; the plan keeps approving at this grade to others.
    /// </summary>
    public Task<Outcome<SituationReport>> Approve(Caller caller, string incident, int number, long? readVersion = null, CancellationToken cancellation = default) =>
        caller.Kind == CallerKind.ApiKey
            ? Task.FromResult<Outcome<SituationReport>>(Refusal.NotAllowed("OnlyPeopleApprove"))
            : Run(caller, incident, number, _ => caller.Has(Right.Approve), (its, report, work) => report.Approve(its, readVersion, caller, work.Now), AskNoMore, cancellation, PlanAct.Approve);

    private static async Task Ask(Work work, Situation situation, SituationReport report)
    {
        var rights = await ReadinessNow.RightsOf(work.Db);
        if (rights.Count == 0)
        {
            return; // before anybody can sign in, that nobody may approve says nothing
        }

        // Of a restricted incident nobody hears by being asked who may not see it anyway.
        var restricted = situation.Incident!.IsRestricted;
        var named = situation.Notices.Where(n => n.Event is not NoticeEvent.ReportOutcome).Select(n => (Guid?)n.PersonId).Append(situation.Incident.LeaderId).ToHashSet();
        var mayApprove = rights
            .Where(r => r.Value.HasFlag(Right.Approve | Right.Read) && (!restricted || r.Value.HasFlag(Right.ReadRestricted) || named.Contains(r.Key)))
            .Select(r => r.Key).ToHashSet();
        ApprovalPolicy.Submitted(situation, report, mayApprove, work.Caller.Name, work.Now);
    }

    private static Task AskNoMore(Work work, Situation situation, SituationReport report)
    {
        ApprovalPolicy.Decided(situation, report, work.Now);
        return Task.CompletedTask;
    }

    private Task<Outcome<SituationReport>> Run(
        Caller caller, string incident, int number, Func<SituationReport, bool> may, Func<Incident, SituationReport, Work, Outcome<Fact>> decide, Func<Work, Situation, SituationReport, Task> then,
        CancellationToken cancellation, PlanAct? act = null) =>
        writer.Run<SituationReport>(
            caller,
            async work =>
            {
                if (!caller.Has(Right.Command) && !caller.Has(Right.Approve))
                {
                    return Refusal.NotAllowed();
                }

                var found = await SituationReports.Find(work, situations, incident, number, cancellation);
                if (found.IsRefused)
                {
                    return found.Refusal;
                }

                var (its, report) = found.Value;
                if (!may(report))
                {
                    return Refusal.NotAllowed();
                }

                var decided = decide(its, report, work);
                if (decided.IsRefused)
                {
                    return decided.Refusal;
                }

                var situation = await situations.Load(work, its);
                if (act is { } kept && Authority.Check(situation.Plan, kept, its.Grade, caller, situation.Roster, its.LeaderId, work.Now) is { } refusal)
                {
                    return refusal;
                }

                NoticePolicy.React(situation, [decided.Value], caller.Name, work.Now);
                await then(work, situation, report);
                Situations.Write(work, situation, its.Number, decided.Value);
                return report;
            },
            cancellation);
}
