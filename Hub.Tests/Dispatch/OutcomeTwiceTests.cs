using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Web.Dispatch;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Dispatch;

/// <summary>An outcome whose writing failed half-way stands in the store once, and is never lost.</summary>
public sealed class OutcomeTwiceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_outcome_whose_commit_came_through_although_nobody_heard_of_it_is_logged_once()
    {
        await using var bed = await LimitBed.Start();
        await bed.Queue(1);
        var item = (await bed.Node.Claims.Take(10, 4, [], Cancellation)).Single();
        var outcome = new AttemptOutcome(item, OutcomeKind.Accepted, "250 OK", bed.Now);
        (await bed.Store.Writer.Run(Caller.Program, work => OutcomeEffects.Apply(work, [outcome]), Cancellation)).IsRefused.Should().BeFalse();
        (await bed.Store.Writer.Run(Caller.Program, work => OutcomeEffects.Apply(work, [outcome], again: true), Cancellation)).IsRefused.Should().BeFalse();
        (await bed.Read(db => db.DeliveryAttempts.CountAsync())).Should().Be(1);
        (await bed.Deliveries()).Single().Attempts.Should().Be(1);
    }

    [Fact]
    public async Task What_cannot_be_written_with_all_that_follows_keeps_its_attempt_and_holds_up_nobody()
    {
        await using var bed = await LimitBed.Start();
        await bed.Queue(2, Grade.II);
        await bed.Read(db => db.Database.ExecuteSqlRawAsync("CREATE TRIGGER broken BEFORE INSERT ON \"Timeline\" BEGIN SELECT RAISE(ABORT, 'broken'); END"));
        var items = await bed.Node.Claims.Take(10, 4, [], Cancellation);
        var refused = new AttemptOutcome(items[0], OutcomeKind.Permanent, "550 no such user", bed.Now);
        var taken = new AttemptOutcome(items[1], OutcomeKind.Accepted, "250 OK", bed.Now);
        await Task.WhenAll(Task.Run(() => bed.Node.Committer.Commit(refused, Cancellation), Cancellation), Task.Run(() => bed.Node.Committer.Commit(taken, Cancellation), Cancellation));
        var attempts = await bed.Read(db => db.DeliveryAttempts.AsNoTracking().ToListAsync());
        attempts.Select(a => (a.DeliveryId, a.Accepted)).Should().BeEquivalentTo([(items[0].Id, false), (items[1].Id, true)]);
        var deliveries = await bed.Deliveries();
        deliveries.Single(d => d.Id == items[1].Id).State.Should().Be(DeliveryState.Accepted);
        deliveries.Single(d => d.Id == items[0].Id).Should().Match<Delivery>(d => d.State == DeliveryState.Queued && d.LeaseOwner == null && d.Attempts == 1 && d.NextAttemptAt > bed.Now);
    }

    [Fact]
    public async Task A_bundle_whose_outcome_can_only_be_written_barely_is_not_sent_twice_and_its_notices_count_as_sent()
    {
        await using var bed = await LimitBed.Start();
        await bed.Queue(3);
        bed.Store.Time.Advance(TimeSpan.FromSeconds(5));
        await bed.Node.Bundler.Bundle(await bed.Node.Claims.Take(10, 4, [], Cancellation), Cancellation);
        var item = (await bed.Node.Claims.Take(10, 4, [], Cancellation)).Single();
        await RowOnly.Write(bed.Store, bed.Store.Gate, new AttemptOutcome(item, OutcomeKind.Accepted, "250 OK", bed.Now), bed.Now);
        (await bed.Deliveries()).Should().OnlyContain(d => d.State == DeliveryState.Accepted && d.LeaseOwner == null);
        await bed.Pass(TimeSpan.FromHours(1));
        bed.Sent.Should().BeEmpty();
        (await bed.Read(db => db.DeliveryAttempts.CountAsync())).Should().Be(1);
    }
}
