using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Plans;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Stories;

/// <summary>Notices in the organisation's own words.</summary>
public sealed class StandingTextStories
{
    private static readonly StandingText Ours = new()
    {
        Headline = new LocalText("CALL-UP", "应急集结"),
        What = new LocalText("{by} confirmed {number} at {place}.", "{by}已确认{number}（{place}）。"),
        Asked = new LocalText("Come to the war room by {until}.", "请于{until}前到作战室。"),
        Sms = new LocalText("CALL-UP", "集结"),
    };

    [Fact]
    public async Task A_notice_says_what_the_plan_of_its_incident_says_also_after_another_plan_came_into_force()
    {
        await using var story = await Plans.Begin(plan => plan with { Texts = new Dictionary<string, StandingText>(StringComparer.Ordinal) { ["activated"] = Ours } });
        await story.Open(Grade.IV);
        await using (var db = story.Store.CreateDbContext())
        {
            var notice = await db.Notices.SingleAsync(TestContext.Current.CancellationToken);
            notice.Content.Says(StandingPart.Headline).Should().Be("CALL-UP");
            db.PlanVersions.Add(PlanVersion.PutInForce(StoryPlan.Plan, 99, TestStore.Start.AddMinutes(1)));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await story.Expects("director Activated");
        await story.Pass(30);
        await story.Expects("deputy Activated");
        await using var after = story.Store.CreateDbContext();
        (await after.Notices.ToListAsync(TestContext.Current.CancellationToken))
            .Should().HaveCount(2).And.OnlyContain(n => n.Content.Says(StandingPart.Asked) == "Come to the war room by {until}.");
    }

    [Fact]
    public async Task A_broken_text_bars_submission_and_what_was_not_submitted_cannot_be_approved()
    {
        await using var story = await Story.Begin();
        var writer = new Caller(CallerKind.Person, Guid.NewGuid(), Guid.NewGuid(), "writer", Right.Read | Right.Administer);
        var approver = new Caller(CallerKind.Person, Guid.NewGuid(), Guid.NewGuid(), "approver", Right.Read | Right.Approve);
        var number = await story.Do<DraftPlan, int>(d => d.From(writer, (int?)null));
        foreach (var broken in new[] { new StandingText { What = new LocalText("{nobody} did it", "好") }, new StandingText { Headline = new LocalText("CALL-UP", "") }, new StandingText { Sms = new LocalText("Far too long for a short message", "好") } })
        {
            var read = await Read(story, number);
            await story.Do<ChangePlan, PlanChanged>(c => c.Part(writer, number, PlanPart.Texts, read, read with { Texts = new Dictionary<string, StandingText>(StringComparer.Ordinal) { ["activated"] = broken } }));
            (await story.Try<SubmitPlan, int>(s => s.Run(writer, number, "our words"))).Refusal!.Code.Should().Be("PlanHasFaults");
            (await story.Try<DecidePlan, int>(d => d.Approve(approver, number, "agreed"))).IsRefused.Should().BeTrue();
        }

        var before = await Read(story, number);
        await story.Do<ChangePlan, PlanChanged>(c => c.Part(writer, number, PlanPart.Texts, before, before with { Texts = new Dictionary<string, StandingText>(StringComparer.Ordinal) { ["activated"] = Ours } }));
        await story.Do<SubmitPlan, int>(s => s.Run(writer, number, "our words"));
        await story.Do<DecidePlan, int>(d => d.Approve(approver, number, "agreed"));
    }

    private static async Task<EmergencyPlan> Read(Story story, int number)
    {
        await using var db = story.Store.CreateDbContext();
        return (await db.PlanVersions.AsNoTracking().SingleAsync(v => v.Number == number)).Read();
    }
}
