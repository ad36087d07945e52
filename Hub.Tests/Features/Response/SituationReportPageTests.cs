using Bunit;
using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Response;
using Hub.Tests.Harness;
using Hub.Web.Features.Desk;
using Hub.Web.Features.Incidents;
using Hub.Web.Features.Response;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Features.Response;

/// <summary>The situation report on its page: written, gated, frozen, compared.</summary>
public sealed class SituationReportPageTests : StorePageContext
{
    [Fact]
    public async Task It_is_begun_on_the_incident_page_and_filled_from_the_record()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        await SignInAs("Taylor Maxwell", Role.Commander);
        var page = ShowPage<IncidentPage>(p => p.Add(i => i.Number, number)).Page;
        await page.WaitForStateAsync(() => page.FindAll("[data-do='begin-sitrep']").Count == 1);
        await page.Find("[data-do='begin-sitrep']").ClickAsync();
        Services.GetRequiredService<NavigationManager>().Uri.Should().EndWith($"/incidents/{number}/situation-reports/1");

        var report = Page(number, 1);
        await report.WaitForStateAsync(() => report.FindAll(".sitrep-section textarea").Count == 6);
        report.Find(".sitrep-section textarea").GetAttribute("value").Should().Contain("Worm on WEB2");
        report.Find(".sitrep-section label").TextContent.Should().Be("Situation · 基本情况");
    }

    [Fact]
    public async Task Whoever_wrote_it_finds_no_button_to_approve_and_another_does()
    {
        var (number, taylor) = await Submitted();
        var own = Page(number, 1);
        await own.WaitForStateAsync(() => own.FindAll(".sitrep-gate").Count == 1);
        own.FindAll("[data-do='approve']").Should().BeEmpty();
        own.Find(".sitrep-gate").TextContent.Should().Contain("somebody else must approve it");
        (await Services.GetRequiredService<DecideSituationReport>().Approve(taylor, number, 1)).Refusal!.Code.Should().Be("OwnSituationReport");

        await SignInAs("Finance Director", Role.Leadership);
        var other = Page(number, 1);
        await other.WaitForStateAsync(() => other.FindAll("[data-do='approve']").Count == 1);
        await other.Find("[data-do='approve']").ClickAsync();
        await other.WaitForStateAsync(() => other.FindAll(".sitrep-state.is-approved").Count == 1);
        other.FindAll("textarea, [data-do]").Should().BeEmpty("frozen is frozen");
        other.Find(".sitrep-hash").TextContent.Should().HaveLength(64);
        other.Markup.Should().Contain("agrees with the text");
    }

    [Fact]
    public async Task It_waits_on_the_desk_of_those_who_may_approve_it_and_of_nobody_else()
    {
        var (number, _) = await Submitted();
        await Sees(0, "the writer cannot approve it");
        await SignInAs("Finance Director", Role.Leadership);
        var desk = await Sees(1, "who may approve must see it first");
        desk.Find("[data-sitrep] .button-main").GetAttribute("href").Should().Be($"/incidents/{number}/situation-reports/1");
        await SignInAs("Network Engineer", Role.Reporter);
        await Sees(0, "no right to approve");

        async Task<IRenderedComponent<NeedsPart>> Sees(int many, string because)
        {
            var part = Render<NeedsPart>(p => p.Add(t => t.Pulse, 1));
            await part.WaitForStateAsync(() => part.FindAll(".all-done").Count + part.FindAll(".task").Count > 0);
            part.FindAll("[data-sitrep]").Count.Should().Be(many, because);
            return part;
        }
    }

    [Fact]
    public async Task Whom_the_plan_does_not_name_finds_no_button_and_is_refused()
    {
        await using (var db = Store.CreateDbContext())
        {
            var version = await db.PlanVersions.AsNoTracking().SingleAsync(v => v.State == PlanState.InForce);
            var kept = version.Read() with { Authority = new Dictionary<Grade, GradeAuthority> { [Grade.III] = new() { Approve = [Target.Parse("office:legal-counsel")] } } };
            var json = PlanJson.Write(kept);
            await db.PlanVersions.Where(v => v.Id == version.Id).ExecuteUpdateAsync(set => set.SetProperty(v => v.Json, json));
        }

        var (number, _) = await Submitted();
        var director = await SignInAs("Finance Director", Role.Leadership);
        var page = Page(number, 1);
        await page.WaitForStateAsync(() => page.FindAll(".sitrep-gate").Count == 1);
        page.FindAll("[data-do='approve']").Should().BeEmpty();
        (await Services.GetRequiredService<SituationReportQuery>().Waiting()).Should().BeEmpty();
        (await Services.GetRequiredService<DecideSituationReport>().Approve(director, number, 1)).Refusal!.Code.Should().Be("NotEntitled");

        var counsel = await SignInAs("Legal Counsel", Role.Legal);
        (await Services.GetRequiredService<SituationReportQuery>().Waiting()).Should().ContainSingle();
        await Do<DecideSituationReport, SituationReport>(d => d.Approve(counsel, number, 1));
    }

    [Fact]
    public async Task Two_who_write_at_once_both_see_both_texts()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        var taylor = await SignInAs("Taylor Maxwell", Role.Commander);
        await Do<WriteSituationReport, SituationReport>(w => w.Begin(taylor, number, "en"));
        var page = Page(number, 1);
        await page.WaitForStateAsync(() => page.FindAll(".sitrep-section textarea").Count == 6);
        await page.FindAll(".sitrep-section textarea")[4].ChangeAsync(new ChangeEventArgs { Value = "Two more engineers" });

        await Do<WriteSituationReport, SituationReport>(w => w.Run(Caller.Program, number, 1, SituationReportText.Empty with { Situation = "Contained", Needs = "A generator" }, 1));

        await page.WaitForStateAsync(() => page.FindAll("[data-theirs='needs']").Count == 1);
        page.Find("[data-theirs='needs']").TextContent.Should().Contain("A generator");
        page.FindAll(".sitrep-section textarea")[4].GetAttribute("value").Should().Be("Two more engineers", "nothing is put into a box that somebody writes in");
        page.Find("[data-do='submit']").HasAttribute("disabled").Should().BeTrue("first decide");

        await page.FindAll("[data-theirs='needs'] button")[1].ClickAsync();
        await page.Find("[data-theirs='situation'] button").ClickAsync();
        await page.Find("[data-do='keep-mine']").ClickAsync();
        await page.Find("[data-do='save']").ClickAsync();
        await using var db = Store.CreateDbContext();
        await page.WaitForStateAsync(() => db.SituationReports.AsNoTracking().Single().Version == 3);
        var kept = await db.SituationReports.AsNoTracking().SingleAsync();
        (kept.Situation, kept.Needs).Should().Be(("Contained", "Two more engineers\nA generator"));
        JSInterop.Invocations.Should().Contain(i => i.Identifier == "hub.clearDraft" && (string)i.Arguments[0]! == $"sitrep-{number}-1-needs");
    }

    [Fact]
    public async Task A_draft_that_was_typed_over_an_older_version_is_a_conflict_after_a_reload()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        var taylor = await SignInAs("Taylor Maxwell", Role.Commander);
        await Do<WriteSituationReport, SituationReport>(w => w.Begin(taylor, number, "en"));
        await Do<WriteSituationReport, SituationReport>(w => w.Run(Caller.Program, number, 1, SituationReportText.Empty with { Situation = "Newer" }, 1));
        var page = Page(number, 1);
        await page.WaitForStateAsync(() => page.FindAll(".sitrep-section textarea").Count == 6);

        // what the browser restores: the text, and the version that it was typed over
        await page.Find(".sitrep-section textarea").ChangeAsync(new ChangeEventArgs { Value = "Older" });
        await page.Find("input[type='hidden']").ChangeAsync(new ChangeEventArgs { Value = "1" });

        await page.WaitForStateAsync(() => page.FindAll("[data-theirs='situation']").Count == 1);
        page.Find("[data-theirs='situation']").TextContent.Should().Contain("Newer");
    }

    [Fact]
    public async Task What_changed_since_the_version_before_is_marked()
    {
        var (number, taylor) = await Submitted();
        var director = await SignInAs("Finance Director", Role.Leadership);
        await Do<DecideSituationReport, SituationReport>(d => d.Approve(director, number, 1));
        await Do<WriteSituationReport, SituationReport>(w => w.Begin(taylor, number, "en"));
        await Do<WriteSituationReport, SituationReport>(w => w.Run(taylor, number, 2, SituationReportText.Empty with { Situation = "Three hosts are infected" }, 1));
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/incidents/{number}/situation-reports/2?changes=true");
        var page = Page(number, 2);
        await page.WaitForStateAsync(() => page.FindAll("ins").Count > 0);
        page.Find("del").TextContent.Should().Be("Two");
        page.Find("ins").TextContent.Should().Be("Three");
    }

    [Fact]
    public async Task A_text_changed_below_the_program_is_said_aloud()
    {
        var (number, _) = await Submitted();
        var director = await SignInAs("Finance Director", Role.Leadership);
        await Do<DecideSituationReport, SituationReport>(d => d.Approve(director, number, 1));
        await using (var db = Store.CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync("DROP TRIGGER \"SituationReports_frozen_UPDATE\"");
            await db.SituationReports.ExecuteUpdateAsync(set => set.SetProperty(r => r.Situation, "All is well"));
        }

        var page = Page(number, 1);
        await page.WaitForStateAsync(() => page.Markup.Contains("was changed after approval", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_restricted_incident_has_no_report_for_others()
    {
        (await Services.GetRequiredService<OpenIncident>().ReportAndConfirm(Caller.Program, new Hub.Domain.Incidents.ReportContent { Title = "Insider" }, Grade.IV, "seen", isRestricted: true)).Refusal.Should().BeNull();
        await Do<WriteSituationReport, SituationReport>(w => w.Begin(Caller.Program, "INC-2026-0001", "en"));
        await Do<DecideSituationReport, SituationReport>(d => d.Submit(Caller.Program, "INC-2026-0001", 1));
        var commander = await SignInAs("Finance Director", Role.Commander);
        var page = Page("INC-2026-0001", 1);
        await page.WaitForStateAsync(() => page.FindAll(".empty").Count == 1);
        page.Markup.Should().NotContain("Insider");
        (await Services.GetRequiredService<SituationReportQuery>().Waiting()).Should().BeEmpty();
        (await Services.GetRequiredService<DecideSituationReport>().Approve(commander, "INC-2026-0001", 1)).Refusal!.Code.Should().Be("IncidentUnknown");
        Feed.Subscribers.Should().Be(0);
    }

    private IRenderedComponent<SituationReportPage> Page(string number, int version) =>
        ShowPage<SituationReportPage>(p => p.Add(s => s.Number, number).Add(s => s.Version, version)).Page;

    private async Task<(string Number, Caller Writer)> Submitted()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        var taylor = await SignInAs("Taylor Maxwell", Role.Commander);
        await Do<WriteSituationReport, SituationReport>(w => w.Begin(taylor, number, "en"));
        await Do<WriteSituationReport, SituationReport>(w => w.Run(taylor, number, 1, SituationReportText.Empty with { Situation = "Two hosts are infected" }, 1));
        await Do<DecideSituationReport, SituationReport>(d => d.Submit(taylor, number, 1));
        return (number, taylor);
    }
}
