using System.Globalization;
using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Features.Directory.Sample;
using Hub.Web.Features.Plans;
using Hub.Web.Resources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Hub.Tests.Plans;

public sealed class PlanComparisonTests
{
    private static readonly EmergencyPlan Plan = DefaultPlan.Read();

    [Fact]
    public void Equal_plans_do_not_differ() => PlanComparison.Between(Plan, PlanJson.Read(PlanJson.Write(Plan))).Should().BeEmpty();

    [Fact]
    public void A_shorter_time_reads_as_people_say_it()
    {
        var now = WithRule(Grade.II, "legal", r => r with { AcknowledgeWithin = TimeSpan.FromMinutes(8) });
        Say(now).Should().Equal("Grade Ⅱ, Legal counsel must acknowledge within 8 min instead of 10 min.");
        Say(now, "zh-Hans").Should().Equal("Ⅱ级，法律顾问须在8分钟内确认（原为10分钟）。");
    }

    [Fact]
    public void A_step_that_also_tells_somebody_and_one_that_is_put_between_read_so()
    {
        var steps = Plan.Ladders["leadership"].Steps;
        var also = WithLadder("leadership", l => l with { Steps = [steps[0], steps[1] with { To = [.. steps[1].To, Target.Parse("rota:on-call")] }, steps[2]] });
        Say(also).Should().Equal("Ladder “Leadership group”, step 2 now also tells On call.");
        Say(also, "zh-Hans").Should().Equal("“领导小组”升级次序第2步增加通知应急值班。");

        var between = WithLadder("leadership", l => l with { Steps = [steps[0], new Step { To = [Target.Parse("rota:on-call")] }, steps[1], steps[2]] });
        Say(between).Should().Equal("Ladder “Leadership group”, step 2 is new and tells On call.");
        var gone = PlanComparison.Between(between, Plan).Should().ContainSingle().Subject;
        (gone.Of, gone.Kind, gone.Step).Should().Be((DifferenceOf.Step, DifferenceKind.Removed, 2));
    }

    [Fact]
    public void What_came_what_went_and_what_moved_is_told_apart()
    {
        var now = Plan with
        {
            LegalBasis = [.. Plan.LegalBasis.Skip(1), LocalText.Same("A new law")],
            Duties = Plan.Duties.Where(d => d.Key != "public-security").ToDictionary(StringComparer.Ordinal),
            Organisation = [Plan.Organisation[0] with { Units = [.. Plan.Organisation[0].Units.Skip(1)] }, Plan.Organisation[1]],
            Authority = new Dictionary<Grade, GradeAuthority> { [Grade.I] = new() { StandDown = [Target.Parse("office:leadership-head")] } },
        };
        now = now with { Grades = now.Grades.ToDictionary(g => g.Key, g => g.Value with { Duties = [.. g.Value.Duties.Where(d => d != "public-security")] }) };

        var found = PlanComparison.Between(Plan, now);
        found.Count(d => d is { Of: DifferenceOf.LegalBasis, Kind: DifferenceKind.Added }).Should().Be(1);
        found.Count(d => d is { Of: DifferenceOf.LegalBasis, Kind: DifferenceKind.Removed }).Should().Be(1);
        found.Where(d => d.Of == DifferenceOf.Unit).Select(d => d.Key).Should().Equal("working-group", "implementation", "daily-operation", "change-management");
        found.Should().ContainSingle(d => d.Of == DifferenceOf.Duty && d.Kind == DifferenceKind.Removed);
        found.Count(d => d.Of == DifferenceOf.DutyOpened).Should().Be(2);
        Say(now)[^1].Should().Be("Grade Ⅰ may be stood down only by Head of the leadership group now.");
        found.Select(d => d.Part).Should().BeInAscendingOrder();
    }

    [Fact]
    public void From_nothing_to_the_whole_plan_every_difference_has_a_sentence_in_both_languages()
    {
        var empty = PlanParts.Empty(Plan.Key);
        var full = Plan with
        {
            Document = Plan.Document! with { FileNumber = "1" },
            Authority = Grades.All.ToDictionary(g => g, _ => new GradeAuthority { Activate = Plan.Owner, Raise = Plan.Owner, Lower = Plan.Owner, StandDown = Plan.Owner, Close = Plan.Owner, Approve = Plan.Owner }),
        };
        foreach (var (before, now) in new[] { (empty, full), (full, empty) })
        {
            foreach (var culture in new[] { "en", "zh-Hans" })
            {
                Say(before, now, culture).Should().NotBeEmpty().And.NotContain(s => s.StartsWith("Diff_") || s.Contains('{'));
            }
        }
    }

    [Fact]
    public void Every_difference_that_can_be_found_has_its_words()
    {
        var texts = Localizer<PlanDifferenceTexts>();
        foreach (var of in Enum.GetValues<DifferenceOf>())
        {
            Enum.GetValues<DifferenceKind>().Count(kind => !texts[$"Diff_{of}_{kind}"].ResourceNotFound).Should().BePositive(of.ToString());
        }
    }

    [Fact]
    public void Very_long_lists_are_compared_without_a_table_of_all_pairs()
    {
        var many = Plan with { Safeguards = [.. Enumerable.Range(0, 5_000).Select(i => LocalText.Same($"a{i}"))] };
        var others = Plan with { Safeguards = [.. Enumerable.Range(0, 5_000).Select(i => LocalText.Same($"b{i}"))] };
        PlanComparison.Between(many, others).Should().HaveCount(10_000);
    }

    private static EmergencyPlan WithRule(Grade grade, string key, Func<NoticeRule, NoticeRule> change) => Plan with
    {
        Grades = Plan.Grades.ToDictionary(g => g.Key, g => g.Key != grade ? g.Value : g.Value with { Notify = [.. g.Value.Notify.Select(n => n.Key == key ? change(n) : n)] }),
    };

    private static EmergencyPlan WithLadder(string key, Func<Ladder, Ladder> change) =>
        Plan with { Ladders = Plan.Ladders.ToDictionary(l => l.Key, l => l.Key == key ? change(l.Value) : l.Value, StringComparer.Ordinal) };

    private static List<string> Say(EmergencyPlan now, string culture = "en") => Say(Plan, now, culture);

    private static List<string> Say(EmergencyPlan before, EmergencyPlan now, string culture)
    {
        var kept = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            var words = new DifferenceWords(Localizer<PlanDifferenceTexts>(), Localizer<PlanTexts>(), Localizer<WordTexts>());
            return [.. PlanComparison.Between(before, now).Select(d => words.Say(d, Names(), before, now))];
        }
        finally
        {
            CultureInfo.CurrentUICulture = kept;
        }
    }

    private static PlanNames Names()
    {
        var sample = SampleOrganisation.Read();
        return new PlanNames(
            [
                .. sample.Offices.Select(o => new NamedTarget(new Target(TargetKind.Office, o.Key), o.Name)),
                .. sample.Groups.Select(g => new NamedTarget(new Target(TargetKind.Group, g.Key), g.Name)),
                .. sample.Rotas.Select(r => new NamedTarget(new Target(TargetKind.Rota, r.Key), r.Name)),
            ],
            sample.Bodies.ToDictionary(b => b.Key, b => b.Name));
    }

    private static IStringLocalizer<T> Localizer<T>() => new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<T>>();
}
