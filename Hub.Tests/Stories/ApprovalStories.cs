using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Response;
using Hub.Tests.Harness;
using Hub.Web.Features.Incidents;
using Hub.Web.Features.Response;
using Hub.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Stories;

/// <summary>Who may approve a situation report is asked when it is submitted, and asked no more once it is decided.</summary>
public sealed class ApprovalStories
{
    private static readonly (string, Role)[] Usual = [("director", Role.Leadership), ("legal", Role.Legal), ("samantha", Role.OnCall)];

    [Fact]
    public async Task Nobody_answers_and_the_ladder_goes_on_above_them_until_it_is_approved()
    {
        await using var story = await Begun(Grade.IV, Usual);
        await Submit(story);
        await story.Expects("director SituationReportToApprove");
        await story.Pass(31);
        await story.Expects("deputy SituationReportToApprove");

        await story.Do<DecideSituationReport, SituationReport>(d => d.Approve(Play("director", Role.Leadership), story.Number, 1));
        await story.Pass(600);
        await story.Expects();
        (await Notices(story)).Should().OnlyContain(n => n.State == NoticeState.Withdrawn);
        (await story.Record()).Select(e => e.Kind).Should().ContainInOrder(FactKind.SituationReportSubmitted, FactKind.Notified, FactKind.LadderClimbed, FactKind.SituationReportApproved);
    }

    [Fact]
    public async Task Whoever_acknowledges_has_taken_it_and_nobody_is_told_next()
    {
        await using var story = await Begun(Grade.IV, Usual);
        await Submit(story);
        await story.Expects("director SituationReportToApprove");
        await story.Acknowledge("director", NoticeEvent.SituationReportToApprove);
        await story.Pass(600);
        await story.Expects();
    }

    [Fact]
    public async Task Taken_back_it_asks_no_more_and_submitted_again_it_asks_anew()
    {
        await using var story = await Begun(Grade.IV, Usual);
        await Submit(story);
        await story.Expects("director SituationReportToApprove");
        await story.Do<DecideSituationReport, SituationReport>(d => d.Return(Story.Samantha, story.Number, 1, "I saw a mistake"));
        (await Notices(story)).Should().ContainSingle().Which.State.Should().Be(NoticeState.Withdrawn);
        await story.Pass(600);
        await story.Expects();

        await story.Do<DecideSituationReport, SituationReport>(d => d.Submit(Story.Samantha, story.Number, 1));
        await story.Expects("director SituationReportToApprove");
        (await Notices(story)).Should().ContainSingle(n => n.State == NoticeState.Open);
    }

    [Fact]
    public async Task Who_wrote_a_word_of_it_is_not_asked_to_approve_it()
    {
        await using var story = await Begun(Grade.IV, Usual);
        var director = await Person(story, "director");
        var report = await story.Do<WriteSituationReport, SituationReport>(w => w.Begin(Story.Samantha, story.Number, "en"));
        await story.Do<WriteSituationReport, SituationReport>(w => w.Run(director, story.Number, 1, report.Text.With(SituationSection.Needs, "A generator"), report.Version));
        await story.Do<DecideSituationReport, SituationReport>(d => d.Submit(Story.Samantha, story.Number, 1));

        // nobody else who was told may approve: then whoever has the right
        await story.Expects("legal SituationReportToApprove");
    }

    [Fact]
    public async Task Nobody_to_ask_is_said_in_the_record()
    {
        await using var story = await Begun(Grade.IV, ("samantha", Role.OnCall));
        await Submit(story);
        await story.Expects();
        (await story.Record()).Single(e => e.Kind == FactKind.NotTold).Data.Should().Contain("noApprover");
    }

    [Fact]
    public async Task Of_a_restricted_incident_only_those_who_may_see_it_are_asked()
    {
        await using var story = await Story.Begin();
        await Accounts(story, ("deputy", Role.Commander), ("legal", Role.Legal));
        story.Number = (await story.Do<OpenIncident, Opened>(o => o.ReportAndConfirm(Caller.Program, new ReportContent { Title = "Insider" }, Grade.IV, "seen", isRestricted: true))).Number;
        await story.AcknowledgeAll((await Person(story, "director")).PersonId!.Value);
        await story.Read();
        await story.Do<WriteSituationReport, SituationReport>(w => w.Begin(Caller.Program, story.Number, "en"));
        await story.Do<DecideSituationReport, SituationReport>(d => d.Submit(Caller.Program, story.Number, 1));
        await story.Expects("legal SituationReportToApprove");
    }

    [Fact]
    public async Task A_machine_approves_nothing_whatever_its_rights()
    {
        await using var story = await Begun(Grade.IV, Usual);
        await Submit(story);
        await story.Read();
        var machine = new Caller(CallerKind.ApiKey, Guid.NewGuid(), null, "desk tool", (Right)int.MaxValue);
        (await story.Try<DecideSituationReport, SituationReport>(d => d.Approve(machine, story.Number, 1))).Refusal!.Code.Should().Be("OnlyPeopleApprove");
    }

    private static async Task<Story> Begun(Grade grade, params (string Name, Role Role)[] accounts)
    {
        var story = await Story.Begin();
        await Accounts(story, accounts);
        await story.Open(grade);
        await story.Acknowledge("director");
        await story.Read();
        return story;
    }

    private static async Task Submit(Story story)
    {
        await story.Do<WriteSituationReport, SituationReport>(w => w.Begin(Story.Samantha, story.Number, "en"));
        await story.Do<DecideSituationReport, SituationReport>(d => d.Submit(Story.Samantha, story.Number, 1));
    }

    private static async Task Accounts(Story story, params (string Name, Role Role)[] accounts)
    {
        await using var db = story.Store.CreateDbContext();
        foreach (var (name, role) in accounts)
        {
            var person = await db.Persons.SingleAsync(p => p.Name == name);
            await db.SetRoles(db.Add(person.Id, $"{name}@contoso.example", story.Time.GetUtcNow()).Id, [role]);
            await db.SaveChangesAsync();
        }
    }

    private static async Task<IReadOnlyList<Notice>> Notices(Story story)
    {
        await using var db = story.Store.CreateDbContext();
        return await db.Notices.AsNoTracking().Where(n => n.Event == NoticeEvent.SituationReportToApprove).ToListAsync();
    }

    private static async Task<Caller> Person(Story story, string name)
    {
        await using var db = story.Store.CreateDbContext();
        return Play(name, Role.Leadership) with { PersonId = (await db.Persons.SingleAsync(p => p.Name == name)).Id };
    }

    private static Caller Play(string name, Role role) => new(CallerKind.Person, Guid.NewGuid(), null, name, RoleRights.Of(role));
}
