using AngleSharp.Dom;
using Bunit;
using Hub.Domain.People;
using Hub.Domain.Plans.Readiness;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Components.Readiness;
using Hub.Web.Dispatch.Texts;
using Hub.Web.Features.Readiness;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Features.Readiness;

public sealed class ReadinessPageTests : StorePageContext
{
    [Fact]
    public async Task Where_all_is_well_the_page_says_so_and_until_when()
    {
        await SignInAs("Samantha", Role.OnCall);

        var page = Show<ReadinessPage>();

        page.WaitForElement(".empty").TextContent.Should().Contain("Somebody answers at every hour").And.Contain("2026-07-31");
        page.FindAll(".ready-cell button").Should().BeEmpty();
        page.FindAll(".ready-cell").Count.Should().Be(4 * 31, "thirty days from the middle of one reach into a thirty-first");
        page.FindAll(".ready-findings").Should().BeEmpty();
    }

    [Fact]
    public async Task A_cell_shows_its_findings_with_people_and_what_would_mend_it()
    {
        await Away("technical-director", "deputy-technical-director");
        await SignInAs("Samantha", Role.OnCall);

        var page = Show<ReadinessPage>();

        var cells = page.WaitForElements(".ready-cell button");
        cells[0].GetAttribute("aria-label").Should().StartWith("2026-07-01, grade Ⅰ:");
        page.FindAll(".ready-findings .finding").Count.Should().BeGreaterThan(1);
        cells.Single(c => c.GetAttribute("aria-label")!.StartsWith("2026-07-02, grade Ⅳ", StringComparison.Ordinal)).Click();

        Services.GetRequiredService<NavigationManager>().Uri.Should().EndWith("?day=2026-07-02&grade=IV");
        var chosen = Show<ReadinessPage>();
        var absent = chosen.WaitForElement(".finding[data-kind='AllAbsent']");
        absent.TextContent.Should().Contain("Technical director").And.Contain("Deputy Technical Director").And.Contain("until 2026-07-03 14:00").And.Contain("Name a deputy");
        absent.QuerySelector(".finding-mend a").Should().NotBeNull();
        chosen.FindAll("h2").Select(h => h.TextContent).Should().Contain("Grade Ⅳ on 2026-07-02");
    }

    [Theory]
    [InlineData("rota:on-call", "/rotas/on-call")]
    [InlineData("office:legal", "/directory?tab=offices&q=legal")]
    [InlineData("ladder:main", "/plan")]
    public void A_finding_leads_to_where_it_is_mended(string about, string page)
    {
        var parts = about.Split(':');
        var finding = new Finding
        {
            Kind = FindingKind.NobodyOnCall,
            Severity = FindingSeverity.Weakness,
            Mend = Mend.FillShift,
            Subject = new FindingSubject(Enum.Parse<SubjectKind>(parts[0], ignoreCase: true), parts[1], LocalText.Same(parts[1])),
            Grades = [],
            Spans = [],
        };

        FindingWords.LinkOf(finding).Should().Be(page);
    }

    [Fact]
    public async Task An_empty_rota_leads_to_its_calendar()
    {
        await using (var db = Store.CreateDbContext())
        {
            var id = (await db.Persons.SingleAsync(p => p.Name == "Samantha Smith")).Id;
            db.Unavailabilities.Add(Unavailability.Of(id, Clock.GetUtcNow().AddDays(1), Clock.GetUtcNow().AddDays(2)));
            await db.SaveChangesAsync();
        }

        await SignInAs("Samantha", Role.OnCall);
        var page = Show<ReadinessPage>();
        page.WaitForElement(".finding[data-kind='NobodyOnCall'] .finding-mend a").GetAttribute("href").Should().Be("/rotas/on-call");
    }

    [Fact]
    public async Task It_is_said_in_Chinese_too()
    {
        await Away("technical-director", "deputy-technical-director");
        await SignInAs("Samantha", Role.OnCall);
        Speak("zh-Hans");

        Show<ReadinessPage>().WaitForElement(".finding[data-kind='AllAbsent']").TextContent.Should().Contain("岗位“技术部主任”的负责人和副职同时不在岗").And.Contain("至 2026-07-03 14:00");
    }

