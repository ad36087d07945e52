using System.Collections.Concurrent;
using System.Globalization;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Live;
using Hub.Web.Store;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Tests.Live;

public sealed class FeedTests : IAsyncLifetime
{
    private TestStore store = null!;
    private LiveBench bench = null!;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.Sqlite();
        bench = new LiveBench(store);
        await bench.Prepare();
    }

    public async ValueTask DisposeAsync()
    {
        bench.Dispose();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task Snapshot_and_changes_leave_no_gap_and_nothing_twice_while_many_write()
    {
        var feed = await bench.StartFeed();
        var writers = Enumerable.Range(0, 6).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                await bench.OpenIncident($"Writer {w} number {i}", grade: (Grade)((i % 4) + 1));
            }
        })).ToList();

        List<(Board Snapshot, Subscription Subscription, ConcurrentQueue<BoardChange> Heard)> screens = [];
        while (!Task.WhenAll(writers).IsCompleted && screens.Count < 40)
        {
            var heard = new ConcurrentQueue<BoardChange>();
            var (snapshot, subscription) = feed.Subscribe(CallerView.Unrestricted, heard.Enqueue);
            screens.Add((snapshot, subscription, heard));
            await Task.Yield();
        }

        await Task.WhenAll(writers);
        var last = await bench.LastSequence();
        foreach (var (snapshot, subscription, heard) in screens)
        {
            await Soon.Until(() => heard.LastOrDefault()?.Board.Sequence == last || snapshot.Sequence == last);
            var numbers = heard.SelectMany(h => h.Changes).Select(c => c.Sequence).ToList();
            numbers.Should().Equal(LongRange(snapshot.Sequence + 1, last));
            (heard.LastOrDefault()?.Board ?? snapshot).Incidents.Should().HaveCount(150);
            subscription.Dispose();
        }
    }

    [Fact]
    public async Task A_disposed_subscriber_hears_nothing_and_may_be_disposed_again()
    {
        var feed = await bench.StartFeed();
        var heard = 0;
        var (_, subscription) = feed.Subscribe(CallerView.Unrestricted, _ => Interlocked.Increment(ref heard));
        var others = new ConcurrentQueue<BoardChange>();
        using var other = feed.Subscribe(CallerView.Unrestricted, others.Enqueue).Subscription;
        subscription.Dispose();
        subscription.Dispose();

        await bench.OpenIncident("After the end");

        await Soon.Until(() => !others.IsEmpty);
        heard.Should().Be(0);
    }

    [Fact]
    public async Task A_subscriber_that_throws_harms_nobody_and_is_told_again()
    {
        var feed = await bench.StartFeed();
        var tries = 0;
        var heard = new ConcurrentQueue<BoardChange>();
        using var bad = feed.Subscribe(CallerView.Unrestricted, _ =>
        {
            Interlocked.Increment(ref tries);
            throw new InvalidOperationException("A broken screen.");
        }).Subscription;
        using var good = feed.Subscribe(CallerView.Unrestricted, heard.Enqueue).Subscription;

        await bench.OpenIncident("First");
        await Soon.Until(() => tries == 1 && !heard.IsEmpty);
        await bench.OpenIncident("Second");

        await Soon.Until(() => tries == 2 && heard.Sum(h => h.Changes.Count) == 2);
    }

    [Fact]
    public async Task A_callback_runs_in_the_culture_of_its_subscriber()
    {
        var feed = await bench.StartFeed();
        string? culture = null;
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("zh-Hans");
        using var subscription = feed.Subscribe(CallerView.Unrestricted, _ => culture = CultureInfo.CurrentCulture.Name).Subscription;
        CultureInfo.CurrentCulture = before;

        await bench.OpenIncident("In Chinese");

        await Soon.Until(() => culture is not null);
        culture.Should().Be("zh-Hans");
    }

    [Fact]
    public async Task A_burst_of_changes_in_one_window_costs_two_callbacks()
    {
        var time = new FakeTimeProvider(TestStore.Start);
        var feed = await bench.StartFeed(time);
        var heard = new ConcurrentQueue<BoardChange>();
        using var subscription = feed.Subscribe(CallerView.Unrestricted, heard.Enqueue).Subscription;
        for (var i = 0; i < 100; i++)
        {
            await bench.OpenIncident($"Number {i}", Grade.III);
            await feed.CatchUp(TestContext.Current.CancellationToken);
        }

        await Soon.Until(() => !heard.IsEmpty);
        heard.Should().HaveCount(1, "the first goes through at once and the others wait for the window's end");
        await bench.Settle(() => heard.Count);
        time.Advance(Throttler.Window);

        await Soon.Until(() => heard.Sum(h => h.Changes.Count) == 100);
        heard.Should().HaveCount(2);
    }

    [Fact]
    public async Task An_alarm_of_grade_one_does_not_wait_for_the_window()
    {
        var time = new FakeTimeProvider(TestStore.Start);
        var feed = await bench.StartFeed(time);
        var heard = new ConcurrentQueue<BoardChange>();
        using var subscription = feed.Subscribe(CallerView.Unrestricted, heard.Enqueue).Subscription;
        await bench.OpenIncident("Considerable", Grade.III);
        await Soon.Until(() => heard.Count == 1);
        await bench.OpenIncident("Considerable again", Grade.III);
        await bench.OpenIncident("Extraordinary", Grade.I);

        await Soon.Until(() => heard.Sum(h => h.Changes.Count) == 3);
    }

    [Fact]
    public async Task A_restricted_incident_leaves_no_trace_for_those_not_named()
    {
        var feed = await bench.StartFeed();
        var named = Guid.NewGuid();
        var outsider = new ConcurrentQueue<BoardChange>();
        var insider = new ConcurrentQueue<BoardChange>();
        var auditor = new ConcurrentQueue<BoardChange>();
        using var one = feed.Subscribe(new CallerView(Guid.NewGuid(), false), outsider.Enqueue).Subscription;
        using var two = feed.Subscribe(new CallerView(named, false), insider.Enqueue).Subscription;
        using var three = feed.Subscribe(new CallerView(null, true), auditor.Enqueue).Subscription;

        await bench.OpenIncident("Everybody's");
        await bench.OpenIncident("Nobody's business", Grade.I, restricted: true, leader: named);
        await Soon.Until(() => insider.Sum(h => h.Changes.Count) == 2 && auditor.Sum(h => h.Changes.Count) == 2);

        outsider.SelectMany(h => h.Changes).Should().ContainSingle().Which.Number.Should().Be("INC-1");
        var seen = feed.Snapshot(new CallerView(Guid.NewGuid(), false));
        seen.Incidents.Should().ContainSingle().Which.Title.Should().Be("Everybody's");
        seen.Sequence.Should().Be(1, "a number that moves tells of something that moves it");
        feed.Snapshot(new CallerView(named, false)).Incidents.Should().HaveCount(2);
        feed.Snapshot(new CallerView(null, true)).Sequence.Should().Be(2);
    }

    [Fact]
    public async Task A_restart_goes_on_where_the_numbers_were()
    {
        await bench.StartFeed();
        var first = await bench.OpenIncident("Before");
        await bench.Close(await bench.OpenIncident("Closed before"));
        await bench.StopFeed();
        await bench.OpenIncident("While it was down");

        var again = await bench.StartFeed();

        var (snapshot, subscription) = again.Subscribe(CallerView.Unrestricted, _ => { });
        using (subscription)
        {
            snapshot.Sequence.Should().Be(4);
            snapshot.Incidents.Select(i => i.Title).Should().Equal("Before", "While it was down");
            snapshot.Incidents[0].Id.Should().Be(first);
            again.Locked(s => s.Missed(CallerView.Unrestricted, 1))!.Select(e => e.Change.Sequence).Should().Equal(2, 3, 4);
        }
    }

    [Fact]
    public async Task The_page_of_an_incident_hears_of_its_own_changes_only()
    {
        var feed = await bench.StartFeed();
        var mine = await bench.OpenIncident("Mine");
        var other = await bench.OpenIncident("Other");
        await feed.CatchUp(TestContext.Current.CancellationToken);
        var heard = new ConcurrentQueue<ChangeView>();
        using var subscription = feed.SubscribeIncident(mine, CallerView.Unrestricted, changes => changes.ToList().ForEach(heard.Enqueue)).Subscription;

        await bench.Close(other);
        await bench.Close(mine);

        await Soon.Until(() => !heard.IsEmpty);
        heard.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Kind = "closed", IncidentId = (Guid?)mine, Sequence = 4L });
    }

    private static List<long> LongRange(long from, long to) => [.. Enumerable.Range(0, (int)Math.Max(0, to - from + 1)).Select(i => from + i)];
}
