using CsCheck;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Features.Plans;

namespace Hub.Tests.Plans;

public sealed class PlanVersionTests
{
    private static readonly EmergencyPlan Plan = DefaultPlan.Read();
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);
    private static readonly Caller Writer = new(CallerKind.Person, Guid.NewGuid(), Guid.NewGuid(), "Writer", Right.Administer);
    private static readonly Caller Approver = new(CallerKind.Person, Guid.NewGuid(), Guid.NewGuid(), "Approver", Right.Approve);

    [Fact]
    public void What_was_submitted_is_never_changed()
    {
        var (version, _) = PlanVersion.Draft(Plan, 2, null, Writer, Now);
        version.Change(Plan with { Scope = LocalText.Same("new") }, PlanPart.Scope, Writer, Now).IsRefused.Should().BeFalse();
        version.Submit("new scope", 0, Writer, Now).IsRefused.Should().BeFalse();

        version.Change(Plan, null, Writer, Now).Refusal!.Code.Should().Be("PlanNotDraft");
        version.Read().Scope.En.Should().Be("new");
    }

    [Fact]
    public void A_name_that_is_too_long_or_the_key_of_another_plan_is_refused()
    {
        var (version, _) = PlanVersion.Draft(Plan, 2, null, Writer, Now);
        version.Change(Plan with { Name = LocalText.Same(new string('x', 201)) }, null, Writer, Now).Refusal!.Field.Should().Be("plan.name");
        version.Change(Plan with { Key = "other" }, null, Writer, Now).Refusal!.Code.Should().Be("PlanKeyOther");
    }

    [Fact]
    public void Authors_go_with_a_copy_of_what_nobody_has_approved_and_stay_behind_otherwise()
    {
        var (draft, _) = PlanVersion.Draft(Plan, 2, null, Writer, Now);
        PlanVersion.Draft(Plan, 3, draft, Approver, Now).Version.AuthorNames.Should().Equal("Writer", "Approver");
        draft.Submit("s", 0, Writer, Now);
        draft.Approve(null, 0, Approver, Now);
        PlanVersion.Draft(Plan, 4, draft, Approver, Now).Version.AuthorNames.Should().Equal("Approver");
    }

    [Fact]
    public void The_same_person_with_another_account_is_the_same_author()
    {
        var (draft, _) = PlanVersion.Draft(Plan, 2, null, Writer, Now);
        draft.WasWrittenBy(Writer with { Id = Guid.NewGuid(), Name = "Renamed" }).Should().BeTrue();
        draft.WasWrittenBy(Approver).Should().BeFalse();
    }

    [Fact]
    public void A_drill_copy_never_takes_part()
    {
        var copy = PlanVersion.ForDrill(Plan, 1, Now);
        copy.Plan(Now.AddDays(1), Now).Refusal!.Code.Should().Be("PlanNotApproved");
        copy.ComeIntoForce(PlanVersion.PutInForce(Plan, 1, Now), Now).Refusal!.Code.Should().Be("PlanNotApproved");
    }

    [Fact]
    public void An_instant_that_is_past_or_far_ahead_is_refused()
    {
        var version = Approved(2);
        version.Plan(Now, Now).Refusal!.Code.Should().Be("InThePast");
        version.Plan(Now.AddYears(1).AddDays(1), Now).Refusal!.Code.Should().Be("PlanTooFarAhead");
        version.Plan(Now.AddYears(1), Now).Value.Kind.Should().Be(FactKind.PlanScheduled);
    }

    /// <summary>Through any sequence of steps exactly one version is in force, and what is refused changes nothing.</summary>
    [Fact]
    public void At_every_instant_exactly_one_version_is_in_force() => Gen.Select(Gen.Int[0, 7], Gen.Int[0, 20]).Array[1, 60].Sample(steps =>
    {
        var versions = new List<PlanVersion> { PlanVersion.PutInForce(Plan, 1, Now) };
        var now = Now;
        foreach (var (act, which) in steps)
        {
            now = now.AddMinutes(1);
            var version = versions[which % versions.Count];
            var present = versions.Single(v => v.State == PlanState.InForce);
            var before = versions.ConvertAll(v => (v.State, v.Version));
            var refused = act switch
            {
                0 => !Keep(PlanVersion.Draft(Plan, versions.Count + 1, version, Writer, now).Version),
                1 => version.Submit("s", 0, Writer, now).IsRefused,
                2 => version.Approve(null, 0, Approver, now).IsRefused,
                3 => version.SendBack("r", Approver, now).IsRefused,
                4 => version.Plan(now.AddDays(1), now).IsRefused,
                5 => version.ComeIntoForce(present, now).IsRefused,
                6 when version.State == PlanState.InForce => version.GiveWayTo(PredecessorOf(version), "r", Approver, now).IsRefused,
                6 => version.Withdraw("r", Approver, now).IsRefused,
                _ => version.Change(Plan, null, Writer, now).IsRefused,
            };
            versions.Count(v => v.State == PlanState.InForce).Should().Be(1);
            if (refused)
            {
                versions.ConvertAll(v => (v.State, v.Version)).Should().Equal(before);
            }
        }

        bool Keep(PlanVersion version)
        {
            versions.Add(version);
            return true;
        }

        PlanVersion? PredecessorOf(PlanVersion version)
        {
            var before = versions.Find(v => v.Id == version.ReplacedId);
            return before is null or { State: PlanState.Retired } ? before : PredecessorOf(before);
        }
    }, iter: 2_000);

    private static PlanVersion Approved(int number)
    {
        var (version, _) = PlanVersion.Draft(Plan, number, null, Writer, Now);
        version.Submit("s", 0, Writer, Now);
        version.Approve(null, 0, Approver, Now);
        return version;
    }
}
