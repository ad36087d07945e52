using System.Globalization;
using Hub.Domain.Grading;
using Hub.Domain.Plans;
using Hub.Web.Store;

namespace Hub.Web.Features.Incidents;

/// <summary>What a grade means and asks for under a plan, in the viewer's language.</summary>
/// <param name="Grade">The grade.</param>
/// <param name="Response">The plan's own words.</param>
/// <param name="Audiences">Who must acknowledge.</param>
/// <param name="Within">How long they have.</param>
/// <param name="Duties">Outside bodies that must hear.</param>
/// <param name="ProgressEvery">How often the leader owes a report.</param>
public sealed record GradeOption(Grade Grade, string Response, IReadOnlyList<string> Audiences, TimeSpan Within, IReadOnlyList<string> Duties, TimeSpan? ProgressEvery)
{
    /// <summary>All four grades of a plan.</summary>
    public static IReadOnlyList<GradeOption> Of(EmergencyPlan plan, RuleNames names)
    {
        var culture = CultureInfo.CurrentUICulture.Name;
        return [.. Grades.All.Select(grade =>
        {
            var rule = plan.Grades[grade];
            return new GradeOption(
                grade,
                rule.Response.For(culture),
                [.. rule.Notify.Select(n => names.Rule(n.Key).For(culture))],
                rule.AcknowledgeWithin,
                [.. rule.Duties.Select(d => plan.Duties[d].Name.For(culture))],
                rule.ProgressEvery);
        })];
    }
}
