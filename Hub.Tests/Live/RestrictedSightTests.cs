using System.Security.Claims;
using Bunit;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Response;
using Hub.Tests.Harness;
using Hub.Web.Features.Desk;
using Hub.Web.Features.Incidents;
using Hub.Web.Features.Notices;
using Hub.Web.Features.Response;
using Hub.Web.Features.Wall;
using Hub.Web.Live;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Live;

/// <summary>
/// A restricted incident that is in every sort of trouble (nobody answers, nothing could be delivered, duties are owed)
/// is on no page, in no count and in no banner of somebody who may not see it, and on no wall at all.
/// </summary>
public sealed class RestrictedSightTests : StorePageContext
{
    [Fact]
    public async Task Pages_counts_and_banners_of_others_hold_nothing_of_it()
    {
        await Trouble();
        await SignInAs("Change Manager", Role.OnCall);

        var banner = Show<AttentionBanner>();
        (await Shown<DeskPage>()).Should().NotContainAny("Insider", "INC-2026-0001");
        (await Shown<IncidentsPage>()).Should().NotContainAny("Insider", "INC-2026-0001");
        banner.FindAll(".banner").Should().BeEmpty();
        var seen = Feed.Snapshot(CallerView.Of(await SignInAs("Change Manager", Role.OnCall)));
        seen.Incidents.Should().ContainSingle();
    }

    [Fact]
    public async Task Whoever_reads_restricted_incidents_sees_it_so_that_the_test_above_can_fail()
    {
        await Trouble();
        await SignInAs("Audit Director", Role.Auditor);

        var banner = Show<AttentionBanner>();
        (await Shown<DeskPage>()).Should().Contain("Insider");
        (await Shown<IncidentsPage>()).Should().Contain("Insider");
        banner.FindAll(".banner").Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("Change Manager", Role.OnCall, "1")]
    [InlineData("Audit Director", Role.Auditor, "2")]
    public async Task The_trend_counts_only_what_the_viewer_may_see(string name, Role role, string count)
    {
        await Trouble();
        await SignInAs(name, role);
        var page = ShowPage<TrendPage>().Page;
        await page.WaitForStateAsync(() => page.FindAll(".panel .count").Count > 0);
        page.Find(".panel .count").TextContent.Should().Be(count);
    }

    [Theory]
    [InlineData("Change Manager", Role.Commander, 0)]
    [InlineData("Audit Director", Role.Legal, 1)]
    public async Task A_situation_report_of_it_waits_on_no_desk_of_others_for_approval(string name, Role role, int waiting)
    {
        await Trouble();
        await Do<WriteSituationReport, SituationReport>(w => w.Begin(Caller.Program, "INC-2026-0001", "en"));
        await Do<DecideSituationReport, SituationReport>(d => d.Submit(Caller.Program, "INC-2026-0001", 1));
        await SignInAs(name, role);
        var page = ShowPage<DeskPage>().Page;
        await page.WaitForStateAsync(() => page.Markup.Contains("Everybody", StringComparison.Ordinal) && page.FindAll(".needs > *, .all-done").Count > 0);
        await Soon.Until(() => page.FindAll("[data-sitrep]").Count == waiting);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_wall_holds_it_masked_or_not_nor_does_its_alarm_show(bool isMasked)
    {
        Viewer.SetAuthorized("War room");
        Viewer.SetClaims(
            new Claim(HubClaims.Kind, HubClaims.Wall),
            new Claim(ClaimTypes.NameIdentifier, Guid.NewGuid().ToString()),
            new Claim(HubClaims.Masked, isMasked ? "true" : "false"),
            new Claim(HubClaims.Sound, "true"),
            new Claim(HubClaims.Rights, ((int)(Right.Display | Right.ReadRestricted)).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var wall = Show<WallPage>();
        wall.WaitForElement(".wall-quiet");

        await Trouble();
        await Soon.Until(() =>
        {
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            return wall.FindAll(".wall-focus .number").Any(n => n.TextContent == "INC-2026-0002");
        });

        wall.Markup.Should().NotContainAny("Insider", "INC-2026-0001");
        wall.FindAll(".wall-alarm, .wall-card, .wall-loud").Should().BeEmpty();
        JSInterop.Invocations["hub.alarm"].Should().BeEmpty();
    }

    /// <summary>An incident of grade Ⅰ that its people alone may know of: undelivered, unanswered, overdue.</summary>
    private async Task Trouble()
    {
        var opened = await Services.GetRequiredService<OpenIncident>().ReportAndConfirm(Caller.Program, new ReportContent { Title = "Insider" }, Grade.I, "seen", isRestricted: true);
        opened.Refusal.Should().BeNull();
        await using (var db = Store.CreateDbContext())
        {
            await db.Notices.ExecuteUpdateAsync(set => set.SetProperty(n => n.IsUndelivered, true));
            await db.Climbs.ExecuteUpdateAsync(set => set.SetProperty(c => c.NobodyAnswersSince, Now));
        }

        await Do<CommandIncident, string>(u => u.Post(Caller.Program, "INC-2026-0001", "Insider text"));
        await Open("Everybody's", Grade.IV);
        Feed.Snapshot(new CallerView(null, true)).Incidents.Should().ContainSingle(i => i.Undelivered > 0 && i.NobodyAnswersSince != null && i.OpenDuties > 0);
    }

    /// <summary>The page once it shows what everybody may see, so that it has read what there is.</summary>
    private async Task<string> Shown<T>()
        where T : IComponent
    {
        var page = ShowPage<T>().Page;
        await page.WaitForStateAsync(() => page.Markup.Contains("Everybody", StringComparison.Ordinal));
        return page.Markup;
    }
}
