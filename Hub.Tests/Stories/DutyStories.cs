using Hub.Domain.Clocks;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Clocks;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Stories;

public sealed class DutyStories
{
    [Fact]
    public async Task Legal_releases_the_duty_and_only_then_it_goes_to_the_regulator()
    {
        await using var story = await Quiet();
        var duty = await Duty(story);
        duty.Subject.Should().Be($"事件 {story.Number}");
        duty.Body.Should().Be("Worm on WEB2，Ⅱ级（重大）");
        await story.Decide(d => d.Correct(Story.Legal, duty.Id, "事件通报", "更正后的内容"));
        await story.Expects();
        (await story.Try<DecideDuty, Guid>(d => d.Release(Story.Legal, duty.Id, duty.Version))).Refusal!.Code.Should().Be("DutyChanged");
        await story.Decide(d => d.Release(Story.Legal, duty.Id));
        await story.Expects("duty duty@regulator.example");
        await story.Decide(d => d.RecordReference(Story.Legal, duty.Id, "网信〔2026〕12号"));
        await story.Pass(600);
        (await story.Record()).Select(e => e.Kind).Should().ContainInOrder(
            FactKind.DutyOpened, FactKind.DutyTextChanged, FactKind.DutyReleased, FactKind.DutySent, FactKind.DutyReferenceRecorded);
        await story.Expects(Enumerable.Repeat("chief ProgressReportDue", 10));
    }

    [Fact]
    public async Task Nobody_releases_the_duty_and_it_reminds_then_climbs_until_it_is_decided()
    {
        await using var story = await Quiet();
        await story.Pass(180);
        await story.Expects([.. Enumerable.Repeat("chief ProgressReportDue", 3), "legal DutyToRelease"]);
        await story.Pass(60);
        await story.Expects("chief ProgressReportDue", "legal DutyOverdue");
        await story.Acknowledge("legal", NoticeEvent.DutyOverdue);
        await story.Pass(15);
        await story.Expects("head DutyOverdue");
        await story.Pass(15);
        await story.Expects("head DutyOverdue");
        var duty = await Duty(story);
        duty.OverdueAt.Should().NotBeNull();
        await story.Decide(d => d.Waive(Story.Legal, duty.Id, "below the threshold after all"));
        await story.Pass(20);
        await story.Expects();
        (await story.Record()).Select(e => e.Kind).Should().ContainInOrder(FactKind.DutyReminded, FactKind.DutyOverdue, FactKind.NobodyAnswers, FactKind.DutyWaived);
    }

    [Fact]
    public async Task Who_may_not_release_is_refused()
    {
        await using var story = await Quiet();
        var duty = await Duty(story);
        (await story.Try<DecideDuty, Guid>(d => d.Release(Story.Chief, duty.Id))).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await story.Try<DecideDuty, Guid>(d => d.Waive(Story.Legal, duty.Id, " "))).Refusal!.Field.Should().Be("reason");
        (await story.Try<DecideDuty, Guid>(d => d.RecordReference(Story.Legal, duty.Id, "1"))).Refusal!.Code.Should().Be("DutyNotReleased");
    }

    [Fact]
    public async Task In_a_drill_what_was_released_stays_in_the_house_and_the_record_says_so()
    {
        await using var story = await Story.Begin();
        await story.OpenDrill(Grade.II);
        await story.Expects("director Activated", "legal Activated", "legal DutyToRelease", "head Activated");
        var duty = await Duty(story);
        await story.Decide(d => d.Release(Story.Legal, duty.Id));
        await story.Expects();
        var held = (await story.Record()).Single(e => e.Kind == FactKind.DutyHeldInDrill);
        held.ReadData().Should().Contain(("bodyEn", duty.BodyNameEn));
        (await story.Record()).Select(e => e.Kind).Should().ContainInOrder(FactKind.DutyReleased, FactKind.DutyHeldInDrill);
    }

    private static async Task<Story> Quiet()
    {
        var story = await Story.Begin();
        await story.Open(Grade.II);
        await story.Expects("director Activated", "legal Activated", "legal DutyToRelease", "head Activated");
        await story.Acknowledge("director");
        await story.Acknowledge("legal");
        return story;
    }

    private static async Task<Duty> Duty(Story story)
    {
        await using var db = story.Store.CreateDbContext();
        return await db.Duties.AsNoTracking().SingleAsync();
    }
}
