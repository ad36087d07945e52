using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Response;
using Hub.Domain.Shared;
using Hub.Web.Store;

namespace Hub.Web.Features.Response;

/// <summary>
/// The gate of a situation report: submitted by whoever may command, approved by somebody with the right to approve who wrote
/// no word of it, or sent back. Approved, it is frozen, and the progress report that the plan asks for counts as given.
/// </summary>
public sealed class DecideSituationReport(Writer writer, Situations situations)
{
    /// <summary>Submits a draft. Refused: without <see cref="Right.Command"/>; unknown; not a draft; nothing on the situation; changed since it was read.</summary>
    public Task<Outcome<SituationReport>> Submit(Caller caller, string incident, int number, long? readVersion = null, CancellationToken cancellation = default) =>
        Run(caller, incident, number, _ => SituationReports.MayWrite(caller), (_, report, work) => report.Submit(readVersion, caller, work.Now), cancellation);

    /// <summary>Sends it back, or takes it back. Refused: without the right to approve, unless the caller wrote on it; unknown; not submitted; no reason.</summary>
    public Task<Outcome<SituationReport>> Return(Caller caller, string incident, int number, string? reason, CancellationToken cancellation = default) =>
        Run(caller, incident, number, report => caller.Has(Right.Approve) || (SituationReports.MayWrite(caller) && report.IsWrittenBy(caller)), (_, report, _) => report.Return(reason, caller), cancellation);

    /// <summary>Approves and freezes it. Refused: without <see cref="Right.Approve"/>; unknown; not submitted; the caller wrote on it; changed since it was read.</summary>
    public Task<Outcome<SituationReport>> Approve(Caller caller, string incident, int number, long? readVersion = null, CancellationToken cancellation = default) =>
        Run(caller, incident, number, _ => caller.Has(Right.Approve), (its, report, work) => report.Approve(its, readVersion, caller, work.Now), cancellation);

    private Task<Outcome<SituationReport>> Run(
        Caller caller, string incident, int number, Func<SituationReport, bool> may, Func<Incident, SituationReport, Work, Outcome<Fact>> decide, CancellationToken cancellation) =>
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
                NoticePolicy.React(situation, [decided.Value], caller.Name, work.Now);
                Situations.Write(work, situation, its.Number, decided.Value);
                return report;
            },
            cancellation);
}
