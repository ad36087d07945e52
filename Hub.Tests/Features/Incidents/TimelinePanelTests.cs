using System.Diagnostics;
using AngleSharp.Dom;
using Bunit;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Components;
using Hub.Web.Features.Incidents;
using Hub.Web.Store;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Features.Incidents;

/// <summary>The record on the page: what may be relied on, long records, links to one entry.</summary>
public sealed class TimelinePanelTests : StorePageContext
{
    [Fact]
    public async Task An_update_stands_as_unverified_until_somebody_answers_for_it()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        await Do<CommandIncident, string>(c => c.Post(Caller.Program, number, "Two hosts"));
        await SignInAs("Taylor Maxwell", Role.Commander);
        var page = ShowPage<IncidentPage>(p => p.Add(i => i.Number, number)).Page;
        await page.WaitForStateAsync(() => page.FindAll("[data-standing='Unverified'] [data-do='verify']").Count == 1);
        page.Find(".inc-said").TextContent.Should().Contain("unverified");

        await page.Find("[data-do='verify']").ClickAsync();
        await Feed.CatchUp(CancellationToken.None);

        await page.WaitForStateAsync(() => page.FindAll("[data-kind='UpdatePosted'][data-standing='Verified']").Count == 1 && page.Find(".inc-said").TextContent.Contains(" verified", StringComparison.Ordinal) is false);
        page.Find("[data-kind='UpdatePosted']").TextContent.Should().Contain("verified by Taylor Maxwell");
        page.FindAll("[data-kind='StatementVerified']").Should().HaveCount(1);
    }

    [Fact]
    public async Task What_was_found_untrue_says_so_and_why()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        await Do<CommandIncident, string>(c => c.Post(Caller.Program, number, "All backups are gone"));
        await SignInAs("Taylor Maxwell", Role.Commander);
        var (page, dialogs) = ShowPage<IncidentPage>(p => p.Add(i => i.Number, number));
        await page.WaitForStateAsync(() => page.FindAll("[data-do='retract']").Count == 1);
        page.Find("[data-do='retract']").Click();
        await dialogs.WaitForStateAsync(() => dialogs.FindAll("#reason-decide").Count == 1);
        await dialogs.Find(".mud-dialog textarea").ChangeAsync(new ChangeEventArgs { Value = "They are whole" });
        dialogs.Find("#reason-decide").Click();
        await page.WaitForStateAsync(() => page.FindAll("[data-standing='Untrue']").Count == 1);
        page.Find("[data-standing='Untrue']").TextContent.Should().Contain("All backups are gone").And.Contain("They are whole").And.Contain("Taylor Maxwell");
        await Feed.CatchUp(Xunit.TestContext.Current.CancellationToken);
        await page.WaitForStateAsync(() => page.FindAll(".inc-said").Count == 0);
    }

    [Fact]
    public async Task Whoever_may_not_command_judges_nothing()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        await Do<CommandIncident, string>(c => c.Post(Caller.Program, number, "Two hosts"));
        await SignInAs("Network Engineer", Role.Reporter);
        var page = ShowPage<IncidentPage>(p => p.Add(i => i.Number, number)).Page;
        await page.WaitForStateAsync(() => page.FindAll("[data-standing='Unverified']").Count == 1);
        page.FindAll("[data-do='verify'], [data-do='retract']").Should().BeEmpty();
    }

    [Fact]
    public async Task The_filter_of_verified_events_follows_a_verdict()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        await Do<CommandIncident, string>(c => c.Post(Caller.Program, number, "A rumour"));
        var entry = await EntryOf(number, FactKind.UpdatePosted);
        await Do<CommandIncident, string>(c => c.ChangeStage(Caller.Program, number, Stage.Containment));
        await SignInAs("Network Engineer", Role.Reporter);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/incidents/{number}?show=verified");
        var page = ShowPage<IncidentPage>(p => p.Add(i => i.Number, number)).Page;
        await page.WaitForStateAsync(() => Kinds(page).Any());
        Kinds(page).Should().NotContain("UpdatePosted").And.NotContain("Notified").And.Contain("StageChanged");

        await Do<JudgeStatement, string>(j => j.Verify(Caller.Program, number, entry));

        await page.WaitForStateAsync(() => Kinds(page).Contains("UpdatePosted"));
        Kinds(page).First().Should().Be("StageChanged", "it stands where it was said");
    }

    [Fact]
    public async Task A_link_leads_to_its_entry_in_a_record_of_fifty_thousand()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        await Fill(number, 50_000);
        await SignInAs("Network Engineer", Role.Reporter);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/incidents/{number}?entry=20000");
        var page = ShowPage<IncidentPage>(p => p.Add(i => i.Number, number)).Page;
        await page.WaitForStateAsync(() => page.FindAll(".entry.is-target").Count == 1);
        page.Find(".entry.is-target").Id.Should().Be("entry-20000");
        page.FindAll(".entry").Count.Should().BeInRange(100, TimelinePanel.Window);
        JSInterop.Invocations.Should().Contain(i => i.Identifier == "hub.show" && (string)i.Arguments[0]! == "entry-20000");

        // whoever reads an old entry is told that there is more, and nothing jumps
        var before = page.FindAll(".entry").Select(e => e.Id).ToList();
        var announced = Announced(page);
        await Do<CommandIncident, string>(c => c.Post(Caller.Program, number, "News"));
        await page.WaitForStateAsync(() => Announced(page) > announced);
        page.FindAll(".entry").Select(e => e.Id).Should().Equal(before);
        await page.Find("[data-do='newest']").ClickAsync();
        await page.WaitForStateAsync(() => page.FindAll("[data-kind='UpdatePosted']").Count > 0 && page.FindAll("[data-do='newest']").Count == 0);
    }

    [Fact]
    public async Task Going_down_a_long_record_keeps_the_page_small()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        await Fill(number, 3_000);
        await SignInAs("Network Engineer", Role.Reporter);
        var page = ShowPage<IncidentPage>(p => p.Add(i => i.Number, number)).Page;
        await page.WaitForStateAsync(() => page.FindAll(".earlier").Count == 1);
        for (var i = 0; i < 8; i++)
        {
            var last = Last(page);
            await page.Find(".earlier").ClickAsync();
            await page.WaitForStateAsync(() => Last(page) < last);
            page.FindAll(".entry").Count.Should().BeLessThanOrEqualTo(TimelinePanel.Window);
        }

        var numbers = page.FindAll(".entry").Select(Number).ToList();
        numbers.Should().BeInDescendingOrder().And.OnlyHaveUniqueItems();
        (numbers[0] - numbers[^1]).Should().Be(numbers.Count - 1, "no entry is left out");
    }

    [Fact]
    public async Task A_hundred_changes_cost_few_renders_and_an_unchanged_row_none()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        await SignInAs("Network Engineer", Role.Reporter);
        var page = ShowPage<IncidentPage>(p => p.Add(i => i.Number, number)).Page;
        await page.WaitForStateAsync(() => page.FindAll(".entry").Count > 3);
        var row = page.FindComponents<TimelineRow>()[^1];
        var (pageBefore, rowBefore, began) = (page.RenderCount, row.RenderCount, Stopwatch.GetTimestamp());
        for (var i = 0; i < 100; i++)
        {
            (await Services.GetRequiredService<CommandIncident>().Post(Caller.Program, number, $"Update {i}")).Refusal.Should().BeNull();
        }

        await Feed.CatchUp(CancellationToken.None);
        await page.WaitForStateAsync(() => page.Markup.Contains("Update 99", StringComparison.Ordinal));
        (page.RenderCount - pageBefore).Should().BeLessThan(Soon.Renders(began), "a burst is drawn together");
        row.RenderCount.Should().Be(rowBefore);

        // nor is what came last drawn a second time
        var fresh = page.FindComponents<TimelineRow>()[0];
        var freshBefore = fresh.RenderCount;
        await Do<CommandIncident, string>(c => c.Post(Caller.Program, number, "One more"));
        await page.WaitForStateAsync(() => page.Markup.Contains("One more", StringComparison.Ordinal));
        fresh.RenderCount.Should().Be(freshBefore);
    }

    [Fact]
    public async Task A_record_of_a_restricted_incident_is_empty_for_others()
    {
        (await Services.GetRequiredService<OpenIncident>().ReportAndConfirm(Caller.Program, new ReportContent { Title = "Insider" }, Grade.IV, "seen", isRestricted: true)).Refusal.Should().BeNull();
        await SignInAs("Finance Director", Role.Reporter);
        await using var db = Store.CreateDbContext();
        var id = (await db.Incidents.SingleAsync()).Id;
        var query = Services.GetRequiredService<TimelineQuery>();
        (await query.After(id, TimelineFilter.All, 0)).Entries.Should().BeEmpty();
        (await query.Before(id, TimelineFilter.Verified, 99)).Entries.Should().BeEmpty();
        (await query.Next(id, TimelineFilter.All, 0)).Entries.Should().BeEmpty();
        (await query.Last(id, 10)).Should().BeEmpty();
        (await query.Stand(id, 0, 99)).Newest.Should().Be(0);
        (await Services.GetRequiredService<SystemsQuery>().Of(id)).Incident.Should().BeEmpty();
    }

    private static IEnumerable<string?> Kinds(IRenderedComponent<IncidentPage> page) => page.FindAll(".entry").Select(e => e.GetAttribute("data-kind"));

    private static int Announced(IRenderedComponent<IncidentPage> page) =>
        int.Parse(new string([.. page.Find("[data-do='newest']").TextContent.Where(char.IsAsciiDigit)]), System.Globalization.CultureInfo.InvariantCulture);

    private static long Last(IRenderedComponent<IncidentPage> page) => Number(page.FindAll(".entry")[^1]);

    private static long Number(IElement entry) => long.Parse(entry.Id!["entry-".Length..], System.Globalization.CultureInfo.InvariantCulture);

    private async Task<long> EntryOf(string number, FactKind kind)
    {
        await using var db = Store.CreateDbContext();
        return await db.Timeline.Where(e => e.Chain == number && e.Kind == kind).MaxAsync(e => e.Number);
    }

    /// <summary>A long record: entries that continue the chain.</summary>
    private async Task Fill(string number, int count)
    {
        await using var db = Store.CreateDbContext();
        var last = await db.Timeline.Where(e => e.Chain == number).OrderByDescending(e => e.Number).FirstAsync();
        var previous = (last.Number, (byte[]?)last.Hash);
        var rows = new List<object>();
        for (var i = 0; i < count; i++)
        {
            var entry = TimelineEntry.Following(number, previous, new Fact(FactKind.Delivered, ("name", $"Engineer {i}")), Caller.Program, Now);
            rows.Add(entry);
            previous = (entry.Number, entry.Hash);
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        foreach (var chunk in rows.Chunk(5_000))
        {
            db.AddRange(chunk);
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }

        await transaction.CommitAsync();
    }
}
