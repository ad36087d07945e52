using System.Globalization;
using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Web.Components;
using Hub.Web.Components.Charts;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Features.Incidents;

/// <summary>Incidents by month and grade, and how quickly they were answered.</summary>
public sealed partial class TrendPage
{
    private static readonly int[] Spans = [3, 6, 12, 24];

    private Trend? trend;
    private IReadOnlyList<TrendColumn> columns = [];
    private bool isRefused;

    [SupplyParameterFromQuery(Name = "months")] private int? Months { get; set; }

    [Inject] private ShowTrend ShowTrend { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [CascadingParameter] private ViewerTime? Viewer { get; set; }

    private int Shown => Months is { } months && Spans.Contains(months) ? months : 12;

    protected override async Task OnParametersSetAsync()
    {
        var zone = (Viewer ?? ViewerTime.Utc).Zone;
        var today = TimeZoneInfo.ConvertTime(Time.GetUtcNow(), zone);
        var first = new DateTime(today.Year, today.Month, 1, 0, 0, 0, DateTimeKind.Unspecified).AddMonths(1 - Shown);
        var outcome = await ShowTrend.Run(await Caller.Get(), WallClock.Reached(first, zone));
        isRefused = outcome.IsRefused;
        if (outcome.IsRefused)
        {
            return;
        }

        trend = outcome.Value;
        var byMonth = trend.Opened.ToLookup(o => Month(TimeZoneInfo.ConvertTime(o.At, zone).DateTime), o => o.Grade, StringComparer.Ordinal);
        columns = [.. Enumerable.Range(0, Shown).Select(i => Month(first.AddMonths(i))).Select(month =>
            new TrendColumn(month, byMonth[month].CountBy(grade => grade).ToDictionary(g => g.Key, g => g.Value)))];
    }

    private static string Month(DateTime day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
