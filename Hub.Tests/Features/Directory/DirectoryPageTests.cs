using Bunit;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Features.Directory;
using Hub.Web.Features.Directory.Import;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Features.Directory;

public sealed class DirectoryPageTests : StorePageContext
{
    [Theory]
    [InlineData("?tab=offices", "Technical director", "Technical Director · 技术部主任")]
    [InlineData("?tab=groups", "Leadership group", "Finance director")]
    [InlineData("?tab=bodies&q=police", "Public security organ (police)", "+86 10 0000 0102")]
    [InlineData("?tab=assets&q=web2", "Web server WEB2", "IT operations manager")]
    [InlineData("?tab=rotas", "On call", "Samantha Smith")]
    [InlineData("?q=SAMANTHA", "Samantha Smith", "+861000000011")]
    public async Task Each_part_stands_at_its_own_address_and_shows_whom_to_call(string address, string entry, string also)
    {
        await SignInAs("Samantha Smith", Role.OnCall);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/directory" + address);

        var page = Show<DirectoryPage>();

        await page.WaitForStateAsync(() => page.FindAll(".lines > li, table.rows tbody tr").Any(r => r.TextContent.Contains(entry) && r.TextContent.Contains(also)));
        page.FindAll("[data-command] button").Should().BeEmpty("who is on call does not keep the directory");
    }

    [Fact]
    public async Task Who_may_not_see_addresses_is_told_why_there_are_none()
    {
        await SignInAs("Samantha Smith", Role.Reporter);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/directory?q=Taylor");

        var page = Show<DirectoryPage>();

        await page.WaitForStateAsync(() => page.FindAll(".dir-person").Count == 1);
        page.Markup.Should().Contain("Addresses of people are shown to").And.NotContain("taylor.maxwell@");
    }

    [Fact]
    public async Task Who_may_not_read_sees_nothing()
    {
        await SignInAs("Samantha Smith", Role.Reporter);
        Viewer.SetClaims();

        Show<DirectoryPage>().WaitForElement(".empty-title").TextContent.Should().Be("You may not see this page");
    }

    [Fact]
    public async Task The_second_of_two_administrators_sees_both_and_decides()
    {
        var admin = await SignInAs("System Administrator", Role.Administrator);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/directory?q=Taylor");
        var (page, dialogs) = ShowPage<DirectoryPage>();
        await page.WaitForStateAsync(() => page.FindAll(".dir-person").Count == 1);
        page.Find(".dir-person button").Click();
        await dialogs.WaitForStateAsync(() => dialogs.FindAll("#entry-save").Count == 1);
        var taylor = (await Services.GetRequiredService<PeopleQuery>().Run(admin, new PeopleFilter("Taylor"))).Value.People.Single();
        (await Services.GetRequiredService<SavePerson>().Run(admin, taylor.Id, taylor.Version, DirectoryBed.Details(taylor) with { Name = "Taylor M. Maxwell" })).Refusal.Should().BeNull();

        dialogs.FindAll("input")[0].Change("T. Maxwell");
        dialogs.Find("#entry-save").Click();

        await dialogs.WaitForStateAsync(() => dialogs.FindAll(".dir-both tbody tr").Count == 1);
        dialogs.Find(".dir-both tbody tr").TextContent.Should().Contain("Taylor M. Maxwell").And.Contain("T. Maxwell");
        (await Name(taylor.Id)).Should().Be("Taylor M. Maxwell", "nothing is overwritten unseen");
        dialogs.Find("#entry-save").Click();
        await dialogs.WaitForStateAsync(() => dialogs.FindAll("#entry-save").Count == 0);
        (await Name(taylor.Id)).Should().Be("T. Maxwell", "having seen both, one decides");
    }

