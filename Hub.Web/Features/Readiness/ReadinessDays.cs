using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Plans.Readiness;

namespace Hub.Web.Features.Readiness;

/// <summary>A grade on a day.</summary>
/// <param name="Grade">Which grade.</param>
/// <param name="Findings">What is found there; nothing: all is well.</param>
/// <param name="GapTime">For how long of the day something is a gap.</param>
public sealed record ReadinessCell(Grade Grade, IReadOnlyList<Finding> Findings, TimeSpan GapTime)
{
    /// <summary>The gravest; null when nothing is found.</summary>
    public FindingSeverity? Severity => Findings.Count == 0 ? null : Findings.Min(f => f.Severity);
}

/// <summary>A day of the grid.</summary>
/// <param name="Date">The day in the viewer's zone.</param>
/// <param name="Span">When it is, as far as it was looked at.</param>
/// <param name="Cells">The grades, gravest first.</param>
public sealed record ReadinessDay(DateOnly Date, Span Span, IReadOnlyList<ReadinessCell> Cells)
{
    /// <summary>The days of a result, from midnight to midnight in a zone.</summary>
    public static IReadOnlyList<ReadinessDay> Of(ReadinessResult result, TimeZoneInfo zone)
    {
        var days = new List<ReadinessDay>();
        var date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(result.Interval.From, zone).DateTime);
        for (var from = result.Interval.From; from < result.Interval.Until; date = date.AddDays(1))
        {
            var midnight = Midnight(date.AddDays(1), zone);
            var span = new Span(from, midnight < result.Interval.Until ? midnight : result.Interval.Until);
            days.Add(new ReadinessDay(date, span, [.. Grades.All.Select(g => Cell(result, g, span))]));
            from = span.Until;
        }

        return days;
    }

    private static ReadinessCell Cell(ReadinessResult result, Grade grade, Span span)
    {
        var findings = result.Findings.Where(f => f.Concerns(grade) && f.Meets(span)).ToList();
        var gaps = Spans.Without(span, result.Covered[grade]);
        return new ReadinessCell(grade, findings, gaps.Aggregate(TimeSpan.Zero, (sum, gap) => sum + gap.Length));
    }

    /// <summary>The first instant of a day; where summer time leaves midnight out, the first that there is.</summary>
    private static DateTimeOffset Midnight(DateOnly date, TimeZoneInfo zone) => WallClock.Reached(date.ToDateTime(TimeOnly.MinValue), zone);
}
