using AngleSharp.Dom;
using Bunit;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Tests.Harness.Peers;
using Hub.Web.Components;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Dispatch.Robots;
using Hub.Web.Features.Admin;
using Hub.Web.Security;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hub.Tests.Features.Admin;

public sealed class RobotsPanelTests : StorePageContext
{
    private const string Secret = "SEC-0123456789abcdef";

    [Theory]
    [InlineData("en", "The address leads into the inner network", "took the test: 200 code 0", "Off")]
    [InlineData("zh-Hans", "地址指向内部网络", "已接收测试消息：200 code 0", "已停用")]
    public async Task A_robot_is_added_tested_and_switched_off_and_its_address_never_comes_back(string language, string inside, string taken, string off)
    {
        Speak(language);
        await using var peer = await RobotPeer.Start();
        peer.Says(200, """{"errcode":0}""");
        Ready(peer.Http.Authority);
        await SignInAs("Samantha Smith", Role.Administrator);
        var (page, dialogs) = ShowPage<RobotsPanel>();
        page.Find(".actions button").Click();
        await dialogs.WaitForStateAsync(() => dialogs.FindAll("input").Count >= 4);

        Fill(dialogs, 0, "War room");
        Fill(dialogs, 1, "war-room");
        Fill(dialogs, 2, "https://10.0.0.1/");
        Save(dialogs);
        await dialogs.WaitForStateAsync(() => dialogs.Markup.Contains(inside));
        Fill(dialogs, 2, new Uri(peer.Http, "/send?key=693a91f6-7abc-4bc4").AbsoluteUri);
        Save(dialogs);
        await page.WaitForStateAsync(() => page.Markup.Contains("war-room"));

        page.FindAll("td button")[0].Click();
        await page.WaitForStateAsync(() => page.Find(".robot-said").TextContent.Contains(taken));
        page.FindAll("td button")[2].Click();
        await page.WaitForStateAsync(() => page.FindAll("td").Any(cell => cell.TextContent.Trim() == off));
        (page.Markup + dialogs.Markup).Should().NotContain("693a91f6");
        await using var db = Store.CreateDbContext();
        (await db.Robots.SingleAsync(Xunit.TestContext.Current.CancellationToken)).IsOff.Should().BeTrue();
    }

    [Fact]
    public async Task An_address_is_entered_anew_without_showing_the_old_one()
    {
        Ready();
        var secrets = Services.GetRequiredService<RobotSecrets>();
        await using (var db = Store.CreateDbContext())
        {
            db.Robots.Add(Robot.Create("ops", "Operations", "dingtalk", secrets.Protect("ops", "https://oapi.dingtalk.com/robot/send?access_token=old-token"), secrets.Protect("ops", Secret), Now));
            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        await SignInAs("Samantha Smith", Role.Administrator);
        var (page, dialogs) = ShowPage<RobotsPanel>();
        await page.WaitForStateAsync(() => page.FindAll("td button").Count == 3);
        page.FindAll("td button")[1].Click();
        await dialogs.WaitForStateAsync(() => dialogs.FindAll("input").Count == 2);
        dialogs.FindAll("input").Should().OnlyContain(i => string.IsNullOrEmpty(i.GetAttribute("value")));
        (page.Markup + dialogs.Markup).Should().NotContain("old-token").And.NotContain(Secret);
        Fill(dialogs, 0, "https://oapi.dingtalk.com/robot/send?access_token=new-token");
        Save(dialogs);
        await dialogs.WaitForStateAsync(() => dialogs.FindAll("input").Count == 0);
        await using var after = Store.CreateDbContext();
        var robot = await after.Robots.SingleAsync(Xunit.TestContext.Current.CancellationToken);
        secrets.Read("ops", robot.ProtectedUrl).Should().EndWith("new-token");
        robot.ProtectedSecret.Should().BeNull("it was left empty");
    }

    private static void Fill(IRenderedComponent<MudBlazor.MudDialogProvider> dialogs, int position, string text) => dialogs.FindAll("input").Where(i => i.GetAttribute("type") != "hidden").ElementAt(position).Change(text);

    private static void Save(IRenderedComponent<MudBlazor.MudDialogProvider> dialogs) => dialogs.FindAll(".mud-dialog-actions button")[^1].Click();

    private void Ready(params string[] allowed)
    {
        Services.AddSingleton<RefusalSentences>();
        Services.AddSingleton(Options.Create(new RobotOptions { AllowedHosts = allowed }));
        Services.AddSingleton(new RobotSecrets(new EphemeralDataProtectionProvider()));
        Services.AddSingleton<OutboundGuard>();
        Services.AddSingleton<RobotChannel>();
        Services.AddScoped<RobotsQuery>();
        Services.AddScoped<AddRobot>();
        Services.AddScoped<SwitchRobot>();
        Services.AddScoped<TestRobot>();
    }
}
