using Hub.Domain.Grading;

namespace Hub.Web.Components.Charts;

/// <summary>One column of a trend: how many there were of each grade.</summary>
/// <param name="Label">Below the column, such as a month.</param>
/// <param name="Counts">By grade; a grade that is missing counts as none.</param>
public sealed record TrendColumn(string Label, IReadOnlyDictionary<Grade, int> Counts)
{
    /// <summary>All grades together.</summary>
    public int Total => Counts.Values.Sum();
}
