using System.Security.Claims;
using Bunit;
using Hub.Domain.Clocks;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Tests.Live;
using Hub.Web.Components.Readiness;
using Hub.Web.Features.Wall;
using Hub.Web.Live;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Features.Wall;

public sealed partial class WallPageTests : PageContext, IAsyncLifetime
{
    private TestStore store = null!;
    private LiveBench bench = null!;
    private IncidentFeed feed = null!;

    public async ValueTask InitializeAsync()
    {
        store = await FilledStore.Sqlite(Clock);
        bench = new LiveBench(store);
        await bench.Prepare();
        feed = await bench.StartFeed();
        Services.AddSingleton(feed);
        Services.AddSingleton<IDbContextFactory<HubDbContext>>(store);
        Services.AddSingleton<PlanInForce>();
        Services.AddSingleton(ReadinessBed.EveryChannel);
        Services.AddSingleton<ReadinessNow>();
        Services.AddScoped<FindingWords>();
        Services.AddSingleton<WallQuery>();
        Services.AddScoped<WallWords>();
        Come(Right.Display);
    }

    [Fact]
    public void With_nothing_running_it_says_who_is_on_call_and_which_plan_is_in_force()
    {
        var wall = Show<WallPage>();

        wall.WaitForElement(".wall-quiet h1").TextContent.Should().EndWith("No incident is running");
        wall.Find(".wall-quiet").TextContent.Should().Contain("Samantha Smith").And.Contain("version");
        wall.Find("[data-as-of]").Should().NotBeNull();
    }

    [Fact]
    public async Task The_gravest_stands_first_and_the_rest_beside_it_in_order()
    {
        await bench.OpenIncident("General", Grade.IV);
        await bench.OpenIncident("Extraordinary", Grade.I);
        await bench.OpenIncident("Considerable");
        await feed.CatchUp(default);

        var wall = Show<WallPage>();

        wall.WaitForElement(".wall-focus h1").TextContent.Should().Be("Extraordinary");
        wall.Find(".wall-focus .grade").TextContent.Should().Contain("Ⅰ").And.Contain("Extraordinary");
        wall.FindAll(".wall-card-title").Select(t => t.TextContent).Should().Equal("Considerable", "General");
    }

    [Fact]
    public async Task More_than_fit_are_paged_slowly()
    {
        for (var i = 0; i < 9; i++)
        {
            await bench.OpenIncident($"Number {i}");
        }

        await feed.CatchUp(default);
        var wall = Show<WallPage>();
        wall.WaitForElement(".wall-focus");
        wall.FindAll(".wall-card").Should().HaveCount(6);
        wall.Find(".wall-pages").TextContent.Should().Be("1 of 2");

        Clock.Advance(TimeSpan.FromSeconds(12));

        wall.WaitForAssertion(() => wall.FindAll(".wall-card-title").Select(t => t.TextContent).Should().Equal("Number 7", "Number 8"));
    }

    [Fact]
    public async Task A_hundred_changes_cost_few_renders()
    {
        var wall = Show<WallPage>();
        wall.WaitForElement(".wall-quiet");
        var before = wall.RenderCount;
        for (var i = 0; i < 100; i++)
        {
            await bench.OpenIncident($"Number {i}");
        }

        await feed.CatchUp(default);
        await Soon.Until(() => feed.Snapshot(CallerView.Unrestricted).Incidents.Count == 100);
        await Until(() => wall.FindAll(".wall-pages").Any(p => p.TextContent.EndsWith("of 17", StringComparison.Ordinal)));

        (wall.RenderCount - before).Should().BeLessThan(20);
    }

    [Fact]
    public async Task A_wall_that_is_gone_leaves_no_subscriber()
    {
        var wall = Show<WallPage>();
        wall.WaitForElement(".wall-quiet");
        feed.Subscribers.Should().Be(1);

        await DisposeComponentsAsync();

        feed.Subscribers.Should().Be(0);
    }

    [Fact]
    public async Task A_masked_display_shows_no_title_name_or_text()
    {
        Come(Right.Display, isMasked: true);
        await bench.OpenIncident("Secret title", Grade.II, leader: Guid.NewGuid());
        await bench.OpenIncident("Other secret");
        await feed.CatchUp(default);

        var wall = Show<WallPage>();

        wall.WaitForElement(".wall-focus .grade").TextContent.Should().Contain("Major");
        wall.Find(".wall-focus .number").TextContent.Should().Be("INC-1");
        wall.Markup.Should().NotContainAny("ecret", "Taylor", "Samantha", "Robert").And.NotContain("Seen");
        wall.Find(".wall-masked").TextContent.Should().Be("Details hidden");
    }

