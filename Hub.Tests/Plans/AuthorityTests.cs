using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Features.Plans;

namespace Hub.Tests.Plans;

public sealed class AuthorityTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private readonly Person chairman = Someone("Chairman");
    private readonly Person deputy = Someone("Deputy");
    private readonly Person engineer = Someone("Engineer");

    [Fact]
    public void Without_a_list_everybody_with_the_right_may()
    {
        Ask(Plan(), engineer, PlanAct.Activate).Should().BeNull();
        Ask(Plan("office:chair"), engineer, PlanAct.Raise).Should().BeNull();
        Ask(Plan("office:chair"), engineer, PlanAct.Activate, Grade.II).Should().BeNull();
    }

    [Fact]
    public void A_list_lets_the_holder_and_refuses_others_by_the_names_of_those_who_may()
    {
        Ask(Plan("office:chair"), chairman).Should().BeNull();
        var refusal = Ask(Plan("office:chair"), engineer)!;
        (refusal.Kind, refusal.Code, refusal.Arguments[0]).Should().Be((RefusalKind.NotAllowed, "NotEntitled", "Chairman"));
        Ask(Plan("office:chair"), null)!.Code.Should().Be("NotEntitled");
    }

    [Fact]
    public void The_deputy_may_only_while_the_holder_is_absent_and_the_holder_always()
    {
        Ask(Plan("office:chair"), deputy)!.Code.Should().Be("NotEntitled");
        chairman.AwayUntil(Now.AddHours(1));
        Ask(Plan("office:chair"), deputy).Should().BeNull();
        Ask(Plan("office:chair"), chairman).Should().BeNull();
        Ask(Plan("office:chair"), engineer)!.Arguments[0].Should().Be("Deputy");
    }

    [Fact]
    public void Members_of_a_group_whoever_is_on_call_one_person_and_the_leader_may()
    {
        Ask(Plan("group:heads"), chairman).Should().BeNull();
        Ask(Plan("group:heads"), engineer)!.Code.Should().Be("NotEntitled");
        Ask(Plan("rota:duty"), engineer).Should().BeNull();
        Ask(Plan($"person:{engineer.Id}"), engineer).Should().BeNull();
        Ask(Plan("deputy:chair"), deputy).Should().BeNull();
        Ask(Plan("deputy:chair"), chairman)!.Code.Should().Be("NotEntitled");
        Authority.Check(Plan("leader"), PlanAct.Activate, Grade.I, Person(engineer), Roster(), engineer.Id, Now).Should().BeNull();
    }

    [Fact]
    public void An_emergency_does_not_wait_for_an_empty_office()
    {
        Ask(Plan("office:vacant"), engineer).Should().BeNull();
        chairman.AwayUntil(Now.AddHours(1));
        deputy.AwayUntil(Now.AddHours(1));
        Ask(Plan("office:chair"), engineer).Should().BeNull();
    }

    [Fact]
    public void A_group_that_holds_itself_ends() => Ask(Plan("group:loop", "office:chair"), engineer)!.Code.Should().Be("NotEntitled");

    [Fact]
    public void Machines_and_the_program_are_held_by_their_rights_alone()
    {
        var machine = new Caller(CallerKind.ApiKey, Guid.NewGuid(), null, "detector", Right.Triage);
        Authority.Check(Plan("office:chair"), PlanAct.Activate, Grade.I, machine, Roster(), null, Now).Should().BeNull();
        Authority.Check(Plan("office:chair"), PlanAct.Activate, Grade.I, Caller.Program, Roster(), null, Now).Should().BeNull();
    }

    [Fact]
    public void Every_act_has_a_list_of_its_own()
    {
        foreach (var act in Enum.GetValues<PlanAct>())
        {
            var only = new GradeAuthority().With(act, [Target.Parse("office:chair")]);
            Enum.GetValues<PlanAct>().Where(a => only.Of(a).Count > 0).Should().Equal(act);
        }
    }

    private static EmergencyPlan Plan(params string[] targets) =>
        DefaultPlan.Read() with { Authority = new Dictionary<Grade, GradeAuthority> { [Grade.I] = new() { Activate = [.. targets.Select(Target.Parse)] } } };

    private static Caller Person(Person? person) => new(CallerKind.Person, Guid.NewGuid(), person?.Id, person?.Name ?? "Guest", Right.Triage);

    private Refusal? Ask(EmergencyPlan plan, Person? who, PlanAct act = PlanAct.Activate, Grade grade = Grade.I) => Authority.Check(plan, act, grade, Person(who), Roster(), null, Now);

    private Roster Roster()
    {
        var chair = Office.Create("chair", LocalText.Same("Chair"));
        chair.HeldBy(chairman.Id, deputy.Id);
        var rota = Rota.Create("duty", LocalText.Same("Duty"), "Asia/Shanghai");
        rota.AddLayer(new DateOnly(2020, 1, 1), new TimeOnly(9, 0), 7, engineer.Id);
        return new Roster(
            [chairman, deputy, engineer],
            [chair, Office.Create("vacant", LocalText.Same("Vacant"))],
            [Group.Create("heads", LocalText.Same("Heads"), ["office:chair"]), Group.Create("loop", LocalText.Same("Loop"), ["group:loop"])],
            [rota]);
    }

    private static Person Someone(string name) => Hub.Domain.People.Person.Create(Guid.NewGuid(), name, "en", "Asia/Shanghai");
}
