using System.Diagnostics.Metrics;
using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Dispatch;
using Hub.Web.Dispatch.Channels;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Dispatch;

/// <summary>The sender's own loop on the real clock: what wakes it, what overtakes, what shares a commit.</summary>
public sealed class SenderLoopTests : IAsyncLifetime
{
    private TestStore store = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.Sqlite();
        await using var db = store.CreateDbContext();
        db.Add(Letters.Samantha());
        await db.SaveChangesAsync(Stop);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task A_commit_wakes_it_and_everything_leaves_once()
    {
        using var node = new Node(store, time: TimeProvider.System);
        await node.Sender.StartAsync(Stop);
        await Queue(500, Grade.III);
        node.Signals.Deliveries.Raise();

        await Soon.Until(() => Accepted(500));
        await node.Sender.StopAsync(Stop);

        node.Mail.Tried.Select(m => m.DeliveryId).Should().OnlyHaveUniqueItems().And.HaveCount(500);
        (await Count(d => d.LeaseOwner != null)).Should().Be(0);
        node.Pulse.LastCycleCompletedAt.Should().NotBeNull();
    }

    [Fact]
    public async Task A_grade_one_overtakes_a_queue_of_grade_four_that_is_claimed_already()
    {
        using var node = new Node(store, lanes: 1, time: TimeProvider.System);
        var hold = new SemaphoreSlim(0);
        node.Mail.Answer = async _ =>
        {
            await hold.WaitAsync(Soon.Patience, Stop);
            return new SendResult.Accepted("250");
        };
        await Queue(20, Grade.IV);
        await node.Sender.StartAsync(Stop);
        await Soon.Until(() => node.Mail.Tried.Count == 1 && node.Claims.Held >= 4);

        await Queue(1, Grade.I);
        var claimed = node.Claims.Held;
        node.Signals.Deliveries.Raise();
        await Soon.Until(() => node.Claims.Held > claimed);
        hold.Release(30);
        await Soon.Until(() => Accepted(21));
        await node.Sender.StopAsync(Stop);

        node.Mail.Tried[1].Subject.Should().StartWith("Ⅰ");
    }

    [Theory]
    [InlineData(SmsMode.Http)]
    [InlineData(SmsMode.Mail)]
    public async Task A_relay_that_hangs_with_a_queue_of_mail_holds_up_no_short_message(SmsMode mode)
    {
        using var node = new Node(store, lanes: 2, time: TimeProvider.System, smsOptions: new SmsOptions { Mode = mode });
        var hold = new SemaphoreSlim(0);
        node.Mail.Answer = async _ =>
        {
            await hold.WaitAsync(Soon.Patience, Stop);
            return new SendResult.Accepted("250");
        };
        await Queue(200, Grade.I);
        await node.Sender.StartAsync(Stop);
        await Soon.Until(() => node.Mail.Tried.Count == 2);

        await using (var db = store.CreateDbContext())
        {
            var notice = Letters.Notice(Letters.Samantha(), grade: Grade.IV, now: TimeProvider.System.GetUtcNow());
            db.Add(notice);
            db.Add(Delivery.Of(notice, Channel.Sms, "+8613800000001", 0, null, TimeProvider.System.GetUtcNow()));
            await db.SaveChangesAsync(Stop);
        }

        node.Signals.Deliveries.Raise();
        await Soon.Until(() => node.Sms.Tried.Count == 1);
        node.Mail.Tried.Should().HaveCount(2, "the relay still hangs");
        hold.Release(300);
        await Soon.Until(() => Accepted(201));
        await node.Sender.StopAsync(Stop);
    }