    [Fact]
    public async Task A_restricted_incident_is_on_no_wall_even_for_those_who_may_read_it()
    {
        Come(Right.Read | Right.ReadRestricted);
        await bench.OpenIncident("Nobody's business", Grade.I, restricted: true);
        await bench.OpenIncident("Everybody's", Grade.IV);
        await feed.CatchUp(default);

        var wall = Show<WallPage>();

        wall.WaitForElement(".wall-focus h1").TextContent.Should().Be("Everybody's");
        wall.Markup.Should().NotContain("business");
        wall.FindAll(".wall-card").Should().BeEmpty();
    }

    [Fact]
    public async Task A_new_incident_of_grade_two_takes_the_screen_for_twenty_seconds_and_one_of_grade_three_does_not()
    {
        var wall = Show<WallPage>();
        wall.WaitForElement(".wall-quiet");

        await bench.OpenIncident("Considerable");
        await feed.CatchUp(default);
        await Until(() => wall.FindAll(".wall-focus").Count == 1);
        wall.FindAll(".wall-alarm").Should().BeEmpty();

        await bench.OpenIncident("Major", Grade.II);
        await feed.CatchUp(default);
        wall.WaitForElement(".wall-alarm-title").TextContent.Should().Be("Major");
        JSInterop.Invocations["hub.alarm"].Should().BeEmpty("this display may not sound");

        await wall.InvokeAsync(() => { });
        Clock.Advance(TimeSpan.FromSeconds(19));
        wall.FindAll(".wall-alarm").Should().HaveCount(1);
        Clock.Advance(TimeSpan.FromSeconds(2));
        wall.WaitForAssertion(() => wall.FindAll(".wall-alarm").Should().BeEmpty());
    }

    [Fact]
    public async Task A_display_that_may_sound_does_and_of_several_the_gravest_has_the_screen_first()
    {
        Come(Right.Display, hasSound: true);
        var wall = Show<WallPage>();
        wall.WaitForElement(".wall-quiet");

        await bench.OpenIncident("Major", Grade.II);
        await bench.OpenIncident("Extraordinary", Grade.I);
        await feed.CatchUp(default);

        // the feed may have told of them in one word or in two
        wall.WaitForElement(".wall-alarm");
        await Soon.Until(() => feed.Snapshot(CallerView.Unrestricted).Incidents.Count == 2);
        List<string> shown = [wall.Find(".wall-alarm-title").TextContent];
        await Until(() => wall.FindAll(".wall-alarm-title").Any(t => t.TextContent != shown[0]));
        shown.Add(wall.Find(".wall-alarm-title").TextContent);
        shown.Should().BeEquivalentTo("Extraordinary", "Major");
        await Until(() => wall.FindAll(".wall-alarm").Count == 0);
        JSInterop.Invocations["hub.alarm"].Should().HaveCount(2);
    }

    [Fact]
    public async Task A_display_whose_key_is_revoked_goes_dark()
    {
        await bench.OpenIncident("Considerable");
        await feed.CatchUp(default);
        var wall = Show<WallPage>();
        wall.WaitForElement(".wall-focus");

        Viewer.SetNotAuthorized();

        wall.WaitForElement(".wall-off").TextContent.Should().Contain("revoked");
        wall.Markup.Should().NotContain("Considerable");
        feed.Subscribers.Should().Be(0);
    }

    [Fact]
    public void Who_may_neither_read_nor_show_sees_nothing()
    {
        Come(Right.Report);

        Show<WallPage>().WaitForElement(".empty-title").TextContent.Should().Be("You may not see this page");
        feed.Subscribers.Should().Be(0);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        bench.Dispose();
        await store.DisposeAsync();
    }

    /// <summary>The clock stands still: each step lets one pause of the wall end.</summary>
    private Task Until(Func<bool> seen) => Soon.Until(() =>
    {
        Clock.Advance(TimeSpan.FromMilliseconds(100));
        return seen();
    });

    private void Come(Right rights, bool isMasked = false, bool hasSound = false)
    {
        Viewer.SetAuthorized("War room");
        Viewer.SetClaims(
            new Claim(HubClaims.Kind, HubClaims.Wall),
            new Claim(ClaimTypes.NameIdentifier, Guid.NewGuid().ToString()),
            new Claim(HubClaims.Masked, isMasked ? "true" : "false"),
            new Claim(HubClaims.Sound, hasSound ? "true" : "false"),
            new Claim(HubClaims.Rights, ((int)rights).ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
