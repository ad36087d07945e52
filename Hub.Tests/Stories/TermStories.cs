using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Schedule;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Stories;

/// <summary>What a plan and people can ask of a ladder: quorums, ends, acknowledgements that expire, quiet hours, verified addresses.</summary>
public sealed class TermStories
{
    [Fact]
    public async Task An_acknowledgement_expires_and_its_giver_is_asked_again_and_then_it_climbs_on()
    {
        await using var story = await Plans.Begin(p => p.WithRules(Grade.IV, r => r with { AcknowledgementLasts = TimeSpan.FromHours(2) }));
        await story.Open(Grade.IV);
        await story.Expects("director Activated");
        await story.Acknowledge("director");
        await story.Pass(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        await story.Expects();
        await story.Pass(TimeSpan.FromSeconds(1));
        await story.Expects("director Activated");
        await story.Acknowledge("director");
        await story.Pass(120);
        await story.Expects("director Activated");
        await story.Pass(29);
        await story.Expects();
        await story.Pass(1);
        await story.Expects("deputy Activated");
        await story.Acknowledge("deputy");
        var record = await story.Record();
        record.Count(e => e.Kind == FactKind.AcknowledgementExpired).Should().Be(2);
        record.Count(e => e.Kind == FactKind.Acknowledged).Should().Be(3);
        await story.Command(c => c.StandDown(Story.Chief, story.Number, "over"));
        await story.Expects("director StoodDown", "deputy StoodDown");
        await story.Pass(600);
        await story.Expects();
    }

    [Fact]
    public async Task Whose_acknowledgement_expired_while_they_are_absent_is_not_waited_for()
    {
        await using var story = await Plans.Begin(p => p.WithRules(Grade.IV, r => r with { AcknowledgementLasts = TimeSpan.FromHours(2) }));
        await story.Open(Grade.IV);
        await story.Acknowledge("director");
        await story.Expects("director Activated");
        await Change(story, "director", p => p.AwayUntil(story.Time.GetUtcNow().AddDays(1)));
        await story.Pass(120);
        await story.Expects("head Activated");
        (await story.Record()).Last(e => e.Kind == FactKind.LadderClimbed).ReadData().Should().Contain(("why", ClimbsBecause.Expired));
    }

    [Fact]
    public async Task A_ladder_that_is_repeated_twice_ends_and_the_board_stays_loud()
    {
        await using var story = await Plans.Begin(p => p.WithLadder("director", l => l with { RepeatTimes = 2 }));
        await story.Open(Grade.IV);
        await story.Pass(90);
        await story.Expects("director Activated", "deputy Activated", "head Activated", "head Activated");
        await story.Pass(10);
        await story.Expects("head Activated");
        await story.Pass(10);
        var ended = (await story.Record())[^1];
        ended.Kind.Should().Be(FactKind.LadderEnded);
        ended.ReadData().Should().Contain(("times", "2"));
        await story.Do<LadderRepair, int>(async r => await r.Run(CancellationToken.None));
        await story.Pass(600);
        await story.Expects();
        await using var db = story.Store.CreateDbContext();
        (await db.Climbs.AsNoTracking().SingleAsync()).Should().Match<Climb>(c => c.State == ClimbState.Climbing && c.NobodyAnswersSince != null && c.LadderEndedAt != null);
        (await db.Deadlines.CountAsync(d => d.Kind == DeadlineKind.LadderStep && d.State == DeadlineState.Pending)).Should().Be(0);
        await story.Acknowledge("deputy");
        (await db.Climbs.AsNoTracking().SingleAsync()).Should().Match<Climb>(c => c.State == ClimbState.Answered && c.NobodyAnswersSince == null);
    }

    [Fact]
    public async Task Every_step_has_its_own_quorum()
    {
        await using var story = await Plans.Begin(p => p.WithLadder("director", l => l with
        {
            Steps = [l.Steps[0], new Step { To = [Target.Parse("deputy:director"), Target.Parse("office:legal"), Target.Parse("office:chief")], Quorum = new Quorum(2), Within = TimeSpan.FromMinutes(7) }, l.Steps[2]],
        }));
        await story.Open(Grade.IV);
        await story.Pass(30);
        await story.Expects("director Activated", "deputy Activated", "legal Activated", "chief Activated");
        await story.Acknowledge("legal");
        await story.Pass(7);
        await story.Expects("head Activated");
        await story.Acknowledge("deputy");
        await using var db = story.Store.CreateDbContext();
        (await db.Climbs.AsNoTracking().SingleAsync()).State.Should().Be(ClimbState.Answered, "two of the second step have answered by now");
        await story.Pass(300);
        await story.Expects();
    }

    [Fact]
    public async Task The_holder_of_an_office_is_absent_and_the_deputy_is_asked_in_their_place()
    {
        await using var story = await Story.Begin();
        await Change(story, "director", p => p.AwayUntil(story.Time.GetUtcNow().AddDays(3)));
        await story.Open(Grade.IV);
        await story.Expects("deputy Activated");
        await story.Pass(30);
        (await story.Record()).Should().Contain(e => e.Kind == FactKind.StepEmpty, "there is no further deputy, and that is said");
        await story.Expects("head Activated");
    }

    [Fact]
    public async Task Quiet_hours_hold_back_what_would_wake_somebody_and_the_ladder_goes_on()
    {
        await using var story = await Plans.Begin(p => p.WithRules(Grade.IV, r => r with { Channels = [Channel.Mail, Channel.Sms] }));
        await Change(story, "director", p => p.BeQuiet(new TimeOnly(22, 0), new TimeOnly(10, 0)));
        await story.Open(Grade.IV);
        await story.Expects("director Activated");
        var held = (await story.Record()).Single(e => e.Kind == FactKind.DeliveryHeld).ReadData();
        held.Should().Contain(("name", "director")).And.Contain(("why", "quietHours")).And.Contain(("until", "2026-11-23T02:00:00.0000000Z"));
        await story.Pass(30);
        await story.Expects("deputy Activated");
        await story.Pass(29);
        await story.Expects();
        await story.Pass(1);
        await story.Expects("director Activated sms", "head Activated");
    }

    [Fact]
    public async Task What_was_acknowledged_by_mail_wakes_nobody_when_the_quiet_hours_are_over()
    {
        await using var story = await Plans.Begin(p => p.WithRules(Grade.IV, r => r with { Channels = [Channel.Mail, Channel.Sms] }));
        await Change(story, "director", p => p.BeQuiet(new TimeOnly(22, 0), new TimeOnly(10, 0)));
        await story.Open(Grade.IV);
        await story.Expects("director Activated");
        await story.Acknowledge("director");
        await story.Pass(120);
        await story.Expects();
    }

    [Fact]
    public async Task The_mailbox_refuses_and_even_so_nobody_is_woken_in_their_quiet_hours()
    {
        await using var story = await Story.Begin();
        story.Mail.Refused.Add("director@contoso.example");
        await Change(story, "director", p => p.BeQuiet(new TimeOnly(22, 0), new TimeOnly(9, 20)));
        await story.Open(Grade.IV);
        await story.Pass(TimeSpan.FromMinutes(20) - TimeSpan.FromSeconds(1));
        await story.Expects();
        await story.Pass(TimeSpan.FromSeconds(1));
        await story.Expects("director Activated sms");
    }

    [Theory]
    [InlineData(Grade.I)]
    [InlineData(Grade.II)]
    public async Task Grave_grades_are_never_muted(Grade grade)
    {
        await using var story = await Plans.Begin(p => p.WithRules(grade, r => r with { Channels = [Channel.Sms] }));
        await Change(story, "director", p => p.BeQuiet(new TimeOnly(0, 0), new TimeOnly(23, 59)));
        await story.Open(grade);
        (await story.Read()).Should().Contain("director Activated sms");
        (await story.Record()).Should().NotContain(e => e.Kind == FactKind.DeliveryHeld);
    }

    [Fact]
    public async Task A_report_rings_who_is_on_call_whatever_is_suspected()
    {
        await using var story = await Story.Begin((db, now) => StoryPlan.Load(db, now, StoryPlan.Plan with { Triage = StoryPlan.Plan.Triage with { Channels = [Channel.Sms] } }));
        await Change(story, "samantha", p =>
        {
            p.ReachableBy((Channel.Sms, "+861000000009"));
            p.BeQuiet(new TimeOnly(0, 0), new TimeOnly(23, 59));
        }, withNewAddresses: true);
        await story.Report(Grade.IV);
        await story.Expects("samantha ReportToTriage sms");
    }

    [Fact]
    public async Task Who_has_no_verified_address_is_told_and_the_next_step_with_them()
    {
        await using var story = await Story.Begin();
        await Change(story, "director", p => p.ReachBy((Channel.Mail, "new@contoso.example")), withNewAddresses: true);
        await story.Open(Grade.IV);
        await story.Expects("director Activated", "deputy Activated");
        (await story.Record()).Single(e => e.Kind == FactKind.StepEmpty).ReadData().Should().Contain(("why", "unverified")).And.Contain(("names", "director"));
        await story.Acknowledge("director");
        await story.Pass(300);
        await story.Expects();
    }

    [Fact]
    public async Task With_one_verified_address_the_others_are_not_used()
    {
        await using var story = await Story.Begin();
        story.Mail.Refused.Add("director@contoso.example");
        await Change(story, "director", p =>
        {
            p.ReachBy((Channel.Mail, "director@contoso.example"), (Channel.Mail, "other@contoso.example"));
            p.ContactPoints[0].Verify(story.Time.GetUtcNow());
        }, withNewAddresses: true);
        await story.Open(Grade.IV);
        await story.Expects("deputy Activated");
        (await story.Record()).Should().Contain(e => e.Kind == FactKind.Undelivered);
    }

    private static async Task Change(Story story, string name, Action<Person> change, bool withNewAddresses = false)
    {
        await using var db = story.Store.CreateDbContext();
        if (withNewAddresses)
        {
            // First, since the new rows have the keys of the old ones.
            await db.Database.ExecuteSqlAsync($"DELETE FROM ContactPoints WHERE PersonId IN (SELECT Id FROM Persons WHERE Name = {name})");
        }

        change(await db.Persons.SingleAsync(p => p.Name == name));
        await db.SaveChangesAsync();
    }
}
