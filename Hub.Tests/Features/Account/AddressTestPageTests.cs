using Bunit;
using Hub.Domain.People;
using Hub.Tests.Dispatch;
using Hub.Tests.Harness;
using Hub.Web.Components;
using Hub.Web.Features.Account;
using Hub.Web.Dispatch.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Features.Account;

/// <summary>Testing and verifying addresses on the profile page and in the directory.</summary>
public sealed class AddressTestPageTests : StorePageContext
{
    private const string Mail = "samantha.smith@contoso.example";

    [Theory]
    [InlineData("en", "Not verified", "Sent. Type in the code", "Verified")]
    [InlineData("zh-Hans", "未验证", "已发送，请输入收到的验证码", "已验证")]
    public async Task A_test_shows_what_became_of_it_and_takes_the_code(string language, string before, string sent, string after)
    {
        Speak(language);
        await Ready(unverified: true);
        await SignInAs("Samantha Smith", Role.OnCall);
        var (page, _) = ShowPage<ProfilePage>();
        await page.WaitForStateAsync(() => page.FindAll(".address-test").Count == 2);
        page.FindAll(".address-state")[0].TextContent.Should().Contain(before);

        page.FindAll(".address-test button")[0].Click();
        await page.WaitForStateAsync(() => page.FindAll(".address-test button")[0].HasAttribute("disabled"));
        using var node = new Node(Store);
        await node.Drain();
        await Until(() => page.Find(".address-said").TextContent.Contains(sent));

        var code = await Code();
        page.Find(".address-code input").Input(code == "000000" ? "000001" : "000000");
        page.Find(".address-code").Submit();
        await page.WaitForStateAsync(() => page.FindAll(".address-said.fault").Count == 1);
        page.Find(".address-code input").Input(code);
        page.Find(".address-code").Submit();
        await page.WaitForStateAsync(() => page.FindAll(".address-code").Count == 0);
        page.FindAll(".address-state")[0].TextContent.Should().Contain(after);
    }

    [Fact]
    public async Task A_refusal_is_said_with_its_reason()
    {
        await Ready(unverified: true);
        await SignInAs("Samantha Smith", Role.OnCall);
        var (page, _) = ShowPage<ProfilePage>();
        await page.WaitForStateAsync(() => page.FindAll(".address-test").Count == 2);
        page.FindAll(".address-test button")[0].Click();
        await page.WaitForStateAsync(() => page.FindAll(".address-test button")[0].HasAttribute("disabled"));
        using var node = new Node(Store);
        node.Mail.Always(new SendResult.Permanent("550 no such user"));
        await node.Drain();
        await Until(() => page.Find(".address-said").TextContent.Contains("Refused: 550 no such user"));
        page.FindAll(".address-test button")[0].Click();
        await page.WaitForStateAsync(() => page.FindAll(".address-said.fault").Count == 1 || page.Find(".address-said").TextContent.Contains("just now"));
    }

    [Fact]
    public async Task What_is_typed_over_a_saved_address_cannot_be_tested_before_it_is_saved_and_an_address_typed_twice_is_refused_in_words()
    {
        await Ready(unverified: false);
        await SignInAs("Samantha Smith", Role.OnCall);
        var (page, _) = ShowPage<ProfilePage>();
        await page.WaitForStateAsync(() => page.FindAll(".address-test").Count == 2);

        page.FindAll(".contact-address input")[1].Change("+8613800000000");
        page.FindAll(".address-state")[1].TextContent.Should().Be("Save first, then test it.");
        page.FindAll(".address-test button")[1].HasAttribute("disabled").Should().BeTrue();
        page.FindAll(".address-test button")[0].HasAttribute("disabled").Should().BeFalse();

        page.FindAll("button").Single(b => b.TextContent.Contains("Add a contact point")).Click();
        page.FindAll(".contact-address input")[2].Change(Mail);
        page.FindAll("button[data-command]").Single(b => b.TextContent == "Save").Click();
        await page.WaitForStateAsync(() => page.Markup.Contains("This address stands there twice."));
        page.FindAll(".address-state").Select(s => s.TextContent).Should().EndWith("Save first, then test it.");
    }

    [Fact]
    public async Task What_another_tab_added_is_not_removed_by_a_page_that_has_not_seen_it()
    {
        await Ready(unverified: false);
        await SignInAs("Samantha Smith", Role.OnCall);
        var (page, _) = ShowPage<ProfilePage>();
        await page.WaitForStateAsync(() => page.FindAll(".address-test").Count == 2);
        await using (var db = Store.CreateDbContext())
        {
            var person = await db.Persons.SingleAsync(p => p.Name == "Samantha Smith");
            db.Set<ContactPoint>().Count(c => c.Address == Mail).Should().Be(1);
            List<(Channel, string)> points = [.. person.ContactPoints.OrderBy(c => c.Position).Select(c => (c.Channel, c.Address)), (Channel.Mail, "second@contoso.example")];
            var before = person.ContactPoints.ToList();
            person.ReachBy();
            await db.SaveChangesAsync();
            person.ReachBy(points, before);
            await db.SaveChangesAsync();
        }

        page.FindAll("button[data-command]").Single(b => b.TextContent == "Save").Click();
        await page.WaitForStateAsync(() => page.Markup.Contains("Somebody changed these addresses meanwhile."));
        await using var after = Store.CreateDbContext();
        (await after.Set<ContactPoint>().CountAsync(c => c.Address == "second@contoso.example")).Should().Be(1);
    }

    private async Task Ready(bool unverified)
    {
        Services.AddScoped<ChangeProfile>();
        Services.AddScoped<CheckAddress>();
        Services.AddScoped<ConfirmAddress>();
        Services.AddScoped<ReachQuery>();
        Services.AddSingleton<RefusalSentences>();
        if (unverified)
        {
            await using var db = Store.CreateDbContext();
            await db.Set<ContactPoint>().Where(c => c.Address == Mail).ExecuteUpdateAsync(set => set.SetProperty(c => c.VerifiedAt, (DateTimeOffset?)null));
        }
    }

    private async Task<string> Code()
    {
        await using var db = Store.CreateDbContext();
        return (await db.AddressChecks.SingleAsync()).Code;
    }

    /// <summary>Moves the clock until the page has looked.</summary>
    private Task Until(Func<bool> state) => Soon.Until(() =>
    {
        Clock.Advance(TimeSpan.FromMilliseconds(500));
        return state();
    });
}
