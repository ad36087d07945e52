using System.Globalization;
using Hub.Domain.Grading;
using Hub.Domain.Plans.Readiness;
using Hub.Web.Components;
using Hub.Web.Live;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Features.Readiness;

/// <summary>Grades and days: where somebody would be told, where less well, and where nobody; and what would mend it. The chosen cell stands in the address.</summary>
public sealed partial class ReadinessPage : IDisposable
{
    /// <summary>Beats of a second between two looks: a change in directory, rotas or plan shows without a reload.</summary>
    private const int BeatsUntilAnotherLook = 5;

    private ReadinessLook? look;
    private IReadOnlyList<ReadinessDay> days = [];
    private (DateOnly Date, Grade Grade)? chosen;
    private IDisposable? beat;
    private bool isRefused;
    private int beats;

    [Inject] public required ShowReadiness Show { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required Ticker Ticker { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    [CascadingParameter] private ViewerTime? Viewer { get; set; }

    /// <summary>Day of the chosen cell, as <c>2026-11-27</c>.</summary>
    [SupplyParameterFromQuery(Name = "day")] public string? Day { get; set; }

    /// <summary>Grade of the chosen cell, as <c>II</c>.</summary>
    [SupplyParameterFromQuery(Name = "grade")] public string? Grade { get; set; }

    private DateTimeOffset? WellUntil => look!.Result.IsWell ? null : look.WellUntil(Time.GetUtcNow());

    private string Heading => chosen is { } cell ? L["FindingsOf", cell.Grade.Numeral(), cell.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)] : L["Findings"];

    private IReadOnlyList<Finding> Shown => chosen is { } cell
        ? days.FirstOrDefault(d => d.Date == cell.Date)?.Cells.First(c => c.Grade == cell.Grade).Findings ?? []
        : look!.Result.Findings;

    public void Dispose() => beat?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        await Look();
        beat = Ticker.Subscribe(_ => InvokeAsync(LookAgain));
    }

    protected override void OnParametersSet() =>
        chosen = DateOnly.TryParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && Enum.TryParse<Grade>(Grade, out var grade) && Enum.IsDefined(grade)
            ? (date, grade)
            : null;

    private async Task Look()
    {
        var outcome = await Show.Run(await Callers.Get());
        isRefused = outcome.IsRefused;
        if (!isRefused && !ReferenceEquals(look, outcome.Value))
        {
            look = outcome.Value;
            days = ReadinessDay.Of(look.Result, (Viewer ?? ViewerTime.Utc).Zone);
        }
    }

    private async Task LookAgain()
    {
        if (++beats % BeatsUntilAnotherLook == 0)
        {
            var before = look;
            await Look();
            if (!ReferenceEquals(before, look))
            {
                StateHasChanged();
            }
        }
    }

    private bool IsChosen(ReadinessDay day, ReadinessCell cell) => chosen == (day.Date, cell.Grade);

    private void Choose(ReadinessDay day, ReadinessCell cell) => GoTo(IsChosen(day, cell) ? null : (day.Date, cell.Grade));

    private void ShowAll() => GoTo(null);

    private void GoTo((DateOnly Date, Grade Grade)? cell) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["day"] = cell?.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["grade"] = cell?.Grade.ToString(),
        }),
        replace: true);

    private string Say(ReadinessDay day, ReadinessCell cell)
    {
        var where = L["Cell", day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), cell.Grade.Numeral()];
        return cell.Severity switch
        {
            null => L["CellWell", where.Value],
            FindingSeverity.Gap => L["CellGap", where.Value, cell.Findings.Count, Math.Ceiling(cell.GapTime.TotalMinutes) is var minutes && minutes >= 120 ? L["Hours", (minutes / 60).ToString("0.#", CultureInfo.InvariantCulture)].Value : L["Minutes", minutes].Value],
            _ => L["CellWeakness", where.Value, cell.Findings.Count],
        };
    }
}
