using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Tests.Harness;

namespace Hub.Tests.Stories;

/// <summary>The small plan of the stories with one thing changed.</summary>
internal static class Plans
{
    public static Task<Story> Begin(Func<EmergencyPlan, EmergencyPlan> change) => Story.Begin((db, now) => StoryPlan.Load(db, now, change(StoryPlan.Plan)));

    public static EmergencyPlan DirectorAndLegalFirst(EmergencyPlan plan) => DirectorAndLegalFirst(plan, null);

    public static EmergencyPlan DirectorAndLegalFirst(EmergencyPlan plan, Quorum? quorum) => plan.WithLadder("director", ladder => ladder with
    {
        Steps = [new Step { To = [Target.Parse("office:director"), Target.Parse("office:legal")], Quorum = quorum }, .. ladder.Steps.Skip(1)],
    });

    public static EmergencyPlan WithLadder(this EmergencyPlan plan, string key, Func<Ladder, Ladder> change) => plan with
    {
        Ladders = new Dictionary<string, Ladder>(plan.Ladders, StringComparer.Ordinal) { [key] = change(plan.Ladders[key]) },
    };

    public static EmergencyPlan WithRules(this EmergencyPlan plan, Grade grade, Func<NoticeRule, NoticeRule> change) => plan with
    {
        Grades = new Dictionary<Grade, GradeRule>(plan.Grades) { [grade] = plan.Grades[grade] with { Notify = [.. plan.Grades[grade].Notify.Select(change)] } },
    };
}
