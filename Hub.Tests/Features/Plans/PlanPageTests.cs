using System.Security.Claims;
using AngleSharp.Dom;
using Bunit;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Features.Directory.Sample;
using Hub.Web.Features.Plans;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TestContext = Xunit.TestContext;

namespace Hub.Tests.Features.Plans;

public sealed class PlanPageTests : PageContext
{
    [Fact]
    public async Task The_plan_shows_who_is_told_for_each_grade_and_who_that_is_now()
    {
        await using var store = await Ready(Right.Read);

        var page = Show<PlanPage>();

        page.WaitForElement("h1").TextContent.Should().Be("Emergency plan for network and information security incidents");
        page.FindAll(".panel h2").Select(h => h.TextContent).Should().ContainInOrder("Grade Ⅰ, extraordinary", "Grade Ⅱ, major", "Grade Ⅲ, considerable", "Grade Ⅳ, general");
        Steps(page, "Grade Ⅱ, major", "Technical director").Should().Equal(
            ("At once", "Technical director", "Technical Director · 技术部主任"),
            ("After 10 min", "Deputy, Technical director", "Deputy Technical Director · 技术部副主任"),
            ("After 20 min", "Head of the leadership group", "Chairman · 董事长"));
    }

    [Fact]
    public async Task An_absent_holder_is_shown_as_the_deputy_who_would_be_told()
    {
        await using var store = await Ready(Right.Read);
        await using (var db = store.CreateDbContext())
        {
            var id = SampleOrganisation.PersonId("technical-director");
            (await db.Persons.SingleAsync(p => p.Id == id, TestContext.Current.CancellationToken)).AwayUntil(Now.AddDays(1));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var page = Show<PlanPage>();

        page.WaitForElement("h1");
        Steps(page, "Grade Ⅱ, major", "Technical director").Take(2).Select(s => s.People).Should().Equal("Deputy Technical Director · 技术部副主任", "nobody at present");
    }

    [Fact]
    public async Task It_reads_in_Chinese_and_shows_the_prepared_text_in_the_bodys_language()
    {
        Speak("zh-Hans");
        await using var store = await Ready(Right.Read);

        var page = Show<PlanPage>();

        page.WaitForElement("h1").TextContent.Should().Be("信息网络安全突发事件应急预案");
        page.FindAll(".plan-rule small").Select(s => s.TextContent).Should().Contain("5分钟内确认");
        page.FindAll(".prepared").Should().HaveCount(4).And.OnlyContain(p => p.GetAttribute("lang") == "zh-Hans" && p.TextContent.Contains("{number}"));
    }

    [Fact]
    public async Task Without_people_the_plan_says_that_nobody_is_there()
    {
        await using var store = await Ready(Right.Read, withSample: false);

        var page = Show<PlanPage>();

        page.WaitForElement("h1");
        page.FindAll(".target small").Should().OnlyContain(s => s.TextContent == "nobody at present");
    }

    [Fact]
    public async Task Who_may_not_read_does_not_see_the_plan()
    {
        await using var store = await Ready(Right.Display);

        Show<PlanPage>().WaitForElement(".empty-title").TextContent.Should().Be("You may not see this page");
    }

    private async Task<TestStore> Ready(Right rights, bool withSample = true)
    {
        var store = await FilledStore.Sqlite(Clock, withSample);
        Services.AddSingleton<IDbContextFactory<HubDbContext>>(store);
        Services.AddSingleton<PlanInForce>();
        Services.AddScoped<ShowPlan>();
        Services.AddScoped<OrganisationQuery>();
        Services.AddScoped<CurrentCaller>();
        Viewer.SetAuthorized("Samantha Smith");
        Viewer.SetClaims(
            new Claim(HubClaims.Kind, HubClaims.Account),
            new Claim(ClaimTypes.NameIdentifier, Guid.NewGuid().ToString()),
            new Claim(HubClaims.Rights, ((int)rights).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return store;
    }

    private static List<(string When, string Who, string People)> Steps(IRenderedComponent<PlanPage> page, string panel, string audience)
    {
        var rule = page.FindAll(".panel").Single(p => p.QuerySelector("h2")!.TextContent == panel)
            .QuerySelectorAll(".plan-rule").Single(r => r.QuerySelector("b")!.TextContent == audience);
        return [.. rule.QuerySelectorAll(".ladder > li:not(.ladder-repeat)").Select(li => (
            li.QuerySelector(":scope > small")!.TextContent,
            li.QuerySelector(".target > span")!.TextContent,
            li.QuerySelector(".target > small")!.TextContent))];
    }
}
