using Bunit;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Features.Incidents;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Features.Incidents;

public sealed class IncidentPageTests : StorePageContext
{
    [Fact]
    public async Task Whoever_may_command_finds_the_commands()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        await SignInAs("Taylor Maxwell", Role.Commander);
        var page = ShowPage<IncidentPage>(p => p.Add(i => i.Number, number)).Page;
        await page.WaitForStateAsync(() => page.FindAll(".inc-commands [data-do]").Count == 5);
        page.FindAll(".composer textarea").Should().HaveCount(1);
    }

    [Fact]
    public async Task Whoever_may_only_read_finds_no_command()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        await SignInAs("Network Engineer", Role.Reporter);
        var page = ShowPage<IncidentPage>(p => p.Add(i => i.Number, number)).Page;
        await page.WaitForStateAsync(() => page.FindAll(".entry").Count > 3);
        page.FindAll(".inc-commands, .composer, [data-do]").Should().BeEmpty();
    }

    [Fact]
    public async Task An_update_appears_on_the_timeline_and_empties_the_box()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        await SignInAs("Taylor Maxwell", Role.Commander);
        var page = ShowPage<IncidentPage>(p => p.Add(i => i.Number, number)).Page;
        await page.WaitForStateAsync(() => page.FindAll(".composer textarea").Count == 1);

        await page.Find(".composer textarea").ChangeAsync(new ChangeEventArgs { Value = "Port 80 is closed" });
        await page.Find(".composer .button-main").ClickAsync();

        await page.WaitForStateAsync(() => page.FindAll(".entry[data-kind='UpdatePosted']").Count == 1);
        page.Find(".entry[data-kind='UpdatePosted']").TextContent.Should().Contain("Port 80 is closed").And.Contain("Taylor Maxwell");
        JSInterop.Invocations.Should().Contain(i => i.Identifier == "hub.clearDraft" && (string)i.Arguments[0]! == $"update-{number}");
    }

    [Fact]
    public async Task An_empty_update_is_refused_at_its_box()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        await SignInAs("Taylor Maxwell", Role.Commander);
        var page = ShowPage<IncidentPage>(p => p.Add(i => i.Number, number)).Page;
        await page.WaitForStateAsync(() => page.FindAll(".composer .button-main").Count == 1);
        await page.Find(".composer .button-main").ClickAsync();
        await page.WaitForStateAsync(() => page.FindAll("#update-fault").Count == 1);
        page.Find(".composer textarea").GetAttribute("aria-invalid").Should().Be("true");
    }

    [Fact]
    public async Task What_another_does_appears_by_itself()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        await SignInAs("Network Engineer", Role.Reporter);
        var page = ShowPage<IncidentPage>(p => p.Add(i => i.Number, number)).Page;
        await page.WaitForStateAsync(() => page.FindAll(".entry").Count > 3);

        await Do<CommandIncident, string>(c => c.ChangeGrade(Caller.Program, number, Grade.I, "it spreads"));

        await page.WaitForStateAsync(() => page.FindAll(".entry[data-kind='GradeRaised']").Count == 1);
        page.Find(".inc-head .grade").ClassName.Should().Contain("grade-1");
    }

    [Fact]
    public async Task The_filter_stands_in_the_address_and_shows_only_what_was_asked_for()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        await Do<CommandIncident, string>(c => c.Post(Caller.Program, number, "Port 80 is closed"));
        await SignInAs("Network Engineer", Role.Reporter);
        var page = ShowPage<IncidentPage>(p => p.Add(i => i.Number, number)).Page;
        await page.WaitForStateAsync(() => page.FindAll(".entry").Count > 3);

        var link = page.FindAll(".timeline .tabs a")[4].GetAttribute("href")!;
        link.Should().Be($"/incidents/{number}?show=updates");
        Services.GetRequiredService<NavigationManager>().NavigateTo(link);

        await page.WaitForStateAsync(() => page.FindAll(".entry").Count == 1);
        page.FindAll(".entry").Select(e => e.GetAttribute("data-kind")).Should().Equal("UpdatePosted");
        page.Find(".timeline .tabs a[aria-current='true']").GetAttribute("href").Should().Be(link);
    }

    [Fact]
    public async Task Closing_asks_for_a_reason()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        await SignInAs("Taylor Maxwell", Role.Commander);
        var (page, dialogs) = ShowPage<IncidentPage>(p => p.Add(i => i.Number, number));
        await page.WaitForStateAsync(() => page.FindAll("[data-do='close']").Count == 1);
        page.Find("[data-do='close']").Click();
        await dialogs.WaitForStateAsync(() => dialogs.FindAll("#reason-decide").Count == 1);

        dialogs.Find("#reason-decide").Click();
        await dialogs.WaitForStateAsync(() => dialogs.Markup.Contains("This must be filled in."));
        await dialogs.Find(".mud-dialog textarea").ChangeAsync(new ChangeEventArgs { Value = "summary is written" });
        dialogs.Find("#reason-decide").Click();

        await page.WaitForStateAsync(() => page.FindAll(".inc-commands").Count == 0);
        await using var db = Store.CreateDbContext();
        (await db.Incidents.SingleAsync()).State.Should().Be(IncidentState.Closed);
    }

    [Fact]
    public async Task A_restricted_incident_is_not_there_for_others()
    {
        (await Services.GetRequiredService<OpenIncident>().ReportAndConfirm(Caller.Program, new ReportContent { Title = "Insider" }, Grade.IV, "seen", isRestricted: true)).Refusal.Should().BeNull();
        await SignInAs("Finance Director", Role.Reporter);
        var page = ShowPage<IncidentPage>(p => p.Add(i => i.Number, "INC-2026-0001")).Page;
        await page.WaitForStateAsync(() => page.Markup.Contains("No incident INC-2026-0001"));
        page.Markup.Should().NotContain("Insider");
        Feed.Subscribers.Should().Be(0);
    }

    [Fact]
    public async Task A_page_that_is_gone_leaves_no_subscriber()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        await SignInAs("Taylor Maxwell", Role.Commander);
        var page = ShowPage<IncidentPage>(p => p.Add(i => i.Number, number)).Page;
        await page.WaitForStateAsync(() => Feed.Subscribers == 1);
        await DisposeComponentsAsync();
        Feed.Subscribers.Should().Be(0);
    }

    [Theory]
    [InlineData("?grade=II", "Switch reboots")]
    [InlineData("?q=WEB2", "Worm on WEB2")]
    [InlineData("?q=rack%207", "Switch reboots")]
    [InlineData("?state=closed", "Phishing")]
    [InlineData("?q=100%25", "")]
    public async Task The_list_shows_what_its_address_asks_for(string address, string expected)
    {
        await Open("Worm on WEB2", Grade.III);
        await Open("Switch reboots", Grade.II, "Rack 7");
        var closed = await Open("Phishing", Grade.IV);
        await Do<CommandIncident, string>(c => c.Close(Caller.Program, closed, "all mails removed"));
        await SignInAs("Network Engineer", Role.Reporter);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/incidents" + address);
        var page = ShowPage<IncidentsPage>().Page;
        await page.WaitForStateAsync(() => page.FindAll(".inc-name, .empty").Count > 0);
        string.Join(",", page.FindAll(".inc-name").Select(n => n.TextContent)).Should().Be(expected);
    }

    [Fact]
    public async Task A_report_needs_a_title_and_says_its_number()
    {
        await SignInAs("Network Engineer", Role.Reporter);
        var page = ShowPage<ReportPage>().Page;
        await page.Find(".send .button").ClickAsync();
        await page.WaitForStateAsync(() => page.FindAll(".fault").Count == 1);
        page.Find("[data-draft='report-title'] input").GetAttribute("aria-invalid").Should().Be("true");

        await page.Find("[data-draft='report-title'] input").ChangeAsync(new ChangeEventArgs { Value = "Files are encrypted" });
        await page.Find(".send .button").ClickAsync();

        await page.WaitForStateAsync(() => page.FindAll(".sent-number").Count == 1);
        page.Find(".sent-number").TextContent.Should().Be("R-2026-0001");
    }
}