    [Fact]
    public async Task The_desk_says_nothing_while_all_is_well_and_names_what_is_wrong_otherwise()
    {
        await SignInAs("Samantha", Role.OnCall);
        Show<ReadinessPart>(p => p.Add(r => r.Pulse, 1)).FindAll(".ready-part").Should().BeEmpty();
        await Away("technical-director", "deputy-technical-director");
        Clock.Advance(TimeSpan.FromMinutes(1));

        var part = Show<ReadinessPart>(p => p.Add(r => r.Pulse, 1));

        part.WaitForElements(".ready-brief").Should().HaveCountLessThanOrEqualTo(4);
        part.Find("a").GetAttribute("href").Should().Be("/readiness");
    }

    [Fact]
    public void Days_are_those_of_the_viewer_also_when_summer_time_leaves_midnight_out()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/Havana");
        var from = new DateTimeOffset(2026, 3, 6, 17, 0, 0, TimeSpan.Zero);
        var result = Domain.Plans.Readiness.ReadinessCheck.Of(new ReadinessBed().Input, from, from.AddDays(4));

        var days = ReadinessDay.Of(result, zone);

        days.Select(d => d.Date.Day).Should().Equal(6, 7, 8, 9, 10);
        days.Zip(days.Skip(1)).Should().AllSatisfy(pair => pair.First.Span.Until.Should().Be(pair.Second.Span.From));
        days.Single(d => d.Date.Day == 8).Span.Length.Should().Be(TimeSpan.FromHours(23));
    }

    [Fact]
    public async Task The_picture_shows_rungs_at_their_minutes_with_names_addresses_and_a_table_behind()
    {
        Services.AddSingleton<NoticeRenderer>();
        await SignInAs("Samantha", Role.OnCall);

        var page = Show<RehearsalPage>();

        var rungs = page.WaitForElements("[data-audience='technical-director'] .rung");
        rungs.Select(r => r.GetAttribute("data-minute")).Should().Equal("0", "10", "20");
        rungs[0].TextContent.Should().Contain("Technical Director").And.Contain("technical-director@contoso.example");
        rungs[2].QuerySelectorAll(".rung-repeat").Should().NotBeEmpty();
        page.FindAll("[data-audience='technical-director'] table tbody tr").Select(r => r.Children[1].TextContent).Should().Equal("+0 min", "+10 min", "+20 min");
        page.FindAll("[data-duty]").Select(d => d.GetAttribute("data-duty")).Should().Contain("provincial-cyberspace-office");
        page.FindAll(".rehearsal-text[data-channel='Sms'] small").Should().OnlyContain(s => s.TextContent.Contains("segments: 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_nobody_can_be_reached_the_rung_is_hatched_and_says_why()
    {
        Services.AddSingleton<NoticeRenderer>();
        await Away("technical-director");
        await SignInAs("Samantha", Role.OnCall);

        var page = Show<RehearsalPage>();

        var empty = page.WaitForElement("[data-audience='technical-director'] .rung.is-empty");
        empty.GetAttribute("data-step").Should().Be("2");
        empty.QuerySelector(".rung-wait")!.GetAttribute("fill").Should().StartWith("url(#hatch-");
        empty.QuerySelector(".rung-why")!.TextContent.Should().Contain("nobody is there");
    }

    [Fact]
    public async Task What_is_asked_stands_in_the_address()
    {
        Services.AddSingleton<NoticeRenderer>();
        await SignInAs("Samantha", Role.OnCall);
        var page = Show<RehearsalPage>();
        page.WaitForElement("#rehearsal-grade").Change("IV");

        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.Uri.Should().Contain("grade=IV").And.Contain("category=manmade").And.NotContain("at=");
        navigation.NavigateTo("/plan/who?grade=III&category=natural&at=2026-07-04T00:00Z&language=zh-Hans");
        var again = Show<RehearsalPage>();
        again.WaitForElement(".rehearsal-note").TextContent.Should().Contain("2026-07-04 00:00");
        again.FindAll(".rehearsal-text[data-channel] pre").Select(p => p.GetAttribute("lang")).Distinct().Should().Equal("zh-Hans");
    }

    private async Task Away(params string[] keys)
    {
        await using var db = Store.CreateDbContext();
        foreach (var id in keys.Select(Hub.Web.Features.Directory.Sample.SampleOrganisation.PersonId))
        {
            (await db.Persons.SingleAsync(p => p.Id == id)).AwayUntil(Now.AddDays(2).AddHours(8));
        }

        await db.SaveChangesAsync();
    }
}
