using System.Globalization;
using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Domain.Plans;

/// <summary>Where a plan names something of the directory, in words: what it names cannot be taken away under it.</summary>
public static class PlacesInPlan
{
    private static readonly PlanAct[] Acts = Enum.GetValues<PlanAct>();

    /// <summary>The places that name one of the targets: owner, approvers, leader, parts of the organisation, authority and information of a grade, steps of ladders.</summary>
    public static IReadOnlyList<LocalText> Of(EmergencyPlan plan, Func<Target, bool> isIt)
    {
        var places = new List<LocalText>();
        if (plan.Owner.Any(isIt))
        {
            places.Add(new LocalText("owner of the plan", "预案归口管理"));
        }

        if (plan.Approvers.Any(isIt))
        {
            places.Add(new LocalText("approval of the plan", "预案审批"));
        }

        if (plan.Leader.Any(isIt))
        {
            places.Add(new LocalText("leader of an incident", "事件负责人"));
        }

        places.AddRange(plan.Organisation.SelectMany(u => u.WithAllBelow()).Where(u => u.Head.Concat(u.Members).Any(isIt))
            .Select(u => new LocalText($"organisation, {u.Name.En}", $"组织机构 {u.Name.Zh}")));
        places.AddRange(Grades.All.Where(g => plan.Authority.TryGetValue(g, out var authority) && Acts.Any(a => authority.Of(a).Any(isIt)))
            .Select(g => new LocalText($"grade {g.Numeral()}, authority", $"{g.Numeral()}级 权限")));
        places.AddRange(Grades.All.Where(g => plan.Grades.TryGetValue(g, out var rule) && rule.Inform.Any(isIt))
            .Select(g => new LocalText($"grade {g.Numeral()}, for information", $"{g.Numeral()}级 知会")));
        foreach (var (key, ladder) in plan.Ladders)
        {
            places.AddRange(ladder.Steps.Select((step, i) => (step, Number: (i + 1).ToString(CultureInfo.InvariantCulture)))
                .Where(s => s.step.To.Any(isIt))
                .Select(s => new LocalText($"ladder {key}, step {s.Number}", $"升级 {key} 第 {s.Number} 级")));
        }

        return places;
    }

    /// <summary>The duties that an outside body is told for, and its places in the organisation.</summary>
    public static IReadOnlyList<LocalText> OfBody(EmergencyPlan plan, string body) =>
    [
        .. plan.Duties.Values.Where(d => d.Body == body).Select(d => d.Name),
        .. plan.Organisation.SelectMany(u => u.WithAllBelow()).Where(u => u.Body == body).Select(u => new LocalText($"organisation, {u.Name.En}", $"组织机构 {u.Name.Zh}")),
    ];
}