    [Theory]
    [InlineData("en", "Nobody is on call on the rota On call.", "all the time")]
    [InlineData("zh-Hans", "“应急值班”值班表上无人值班。", "全部时段")]
    public async Task Before_somebody_is_retired_the_page_says_what_that_spoils_and_asks(string language, string said, string whenItIs)
    {
        Speak(language);
        await SignInAs("System Administrator", Role.Administrator);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/directory?q=Samantha");
        var (page, dialogs) = ShowPage<DirectoryPage>();
        await page.WaitForStateAsync(() => page.FindAll(".dir-person").Count == 1);

        page.FindAll(".dir-person button")[1].Click();

        await dialogs.WaitForStateAsync(() => dialogs.FindAll(".dir-findings li").Count > 0);
        dialogs.Find(".dir-findings li[data-kind='NobodyOnCall']").TextContent.Should().Contain(said).And.Contain("Ⅰ Ⅱ Ⅲ Ⅳ").And.Contain(whenItIs);
        await using var db = Store.CreateDbContext();
        (await db.Persons.SingleAsync(p => p.Name == "Samantha Smith")).IsRetired.Should().BeFalse();
        dialogs.Find("#going-yes").Click();
        await dialogs.WaitForStateAsync(() => dialogs.FindAll("#going-yes").Count == 0);
        (await db.Persons.AsNoTracking().SingleAsync(p => p.Name == "Samantha Smith")).IsRetired.Should().BeTrue();
    }

    [Fact]
    public async Task An_empty_seat_is_written_only_after_its_consequences_were_shown()
    {
        await SignInAs("System Administrator", Role.Administrator);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/directory?tab=offices&q=technical-director");
        var (page, dialogs) = ShowPage<DirectoryPage>();
        await page.WaitForStateAsync(() => page.FindAll(".dir-office").Count == 1);
        page.Find(".dir-office button").Click();
        await dialogs.WaitForStateAsync(() => dialogs.FindAll(".dir-order li").Count == 2);
        dialogs.FindAll(".dir-order li button")[3].Click();
        dialogs.Find("#entry-save").Click();

        await dialogs.WaitForStateAsync(() => dialogs.FindAll(".dir-findings li").Any(li => li.TextContent.Contains("has no deputy")));
        await using var db = Store.CreateDbContext();
        (await db.Offices.AsNoTracking().SingleAsync(o => o.Key == "technical-director")).Seats.Should().HaveCount(2);
        dialogs.Find("#entry-save").TextContent.Should().Contain("all the same");
        dialogs.Find("#entry-save").Click();
        await dialogs.WaitForStateAsync(() => dialogs.FindAll("#entry-save").Count == 0);
        (await db.Offices.AsNoTracking().SingleAsync(o => o.Key == "technical-director")).Seats.Should().ContainSingle();
    }

    [Fact]
    public async Task A_table_shows_every_lines_fate_and_faulty_lines_are_left_out_only_when_somebody_says_so()
    {
        await SignInAs("System Administrator", Role.Administrator);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/directory/import?kind=persons");
        var (page, _) = ShowPage<ImportPage>();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("name,mail\n王伟,wang.wei@corp.example\nBroken,broken\n", "people.csv"));
        await page.WaitForStateAsync(() => page.FindAll(".import-line").Count == 2);
        page.FindAll(".import-line")[1].TextContent.Should().Contain("faulty").And.Contain("not a mail address");
        page.Find("#import-confirm").HasAttribute("disabled").Should().BeTrue();

        page.Find("#import-leave").Change(true);
        page.Find("#import-confirm").Click();

        await page.WaitForStateAsync(() => page.Markup.Contains("New: 1"));
        await using var db = Store.CreateDbContext();
        (await db.Persons.CountAsync(p => p.Name == "王伟")).Should().Be(1);
        (await db.Persons.CountAsync(p => p.Name == "Broken")).Should().Be(0);
    }

    private async Task<string> Name(Guid id)
    {
        await using var db = Store.CreateDbContext();
        return (await db.Persons.AsNoTracking().SingleAsync(p => p.Id == id)).Name;
    }
}
