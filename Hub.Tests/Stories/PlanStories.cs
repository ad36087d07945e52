using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Plans;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Stories;

/// <summary>The life of plan versions, with incidents that run meanwhile.</summary>
public sealed class PlanStories
{
    private static readonly Caller Writer = Somebody("writer", Right.Read | Right.Administer | Right.Approve);
    private static readonly Caller Second = Somebody("second", Right.Read | Right.Administer | Right.Approve);
    private static readonly Caller Approver = Somebody("approver", Right.Read | Right.Approve);

    [Fact]
    public async Task A_version_comes_into_force_in_mid_incident_and_the_incident_keeps_its_own()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.II);
        var first = story.Number;
        await story.Expects("director Activated", "legal Activated", "legal DutyToRelease", "head Activated");
        var two = await Approved(story, p => WithSamantha(p));
        (await story.Do<DecidePlan, int>(d => d.PutInForce(Approver, two, story.Time.GetUtcNow().AddMinutes(5)))).Should().Be(two);
        await story.Pass(4);
        (await InForce(story)).Should().Be(1);
        await story.Pass(1);
        (await InForce(story)).Should().Be(two);

        // The first climbs as version 1 says; a second incident is told as version 2 says.
        await story.Pass(5);
        (await story.Read()).Should().Contain("deputy Activated").And.NotContain(m => m.StartsWith("samantha"));
        await story.Open(Grade.II);
        (await story.Read()).Should().Contain("samantha Activated").And.NotContain("director Activated");
        await using var db = story.Store.CreateDbContext();
        var kept = await db.Incidents.Where(i => i.Number == first).Select(i => i.PlanVersionId).SingleAsync();
        (await db.PlanVersions.Where(v => v.Id == kept).Select(v => new { v.Number, v.State }).SingleAsync()).Should().Be(new { Number = 1, State = PlanState.Retired });
        (await story.Record("administration")).Select(e => e.Kind).Should().Equal(
            FactKind.PlanDrafted, FactKind.PlanDraftChanged, FactKind.PlanSubmitted, FactKind.PlanApproved, FactKind.PlanScheduled, FactKind.PlanRetired, FactKind.PlanInForce);
    }

    [Fact]
    public async Task The_process_dies_before_the_instant_and_after_it_and_the_version_comes_into_force_once()
    {
        var story = await Story.Begin();
        var two = await Approved(story, p => WithSamantha(p));
        await story.Do<DecidePlan, int>(d => d.PutInForce(Approver, two, story.Time.GetUtcNow().AddHours(1)));
        story = await story.Crash(TimeSpan.FromMinutes(30));
        (await InForce(story)).Should().Be(1);
        story = await story.Crash(TimeSpan.FromHours(5));
        (await InForce(story)).Should().Be(two);
        story = await story.Crash(TimeSpan.FromHours(1));
        await using var _ = story;
        (await story.Record("administration")).Count(e => e.Kind == FactKind.PlanInForce).Should().Be(1);
        await using var db = story.Store.CreateDbContext();
        (await db.PlanVersions.CountAsync(v => v.State == PlanState.InForce)).Should().Be(1);
    }

    [Fact]
    public async Task Two_planned_versions_fall_due_in_one_outage_and_the_later_one_is_in_force()
    {
        var story = await Story.Begin();
        var two = await Approved(story, p => WithSamantha(p));
        var three = await Approved(story, p => p with { Scope = LocalText.Same("third") });
        await story.Do<DecidePlan, int>(d => d.PutInForce(Approver, three, story.Time.GetUtcNow().AddHours(2)));
        await story.Do<DecidePlan, int>(d => d.PutInForce(Approver, two, story.Time.GetUtcNow().AddHours(1)));
        story = await story.Crash(TimeSpan.FromHours(9));
        await using var _ = story;
        (await InForce(story)).Should().Be(three);
        (await story.Do<DecidePlan, int>(d => d.Withdraw(Approver, three, "wrong"))).Should().Be(two);
        (await InForce(story)).Should().Be(two);
    }

    [Fact]
    public async Task A_self_approval_is_refused_and_so_is_that_of_anybody_who_edited_the_draft()
    {
        await using var story = await Story.Begin();
        var two = await Draft(story, p => WithSamantha(p));
        var plan = await Plan(story, two);
        await story.Do<ChangePlan, PlanChanged>(c => c.Part(Second, two, PlanPart.Scope, plan, plan with { Scope = LocalText.Same("second hand") }));
        await story.Do<SubmitPlan, int>(s => s.Run(Writer, two, "shorter times"));

        foreach (var author in new[] { Writer, Second })
        {
            var refusal = (await story.Try<DecidePlan, int>(d => d.Approve(author, two, null))).Refusal!;
            (refusal.Kind, refusal.Code).Should().Be((RefusalKind.NotAllowed, "PlanOwnWork"));
        }

        // Nor does sending it back or copying it wash their hands.
        var three = await story.Do<DecidePlan, int>(d => d.SendBack(Approver, two, "who is second hand?"));
        await story.Do<SubmitPlan, int>(s => s.Run(Second, three, "again"));
        (await story.Try<DecidePlan, int>(d => d.Approve(Writer, three, null))).Refusal!.Code.Should().Be("PlanOwnWork");
        (await story.Try<DecidePlan, int>(d => d.Approve(Somebody("reader", Right.Read | Right.Administer), three, null))).Refusal!.Code.Should().Be("NotAllowed");
        await story.Do<DecidePlan, int>(d => d.Approve(Approver, three, "agreed"));
        (await InForce(story)).Should().Be(1);
    }

    [Fact]
    public async Task Withdrawing_the_one_in_force_restores_its_predecessor_and_the_last_one_stays()
    {
        await using var story = await Story.Begin();
        var two = await Approved(story, p => WithSamantha(p));
        await story.Do<DecidePlan, int>(d => d.PutInForce(Approver, two, null));
        var three = await Approved(story, p => p with { Scope = LocalText.Same("third") });
        await story.Do<DecidePlan, int>(d => d.PutInForce(Approver, three, null));
        (await story.Try<DecidePlan, int>(d => d.Withdraw(Approver, three, " "))).Refusal!.Field.Should().Be("reason");

        // The second is withdrawn while it is retired, so the third gives way to the first.
        await story.Do<DecidePlan, int>(d => d.Withdraw(Approver, two, "never again"));
        (await InForce(story)).Should().Be(three);
        (await story.Do<DecidePlan, int>(d => d.Withdraw(Approver, three, "wrong ladder"))).Should().Be(1);
        (await InForce(story)).Should().Be(1);
        (await story.Try<DecidePlan, int>(d => d.Withdraw(Approver, 1, "all of it"))).Refusal!.Code.Should().Be("PlanWithoutPredecessor");
        (await InForce(story)).Should().Be(1);
        (await story.Record("administration")).Select(e => e.Kind).Should().EndWith([FactKind.PlanWithdrawn, FactKind.PlanWithdrawn, FactKind.PlanRestored]);

        await story.Open(Grade.II);
        await story.Expects("director Activated", "legal Activated", "legal DutyToRelease", "head Activated");
    }

    [Fact]
    public async Task A_planned_version_that_is_withdrawn_or_planned_anew_does_not_come_into_force_at_its_old_instant()
    {
        await using var story = await Story.Begin();
        var two = await Approved(story, p => WithSamantha(p));
        await story.Do<DecidePlan, int>(d => d.PutInForce(Approver, two, story.Time.GetUtcNow().AddMinutes(10)));
        await story.Do<DecidePlan, int>(d => d.PutInForce(Approver, two, story.Time.GetUtcNow().AddMinutes(30)));
        await story.Pass(20);
        (await InForce(story)).Should().Be(1);
        await story.Do<DecidePlan, int>(d => d.Withdraw(Approver, two, "not yet"));
        await story.Pass(60);
        (await InForce(story)).Should().Be(1);
        (await story.Try<DecidePlan, int>(d => d.PutInForce(Approver, two, null))).Refusal!.Code.Should().Be("PlanNotApproved");
    }

    [Fact]
    public async Task Two_who_edit_one_draft_do_not_overwrite_each_other()
    {
        await using var story = await Story.Begin();
        var two = await Draft(story, p => p);
        var read = await Plan(story, two);
        await story.Do<ChangePlan, PlanChanged>(c => c.Part(Writer, two, PlanPart.Scope, read, read with { Scope = LocalText.Same("writer's") }));
        await story.Do<ChangePlan, PlanChanged>(c => c.Part(Second, two, PlanPart.Ladders, read, WithSamantha(read)));
        var clash = (await story.Try<ChangePlan, PlanChanged>(c => c.Part(Second, two, PlanPart.Scope, read, read with { Scope = LocalText.Same("second's") }))).Refusal!;

        (clash.Kind, clash.Code).Should().Be((RefusalKind.Conflict, "PlanPartChanged"));
        var now = await Plan(story, two);
        now.Scope.En.Should().Be("writer's");
        now.Ladders["director"].Steps[0].To.Should().Equal(Target.Parse("rota:on-call"));
    }

    [Fact]
    public async Task Faults_bar_the_way_to_submission_and_open_findings_ask_for_a_reason()
    {
        await using var story = await Story.Begin();
        var two = await Draft(story, p => p with { Owner = [Target.Parse("office:ghost")] });
        (await story.Try<SubmitPlan, int>(s => s.Run(Writer, two, "a ghost"))).Refusal!.Should().Match<Refusal>(r => r.Code == "PlanHasFaults" && (int)r.Arguments[0] == 1);
        var plan = await Plan(story, two);
        await story.Do<ChangePlan, PlanChanged>(c => c.Part(Writer, two, PlanPart.Scope, plan, plan with { Owner = [Target.Parse("office:legal")] }));
        (await story.Try<SubmitPlan, int>(s => s.Run(Writer, two, null))).Refusal!.Field.Should().Be("summary");
        await story.Do<SubmitPlan, int>(s => s.Run(Writer, two, "an owner"));

        // Between submission and approval the office is gone from the directory.
        await story.Store.Execute("DELETE FROM Seats WHERE OfficeKey = 'legal'");
        await story.Store.Execute("DELETE FROM Offices WHERE \"Key\" = 'legal'");
        (await story.Try<DecidePlan, int>(d => d.Approve(Approver, two, null))).Refusal!.Code.Should().Be("PlanFindingsOpen");
        await story.Do<DecidePlan, int>(d => d.Approve(Approver, two, "the office is set up on Monday"));
        (await story.Record("administration"))[^1].ReadData().Should().Contain(("reason", "the office is set up on Monday"));
    }

    [Fact]
    public async Task What_readiness_finds_asks_the_approver_for_a_reason_and_is_counted()
    {
        await using var story = await Story.Begin();
        var two = await Draft(story, p => WithSamantha(p));
        await story.Do<SubmitPlan, int>(s => s.Run(Writer, two, "straight to the rota"));
        var before = (await story.Try<DecidePlan, int>(d => d.Approve(Approver, two, null))).Refusal?.Arguments[0] as int? ?? 0;
        await using (var db = story.Store.CreateDbContext())
        {
            foreach (var person in await db.Persons.Where(p => p.Name == "legal" || p.Name == "head").ToListAsync())
            {
                person.AwayUntil(story.Time.GetUtcNow().AddDays(7));
            }

            await db.SaveChangesAsync();
        }

        var refusal = (await story.Try<DecidePlan, int>(d => d.Approve(Approver, two, " "))).Refusal!;
        (refusal.Field, refusal.Code).Should().Be(("reason", "PlanFindingsOpen"));
        ((int)refusal.Arguments[0]).Should().BeGreaterThan(before);
        await story.Do<DecidePlan, int>(d => d.Approve(Approver, two, "both are back on Monday"));
        (await story.Record("administration"))[^1].ReadData().Should().Contain(("findings", refusal.Arguments[0].ToString()!));
    }

    [Fact]
    public async Task Only_whom_the_plan_in_force_names_may_approve_the_next()
    {
        await using var story = await Story.Begin((db, now) => StoryPlan.Load(db, now, StoryPlan.Plan with { Approvers = [Target.Parse("office:head")] }));
        await using var db = story.Store.CreateDbContext();
        var head = Somebody("head", Right.Approve, await db.Persons.Where(p => p.Name == "head").Select(p => p.Id).SingleAsync());
        var two = await Draft(story, p => p with { Approvers = [] });
        await story.Do<SubmitPlan, int>(s => s.Run(Writer, two, "anybody may"));

        (await story.Try<DecidePlan, int>(d => d.Approve(Approver, two, null))).Refusal!.Code.Should().Be("NotEntitled");
        await story.Do<DecidePlan, int>(d => d.Approve(head, two, "agreed"));
    }

    private static EmergencyPlan WithSamantha(EmergencyPlan plan) => plan with
    {
        Ladders = plan.Ladders.ToDictionary(
            l => l.Key,
            l => l.Key == "director" ? l.Value with { Steps = [new Step { To = [Target.Parse("rota:on-call")] }] } : l.Value,
            StringComparer.Ordinal),
    };

    private static async Task<int> Draft(Story story, Func<EmergencyPlan, EmergencyPlan> change)
    {
        var number = await story.Do<DraftPlan, int>(d => d.From(Writer, (int?)null));
        var plan = await Plan(story, number);
        var changed = change(plan);
        foreach (var part in PlanParts.All.Where(p => !PlanParts.IsSame(p, plan, changed)))
        {
            await story.Do<ChangePlan, PlanChanged>(c => c.Part(Writer, number, part, plan, changed));
        }

        return number;
    }

    private static async Task<int> Approved(Story story, Func<EmergencyPlan, EmergencyPlan> change)
    {
        var number = await Draft(story, change);
        await story.Do<SubmitPlan, int>(s => s.Run(Writer, number, "what is new"));
        return await story.Do<DecidePlan, int>(d => d.Approve(Approver, number, "agreed"));
    }

    private static async Task<EmergencyPlan> Plan(Story story, int number)
    {
        await using var db = story.Store.CreateDbContext();
        return (await db.PlanVersions.AsNoTracking().SingleAsync(v => v.Number == number)).Read();
    }

    private static async Task<int> InForce(Story story)
    {
        await using var db = story.Store.CreateDbContext();
        return (await story.Service<PlanInForce>().Load(db)).Version.Number;
    }

    private static Caller Somebody(string name, Right rights, Guid? person = null) => new(CallerKind.Person, Guid.NewGuid(), person ?? Guid.NewGuid(), name, rights);
}
