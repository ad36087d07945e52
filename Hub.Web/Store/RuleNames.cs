using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Response;
using Hub.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Store;

/// <summary>What people call the audiences, duties and targets that a plan knows by keys; names come from the directory.</summary>
public sealed class RuleNames
{
    private readonly EmergencyPlan plan;
    private readonly Dictionary<string, LocalText> targets;

    private RuleNames(EmergencyPlan plan, Dictionary<string, LocalText> targets) => (this.plan, this.targets) = (plan, targets);

    /// <summary>The names under a plan.</summary>
    public static async Task<RuleNames> Load(HubDbContext db, EmergencyPlan plan)
    {
        var found = new Dictionary<string, LocalText>(StringComparer.Ordinal) { ["leader"] = new("Incident leader", "事件负责人") };
        foreach (var office in await db.Offices.AsNoTracking().IgnoreAutoIncludes().Select(o => new { o.Key, o.NameEn, o.NameZh }).ToListAsync())
        {
            found[$"office:{office.Key}"] = new LocalText(office.NameEn, office.NameZh);
            found[$"deputy:{office.Key}"] = new LocalText($"Deputy, {office.NameEn}", $"{office.NameZh}（副职）");
        }

        foreach (var group in await db.Groups.AsNoTracking().Select(g => new { g.Key, g.NameEn, g.NameZh }).ToListAsync())
        {
            found[$"group:{group.Key}"] = new LocalText(group.NameEn, group.NameZh);
        }

        foreach (var rota in await db.Rotas.AsNoTracking().IgnoreAutoIncludes().Select(r => new { r.Key, r.NameEn, r.NameZh }).ToListAsync())
        {
            found[$"rota:{rota.Key}"] = new LocalText(rota.NameEn, rota.NameZh);
        }

        return new RuleNames(plan, found);
    }

    /// <summary>Name of an audience, a duty or <c>triage</c>; the key itself when nothing is known of it.</summary>
    public LocalText Rule(string key)
    {
        if (key == "triage")
        {
            return new LocalText("Triage", "研判");
        }

        if (key == ApprovalPolicy.Rule)
        {
            return new LocalText("Approval of a situation report", "情况报告审批");
        }

        if (plan.Duties.TryGetValue(key, out var duty))
        {
            return duty.Name;
        }

        var ladder = plan.Grades.Values.SelectMany(g => g.Notify).FirstOrDefault(n => n.Key == key)?.Ladder;
        return ladder is not null && plan.Ladders.TryGetValue(ladder, out var steps) ? Target(steps.Steps[0].To[0].ToString()) : LocalText.Same(key);
    }

    /// <summary>Whom the first step of an approval asks, in the place of those whom its ladder names.</summary>
    public static LocalText Approvers { get; } = new("Those who may approve", "有审批权的人员");

    /// <summary>Name of a target such as <c>office:KEY</c>; the key itself when the directory does not hold it.</summary>
    public LocalText Target(string target) => targets.GetValueOrDefault(target) ?? LocalText.Same(target);
}
