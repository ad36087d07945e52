using Bunit;
using Hub.Domain.Clocks;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Components;
using Hub.Web.Features.Desk;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Features.Desk;

public sealed class DeskPageTests : StorePageContext
{
    [Fact]
    public async Task A_notice_is_acknowledged_with_one_click_and_leaves_the_desk()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        await SignInAs("Technical Director", Role.Commander);
        var (page, _) = ShowPage<DeskPage>();
        await page.WaitForStateAsync(() => page.FindAll($"[data-notice='{number}'] .button-main").Count == 1);

        await page.Find($"[data-notice='{number}'] .button-main").ClickAsync();

        await page.WaitForStateAsync(() => page.FindAll("[data-notice]").Count == 0);
        await using var db = Store.CreateDbContext();
        (await db.Notices.SingleAsync(n => n.State == NoticeState.Acknowledged)).AcknowledgedBy.Should().StartWith("Technical Director");
    }

    [Fact]
    public async Task A_notice_that_cannot_be_taken_leaves_the_desk_after_one_confirmation()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        await SignInAs("Technical Director", Role.Commander);
        var (page, dialogs) = ShowPage<DeskPage>();
        await page.WaitForStateAsync(() => page.FindAll($"[data-notice='{number}'] [data-do='decline']").Count == 1);
        page.Find($"[data-notice='{number}'] [data-do='decline']").Click();
        await dialogs.WaitForStateAsync(() => dialogs.FindAll("#decline-decide").Count == 1);
        await dialogs.Find("#decline-decide").ClickAsync();
        await page.WaitForStateAsync(() => page.FindAll("[data-notice]").Count == 0);
        await using var db = Store.CreateDbContext();
        (await db.Notices.SingleAsync(n => n.State == NoticeState.Declined)).PersonName.Should().StartWith("Technical Director");
    }

    [Fact]
    public async Task Handing_over_without_saying_to_whom_is_said_at_the_box()
    {
        var number = await Open("Worm on WEB2", Grade.III);
        await SignInAs("Technical Director", Role.Commander);
        var (page, dialogs) = ShowPage<DeskPage>();
        await page.WaitForStateAsync(() => page.FindAll($"[data-notice='{number}'] [data-do='hand-over']").Count == 1);
        page.Find($"[data-notice='{number}'] [data-do='hand-over']").Click();
        await dialogs.WaitForStateAsync(() => dialogs.FindAll("#hand-over-decide").Count == 1);
        await dialogs.Find("#hand-over-decide").ClickAsync();
        await dialogs.WaitForStateAsync(() => dialogs.FindAll(".mud-input-error").Count > 0);
    }

    [Fact]
    public async Task A_new_report_appears_by_itself_for_whoever_may_judge_it()
    {
        await SignInAs("Samantha Smith", Role.OnCall);
        var (page, _) = ShowPage<DeskPage>();
        page.FindAll(".task").Should().BeEmpty();

        var number = await Report("Files are encrypted", Grade.I);

        await page.WaitForStateAsync(() => page.FindAll($"[data-report='{number}'] .button-main").Count == 1);
    }

    [Fact]
    public async Task Whoever_may_not_judge_sees_no_report_to_triage()
    {
        var number = await Report("Files are encrypted", Grade.I);
        await SignInAs("Network Engineer", Role.Reporter);
        var (page, _) = ShowPage<DeskPage>();
        await page.WaitForStateAsync(() => page.Markup.Contains("On call now"));
        page.Markup.Should().NotContain(number);
    }

    [Fact]
    public async Task A_report_is_not_judged_without_a_grade_and_a_reason()
    {
        await Report("Files are encrypted");
        await SignInAs("Samantha Smith", Role.OnCall);
        var (page, dialogs) = ShowPage<DeskPage>();
        await page.WaitForStateAsync(() => page.FindAll(".task .button-main").Any(b => b.TextContent.StartsWith("Triage", StringComparison.Ordinal)));
        page.FindAll(".task .button-main").First(b => b.TextContent.StartsWith("Triage", StringComparison.Ordinal)).Click();
        await dialogs.WaitForStateAsync(() => dialogs.FindAll("#triage-decide").Count == 1);

        dialogs.Find("#triage-decide").Click();
        await dialogs.WaitForStateAsync(() => dialogs.FindAll("#grade-fault").Count == 1);
        await dialogs.FindAll(".grade-choice input")[1].ChangeAsync(new ChangeEventArgs { Value = "on" });
        dialogs.Find("#triage-decide").Click();
        await dialogs.WaitForStateAsync(() => dialogs.Markup.Contains("This must be filled in."));
        await using (var db = Store.CreateDbContext())
        {
            (await db.Incidents.CountAsync()).Should().Be(0);
        }

        await dialogs.Find(".mud-dialog textarea").ChangeAsync(new ChangeEventArgs { Value = "seen on two hosts" });
        dialogs.Find("#triage-decide").Click();

        await dialogs.WaitForStateAsync(() => dialogs.FindAll("#triage-decide").Count == 0);
        Services.GetRequiredService<NavigationManager>().Uri.Should().Contain("/incidents/INC-2026-0001");
        await using (var db = Store.CreateDbContext())
        {
            (await db.Incidents.SingleAsync()).Grade.Should().Be(Grade.II);
        }
    }

    [Fact]
    public async Task A_report_that_somebody_else_judged_first_says_who()
    {
        var number = await Report("Files are encrypted", Grade.II);
        var robert = await SignInAs("Robert Brown", Role.OnCall);
        await SignInAs("Samantha Smith", Role.OnCall);
        var (page, dialogs) = ShowPage<DeskPage>();
        await page.WaitForStateAsync(() => page.FindAll(".task .button-main").Any(b => b.TextContent.StartsWith("Triage", StringComparison.Ordinal)));
        page.FindAll(".task .button-main").First(b => b.TextContent.StartsWith("Triage", StringComparison.Ordinal)).Click();
        await dialogs.WaitForStateAsync(() => dialogs.FindAll("#triage-decide").Count == 1);
        await Do<Hub.Web.Features.Incidents.TriageReport, string>(t => t.Dismiss(robert, number, "a test of the backup"));

        await dialogs.Find(".mud-dialog textarea").ChangeAsync(new ChangeEventArgs { Value = "seen on two hosts" });
        dialogs.Find("#triage-decide").Click();

        await dialogs.WaitForStateAsync(() => dialogs.Markup.Contains("Robert Brown has judged it already."));
        dialogs.FindAll("#triage-decide").Should().BeEmpty();
    }

    [Fact]
    public async Task What_goes_outside_waits_on_the_desk_of_those_who_may_release_it()
    {
        await Open("Worm on WEB2", Grade.I);
        await SignInAs("Legal Counsel", Role.Legal);
        var (page, dialogs) = ShowPage<DeskPage>();
        await page.WaitForStateAsync(() => page.FindAll("[data-duty='Open']").Count == 4);

        page.Find("[data-duty='Open'] [data-do='read']").Click();
        await dialogs.WaitForStateAsync(() => dialogs.FindAll("#duty-release").Count == 1);
        dialogs.Find("#duty-release").Click();

        await page.WaitForStateAsync(() => page.FindAll("[data-duty='Released']").Count == 1);
        await using var db = Store.CreateDbContext();
        (await db.Duties.CountAsync(d => d.State == DutyState.Released)).Should().Be(1);
    }

    [Fact]
    public async Task A_text_that_somebody_else_changed_is_shown_and_not_overwritten()
    {
        await Open("Worm on WEB2", Grade.I);
        var legal = await SignInAs("Legal Counsel", Role.Legal);
        var (page, dialogs) = ShowPage<DeskPage>();
        await page.WaitForStateAsync(() => page.FindAll("[data-duty='Open']").Count == 4);
        page.Find("[data-duty='Open'] [data-do='read']").Click();
        await dialogs.WaitForStateAsync(() => dialogs.FindAll("#duty-release").Count == 1);
        Guid first;
        await using (var db = Store.CreateDbContext())
        {
            first = (await db.Duties.OrderBy(d => d.DueAt).FirstAsync()).Id;
        }

        await Do<Hub.Web.Features.Clocks.DecideDuty, Guid>(d => d.Correct(legal, first, "Corrected by communications", "Their text"));
        dialogs.Find("#duty-release").Click();

        await dialogs.WaitForStateAsync(() => dialogs.Markup.Contains("Their text") && dialogs.Markup.Contains("Corrected by communications"));
        await using (var db = Store.CreateDbContext())
        {
            (await db.Duties.CountAsync(d => d.State == DutyState.Released)).Should().Be(0);
        }
    }

    [Fact]
    public async Task What_waits_is_one_list_the_gravest_first_and_then_the_soonest()
    {
        await Open("Printer on fire", Grade.IV);
        var third = await Open("Worm on WEB2", Grade.III);
        var unknown = await Report("Strange noise");
        var grave = await Report("Files are encrypted", Grade.I);
        await SignInAs("Technical Director", Role.Commander);
        var (page, _) = ShowPage<DeskPage>();

        await page.WaitForStateAsync(() => page.FindAll(".needs > .task").Count >= 3);

        var order = page.FindAll(".needs > .task").Select(t => t.GetAttribute("data-report") ?? t.GetAttribute("data-notice")).ToList();
        order.IndexOf(grave).Should().Be(0);
        order.IndexOf(unknown).Should().BeLessThan(order.IndexOf(third), "what nobody has graded may be grave");
        page.FindAll(".needs > .task").Should().OnlyContain(t => t.QuerySelectorAll(".button-main").Length == 1, "one main button each");
        page.FindAll(".panel.now").Should().ContainSingle();
    }

    [Fact]
    public async Task Who_has_nothing_to_do_is_told_so_and_what_happens_next()
    {
        await SignInAs("Samantha Smith", Role.OnCall);
        var (page, _) = ShowPage<DeskPage>();
        await page.WaitForStateAsync(() => page.FindAll(".all-done").Count == 1);
        page.Find(".all-done small").TextContent.Should().Contain("appears here by itself");
    }

    [Fact]
    public async Task A_source_that_fails_leaves_what_the_others_need_on_the_desk()
    {
        Services.AddScoped<INeeds, BrokenNeeds>();
        var number = await Open("Worm on WEB2", Grade.III);
        await SignInAs("Technical Director", Role.Commander);
        var (page, _) = ShowPage<DeskPage>();
        await page.WaitForStateAsync(() => page.FindAll($"[data-notice='{number}']").Count == 1);
        page.Find(".desk-now [role=alert]").TextContent.Should().Contain("could not be read");
    }

    [Fact]
    public async Task A_desk_that_is_gone_leaves_no_subscriber()
    {
        await SignInAs("Samantha Smith", Role.OnCall);
        var (page, _) = ShowPage<DeskPage>();
        await page.WaitForStateAsync(() => Feed.Subscribers == 1);

        await DisposeComponentsAsync();

        Feed.Subscribers.Should().Be(0);
    }

    [Fact]
    public async Task A_new_grade_I_is_said_aloud_once()
    {
        await SignInAs("Samantha Smith", Role.OnCall);
        var (page, _) = ShowPage<DeskPage>();
        page.Find("[aria-live='assertive']").TextContent.Should().BeEmpty();

        var number = await Open("Everything is down", Grade.I);

        await page.WaitForStateAsync(() => page.Find("[aria-live='assertive']").TextContent.Contains(number));
    }

    private sealed class BrokenNeeds : INeeds
    {
        public Task<IReadOnlyList<Need>> Read() => throw new InvalidOperationException("broken");
    }
}
