using Bunit;
using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Features.Notices;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Features.Notices;

public sealed class UndeliveredPartTests : StorePageContext
{
    [Fact]
    public async Task The_line_says_who_could_not_be_told_as_what_and_why()
    {
        await Undelivered();
        await SignInAs("Taylor Maxwell", Role.Commander);
        var part = ShowPage<UndeliveredPart>(p => p.Add(x => x.Pulse, 1)).Page;
        await part.WaitForStateAsync(() => part.FindAll("li.task").Count == 1);
        var line = part.Find("li.task");
        line.TextContent.Should().Contain("Worm on WEB2").And.Contain("INC-2026-0001").And.Contain("550 no such user");
        line.QuerySelectorAll("[data-do]").Should().HaveCount(3);
    }

    [Fact]
    public async Task Whoever_only_reads_finds_nothing()
    {
        await Undelivered();
        await SignInAs("Network Engineer", Role.Reporter);
        var part = ShowPage<UndeliveredPart>(p => p.Add(x => x.Pulse, 1)).Page;
        part.FindAll("li.task").Should().BeEmpty();
    }

    [Fact]
    public async Task Told_by_telephone_takes_it_off_the_list()
    {
        var id = await Undelivered();
        await SignInAs("Taylor Maxwell", Role.Commander);
        var (part, dialogs) = ShowPage<UndeliveredPart>(p => p.Add(x => x.Pulse, 1));
        await part.WaitForStateAsync(() => part.FindAll("li.task").Count == 1);
        part.Find("[data-do='told']").Click();
        await dialogs.WaitForStateAsync(() => dialogs.FindAll("#told-decide").Count == 1);
        dialogs.Find("#told-decide").Click();
        await part.WaitForStateAsync(() => part.FindAll("li.task").Count == 0);
        await using var db = Store.CreateDbContext();
        (await db.Acknowledgements.SingleAsync(a => a.NoticeId == id)).Means.Should().Be(AcknowledgementMeans.Telephone);
    }

    [Fact]
    public async Task A_wrong_address_is_said_at_its_box_and_a_right_one_is_sent_to()
    {
        var id = await Undelivered();
        await SignInAs("Taylor Maxwell", Role.Commander);
        var (part, dialogs) = ShowPage<UndeliveredPart>(p => p.Add(x => x.Pulse, 1));
        await part.WaitForStateAsync(() => part.FindAll("li.task").Count == 1);
        part.Find("[data-do='other']").Click();
        await dialogs.WaitForStateAsync(() => dialogs.FindAll("#other-send").Count == 1);
        await dialogs.Find("input[type='email']").ChangeAsync(new ChangeEventArgs { Value = "nobody" });
        dialogs.Find("#other-send").Click();
        await dialogs.WaitForStateAsync(() => dialogs.FindAll(".mud-input-error").Count > 0);
        await dialogs.Find("input[type='email']").ChangeAsync(new ChangeEventArgs { Value = "home@contoso.example" });
        dialogs.Find("#other-send").Click();
        await part.WaitForStateAsync(() => part.Markup.Contains("home@contoso.example", StringComparison.Ordinal));
        await using var db = Store.CreateDbContext();
        (await db.Deliveries.SingleAsync(d => d.NoticeId == id && d.Address == "home@contoso.example")).State.Should().Be(DeliveryState.Queued);
    }

    [Fact]
    public async Task A_second_press_is_told_that_it_is_being_sent()
    {
        await Undelivered();
        await SignInAs("Taylor Maxwell", Role.Commander);
        var part = ShowPage<UndeliveredPart>(p => p.Add(x => x.Pulse, 1)).Page;
        await part.WaitForStateAsync(() => part.FindAll("li.task").Count == 1);
        part.Find("[data-do='again']").Click();
        await part.WaitForStateAsync(() => part.Markup.Contains("is being tried again", StringComparison.Ordinal));
        part.Find("[data-do='again']").Click();
        await part.WaitForStateAsync(() => part.FindAll("[role='alert']").Count == 1);
    }

    [Fact]
    public async Task Every_page_has_a_banner_while_something_is_undelivered_and_it_goes_by_itself()
    {
        await SignInAs("Taylor Maxwell", Role.Commander);
        var banner = Show<AttentionBanner>();
        banner.FindAll(".banner").Should().BeEmpty();
        var id = await Undelivered();
        await Do<SendAgain, SentOnceMore>(a => a.Run(Caller.Program, id));
        await banner.WaitForStateAsync(() => banner.FindAll(".banner").Count == 1);
        banner.Find(".banner a").GetAttribute("href").Should().Be("/incidents/INC-2026-0001");
        await Do<TellByTelephone, Acknowledged>(t => t.Run(Caller.Program, id));
        await banner.WaitForStateAsync(() => banner.FindAll(".banner").Count == 0);
    }

    /// <summary>One notice of an incident of grade Ⅳ that every channel refused.</summary>
    private async Task<Guid> Undelivered()
    {
        await Open("Worm on WEB2", Grade.IV);
        await using var db = Store.CreateDbContext();
        var notice = await db.Notices.FirstAsync(n => n.State == NoticeState.Open);
        notice.MarkUndelivered(true);
        foreach (var delivery in await db.Deliveries.Where(d => d.NoticeId == notice.Id).ToListAsync())
        {
            delivery.Fail("550 no such user", Clock.GetUtcNow());
        }

        await db.SaveChangesAsync();
        return notice.Id;
    }
}
