using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Incidents;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Stories;

/// <summary>The plan keeps grade Ⅰ, and the way out of it, to the head.</summary>
public sealed class AuthorityStories
{
    [Fact]
    public async Task Who_is_not_entitled_cannot_raise_lower_stand_down_or_close_and_the_head_can()
    {
        await using var story = await Story.Begin((db, now) => StoryPlan.Load(db, now, Kept));
        var (chief, head) = (await Play(story, "chief"), await Play(story, "head"));
        await story.Open(Grade.II);
        await story.Read();

        await Refused(story, c => c.ChangeGrade(chief, story.Number, Grade.I, "worse"));
        await story.Command(c => c.ChangeGrade(head, story.Number, Grade.I, "worse"));
        await Refused(story, c => c.ChangeGrade(chief, story.Number, Grade.III, "better"));
        await Refused(story, c => c.StandDown(chief, story.Number, "over"));
        await Refused(story, c => c.Close(chief, story.Number, "over"));
        await story.Command(c => c.Post(chief, story.Number, "An update is nobody's alone."));
        await story.Command(c => c.StandDown(head, story.Number, "over"));
        await story.Command(c => c.Close(head, story.Number, "over"));
        await story.Read();
        (await story.Record()).Select(e => e.Kind).Should().ContainSingle(k => k == FactKind.GradeRaised).And.NotContain(FactKind.GradeLowered);
    }

    [Fact]
    public async Task Who_is_not_entitled_cannot_activate_a_grade_but_may_activate_another()
    {
        await using var story = await Story.Begin((db, now) => StoryPlan.Load(db, now, Kept));
        var samantha = await Play(story, "samantha");

        (await story.Try<OpenIncident, Opened>(o => o.ReportAndConfirm(samantha, new ReportContent { Title = "Worm" }, Grade.I, "seen"))).Refusal!.Code.Should().Be("NotEntitled");
        await story.Expects();
        await using var db = story.Store.CreateDbContext();
        (await db.Incidents.CountAsync()).Should().Be(0);
        (await story.Try<OpenIncident, Opened>(o => o.ReportAndConfirm(samantha, new ReportContent { Title = "Worm" }, Grade.II, "seen"))).IsRefused.Should().BeFalse();
    }

    private static EmergencyPlan Kept
    {
        get
        {
            var head = new[] { Target.Parse("office:head") };
            return StoryPlan.Plan with
            {
                Authority = new Dictionary<Grade, GradeAuthority> { [Grade.I] = new() { Activate = head, Raise = head, Lower = head, StandDown = head, Close = head } },
            };
        }
    }

    private static async Task Refused(Story story, Func<CommandIncident, Task<Outcome<string>>> command)
    {
        var refusal = (await story.Try(command)).Refusal!;
        (refusal.Kind, refusal.Code, refusal.Arguments[0]).Should().Be((RefusalKind.NotAllowed, "NotEntitled", "head"));
    }

    private static async Task<Caller> Play(Story story, string name)
    {
        await using var db = story.Store.CreateDbContext();
        var id = await db.Persons.Where(p => p.Name == name).Select(p => p.Id).SingleAsync();
        return new Caller(CallerKind.Person, Guid.NewGuid(), id, name, Right.Read | Right.Report | Right.Triage | Right.Command);
    }
}
