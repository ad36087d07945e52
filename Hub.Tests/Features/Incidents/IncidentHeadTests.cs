using Bunit;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Features.Incidents;
using Hub.Web.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Features.Incidents;

/// <summary>The head that stays, who looks on, corrections, systems.</summary>
public sealed class IncidentHeadTests : StorePageContext
{
    [Fact]
    public async Task The_head_says_what_everybody_asks_first()
    {
        var number = await Open("Worm on WEB2", Grade.II);
        await Do<CommandIncident, string>(c => c.Post(Caller.Program, number, "Two hosts", verified: true));
        await SignInAs("Network Engineer", Role.Reporter);
        var page = ShowPage<IncidentPage>(p => p.Add(i => i.Number, number)).Page;
        await page.WaitForStateAsync(() => page.FindAll(".inc-head").Count == 1);
        var head = page.Find(".inc-head");
        head.QuerySelector(".grade b")!.TextContent.Should().Be("Ⅱ");
        head.QuerySelector(".grade span")!.TextContent.Should().Be("Major");
        head.QuerySelectorAll(".stage, .state, .elapsed, .inc-next-due .countdown").Should().HaveCount(4);
        head.TextContent.Should().Contain("Two hosts");
        head.QuerySelectorAll("[data-command]").Should().BeEmpty("whoever may not command is offered nothing");
    }

    [Fact]
    public async Task Whoever_has_the_incident_open_is_named_and_gone_when_they_leave()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        await SignInAs("Taylor Maxwell", Role.Commander);
        var page = ShowPage<IncidentPage>(p => p.Add(i => i.Number, number)).Page;
        await page.WaitForStateAsync(() => page.FindAll(".here-now[data-here='1']").Count == 1);
        page.Find(".here-now").TextContent.Should().Contain("you");
        var id = page.FindComponent<HereNow>().Instance.IncidentId;
        var presence = Services.GetRequiredService<Presence>();
        var other = presence.Enter(new Watching(id, Guid.NewGuid(), "Samantha Smith"), () => { });
        await page.WaitForStateAsync(() => page.Find(".here-now").TextContent.Contains("Samantha Smith", StringComparison.Ordinal));
        other.Dispose();
        await page.WaitForStateAsync(() => page.FindAll(".here-now[data-here='1']").Count == 1);
        await DisposeComponentsAsync();
        presence.Of(id).Should().BeEmpty();
    }

    [Fact]
    public async Task A_restricted_incident_that_one_may_not_see_has_no_visitor()
    {
        (await Services.GetRequiredService<OpenIncident>().ReportAndConfirm(Caller.Program, new ReportContent { Title = "Insider" }, Grade.IV, "seen", isRestricted: true)).Refusal.Should().BeNull();
        await SignInAs("Finance Director", Role.Reporter);
        var page = ShowPage<IncidentPage>(p => p.Add(i => i.Number, "INC-2026-0001")).Page;
        await page.WaitForStateAsync(() => page.Markup.Contains("No incident INC-2026-0001", StringComparison.Ordinal));
        await using var db = Store.CreateDbContext();
        Services.GetRequiredService<Presence>().Of((await db.Incidents.SingleAsync()).Id).Should().BeEmpty();
    }

    [Fact]
    public async Task Two_who_correct_the_title_both_see_both_texts_and_nothing_is_lost()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        await SignInAs("Taylor Maxwell", Role.Commander);
        var (page, dialogs) = ShowPage<IncidentPage>(p => p.Add(i => i.Number, number));
        await page.WaitForStateAsync(() => page.FindAll("[data-do='correct']").Count == 1);
        page.Find("[data-do='correct']").Click();
        await dialogs.WaitForStateAsync(() => dialogs.FindAll("[data-draft$='-title']").Count == 1);
        await dialogs.Find("input[data-draft$='-title']").ChangeAsync(new ChangeEventArgs { Value = "Worm on WEB2 and WEB3" });

        // somebody else is faster
        await Do<CorrectIncident, string>(c => c.Run(Caller.Program, number, new IncidentText("Worm in the office", "Seen by the scanner", null)));
        await dialogs.Find("#correct-save").ClickAsync();

        await dialogs.WaitForStateAsync(() => dialogs.FindAll("[data-theirs='title']").Count == 1);
        dialogs.Find("[data-theirs='title']").TextContent.Should().Contain("Worm in the office");
        dialogs.Find("[data-theirs='description']").TextContent.Should().Contain("Seen by the scanner");
        dialogs.Find("input[data-draft$='-title']").GetAttribute("value").Should().Be("Worm on WEB2 and WEB3");
        await dialogs.Find("[data-theirs='description'] button").ClickAsync();
        await dialogs.Find("#correct-save").ClickAsync();

        await page.WaitForStateAsync(() => page.Find(".inc-head h1").TextContent == "Worm on WEB2 and WEB3");
        await using var db = Store.CreateDbContext();
        (await db.Incidents.SingleAsync()).Description.Should().Be("Seen by the scanner");
        var corrections = await db.Timeline.Where(e => e.Kind == FactKind.IncidentCorrected).OrderBy(e => e.Number).Select(e => e.Data).ToListAsync();
        corrections.Should().HaveCount(3, "each change of each text stands in the record");
        corrections[^1].Should().Contain("Worm in the office", "with what stood there before");
    }

    [Fact]
    public async Task A_system_is_named_and_moved_on_the_page()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        await SignInAs("Taylor Maxwell", Role.Commander);
        var page = ShowPage<IncidentPage>(p => p.Add(i => i.Number, number)).Page;
        await page.WaitForStateAsync(() => page.FindAll(".system-add input").Count == 1);
        await page.Find(".system-add").SubmitAsync();
        await page.WaitForStateAsync(() => page.FindAll("#system-fault").Count == 1);
        await page.Find(".system-add input").ChangeAsync(new ChangeEventArgs { Value = "Old archive" });
        await page.Find(".system-add").SubmitAsync();
        await page.WaitForStateAsync(() => page.FindAll(".system-line").Count == 1);
        page.Find(".system-line").TextContent.Should().Contain("Old archive").And.Contain("affected").And.Contain("Taylor Maxwell");

        await page.Find(".system-line select").ChangeAsync(new ChangeEventArgs { Value = "Isolated" });
        await page.WaitForStateAsync(() => page.FindAll(".system-line .system-state.is-isolated").Count == 1);
        page.Find(".systems-sum .is-isolated b").TextContent.Should().Be("1");
    }

    [Fact]
    public async Task A_part_that_fails_leaves_the_others_alive()
    {
        Services.AddSingleton(new Hub.Web.Components.PagePart(Hub.Web.Components.Slot.IncidentSide, typeof(Broken), 1));
        var number = await Open("Worm on WEB2", Grade.III);
        await SignInAs("Taylor Maxwell", Role.Commander);
        var page = ShowPage<IncidentPage>(p => p.Add(i => i.Number, number)).Page;
        await page.WaitForStateAsync(() => page.FindAll(".failed").Count == 1 && page.FindAll(".entry").Count > 3 && page.FindAll(".system-add").Count == 1);
    }

    public sealed class Broken : LivePart
    {
        protected override Task Read() => throw new InvalidOperationException("on purpose");
    }
}
