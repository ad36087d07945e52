using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Domain.Plans;

/// <summary>An office that a plan counts on, and who holds it.</summary>
/// <param name="Office">Key of the office.</param>
/// <param name="Name">Name of the office.</param>
/// <param name="Holder">The holder, or the first deputy who is present; null while the seat is empty.</param>
public sealed record PlanSeat(string Office, LocalText Name, string? Holder);

/// <summary>Which seats a plan needs filled for an incident of a grade.</summary>
public static class PlanSeats
{
    /// <summary>The offices that lead, are told, climbed to or release duties in that grade: each once, in the order of the plan.</summary>
    public static IReadOnlyList<PlanSeat> Of(EmergencyPlan plan, Grade grade, Roster roster, DateTimeOffset now)
    {
        if (!plan.Grades.TryGetValue(grade, out var rule))
        {
            return [];
        }

        var ladders = rule.Notify.Select(n => n.Ladder).Concat(rule.Duties.Select(d => plan.Duties.GetValueOrDefault(d)?.Ladder).OfType<string>());
        var targets = plan.Leader
            .Concat(ladders.SelectMany(l => plan.Ladders.GetValueOrDefault(l)?.Steps ?? []).SelectMany(s => s.To))
            .Concat(rule.Inform);
        return [.. roster.OfficesOf(targets).Select(key => new PlanSeat(key, roster.FindOffice(key)?.Name ?? LocalText.Same(key), roster.HolderOf(key, now)?.Name))];
    }
}
