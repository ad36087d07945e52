using System.Globalization;
using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hub.Web.Features.Plans;

/// <summary>Says what differs between two plans, in sentences of the reader's language.</summary>
public sealed class DifferenceWords(IStringLocalizer<PlanDifferenceTexts> texts, IStringLocalizer<PlanTexts> plan, IStringLocalizer<WordTexts> words)
{
    private readonly IStringLocalizer<PlanDifferenceTexts> texts = texts;
    private readonly IStringLocalizer<PlanTexts> plan = plan;
    private readonly IStringLocalizer<WordTexts> words = words;

    /// <summary>The sentence of a difference.</summary>
    /// <param name="difference">What differs.</param>
    /// <param name="names">Names of the directory.</param>
    /// <param name="before">The older plan.</param>
    /// <param name="now">The newer plan.</param>
    public string Say(PlanDifference difference, PlanNames names, EmergencyPlan before, EmergencyPlan now)
    {
        var teller = new Teller(this, names, before, now);
        var (old, fresh) = difference.Of == DifferenceOf.DutyOpened
            ? (teller.Duty(difference.Key), teller.Duty(difference.Key))
            : (teller.Value(difference.Of, difference.Before), teller.Value(difference.Of, difference.Now));
        return texts[$"Diff_{difference.Of}_{difference.Kind}", teller.Where(difference), old, fresh];
    }

    private sealed class Teller(DifferenceWords all, PlanNames names, EmergencyPlan before, EmergencyPlan now)
    {
        public string Where(PlanDifference d) => d switch
        {
            { Grade: { } grade, Of: DifferenceOf.Rule or DifferenceOf.RuleLadder or DifferenceOf.RuleWithin or DifferenceOf.RuleLasts or DifferenceOf.RuleQuorum or DifferenceOf.RuleChannels } =>
                all.texts["Where_Rule", grade.Numeral(), Rule(grade, d.Key)],
            { Grade: { } grade } => all.texts["Where_Grade", grade.Numeral()],
            { Part: PlanPart.Ladders, Step: > 0 } => all.texts["Where_Step", Ladder(d.Key), d.Step],
            { Part: PlanPart.Ladders } => all.texts["Where_Ladder", Ladder(d.Key)],
            { Part: PlanPart.Duties } => all.texts["Where_Key", Duty(d.Key)],
            { Part: PlanPart.Organisation } => all.texts["Where_Key", Unit(d.Key)],
            { Part: PlanPart.Texts } => all.texts[$"Event_{d.Key}"] is { ResourceNotFound: false } name ? name.Value : d.Key,
            { Of: DifferenceOf.ArticleText } => all.texts["Where_Key", Say(now.Articles.FirstOrDefault(a => a.Heading.En == d.Key)?.Heading ?? LocalText.Same(d.Key))],
            _ => "",
        };

        public string Duty(string key) => Say((now.Duties.GetValueOrDefault(key) ?? before.Duties.GetValueOrDefault(key))?.Name ?? LocalText.Same(key));

        public string Value(DifferenceOf of, object? value) => (of, value) switch
        {
            (_, null) => all.texts["Nothing"],
            (DifferenceOf.TriageLadder or DifferenceOf.RuleLadder or DifferenceOf.DutyLadder, string key) => Ladder(key),
            (DifferenceOf.DutyBody or DifferenceOf.UnitBody, string key) => Say(names.Body(key)),
            (_, LocalText text) => Say(text),
            (_, TimeSpan time) => all.plan.Length(time),
            (_, IEnumerable<Target> targets) => string.Join(all.texts["Comma"], targets.Select(t => Say(names.Of(t)))),
            (_, IEnumerable<Channel> channels) => string.Join(all.texts["Comma"], channels.Select(c => all.words[$"Channel_{c}"].Value)),
            (_, Quorum { Count: 0 }) => all.texts["Everyone"],
            (_, Quorum { Count: 1 }) => all.texts["Anyone"],
            (_, Quorum quorum) => all.texts["Number", quorum.Count],
            _ => Convert.ToString(value, CultureInfo.CurrentCulture) ?? "",
        };

        private static string Say(LocalText text) => text.For(CultureInfo.CurrentUICulture.Name);

        private string Ladder(string key) => Say(names.Ladder(now.Ladders.ContainsKey(key) ? now : before, key));

        private string Rule(Grade grade, string key)
        {
            var (plan, rule) = now.Grades[grade].Notify.FirstOrDefault(n => n.Key == key) is { } fresh ? (now, fresh) : (before, before.Grades[grade].Notify.FirstOrDefault(n => n.Key == key));
            return rule is null ? key : Say(names.Ladder(plan, rule.Ladder));
        }

        private string Unit(string key) =>
            Say(now.Organisation.Concat(before.Organisation).SelectMany(u => u.WithAllBelow()).FirstOrDefault(u => u.Key == key)?.Name ?? LocalText.Same(key));
    }
}
