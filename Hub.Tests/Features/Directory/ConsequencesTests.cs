using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Web.Features.Directory;
using Hub.Web.Features.Directory.Sample;
using Microsoft.EntityFrameworkCore;
using static Hub.Tests.Features.Directory.DirectoryBed;

namespace Hub.Tests.Features.Directory;

/// <summary>What a change would spoil is said before it is done, and asking changes nothing.</summary>
public sealed class ConsequencesTests
{
    [Fact]
    public async Task Retiring_who_alone_is_on_call_leaves_a_step_of_triage_empty_in_every_grade()
    {
        await using var bed = await Begin();
        var samantha = await bed.Row("Samantha");

        var losses = (await bed.Consequences.Run(Keeper, new RetireDeed([samantha.Id]), Cancel)).Value.Losses;

        losses.Should().Contain(l => l.Kind == LossKind.StepUnreachable && l.Step == 1 && l.Grades.Count == 4 && l.Until == null);
        losses.Should().Contain(l => l.Kind == LossKind.NoDeputy && l.Key == "evidence-collector", "she is the only deputy there");
        losses.Should().BeInAscendingOrder(l => l.Kind);
        (await bed.Row("Samantha")).IsRetired.Should().BeFalse("nothing is done by asking");
    }

    [Fact]
    public async Task Taking_the_verified_address_makes_somebody_unreachable_and_another_order_does_not()
    {
        await using var bed = await Begin();
        var deputy = await bed.Row("Deputy Technical Director");
        var details = Details(deputy);

        (await Losses(details with { ContactPoints = [.. details.ContactPoints.Reverse()] })).Should().BeEmpty();
        (await Losses(details with { ContactPoints = [] })).Should().Contain(l => l.Kind == LossKind.NoDeputy && l.Key == "technical-director");
        (await Losses(details with { ContactPoints = [(Channel.Mail, "new@corp.example")] })).Should().Contain(l => l.Kind == LossKind.NoDeputy, "a new address counts only once it was verified");
        (await Losses(details with { ContactPoints = [details.ContactPoints[0]] })).Should().BeEmpty("one verified address is enough");

        async Task<IReadOnlyList<Loss>> Losses(PersonDetails changed) => (await bed.Consequences.Run(Keeper, new PersonDeed(deputy.Id, changed), Cancel)).Value.Losses;
    }

    [Fact]
    public async Task Marking_the_only_deputy_absent_while_the_holder_is_away_is_foreseen_with_its_end()
    {
        await using var bed = await Begin();
        var now = bed.Store.Time.GetUtcNow();
        var (holder, deputy) = (await bed.Row("Technical Director"), await bed.Row("Deputy Technical Director"));
        await bed.Persons.Run(Keeper, holder.Id, holder.Version, Details(holder) with { AbsentUntil = now.AddDays(3) }, Cancel);

        var losses = (await bed.Consequences.Run(Keeper, new PersonDeed(deputy.Id, Details(deputy) with { AbsentUntil = now.AddDays(5) }), Cancel)).Value.Losses;

        losses.Should().ContainSingle(l => l.Kind == LossKind.OfficeEmpty && l.Key == "technical-director").Which.Until.Should().Be(now.AddDays(3), "then the holder is back");
        losses.Should().ContainSingle(l => l.Kind == LossKind.NoDeputy && l.Key == "technical-director").Which.Should().Match<Loss>(l => l.From == now.AddDays(3) && l.Until == now.AddDays(5));
    }

    [Fact]
    public async Task Emptying_a_seat_and_taking_the_deputy_away_are_foreseen()
    {
        await using var bed = await Begin();
        (await bed.Consequences.Run(Keeper, new SeatsDeed("technical-director", []), Cancel)).Value.Losses
            .Should().Contain(l => l.Kind == LossKind.OfficeEmpty && l.Key == "technical-director").And.Contain(l => l.Kind == LossKind.StepUnreachable && l.Grades.Count > 0);
        (await bed.Consequences.Run(Keeper, new SeatsDeed("technical-director", [SampleOrganisation.PersonId("technical-director")]), Cancel)).Value.Losses
            .Should().Contain(l => l.Kind == LossKind.NoDeputy && l.Key == "technical-director");
    }

    [Fact]
    public async Task A_body_that_loses_every_way_is_foreseen_and_what_is_wrong_already_is_not_said_again()
    {
        await using var bed = await Begin();
        await using var db = bed.Store.CreateDbContext();
        var police = await db.ExternalBodies.AsNoTracking().SingleAsync(b => b.Key == "public-security", Cancel);
        var closed = new BodyDeed(police.Key, BodyDetails.Of(police) with { Reach = new BodyReach(null) });

        (await bed.Consequences.Run(Keeper, closed, Cancel)).Value.Losses.Should().ContainSingle(l => l.Kind == LossKind.BodyUnreachable).Which.Grades.Should().NotBeEmpty();

        (await bed.Bodies.Run(Keeper, police.Key, police.Version, BodyDetails.Of(police) with { Reach = new BodyReach(null) }, Cancel)).Refusal.Should().BeNull();
        (await bed.Consequences.Run(Keeper, closed, Cancel)).Value.Losses.Should().BeEmpty();
    }
}
