using Hub.Tests.Harness;
using Hub.Web.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Tests.Live;

/// <summary>Who has an incident open, on one node and on several.</summary>
public sealed class PresenceTests
{
    private static readonly Guid Incident = Guid.NewGuid();
    private static readonly Watching Samantha = new(Incident, Guid.NewGuid(), "Samantha Smith");
    private static readonly Watching Taylor = new(Incident, Guid.NewGuid(), "Taylor Maxwell");

    [Fact]
    public async Task Whoever_comes_is_seen_and_whoever_leaves_is_gone_at_once()
    {
        await using var store = await TestStore.Sqlite();
        using var presence = Node(store);
        var told = 0;
        using var mine = presence.Enter(Samantha, () => told++);
        var theirs = presence.Enter(Taylor, () => { });
        Names(presence).Should().Equal("Samantha Smith", "Taylor Maxwell");
        var before = told;
        theirs.Dispose();
        theirs.Dispose();
        Names(presence).Should().Equal("Samantha Smith");
        told.Should().Be(before + 1);
        presence.Of(Guid.NewGuid()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_browser_that_is_lost_is_gone_until_it_comes_back_and_two_windows_are_one_person()
    {
        await using var store = await TestStore.Sqlite();
        using var presence = Node(store);
        using var one = presence.Enter(Taylor, () => { });
        using var two = presence.Enter(Taylor, () => { });
        Names(presence).Should().Equal("Taylor Maxwell");
        one.IsConnected = false;
        Names(presence).Should().Equal("Taylor Maxwell");
        two.IsConnected = false;
        Names(presence).Should().BeEmpty();
        two.IsConnected = true;
        Names(presence).Should().Equal("Taylor Maxwell");
    }

    [Fact]
    public async Task Nodes_tell_each_other_and_a_dead_node_is_forgotten()
    {
        await using var store = await TestStore.Sqlite();
        using var here = Node(store);
        using var there = Node(store);
        var told = 0;
        using var mine = here.Enter(Samantha, () => told++);
        var theirs = there.Enter(Taylor, () => { });
        await there.Exchange(CancellationToken.None);
        told = 0;
        await here.Exchange(CancellationToken.None);
        Names(here).Should().Equal("Samantha Smith", "Taylor Maxwell");
        told.Should().Be(1, "the page hears of it");

        theirs.Dispose();
        await there.Exchange(CancellationToken.None);
        await here.Exchange(CancellationToken.None);
        Names(here).Should().Equal("Samantha Smith");

        // comes back and dies without a word
        using var again = there.Enter(Taylor, () => { });
        await there.Exchange(CancellationToken.None);
        await here.Exchange(CancellationToken.None);
        Names(here).Should().Contain("Taylor Maxwell");
        store.Time.Advance(Presence.Expiry + TimeSpan.FromSeconds(1));
        await here.Exchange(CancellationToken.None);
        Names(here).Should().Equal("Samantha Smith");
    }

    [Fact]
    public async Task A_node_where_nobody_looks_writes_nothing()
    {
        await using var store = await TestStore.Sqlite();
        using var presence = Node(store);
        await presence.Exchange(CancellationToken.None);
        await using var db = store.CreateDbContext();
        (await db.NodePresences.CountAsync()).Should().Be(0);
        using (presence.Enter(Taylor, () => { }))
        {
            await presence.Exchange(CancellationToken.None);
            var until = (await db.NodePresences.AsNoTracking().SingleAsync()).Until;
            store.Time.Advance(TimeSpan.FromSeconds(2));
            await presence.Exchange(CancellationToken.None);
            (await db.NodePresences.AsNoTracking().SingleAsync()).Until.Should().Be(until, "nothing changed, and it is not yet time to renew");
            store.Time.Advance(TimeSpan.FromSeconds(10));
            await presence.Exchange(CancellationToken.None);
            (await db.NodePresences.AsNoTracking().SingleAsync()).Until.Should().BeAfter(until);
        }
    }

    private static Presence Node(TestStore store) => new(store, store.Gate, store.Time, NullLogger<Presence>.Instance);

    private static IEnumerable<string> Names(Presence presence) => presence.Of(Incident).Select(w => w.Name);
}
