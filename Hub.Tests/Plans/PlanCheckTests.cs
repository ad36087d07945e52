using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Features.Plans;
using Kind = Hub.Domain.Plans.PlanFaultKind;

namespace Hub.Tests.Plans;

public sealed class PlanCheckTests
{
    private static readonly EmergencyPlan Sound = DefaultPlan.Read();
    private static readonly GradeRule Two = Sound.Grades[Grade.II];
    private static readonly DutyRule Duty = Sound.Duties["public-security"];
    private static readonly Ladder Legal = Sound.Ladders["legal"];

    [Fact]
    public void A_text_that_lacks_a_language_is_found() =>
        Faults(Sound with { Name = new LocalText("A plan", " ") }).Should().Equal(new PlanFault("$.name.zh", Kind.TextMissing));

    [Fact]
    public void A_key_with_capitals_is_found() =>
        Faults(Sound with { Key = "Network" }).Should().Equal(new PlanFault("$.key", Kind.KeyMalformed, "Network"));

    [Fact]
    public void A_ladder_that_is_not_there_is_found_wherever_it_is_named()
    {
        var plan = Sound with { Triage = Sound.Triage with { Ladder = "nowhere" } };
        plan = WithTwo(plan, Two with { Notify = [Two.Notify[0] with { Ladder = "no-stairs" }] });
        plan = WithDuty(plan, Duty with { Ladder = "none" });

        Faults(plan).Should().Equal(
            new PlanFault("$.triage.ladder", Kind.LadderUnknown, "nowhere"),
            new PlanFault("$.grades.II.notify[0].ladder", Kind.LadderUnknown, "no-stairs"),
            new PlanFault("$.duties.public-security.ladder", Kind.LadderUnknown, "none"));
    }

    [Fact]
    public void A_ladder_repeated_less_than_no_time_and_an_acknowledgement_that_expires_before_its_time_are_found()
    {
        var plan = WithLegal(Sound, Legal with { RepeatTimes = -1 });
        plan = WithTwo(plan, Two with { Notify = [Two.Notify[0] with { AcknowledgementLasts = TimeSpan.FromSeconds(1) }] });
        Faults(plan).Should().BeEquivalentTo(
        [
            new PlanFault("$.grades.II.notify[0].acknowledgementLasts", Kind.ExpiresTooEarly, "PT1S"),
            new PlanFault("$.ladders.legal.repeatTimes", Kind.RepeatTimesWrong, "-1"),
        ]);
        Faults(WithLegal(Sound, Legal with { RepeatTimes = 0 })).Should().BeEmpty();
    }

    [Fact]
    public void A_duty_that_is_not_there_or_stands_twice_is_found() =>
        Faults(WithTwo(Sound, Two with { Duties = ["public-security", "no-duty", "public-security"] })).Should().BeEquivalentTo(
        [
            new PlanFault("$.grades.II.duties[1]", Kind.DutyUnknown, "no-duty"),
            new PlanFault("$.grades.II.duties[2]", Kind.Duplicate, "public-security"),
        ]);

    [Fact]
    public void A_rule_key_that_stands_twice_in_a_grade_is_found() =>
        Faults(WithTwo(Sound, Two with { Notify = [Two.Notify[0], Two.Notify[1], Two.Notify[0]] }))
            .Should().Equal(new PlanFault("$.grades.II.notify[2].key", Kind.Duplicate, "leader"));

    [Fact]
    public void Lists_that_must_hold_something_are_found_empty()
    {
        var plan = WithTwo(Sound, Two with { Notify = [], Channels = [] }) with { Leader = [] };
        plan = WithLegal(plan, Legal with { Steps = [] });

        Faults(plan).Should().BeEquivalentTo(
        [
            new PlanFault("$.leader", Kind.Empty),
            new PlanFault("$.grades.II.notify", Kind.Empty),
            new PlanFault("$.grades.II.channels", Kind.Empty),
            new PlanFault("$.ladders.legal.steps", Kind.Empty),
        ]);
        Faults(WithLegal(Sound, Legal with { Steps = [new Step { To = [] }] })).Should().Equal(new PlanFault("$.ladders.legal.steps[0].to", Kind.Empty));
    }

    [Fact]
    public void A_grade_without_a_rule_is_found() =>
        Faults(Sound with { Grades = Sound.Grades.Where(g => g.Key != Grade.III).ToDictionary() })
            .Should().Equal(new PlanFault("$.grades.III", Kind.GradeMissing, "III"));

