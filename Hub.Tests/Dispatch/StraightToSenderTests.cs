using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Dispatch;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Dispatch;

/// <summary>What is grave goes from the command to the sender of its process without being looked for; and is not lost on the way.</summary>
public sealed class StraightToSenderTests : IAsyncLifetime
{
    private TestStore store = null!;
    private Person samantha = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.Sqlite();
        samantha = Letters.Samantha();
        await using var db = store.CreateDbContext();
        db.Add(samantha);
        await db.SaveChangesAsync(Stop);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Theory]
    [InlineData(Grade.I, true)]
    [InlineData(Grade.II, true)]
    [InlineData(Grade.III, false)]
    [InlineData(Grade.IV, false)]
    public async Task A_grave_notice_is_written_with_the_lease_on_it_and_one_that_may_be_held_back_is_not(Grade grade, bool straight)
    {
        var signals = new CommitSignals();
        var taken = new List<Leased>();
        var owner = Guid.NewGuid();
        signals.Straight.GoTo(new StraightToSender.Taker(owner, Claims.Lease, () => 10, taken.AddRange));

        var id = await Write(signals, grade);

        var row = await Row(id);
        row.LeaseOwner.Should().Be(straight ? owner : null);
        taken.Select(t => t.Delivery.Id).Should().BeEquivalentTo(straight ? [id] : Array.Empty<Guid>());
        row.State.Should().Be(DeliveryState.Queued);
    }

    [Fact]
    public async Task A_sender_without_room_is_not_handed_anything()
    {
        var signals = new CommitSignals();
        signals.Straight.GoTo(new StraightToSender.Taker(Guid.NewGuid(), Claims.Lease, () => 0, _ => throw new InvalidOperationException("There was no room.")));

        (await Row(await Write(signals, Grade.I))).LeaseOwner.Should().BeNull("it is looked for like any other");
    }

    [Fact]
    public async Task What_a_command_that_failed_had_written_is_handed_to_nobody()
    {
        var signals = new CommitSignals();
        signals.Straight.GoTo(new StraightToSender.Taker(Guid.NewGuid(), Claims.Lease, () => 10, _ => throw new InvalidOperationException("It was never committed.")));
        var writer = new Writer(store, store.Gate, signals, store.Time, new Receipt());

        var outcome = await writer.Run<int>(Caller.Program, work =>
        {
            Add(work, Grade.I);
            return Task.FromResult<Outcome<int>>(Refusal.Conflict("ReportTriaged", "", ""));
        });

        outcome.IsRefused.Should().BeTrue();
        await using var db = store.CreateDbContext();
        (await db.Deliveries.CountAsync(Stop)).Should().Be(0);
    }

    [Fact]
    public async Task A_process_that_dies_between_commit_and_hand_over_loses_nothing()
    {
        var dying = new CommitSignals();
        dying.Straight.GoTo(new StraightToSender.Taker(Guid.NewGuid(), Claims.Lease, () => 10, _ => { }));
        var id = await Write(dying, Grade.I);

        using var next = new Node(store);
        (await next.Drain()).Should().Be(0, "the lease of the dead sender still lasts");
        store.Time.Advance(Claims.Lease + TimeSpan.FromSeconds(1));
        await next.Drain();

        next.Mail.Tried.Select(m => m.DeliveryId).Should().Equal(id);
        (await Row(id)).State.Should().Be(DeliveryState.Accepted);
    }

    [Fact]
    public async Task The_running_sender_sends_it_once()
    {
        using var node = new Node(store, time: TimeProvider.System);
        await node.Sender.StartAsync(Stop);
        var ids = new List<Guid>();
        for (var i = 0; i < 20; i++)
        {
            ids.Add(await Write(node.Signals, Grade.I, TimeProvider.System));
        }

        await Soon.Until(() => AllAccepted(ids));
        await node.Sender.StopAsync(Stop);
        node.Mail.Tried.Select(m => m.DeliveryId).Should().BeEquivalentTo(ids);
    }

    private async Task<bool> AllAccepted(List<Guid> ids)
    {
        await using var db = store.CreateDbContext();
        return await db.Deliveries.CountAsync(d => ids.Contains(d.Id) && d.State == DeliveryState.Accepted, Stop) == ids.Count;
    }

    private async Task<Delivery> Row(Guid id)
    {
        await using var db = store.CreateDbContext();
        return await db.Deliveries.SingleAsync(d => d.Id == id, Stop);
    }

    private async Task<Guid> Write(CommitSignals signals, Grade grade, TimeProvider? time = null)
    {
        var writer = new Writer(store, store.Gate, signals, time ?? store.Time, new Receipt());
        return (await writer.Run<Guid>(Caller.Program, work => Task.FromResult<Outcome<Guid>>(Add(work, grade)))).Value;
    }

    private Guid Add(Work work, Grade grade)
    {
        var notice = Letters.Notice(samantha, grade: grade, now: work.Now);
        var delivery = Delivery.Of(notice, Channel.Mail, "samantha.smith@hub.example", 0, null, work.Now);
        work.Insert(notice);
        work.Deliver([delivery], [notice]);
        return delivery.Id;
    }
}
