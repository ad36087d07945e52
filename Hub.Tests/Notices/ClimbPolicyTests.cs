using Hub.Domain.Clocks;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.Shared;
using Hub.Tests.Harness;

namespace Hub.Tests.Notices;

public sealed class ClimbPolicyTests
{
    [Fact]
    public void Whose_notice_was_withdrawn_when_the_grade_fell_is_asked_again_when_another_ladder_reaches_them()
    {
        var life = LifePlan.Open(Grade.III);
        life.Regrade(Grade.IV).Should().BeTrue();
        life.Situation.Notices.Single(n => n.PersonName == "director" && n.Event == NoticeEvent.Activated).State.Should().Be(NoticeState.Withdrawn);
        life.Regrade(Grade.II).Should().BeTrue();
        life.Regrade(Grade.IV).Should().BeTrue();
        var asked = Sent(life, "director GradeRaised");
        life.Pass(60);

        life.Situation.Climbs.Single(c => c.Rule == "team").Told.Should().Contain(t => t.PersonId == life.People["director"].Id);
        life.Situation.Notices.Single(n => n.PersonName == "director" && n.Event == NoticeEvent.GradeRaised).State.Should().Be(NoticeState.Open);
        Sent(life, "director GradeRaised").Should().Be(asked + 1);
        life.Acknowledge("director").Should().BeGreaterThan(0);
    }

    [Fact]
    public void The_end_is_repeated_to_those_who_are_still_silent_and_not_to_nobody()
    {
        var life = LifePlan.Open(Grade.I);
        life.Acknowledge("legal");
        life.Pass(10);
        var team = life.Situation.Climbs.Single(c => c.Rule == "team");
        team.State.Should().Be(ClimbState.Climbing, "three of the first step must answer and one has, and nobody of those above them");
        var silent = Sent(life, "head Activated") + Sent(life, "chief Activated");
        var answered = Sent(life, "legal Activated");
        life.Pass(20);
        team.Repeats.Should().BeGreaterThan(0);
        (Sent(life, "head Activated") + Sent(life, "chief Activated")).Should().BeGreaterThan(silent);
        Sent(life, "legal Activated").Should().Be(answered);
    }

    [Fact]
    public void Who_has_no_address_does_not_count_among_those_who_must_answer()
    {
        var life = LifePlan.Open(Grade.I);
        foreach (var name in new[] { "legal", "guard", "press" })
        {
            life.Acknowledge(name);
        }

        life.Situation.Climbs.Single(c => c.Rule == "team").State.Should().Be(ClimbState.Answered);
    }

    [Fact]
    public void A_ladder_whose_people_have_all_answered_or_gone_ends_instead_of_ringing_for_nobody()
    {
        var life = LifePlan.Open(Grade.I);
        life.Retire("guard");
        life.Retire("press");
        life.Pass(10);
        foreach (var name in new[] { "legal", "director", "deputy", "head", "chief" })
        {
            life.Acknowledge(name);
        }

        life.Pass(60);
        life.Situation.Climbs.Single(c => c.Rule == "team").State.Should().Be(ClimbState.Answered);
    }

    [Fact]
    public void Nobody_who_has_left_is_reminded()
    {
        var life = LifePlan.Open(Grade.III);
        life.Pass(30);
        life.Pass(30);
        life.Retire("head");
        var before = Sent(life, "head Activated");
        life.Pass(60);
        Sent(life, "head Activated").Should().Be(before);
        Sent(life, "deputy Activated").Should().BeGreaterThan(1, "somebody must hear that nobody answers");
    }

    [Fact]
    public void One_of_a_step_who_acknowledged_the_matter_on_another_ladder_answers_for_the_step()
    {
        var life = LifePlan.Open(Grade.II);
        life.Regrade(Grade.IV);
        life.Regrade(Grade.III);
        life.Acknowledge("chief");
        var team = life.Situation.Climbs.Single(c => c.Rule == "team");
        team.State.Should().Be(ClimbState.Climbing);
        life.Pass(30);
        team.State.Should().Be(ClimbState.Answered, "its last step is the head and the chief, and the chief knows");
    }

    [Fact]
    public void When_it_is_closed_nobody_is_asked_any_more_also_where_somebody_else_had_answered()
    {
        var life = LifePlan.Open(Grade.III);
        life.Pass(15);
        life.Acknowledge("deputy");
        life.Situation.Notices.Single(n => n.PersonName == "director").State.Should().Be(NoticeState.Open, "the director may still acknowledge");
        life.Close();
        life.Situation.Notices.Should().NotContain(n => n.State == NoticeState.Open);
        life.Situation.Climbs.Single(c => c.Rule == "director").State.Should().Be(ClimbState.Answered);
    }

    [Fact]
    public void The_former_leader_does_not_answer_for_the_new_one_when_the_grade_rises()
    {
        var life = LifePlan.Open(Grade.III);
        life.Acknowledge("chief");
        life.Appoint("guard").Should().BeTrue();
        life.Acknowledge("guard");
        life.Regrade(Grade.II);
        life.Acknowledge("chief");
        life.Situation.Climbs.Where(c => c.Rule == NoticePolicy.LeaderRule && c.State == ClimbState.Climbing).Should().ContainSingle("the new leader has not acknowledged the raise");
        life.Situation.Notices.Single(n => n.PersonName == "chief" && n.Event == NoticeEvent.GradeRaised).State.Should().Be(NoticeState.ForInformation);
        life.Acknowledge("guard").Should().BeGreaterThan(0);
        life.Situation.Climbs.Should().NotContain(c => c.Rule == NoticePolicy.LeaderRule && c.State == ClimbState.Climbing);
    }

    [Fact]
    public void What_was_waived_is_opened_again_when_the_grade_rises_to_one_that_asks_for_it()
    {
        var life = LifePlan.Open(Grade.II);
        life.Decide(life.Duties.Single(), release: false);
        life.Regrade(Grade.I);
        life.Duties.Where(d => d.State == DutyState.Open).Select(d => d.Key).Should().BeEquivalentTo("regulator", "police");
        life.Decide(life.Duties.Single(d => d.State == DutyState.Open && d.Key == "regulator"), release: true);
        life.Regrade(Grade.II);
        life.Regrade(Grade.I);
        life.Duties.Count(d => d.Key == "regulator").Should().Be(2, "what was released is told");
    }

    [Fact]
    public void After_an_outage_over_a_duty_the_overdue_notice_is_sent_and_not_the_reminder_too()
    {
        var life = LifePlan.Open(Grade.II);
        life.Outage(TimeSpan.FromHours(5));
        life.Messages.Count(m => m == "legal DutyOverdue").Should().Be(1);
        life.Situation.Notices.Should().NotContain(n => n.Matter.StartsWith("duty-reminder:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_title_makes_no_subject_that_cannot_be_stored_or_released()
    {
        var life = LifePlan.Open(Grade.II, title: string.Concat(Enumerable.Repeat("虫\U0001F41B", 66)));
        life.Duties.Single().Subject.Length.Should().BeLessThanOrEqualTo(200);
        char.IsHighSurrogate(life.Duties.Single().Subject[^2]).Should().BeFalse();
        life.Duties.Single().Release("legal", life.Now).Refusal.Should().BeNull();
    }

    private static int Sent(Life life, string message) => life.Messages.Count(m => m == message);
}