    [Fact]
    public void Times_that_cannot_be_meant_are_found()
    {
        var plan = Sound with { Triage = Sound.Triage with { Within = TimeSpan.Zero, ShareWithin = TimeSpan.FromSeconds(-1) } };
        plan = WithTwo(plan, Two with { ProgressEvery = TimeSpan.FromDays(400) });
        plan = WithLegal(plan, Legal with { RepeatEvery = TimeSpan.Zero, Steps = [Legal.Steps[0] with { Within = TimeSpan.Zero }] });

        Faults(plan).Should().BeEquivalentTo(
        [
            new PlanFault("$.triage.within", Kind.TimeNotPositive, "PT0S"),
            new PlanFault("$.triage.shareWithin", Kind.TimeNotPositive, "-PT1S"),
            new PlanFault("$.grades.II.progressEvery", Kind.TimeTooLong, "P400D"),
            new PlanFault("$.ladders.legal.repeatEvery", Kind.TimeNotPositive, "PT0S"),
            new PlanFault("$.ladders.legal.steps[0].within", Kind.TimeNotPositive, "PT0S"),
        ]);
    }

    [Fact]
    public void A_reminder_after_the_time_is_over_is_found() =>
        Faults(WithDuty(Sound, Duty with { RemindBefore = TimeSpan.FromHours(24) }))
            .Should().Equal(new PlanFault("$.duties.public-security.remindBefore", Kind.ReminderTooEarly, "P1D"));

    [Theory]
    [InlineData("{numer}")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("}")]
    public void A_placeholder_that_no_incident_fills_is_found(string wrong) =>
        Faults(WithDuty(Sound, Duty with { Text = new LocalText($"About {wrong} and {{number}}", "{number}") }))
            .Should().Equal(new PlanFault("$.duties.public-security.text.en", Kind.PlaceholderUnknown, wrong));

    [Fact]
    public void A_subject_of_two_lines_is_found() =>
        Faults(WithDuty(Sound, Duty with { Subject = new LocalText("Report", "报告\r\nBcc: x@x.example") }))
            .Should().Equal(new PlanFault("$.duties.public-security.subject.zh", Kind.SubjectMalformed, "报告\r\nBcc: x@x.example"));

    [Fact]
    public void A_channel_that_does_not_exist_or_stands_twice_is_found() =>
        Faults(WithTwo(Sound, Two with { Channels = [Channel.Mail, (Channel)99, Channel.Mail] })).Should().BeEquivalentTo(
        [
            new PlanFault("$.grades.II.channels[1]", Kind.ChannelUnknown, "99"),
            new PlanFault("$.grades.II.channels[2]", Kind.Duplicate, "Mail"),
        ]);

    [Fact]
    public void A_leader_found_through_the_leader_is_found() =>
        Faults(Sound with { Leader = [Target.Parse("leader")] }).Should().Equal(new PlanFault("$.leader", Kind.LeaderNamesItself, "leader"));

    [Fact]
    public void What_the_directory_does_not_hold_is_found_when_it_is_known()
    {
        var plan = Sound with
        {
            Owner = [],
            Approvers = [],
            Organisation = [],
            Leader = [Target.Parse("office:a"), Target.Parse("deputy:b"), Target.Parse("group:c"), Target.Parse("rota:d")],
            Ladders = new Dictionary<string, Ladder> { ["only"] = new() { Steps = [new Step { To = [Target.Parse("office:a")] }], RepeatEvery = TimeSpan.FromHours(1) } },
            Triage = Sound.Triage with { Ladder = "only" },
            Grades = Grades.All.ToDictionary(g => g, _ => Two with { Inform = [], Duties = [], Notify = [Two.Notify[0] with { Ladder = "only" }] }),
            Duties = new Dictionary<string, DutyRule> { ["police"] = Duty with { Ladder = "only", Body = "police" } },
        };
        var known = new KnownKeys(Set("b"), Set(), Set("d"), Set());

        PlanCheck.FaultsOf(plan).Should().BeEmpty();
        PlanCheck.FaultsOf(plan, known).Should().Equal(
            new PlanFault("$.leader[0]", Kind.TargetUnknown, "office:a"),
            new PlanFault("$.leader[2]", Kind.TargetUnknown, "group:c"),
            new PlanFault("$.ladders.only.steps[0].to[0]", Kind.TargetUnknown, "office:a"),
            new PlanFault("$.duties.police.body", Kind.BodyUnknown, "police"));
    }

    private static IReadOnlyList<PlanFault> Faults(EmergencyPlan plan) => PlanCheck.FaultsOf(plan);

    private static HashSet<string> Set(params string[] keys) => [.. keys];

    private static EmergencyPlan WithTwo(EmergencyPlan plan, GradeRule rule) =>
        plan with { Grades = plan.Grades.ToDictionary(g => g.Key, g => g.Key == Grade.II ? rule : g.Value) };

    private static EmergencyPlan WithDuty(EmergencyPlan plan, DutyRule duty) =>
        plan with { Duties = plan.Duties.ToDictionary(d => d.Key, d => d.Key == "public-security" ? duty : d.Value) };

    private static EmergencyPlan WithLegal(EmergencyPlan plan, Ladder ladder) =>
        plan with { Ladders = plan.Ladders.ToDictionary(l => l.Key, l => l.Key == "legal" ? ladder : l.Value) };
}
