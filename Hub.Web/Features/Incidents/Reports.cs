using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Incidents;

/// <summary>What the judgements of a report have in common.</summary>
internal static class Reports
{
    /// <summary>The report with that number. Refused: there is none.</summary>
    public static async Task<Outcome<Report>> Find(Work work, string number) =>
        await work.Db.Reports.FirstOrDefaultAsync(r => r.Number == number) is { } report ? report : Refusal.NotFound("ReportUnknown", number);

    /// <summary>
    /// A report was judged: when no other open report shares its notice, the climb ends and open notices are withdrawn.
    /// Gives back the situation, for what is told besides; the caller writes it.
    /// </summary>
    public static async Task<Situation> EndTriage(Work work, Situations situations, Report report, Guid planVersion)
    {
        var situation = await situations.Load(work, report, planVersion);
        var sharedStill = report.ClimbId is { } climbId
            && await work.Db.Reports.AnyAsync(r => r.ClimbId == climbId && r.Id != report.Id && r.State == ReportState.Open);
        foreach (var climb in situation.Climbs)
        {
            // Two who judge the last two reports at the same moment conflict here: else each would leave the end to the other.
            climb.Touch();
            if (!sharedStill)
            {
                TriagePolicy.Judged(situation, climb, work.Now);
            }
        }

        return situation;
    }
}
