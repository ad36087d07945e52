using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Incidents;
using Hub.Web.Features.Notices;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Stories;

public sealed class LadderStories
{
    [Fact]
    public async Task Nobody_acknowledges_and_the_deputy_is_told_at_the_minute_then_the_head_then_the_end_repeats()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.IV);
        await story.Expects("director Activated");
        await story.Pass(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));
        await story.Expects();
        await story.Pass(TimeSpan.FromSeconds(1));
        await story.Expects("deputy Activated");
        await story.Pass(30);
        await story.Expects("head Activated");
        await story.Pass(30);
        await story.Expects("head Activated");
        await story.Pass(10);
        await story.Expects("head Activated");
        var record = await story.Record();
        record.Count(e => e.Kind == FactKind.LadderClimbed).Should().Be(2);
        record.Count(e => e.Kind == FactKind.NobodyAnswers).Should().Be(2);
        await using var db = story.Store.CreateDbContext();
        (await db.Climbs.SingleAsync()).NobodyAnswersSince.Should().NotBeNull("the board says loudly that nobody answers");
    }

    [Fact]
    public async Task Two_ladders_that_come_to_the_same_person_at_one_minute_send_one_message()
    {
        await using var story = await Plans.Begin(plan => plan with { Grades = new Dictionary<Grade, Domain.Plans.GradeRule>(plan.Grades) { [Grade.II] = plan.Grades[Grade.II] with { Duties = [] } } });
        await story.Open(Grade.II);
        await story.Expects("director Activated", "legal Activated", "head Activated");
        await story.Pass(10);
        await story.Expects("deputy Activated", "head Activated");
        await story.Pass(10);
        await story.Expects("head Activated");
        await story.Pass(10);
        await story.Expects("head Activated");

        // The end of both is at the head, and both are repeated.
        var ends = (await story.Record()).Where(e => e.Kind == FactKind.NobodyAnswers).TakeLast(2).ToList();
        ends.Should().OnlyContain(e => e.At == story.Time.GetUtcNow());
    }

    [Fact]
    public async Task Acknowledged_one_second_before_the_deadline_and_nobody_else_is_told()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.IV);
        await story.Expects("director Activated");
        await story.Pass(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));
        await story.Acknowledge("director");
        await story.Pass(120);
        await story.Expects();
        (await story.Record()).Should().ContainSingle(e => e.Kind == FactKind.Acknowledged).Which.Actor.Should().Be("director");
    }

    [Fact]
    public async Task Acknowledged_and_left_open_for_months_it_pages_nobody_again_whatever_restarts()
    {
        var story = await Story.Begin();
        await story.Open(Grade.IV);
        await story.Expects("director Activated");
        await story.Acknowledge("director");
        for (var month = 0; month < 4; month++)
        {
            story = await story.Crash(TimeSpan.FromDays(1));
            await story.Pass(TimeSpan.FromDays(30));
        }

        await story.Expects();
        await story.DisposeAsync();
    }

    [Fact]
    public async Task A_step_that_nobody_holds_is_passed_at_once_and_said()
    {
        await using var story = await Story.Begin();
        await using (var db = story.Store.CreateDbContext())
        {
            (await db.Offices.SingleAsync(o => o.Key == "director")).HeldBy([]);
            await db.SaveChangesAsync();
        }

        await story.Open(Grade.IV);

        await story.Expects("head Activated");
        var empty = (await story.Record()).Where(e => e.Kind == FactKind.StepEmpty).ToList();
        empty.Should().HaveCount(2, "neither the office nor its deputies");
        empty.Should().OnlyContain(e => e.ReadData().Contains(new ValueTuple<string, string>("why", "nobody")));
    }

    [Fact]
    public async Task For_information_to_an_office_that_nobody_holds_is_said_too()
    {
        await using var story = await Story.Begin();
        await using (var db = story.Store.CreateDbContext())
        {
            (await db.Offices.SingleAsync(o => o.Key == "legal")).HeldBy([]);
            await db.SaveChangesAsync();
        }

        await story.Open(Grade.III);

        await story.Expects("director Activated");
        (await story.Record()).Single(e => e.Kind == FactKind.NotTold).ReadData().Should().Contain(("why", "nobody")).And.Contain(("targets", "office:legal"));
        await story.Acknowledge("director");
    }

    [Fact]
    public async Task Acknowledging_twice_gives_the_first_answer_again()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.IV);
        await story.Expects("director Activated");
        await using var db = story.Store.CreateDbContext();
        var token = await db.Notices.Select(n => n.Token).SingleAsync();
        var first = await story.Do<AcknowledgeNotice, Acknowledged>(a => a.ByToken(token, null));
        await story.Pass(1);
        var second = await story.Do<AcknowledgeNotice, Acknowledged>(a => a.ByToken(token, null));
        second.Should().Be(first with { WasBefore = true });
        (await db.Acknowledgements.CountAsync()).Should().Be(1);
    }

    [Fact]
    public async Task Raised_from_three_to_one_in_mid_ladder_and_everybody_told_must_acknowledge_again_in_the_shorter_time()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.III);
        await story.Expects("director Activated", "legal Activated");
        await story.Pass(15);
        await story.Expects("deputy Activated");
        await story.Acknowledge("director");
        await story.Command(c => c.ChangeGrade(Story.Chief, story.Number, Grade.I, "it spreads"));
        await story.Expects("director GradeRaised", "deputy GradeRaised", "legal GradeRaised", "legal DutyToRelease", "head GradeRaised");
        await story.Acknowledge("legal");
        await story.Pass(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        await story.Expects();
        await story.Pass(TimeSpan.FromSeconds(1));
        // The head was informed of the raise already; now they are asked: the ladder reaches them at its next step.
        var record = await story.Record();
        record.Should().Contain(e => e.Kind == FactKind.GradeRaised);
        record[^1].Kind.Should().BeOneOf(FactKind.Notified, FactKind.LadderClimbed, FactKind.StepEmpty, FactKind.NobodyAnswers);
        await story.Expects("head GradeRaised");
        await using var db = story.Store.CreateDbContext();
        (await db.Notices.CountAsync(n => n.Issue == 1 && n.Event == NoticeEvent.Activated && n.State == NoticeState.Superseded)).Should().Be(2);
        (await db.Notices.SingleAsync(n => n.Issue == 1 && n.PersonName == "director")).State.Should().Be(NoticeState.Acknowledged);
    }

    [Fact]
    public async Task Lowered_and_those_who_were_told_are_informed_and_asked_nothing()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.I);
        await story.Expects("director Activated", "legal Activated", "legal DutyToRelease", "head Activated");
        await story.Acknowledge("director");
        await story.Acknowledge("legal", NoticeEvent.DutyToRelease);
        await story.Command(c => c.ChangeGrade(Story.Chief, story.Number, Grade.IV, "less than thought"));
        await story.Expects("director GradeLowered", "legal GradeLowered", "head GradeLowered");
        await story.Pass(29);
        await story.Expects();
        await using var db = story.Store.CreateDbContext();
        (await db.Notices.SingleAsync(n => n.PersonName == "legal" && n.Event == NoticeEvent.Activated)).State.Should().Be(NoticeState.Withdrawn);
    }

    [Fact]
    public async Task Closed_in_mid_ladder_and_each_person_told_hears_it_once_and_nothing_climbs_any_more()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.III);
        await story.Pass(15);
        await story.Expects("director Activated", "legal Activated", "deputy Activated");
        await story.Command(c => c.Close(Story.Chief, story.Number, "a mistake"));
        await story.Expects("director Closed", "legal Closed", "deputy Closed");
        await story.Pass(600);
        await story.Expects();
        await using var db = story.Store.CreateDbContext();
        (await db.Deadlines.CountAsync(d => d.State == DeadlineState.Pending)).Should().Be(0);
        var token = await db.Notices.Where(n => n.PersonName == "deputy" && n.Event == NoticeEvent.Activated).Select(n => n.Token).SingleAsync();
        (await story.Try<AcknowledgeNotice, Acknowledged>(a => a.ByToken(token, null))).Refusal!.Kind.Should().Be(RefusalKind.Gone);
        (await story.Try<CommandIncident, string>(c => c.Close(Story.Chief, story.Number, "again"))).Refusal!.Code.Should().Be("IncidentClosed");
    }

    [Fact]
    public async Task Stood_down_then_closed_and_everybody_told_hears_both()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.IV);
        await story.Acknowledge("director");
        await story.Expects("director Activated");
        await story.Command(c => c.StandDown(Story.Chief, story.Number, "over"));
        await story.Expects("director StoodDown");
        await story.Command(c => c.Close(Story.Chief, story.Number, "written up"));
        await story.Expects("director Closed");
        (await story.Incident()).State.Should().Be(IncidentState.Closed);
    }

    [Fact]
    public async Task The_process_is_down_for_an_hour_across_three_deadlines_and_only_the_latest_step_fires()
    {
        var story = await Story.Begin();
        await story.Open(Grade.I);
        await story.Expects("director Activated", "legal Activated", "legal DutyToRelease", "head Activated");
        await story.Acknowledge("legal");
        await using var after = await story.Crash(TimeSpan.FromHours(1));
        // deputy (5 min) is passed over, the head (10 min) was informed and is asked now; the progress report was due once.
        await after.Expects("head Activated", "chief ProgressReportDue");
        var record = await after.Record();
        record.Should().ContainSingle(e => e.Kind == FactKind.StepsSkipped).Which.ReadData().Should().Contain(("steps", "2"));
        record.Count(e => e.Kind == FactKind.LadderClimbed).Should().Be(1);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(60)]
    public async Task The_relay_is_down_at_first_and_back_later_and_the_telephone_rings_meanwhile(int minutes)
    {
        await using var story = await Story.Begin();
        story.Mail.IsUp = false;
        await story.Open(Grade.III);
        await story.Pass(TimeSpan.FromSeconds(11));
        await story.Expects("director Activated sms");
        await story.Acknowledge("director");
        await story.Pass(minutes);
        await story.Expects();
        story.Mail.IsUp = true;
        await story.Pass(1);
        await story.Expects("legal Activated");
    }
}
