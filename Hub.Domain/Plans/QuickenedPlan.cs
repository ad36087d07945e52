namespace Hub.Domain.Plans;

/// <summary>A plan with its times divided, for a drill that shows hours in minutes. The clock itself is never scaled.</summary>
public static class QuickenedPlan
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>A copy with every time divided; none becomes shorter than one second.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="divisor">By how much, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The divisor is below 1.</exception>
    public static EmergencyPlan Quickened(this EmergencyPlan plan, int divisor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(divisor, 1);
        return plan with
        {
            Triage = plan.Triage with
            {
                WithinWhenGrave = Quick(plan.Triage.WithinWhenGrave),
                Within = Quick(plan.Triage.Within),
                ShareWithin = Quick(plan.Triage.ShareWithin),
            },
            Grades = plan.Grades.ToDictionary(g => g.Key, g => g.Value with
            {
                Notify = [.. g.Value.Notify.Select(n => n with { AcknowledgeWithin = Quick(n.AcknowledgeWithin), AcknowledgementLasts = QuickOrNone(n.AcknowledgementLasts) })],
                AcknowledgeWithin = Quick(g.Value.AcknowledgeWithin),
                ProgressEvery = QuickOrNone(g.Value.ProgressEvery),
            }),
            Ladders = plan.Ladders.ToDictionary(l => l.Key, l => l.Value with
            {
                Steps = [.. l.Value.Steps.Select(s => s with { Within = QuickOrNone(s.Within) })],
                RepeatEvery = Quick(l.Value.RepeatEvery),
            }, StringComparer.Ordinal),
            Duties = plan.Duties.ToDictionary(d => d.Key, d => d.Value with
            {
                Within = Quick(d.Value.Within),
                RemindBefore = QuickOrNone(d.Value.RemindBefore),
                AcknowledgeWithin = Quick(d.Value.AcknowledgeWithin),
            }, StringComparer.Ordinal),
        };

        TimeSpan Quick(TimeSpan time) => time <= Shortest * divisor ? Shortest : time / divisor;

        TimeSpan? QuickOrNone(TimeSpan? time) => time is { } given ? Quick(given) : null;
    }
}
