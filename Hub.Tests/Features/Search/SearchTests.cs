using Bunit;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Components;
using Hub.Web.Features.Incidents;
using Hub.Web.Features.Search;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Features.Search;

public sealed class SearchTests : StorePageContext
{
    [Fact]
    public async Task Incidents_reports_people_offices_and_the_plan_are_found_in_both_languages()
    {
        await Open("财务部服务器感染勒索病毒", Grade.II, "二号机房");
        await Report("勒索邮件");
        var samantha = await SignInAs("Samantha Smith", Role.OnCall);

        (await Find(samantha, "勒索")).Should().Contain([(FoundKind.Incident, "INC-2026-0001"), (FoundKind.Report, "R-2026-0001"), (FoundKind.Report, "R-2026-0002")]);
        (await Find(samantha, "机房")).Should().Contain((FoundKind.Incident, "INC-2026-0001"));
        (await Find(samantha, "0001")).Should().Contain([(FoundKind.Incident, "INC-2026-0001"), (FoundKind.Report, "R-2026-0001")]);
        (await Groups(samantha, "taylor")).Should().ContainSingle(g => g.Kind == FoundKind.Person).Which.Hits.Should().ContainSingle().Which.Title.Should().StartWith("Taylor Maxwell");
        (await Groups(samantha, "legal counsel")).Should().Contain(g => g.Kind == FoundKind.Office);
        (await Groups(samantha, "负载均衡")).Should().ContainSingle(g => g.Kind == FoundKind.Asset).Which.Hits.Should().Contain(h => h.Title == "Load balancer");
        (await Groups(samantha, "数据安全法")).Should().ContainSingle(g => g.Kind == FoundKind.Plan).Which.Hits[0].Address.Should().StartWith("/plan");
        (await Groups(samantha, "personal information protection")).Should().Contain(g => g.Kind == FoundKind.Plan);
    }

    [Fact]
    public async Task A_restricted_incident_is_not_found_by_who_is_not_named_on_it()
    {
        var report = await Report("Insider copies customer data", Grade.IV);
        var robert = await SignInAs("Robert Brown", Role.OnCall);
        await Do<OpenIncident, Opened>(o => o.Confirm(robert, report, Grade.IV, Category.Manmade, "seen", isRestricted: true));
        var reporter = await SignInAs("Network Engineer", Role.OnCall);
        var named = new Caller(CallerKind.Person, Guid.NewGuid(), Guid.NewGuid(), "Chief", (Right)int.MaxValue);
        foreach (var question in new[] { "insider", "0001", "INC-2026", "R-2026-0001" })
        {
            (await Find(reporter, question)).Where(h => h.Item1 is FoundKind.Incident or FoundKind.Report).Should().BeEmpty(question);
            (await Find(named, question)).Where(h => h.Item1 is FoundKind.Incident or FoundKind.Report).Should().NotBeEmpty(question);
        }
    }

    [Fact]
    public async Task Whoever_may_not_judge_finds_own_reports_only()
    {
        var mine = await SignInAs("Network Engineer", Role.Reporter);
        await Do<ReportEvent, Reported>(r => r.Run(mine, new ReportContent { Title = "Strange mail" }));
        await Report("Strange device");
        (await Groups(mine, "strange")).Single(g => g.Kind == FoundKind.Report).Hits.Should().ContainSingle().Which.Title.Should().Be("Strange mail");
    }

    [Fact]
    public async Task The_dialog_shows_groups_says_how_many_and_what_to_do_when_nothing_is_found()
    {
        await Open("Worm on WEB2", Grade.I);
        await SignInAs("Samantha Smith", Role.OnCall);
        var search = Show<SearchPart>();
        search.Find("[role=combobox]").GetAttribute("aria-controls").Should().Be(search.Find("[role=listbox]").Id);
        search.Markup.Should().Contain("Finds incidents, reports, people, offices, assets");

        await search.Find("[role=combobox]").InputAsync(new ChangeEventArgs { Value = "web2" });

        search.Find("[role=option][data-go='/incidents/INC-2026-0001']").TextContent.Should().Contain("Worm on WEB2");
        search.Find("[data-go='/search?q=web2']").Should().NotBeNull();
        search.Find("[role=status]").TextContent.Should().Be("3 found", "the incident, its report and the server of that name");
        search.FindAll("[role=option] a, [role=option] button").Should().BeEmpty("an option holds nothing that takes the focus");

        await search.Find("[role=combobox]").InputAsync(new ChangeEventArgs { Value = "unheard-of" });
        search.FindAll("[role=option]").Should().BeEmpty();
        search.Find("[role=status]").TextContent.Should().Contain("unheard-of");
    }

    [Fact]
    public async Task The_page_shows_what_its_address_asks_for_and_no_markup_of_anybody_else()
    {
        await Open("<b>Worm</b> on WEB2", Grade.I);
        await SignInAs("Samantha Smith", Role.OnCall);
        Speak(Languages.Chinese);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/search?q=worm");
        var (page, _) = ShowPage<SearchPage>();
        await page.WaitForStateAsync(() => page.FindAll("a.hit").Count == 2);
        page.FindAll(".hit-title b").Should().BeEmpty();
        page.Markup.Should().Contain("事件报告");
    }

    private async Task<List<(FoundKind, string?)>> Find(Caller caller, string question) =>
        [.. (await Groups(caller, question)).SelectMany(g => g.Hits).Select(h => (h.Kind, h.Number))];

    private Task<IReadOnlyList<HitGroup>> Groups(Caller caller, string question) => Services.GetRequiredService<SearchQuery>().Run(caller, question, 10);
}
