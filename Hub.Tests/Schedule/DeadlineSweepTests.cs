using Hub.Domain.People;
using Hub.Domain.Notices;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Schedule;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Schedule;

public sealed class DeadlineSweepTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreProvider.Sqlite)]
    [InlineData(StoreProvider.SqlServer)]
    public async Task Four_sweeps_at_once_fire_each_of_eight_hundred_deadlines_once(StoreProvider provider)
    {
        await using var store = await TestStore.On(provider);
        var bench = new SweepBench(store);
        var ids = await bench.Add(800, TimeSpan.Zero);
        store.Time.Advance(TimeSpan.FromSeconds(2));

        var counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => bench.NewSweep().RunOnce(Cancellation))));

        counts.Sum().Should().Be(800);
        bench.Fired.Should().HaveCount(800).And.OnlyContain(f => f.Value == 1);
        bench.Fired.Keys.Should().BeEquivalentTo(ids);
        (await bench.Deadlines()).Should().OnlyContain(d => d.State == DeadlineState.Fired && d.LeaseOwner == null);
    }

    [Fact]
    public async Task Nothing_is_fired_before_its_instant()
    {
        await using var store = await TestStore.Sqlite();
        var bench = new SweepBench(store);
        await bench.Add(1, TimeSpan.FromMinutes(10));
        var sweep = bench.NewSweep();

        store.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
        (await sweep.RunOnce(Cancellation)).Should().Be(0);
        store.Time.Advance(TimeSpan.FromMilliseconds(1));
        (await sweep.RunOnce(Cancellation)).Should().Be(1);
        (await sweep.RunOnce(Cancellation)).Should().Be(0);
    }

    [Fact]
    public async Task What_a_dead_sweep_has_claimed_is_taken_over_when_its_lease_ends()
    {
        await using var store = await TestStore.Sqlite();
        var bench = new SweepBench(store);
        await bench.Add(3, TimeSpan.Zero);
        store.Time.Advance(TimeSpan.FromSeconds(1));
        using var died = new CancellationTokenSource();
        var dead = bench.NewSweep((_, _, token) =>
        {
            died.Cancel();
            token.ThrowIfCancellationRequested();
            return Task.FromResult<Outcome<int>>(0);
        });
        await FluentActions.Invoking(() => dead.RunOnce(died.Token)).Should().ThrowAsync<OperationCanceledException>();

        var heir = bench.NewSweep();
        (await heir.RunOnce(Cancellation)).Should().Be(0, "the lease still holds");
        store.Time.Advance(TimeSpan.FromSeconds(10));
        (await heir.RunOnce(Cancellation)).Should().Be(3);
    }

    [Fact]
    public async Task One_that_fails_holds_up_nobody_and_is_tried_again_later()
    {
        await using var store = await TestStore.Sqlite();
        var bench = new SweepBench(store);
        var ids = await bench.Add(50, TimeSpan.Zero);
        bench.Broken[ids[7]] = true;
        store.Time.Advance(TimeSpan.FromSeconds(1));
        var sweep = bench.NewSweep();

        (await sweep.RunOnce(Cancellation)).Should().Be(49);

        var failed = (await bench.Deadlines()).Should().ContainSingle(d => d.State == DeadlineState.Pending).Subject;
        failed.Should().BeEquivalentTo(new { Id = ids[7], Failures = 1, LeaseOwner = (Guid?)null, LeaseUntil = (DateTimeOffset?)store.Time.GetUtcNow() + DeadlineSweep.Backoff(1) });
        (await sweep.RunOnce(Cancellation)).Should().Be(0, "it waits for its next try");
        bench.Broken.Clear();
        store.Time.Advance(DeadlineSweep.Backoff(1));
        (await sweep.RunOnce(Cancellation)).Should().Be(1);
        bench.Fired.Values.Should().OnlyContain(times => times == 1);
    }

    [Fact]
    public async Task After_an_hour_down_everything_due_is_fired_in_its_order_in_a_few_transactions()
    {
        await using var store = await TestStore.Sqlite();
        var bench = new SweepBench(store);
        await bench.Add(500, TimeSpan.FromMinutes(5));
        await bench.Add(2, TimeSpan.FromHours(2));
        store.Time.Advance(TimeSpan.FromHours(1));

        (await bench.NewSweep().RunOnce(Cancellation)).Should().Be(500);

        bench.Batches.Should().Equal(200, 200, 100);
        bench.Pulse.LastCycle.Should().Be(store.Time.GetUtcNow());
        (await bench.Deadlines()).Count(d => d.State == DeadlineState.Pending).Should().Be(2);
    }

    [Fact]
    public async Task Ten_thousand_due_at_once_are_all_fired()
    {
        await using var store = await TestStore.Sqlite();
        var bench = new SweepBench(store);
        await bench.Add(10_000, TimeSpan.Zero);
        store.Time.Advance(TimeSpan.FromMinutes(1));

        (await bench.NewSweep().RunOnce(Cancellation)).Should().Be(10_000);
        bench.Fired.Should().HaveCount(10_000).And.OnlyContain(f => f.Value == 1);
    }

    [Fact]
    public async Task A_job_that_missed_its_time_is_overdue_once()
    {
        await using var store = await TestStore.Sqlite();
        var journal = new RunJournal(store, store.Gate, store.Time);
        (await journal.IsOverdue("Digest", TimeSpan.FromHours(1), Cancellation)).Should().BeTrue("it never ran");
        await journal.Completed("Digest", Cancellation);
        (await journal.IsOverdue("Digest", TimeSpan.FromHours(1), Cancellation)).Should().BeFalse();
        store.Time.Advance(TimeSpan.FromHours(5));
        (await journal.IsOverdue("Digest", TimeSpan.FromHours(1), Cancellation)).Should().BeTrue();
        await journal.Completed("Digest", Cancellation);
        (await journal.IsOverdue("Digest", TimeSpan.FromHours(1), Cancellation)).Should().BeFalse("five missed runs are caught up by one");
    }

    [Fact]
    public async Task Answers_are_kept_two_days_changes_thirty_and_messages_that_came_in_ninety()
    {
        await using var store = await TestStore.Sqlite();
        await using (var db = store.CreateDbContext())
        {
            db.IdempotentAnswers.AddRange(new IdempotentAnswer { Scope = "old", At = TestStore.Start }, new IdempotentAnswer { Scope = "new", At = TestStore.Start.AddDays(29) });
            db.Changes.AddRange(new Change { Sequence = 1, Number = "INC-1", At = TestStore.Start }, new Change { Sequence = 2, Number = "INC-1", At = TestStore.Start.AddDays(1) });
            await db.SaveChangesAsync(Cancellation);
        }

        store.Time.Advance(TimeSpan.FromDays(30) + TimeSpan.FromMinutes(1));
        var prune = new Prune(store, store.Gate, store.Time);

        (await prune.Answers(Cancellation)).Should().Be(1);
        (await prune.Changes(Cancellation)).Should().Be(1);

        await using var after = store.CreateDbContext();
        (await after.IdempotentAnswers.Select(a => a.Scope).SingleAsync(Cancellation)).Should().Be("new");
        (await after.Changes.Select(c => c.Sequence).SingleAsync(Cancellation)).Should().Be(2);

        after.InboundMessages.AddRange(
            InboundMessage.Taken(Channel.Mail, "old@mail.example", "a@mail.example", InboundVerdict.Automatic, null, null, store.Time.GetUtcNow().AddDays(-91)),
            InboundMessage.Taken(Channel.Mail, "new@mail.example", "a@mail.example", InboundVerdict.Automatic, null, null, store.Time.GetUtcNow().AddDays(-89)));
        await after.SaveChangesAsync(Cancellation);
        (await prune.Messages(Cancellation)).Should().Be(1);
        (await after.InboundMessages.Select(m => m.ExternalId).SingleAsync(Cancellation)).Should().Be("new@mail.example");
    }
}
