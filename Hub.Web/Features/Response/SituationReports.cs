using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Response;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Response;

/// <summary>What writing and deciding have in common: the incident and its report by number.</summary>
internal static class SituationReports
{
    /// <summary>The report. Refused: unknown incident or not to be known, unknown version.</summary>
    public static async Task<Outcome<(Incident Incident, SituationReport Report)>> Find(Work work, Situations situations, string incident, int number, CancellationToken cancellation)
    {
        var found = await situations.Find(work, incident);
        if (found.IsRefused)
        {
            return found.Refusal;
        }

        return await work.Db.SituationReports.FirstOrDefaultAsync(r => r.IncidentId == found.Value.Id && r.Number == number, cancellation) is { } report
            ? (found.Value, report)
            : Refusal.NotFound("SituationReportUnknown", number);
    }

    /// <summary>Who may write: whoever may command.</summary>
    public static bool MayWrite(Caller caller) => caller.Has(Right.Command);
}
