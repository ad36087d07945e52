using Hub.Domain.People;
using Hub.Domain.Plans.Readiness;
using Hub.Web.Features.Directory;
using Hub.Web.Features.Directory.Sample;
using Microsoft.EntityFrameworkCore;
using Span = Hub.Domain.Plans.Readiness.Span;
using static Hub.Tests.Features.Directory.DirectoryBed;

namespace Hub.Tests.Features.Directory;

/// <summary>What a change would spoil is said before it is done, and asking changes nothing.</summary>
public sealed class ConsequencesTests
{
    [Fact]
    public async Task Retiring_who_alone_is_on_call_leaves_the_rota_empty_in_every_grade_from_now_on()
    {
        await using var bed = await Begin();
        var samantha = await bed.Row("Samantha");

        var found = await Foreseen(bed, new RetireDeed([samantha.Id]));

        var empty = found.Findings.Should().ContainSingle(f => f.Kind == FindingKind.NobodyOnCall).Subject;
        (empty.Subject.Key, empty.Grades.Count, empty.Spans.Single()).Should().Be(("on-call", 4, found.Whole));
        found.Whole.Length.Should().Be(TimeSpan.FromDays(30));
        found.Findings.Should().Contain(f => f.Kind == FindingKind.NoDeputy && f.Subject.Key == "evidence-collector", "she is the only deputy there");
        found.Findings.Should().BeInAscendingOrder(f => f.Severity);
        (await bed.Row("Samantha")).IsRetired.Should().BeFalse("nothing is done by asking");
    }

    [Fact]
    public async Task An_absence_that_was_said_and_a_cover_that_was_accepted_count_as_the_ladder_counts_them()
    {
        await using var bed = await Begin();
        var now = bed.Store.Time.GetUtcNow();
        var (samantha, robert) = (await bed.Row("Samantha"), await bed.Row("Robert"));
        var week = new Span(now.AddDays(2), now.AddDays(9));
        await using (var db = bed.Store.CreateDbContext())
        {
            db.Unavailabilities.Add(Unavailability.Of(samantha.Id, week.From, week.Until));
            await db.SaveChangesAsync(Cancel);
        }

        var gone = await Foreseen(bed, new RetireDeed([samantha.Id]));
        gone.Findings.Single(f => f is { Kind: FindingKind.NobodyOnCall, Subject.Key: "on-call" }).Spans.Should().Equal(
            [new Span(gone.Whole.From, week.From), new Span(week.Until, gone.Whole.Until)], "while she takes no shift nobody is on call anyway");

        await using (var db = bed.Store.CreateDbContext())
        {
            var rota = await db.Rotas.SingleAsync(r => r.Key == "on-call", Cancel);
            db.Add(rota.StandIn(robert.Id, week.From, week.Until));
            await db.SaveChangesAsync(Cancel);
        }

        (await Foreseen(bed, new RetireDeed([robert.Id]))).Findings.Single(f => f is { Kind: FindingKind.NobodyOnCall, Subject.Key: "on-call" })
            .Spans.Should().Equal([week], "he covers for her");
    }

    [Fact]
    public async Task Taking_the_verified_address_makes_somebody_unreachable_and_another_order_does_not()
    {
        await using var bed = await Begin();
        var deputy = await bed.Row("Deputy Technical Director");
        var details = Details(deputy);

        (await Losses(details with { ContactPoints = [.. details.ContactPoints.Reverse()] })).Should().BeEmpty();
        (await Losses(details with { ContactPoints = [] })).Should().Contain(f => f.Kind == FindingKind.StepUnreachable && f.Step == 2 && f.Grades.Count > 0 && f.Persons.Any(p => p.Id == deputy.Id))
            .And.Contain(f => f.Kind == FindingKind.NoAddress && f.Subject.Key == deputy.Id.ToString());
        (await Losses(details with { ContactPoints = [(Channel.Mail, "new@corp.example")] })).Should().Contain(f => f.Kind == FindingKind.StepUnreachable && f.Step == 2, "a new address counts only once it was verified");
        (await Losses(details with { ContactPoints = [details.ContactPoints[0]] })).Should().BeEmpty("one verified address is enough");
        (await Losses(details with { ContactPoints = [.. details.ContactPoints, (Channel.Mail, "one-more@corp.example")] })).Should().BeEmpty("one more is no loss");

        async Task<IReadOnlyList<Finding>> Losses(PersonDetails changed) => (await Foreseen(bed, new PersonDeed(deputy.Id, changed))).Findings;
    }

    [Fact]
    public async Task Marking_the_only_deputy_absent_while_the_holder_is_away_is_foreseen_with_its_end()
    {
        await using var bed = await Begin();
        var now = bed.Store.Time.GetUtcNow();
        var (holder, deputy) = (await bed.Row("Technical Director"), await bed.Row("Deputy Technical Director"));
        await bed.Persons.Run(Keeper, holder.Id, holder.Version, Details(holder) with { AbsentUntil = now.AddDays(3) }, Cancel);

        var found = (await Foreseen(bed, new PersonDeed(deputy.Id, Details(deputy) with { AbsentUntil = now.AddDays(5) }))).Findings;

        found.Should().ContainSingle(f => f.Kind == FindingKind.AllAbsent && f.Subject.Key == "technical-director").Which.Spans.Single().Should().Be(new Span(now, now.AddDays(3)), "then the holder is back");
        found.Should().ContainSingle(f => f.Kind == FindingKind.StepUnreachable && f.Subject.Key == "technical-director" && f.Step == 2)
            .Which.Spans.Single().Should().Be(new Span(now.AddDays(3), now.AddDays(5)), "until then the deputy was in the holder's place and the step empty anyway");
    }

    [Fact]
    public async Task Emptying_a_seat_and_taking_the_deputy_away_are_foreseen()
    {
        await using var bed = await Begin();
        (await Foreseen(bed, new SeatsDeed("technical-director", []))).Findings
            .Should().Contain(f => f.Kind == FindingKind.AllAbsent && f.Subject.Key == "technical-director" && f.Grades.Count > 0);
        (await Foreseen(bed, new SeatsDeed("technical-director", [SampleOrganisation.PersonId("technical-director")]))).Findings
            .Should().Contain(f => f.Kind == FindingKind.NoDeputy && f.Subject.Key == "technical-director");
    }

    [Fact]
    public async Task A_body_that_loses_every_way_is_foreseen_and_what_is_wrong_already_is_not_said_again()
    {
        await using var bed = await Begin();
        await using var db = bed.Store.CreateDbContext();
        var police = await db.ExternalBodies.AsNoTracking().SingleAsync(b => b.Key == "public-security", Cancel);
        var closed = new BodyDeed(police.Key, BodyDetails.Of(police) with { Reach = new BodyReach(null) });

        (await Foreseen(bed, closed)).Findings.Should().ContainSingle(f => f.Kind == FindingKind.BodyUnreachable).Which.Grades.Should().NotBeEmpty();

        (await bed.Bodies.Run(Keeper, police.Key, police.Version, BodyDetails.Of(police) with { Reach = new BodyReach(null) }, Cancel)).Refusal.Should().BeNull();
        (await Foreseen(bed, closed)).Findings.Should().BeEmpty();
    }

    private static async Task<Foreseen> Foreseen(DirectoryBed bed, Deed deed) => (await bed.Consequences.Run(Keeper, deed, Cancel)).Value;
}
