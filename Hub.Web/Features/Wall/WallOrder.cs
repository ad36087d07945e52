using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Web.Live;

namespace Hub.Web.Features.Wall;

/// <summary>What comes first on the wall, what takes the whole of it, and what a masked one leaves out.</summary>
internal static class WallOrder
{
    /// <summary>How many incidents stand beside the big one at a time.</summary>
    public const int PageSize = 6;

    /// <summary>Running before stood down, the real before drills, the gravest first, then the oldest.</summary>
    public static IReadOnlyList<IncidentView> Sort(IEnumerable<IncidentView> incidents) =>
    [
        .. incidents.OrderBy(i => i.State == IncidentState.StoodDown).ThenBy(i => i.IsDrill).ThenBy(i => i.Grade).ThenBy(i => i.OpenedAt),
    ];

    /// <summary>Reports by when they must be judged; those without a time last.</summary>
    public static IReadOnlyList<ReportView> Sort(IEnumerable<ReportView> reports) =>
        [.. reports.OrderBy(r => r.IsDrill).ThenBy(r => r.TriageDue ?? DateTimeOffset.MaxValue).ThenBy(r => r.ReceivedAt)];

    /// <summary>The incidents that became Ⅰ or Ⅱ between two boards. A drill never covers a real emergency.</summary>
    public static IReadOnlyList<IncidentView> Alarms(Board before, Board after)
    {
        var known = before.Incidents.ToDictionary(i => i.Id, i => i.Grade);
        var realRuns = after.Incidents.Any(i => i is { IsDrill: false, State: IncidentState.Open });
        return
        [
            .. after.Incidents
                .Where(i => i.State == IncidentState.Open && i.Grade <= Grade.II && !(i.IsDrill && realRuns))
                .Where(i => !known.TryGetValue(i.Id, out var was) || i.Grade.IsGraverThan(was)),
        ];
    }

    /// <summary>The incident without names, systems, titles and texts.</summary>
    public static IncidentView Masked(IncidentView incident) =>
        incident with { Title = "", LeaderName = null, LatestUpdate = null, LatestUpdateBy = null, Waiting = [] };

    /// <summary>The report without names, systems, titles and texts.</summary>
    public static ReportView Masked(ReportView report) => report with { Title = "", Reporter = "" };
}