    [Fact]
    public async Task It_goes_on_within_a_second_or_so_of_the_relays_return()
    {
        using var node = new Node(store, time: TimeProvider.System);
        var down = true;
        node.Mail.Answer = _ => Task.FromResult<SendResult>(Volatile.Read(ref down) ? new SendResult.Unavailable("down", TimeSpan.FromMilliseconds(200)) : new SendResult.Accepted("250"));
        node.Mail.AnswerProbe = () => Volatile.Read(ref down) ? new SendResult.Unavailable("down", TimeSpan.FromMilliseconds(200)) : new SendResult.Accepted(null);
        await Queue(100, Grade.II);
        await node.Sender.StartAsync(Stop);
        await Soon.Until(() => node.Mail.Probes >= 2);
        node.Mail.Tried.Count.Should().BeLessThanOrEqualTo(8, "only what was in the lanes' hands may find out");

        Volatile.Write(ref down, false);
        await Soon.Until(() => Accepted(100));
        await node.Sender.StopAsync(Stop);

        node.State.Outages.Should().BeEmpty();
    }

    [Fact]
    public async Task What_it_has_claimed_and_not_sent_is_given_back_when_it_stops()
    {
        using var node = new Node(store, lanes: 1, time: TimeProvider.System);
        var hold = new SemaphoreSlim(0);
        node.Mail.Answer = async _ =>
        {
            await hold.WaitAsync(Soon.Patience, CancellationToken.None);
            return new SendResult.Accepted("250");
        };
        await Queue(10, Grade.II);
        await node.Sender.StartAsync(Stop);
        await Soon.Until(() => node.Mail.Tried.Count == 1);

        var stopping = node.Sender.StopAsync(Stop);
        hold.Release(10);
        await stopping;

        node.Mail.Tried.Should().ContainSingle();
        (await Count(d => d.State == DeliveryState.Accepted)).Should().Be(1, "what was under way was brought to its end");
        (await Count(d => d.LeaseOwner != null)).Should().Be(0);
    }

    [Fact]
    public async Task Outcomes_of_all_lanes_share_a_commit()
    {
        using var node = new Node(store, time: TimeProvider.System);
        var sizes = new List<int>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "hub.dispatch.outcomes_per_commit" && instrument.Meter.Name == DispatchPulse.MeterName)
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        await Queue(40, Grade.II);
        var items = await node.Claims.Take(40, 4, [], Stop);
        var turn = await store.Gate.Enter(Stop);
        listener.SetMeasurementEventCallback<int>((_, size, _, _) =>
        {
            lock (sizes)
            {
                sizes.Add(size);
            }
        });
        listener.Start();
        var commits = items.Select(i => Task.Run(() => node.Committer.Commit(new AttemptOutcome(i, OutcomeKind.Accepted, "250", TimeProvider.System.GetUtcNow()), Stop), Stop)).ToList();
        turn.Dispose();
        await Task.WhenAll(commits);

        (await Accepted(40)).Should().BeTrue();
        lock (sizes)
        {
            sizes.Max().Should().BeGreaterThan(1);
        }
    }

    [Fact]
    public async Task An_outcome_waits_for_a_store_that_cannot_be_written_and_is_not_lost()
    {
        using var node = new Node(store, time: TimeProvider.System);
        await Queue(1, Grade.II);
        await store.Execute("CREATE TRIGGER full BEFORE UPDATE OF State ON Deliveries BEGIN SELECT RAISE(ABORT, 'no room'); END");
        await node.Sender.StartAsync(Stop);
        await Soon.Until(() => node.Mail.Tried.Count == 1);
        (await Accepted(1)).Should().BeFalse();

        await store.Execute("DROP TRIGGER full");
        await Soon.Until(() => Accepted(1));
        await node.Sender.StopAsync(Stop);

        node.Mail.Tried.Should().ContainSingle("a message that was accepted is not sent again because the disk was full");
    }

    private async Task Queue(int count, Grade grade)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var db = store.CreateDbContext();
        for (var i = 0; i < count; i++)
        {
            var notice = Letters.Notice(Letters.Samantha(), grade: grade, now: now);
            db.Add(notice);
            db.Add(Delivery.Of(notice, Channel.Mail, "samantha.smith@hub.example", 0, null, now));
        }

        await db.SaveChangesAsync(Stop);
    }

    private async Task<bool> Accepted(int count) => await Count(d => d.State == DeliveryState.Accepted) == count;

    private async Task<int> Count(System.Linq.Expressions.Expression<Func<Delivery, bool>> which)
    {
        await using var db = store.CreateDbContext();
        return await db.Deliveries.CountAsync(which, Stop);
    }
}
