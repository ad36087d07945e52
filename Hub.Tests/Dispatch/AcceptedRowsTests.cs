using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Dispatch;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Dispatch;

/// <summary>The quick way of the embedded store and the way of all others write the same.</summary>
public sealed class AcceptedRowsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_ways_write_the_same_rows()
    {
        await using var bed = await LimitBed.Start();
        await bed.Queue(6, Grade.II, standby: true);
        var items = await bed.Node.Claims.Take(10, 4, [], Cancellation);
        items.Should().HaveCount(6);

        // of the second the lease was lost, the third was withdrawn, the fourth's other address has its turn, the fifth travels in a bundle
        await bed.Read(db => db.Deliveries.Where(d => d.Id == items[1].Id).ExecuteUpdateAsync(set => set.SetProperty(d => d.LeaseOwner, Guid.NewGuid()), Cancellation));
        await bed.Read(db => db.Deliveries.Where(d => d.Id == items[2].Id).ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Cancelled).SetProperty(d => d.EndedAt, bed.Now), Cancellation));
        await bed.Read(db => db.Deliveries.Where(d => d.NoticeId == items[3].Delivery.NoticeId && d.Position > 0).ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Queued), Cancellation));
        await bed.Read(db => db.Deliveries.Where(d => d.NoticeId == items[4].Delivery.NoticeId && d.Position > 0).ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Bundled), Cancellation));
        bed.Store.Time.Advance(TimeSpan.FromSeconds(1));

        var outcomes = items.Take(5).Select(i => new AttemptOutcome(i, OutcomeKind.Accepted, "250 OK", bed.Now)).ToList();
        var before = await Rows(bed, _ => Task.CompletedTask);
        var quick = await Rows(bed, work => AcceptedRows.Write(work, outcomes));
        var bySet = await Rows(bed, work => OutcomeEffects.AcceptBySet(work, outcomes));
        quick.Should().BeEquivalentTo(bySet, rows => rows.WithStrictOrdering());
        quick.Should().NotBeEquivalentTo(before);
        var state = quick.ToDictionary(d => (d.NoticeId, d.Position), d => d.State);
        state[(items[0].Delivery.NoticeId, 0)].Should().Be(DeliveryState.Accepted);
        state[(items[0].Delivery.NoticeId, 1)].Should().Be(DeliveryState.Cancelled, "the other address is not needed any more");
        state[(items[1].Delivery.NoticeId, 0)].Should().Be(DeliveryState.Queued, "another sender has it");
        state[(items[3].Delivery.NoticeId, 1)].Should().Be(DeliveryState.Queued, "it may be on its way");
        state[(items[4].Delivery.NoticeId, 1)].Should().Be(DeliveryState.Bundled);
        state[(items[5].Delivery.NoticeId, 1)].Should().Be(DeliveryState.Standby, "nothing became of it yet");
    }

    /// <summary>The rows as they stand inside a transaction, which is then taken back.</summary>
    private static async Task<List<Delivery>> Rows(LimitBed bed, Func<Work, Task> write)
    {
        List<Delivery> rows = [];
        var outcome = await bed.Store.Writer.Run<int>(
            Caller.Program,
            async work =>
            {
                await write(work);
                rows = await work.Db.Deliveries.AsNoTracking().OrderBy(d => d.NoticeId).ThenBy(d => d.Position).ToListAsync(Cancellation);
                return Refusal.Conflict("TakenBack");
            },
            Cancellation);
        outcome.IsRefused.Should().BeTrue();
        return rows;
    }
}
