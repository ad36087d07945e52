using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;

namespace Hub.Web.Features.Incidents;

/// <summary>Judges a report that becomes no incident of its own: a false alarm, or part of one that runs. The reporter hears it.</summary>
public sealed class TriageReport(Writer writer, Situations situations)
{
    /// <summary>A false alarm. Refused: without <see cref="Right.Triage"/>; unknown or judged report; no reason.</summary>
    public Task<Outcome<string>> Dismiss(Caller caller, string reportNumber, string? reason, CancellationToken cancellation = default) =>
        writer.Run<string>(
            caller,
            async work =>
            {
                if (!caller.Has(Right.Triage))
                {
                    return Refusal.NotAllowed();
                }

                var found = await Reports.Find(work, reportNumber);
                if (found.IsRefused)
                {
                    return found.Refusal;
                }

                var decided = found.Value.Dismiss(reason, caller.Name, work.Now);
                if (decided.IsRefused)
                {
                    return decided.Refusal;
                }

                await Judged(work, found.Value, decided.Value, "dismissed", null, reason);
                return found.Value.Number;
            },
            cancellation);

    /// <summary>It belongs to a running incident. Refused: without <see cref="Right.Triage"/>; unknown report or incident; closed incident; judged report; no reason.</summary>
    public Task<Outcome<string>> Join(Caller caller, string reportNumber, string incidentNumber, string? reason, CancellationToken cancellation = default) =>
        writer.Run<string>(
            caller,
            async work =>
            {
                if (!caller.Has(Right.Triage))
                {
                    return Refusal.NotAllowed();
                }

                var found = await Reports.Find(work, reportNumber);
                var incident = await situations.Find(work, incidentNumber);
                if ((found.Refusal ?? incident.Refusal) is { } unknown)
                {
                    return unknown;
                }

                if (found.Value.IsDrill != incident.Value.IsDrill)
                {
                    return Refusal.Conflict("DrillAndRealDoNotMix");
                }

                var decided = found.Value.Join(incident.Value, reason, caller.Name, work.Now);
                if (decided.IsRefused)
                {
                    return decided.Refusal;
                }

                incident.Value.Touch();
                work.Record(incident.Value.Number, decided.Value, incident.Value.Id, incident.Value.Number);
                await Judged(work, found.Value, decided.Value, "joined", incident.Value, reason);
                return incident.Value.Number;
            },
            cancellation);

    private async Task Judged(Work work, Report report, Fact fact, string outcome, Incident? incident, string? reason)
    {
        var situation = await Reports.EndTriage(work, situations, report, await situations.PlanVersionOf(work, report));
        TriagePolicy.TellOutcome(situation, report, outcome, incident, Text.Clean(reason), work.Caller, work.Now);
        Situations.Write(work, situation, "reports", fact);
    }
}
