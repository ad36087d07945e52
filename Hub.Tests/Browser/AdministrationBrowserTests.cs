using Hub.Domain.People;
using Hub.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Hub.Tests.Browser;

/// <summary>The administration page in a real browser: the parts that only a circuit shows.</summary>
public sealed class AdministrationBrowserTests
{
    private const string Chromium = "/usr/bin/chromium";

    [Fact]
    public async Task An_administrator_makes_a_key_that_is_shown_once_keeps_a_profile_and_signs_out()
    {
        Assert.SkipUnless(File.Exists(Chromium), "No Chromium here: apt-get install chromium.");
        await using var app = await HubApp.Start(new HubAppOptions { Environment = "Development", OnPort = true });
        await app.AddAccount("admin@corp.example", Role.Administrator);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Headless = true, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        await using var context = await browser.NewContextAsync(new() { Locale = "en-GB", ViewportSize = new() { Width = 1280, Height = 900 } });
        var page = await context.NewPageAsync();
        var faults = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                faults.Add(message.Text);
            }
        };

        await page.GotoAsync(new Uri(app.Address, "/admin").ToString());
        await page.FillAsync("input[name=Mail]", "admin@corp.example");
        await page.FillAsync("input[name=Password]", Accounts.Password);
        await Shot(page, "sign-in");
        await page.ClickAsync("button[type=submit]");

        await page.GetByText("Add a key").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Name").FillAsync("Intrusion detector");
        await page.GetByRole(AriaRole.Dialog).GetByText("Save").ClickAsync();
        var secret = page.GetByRole(AriaRole.Dialog).GetByLabel("Shown only once");
        (await secret.InputValueAsync()).Should().StartWith("hub_");
        await Shot(page, "admin-key");
        await page.GetByRole(AriaRole.Dialog).GetByText("Close").Last.ClickAsync();
        await page.GetByRole(AriaRole.Cell, new() { Name = "Intrusion detector" }).WaitForAsync();
        await page.GetByLabel("Actions for Samantha Smith").ClickAsync();
        await page.GetByText("Disable", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Disable" }).ClickAsync();
        await page.GetByRole(AriaRole.Cell, new() { Name = "Disabled" }).WaitForAsync();
        await Shot(page, "admin");

        await page.GotoAsync(new Uri(app.Address, "/account/profile").ToString());
        await page.GetByText("Add a contact point").ClickAsync();
        await page.GetByLabel("Address").Nth(1).FillAsync("not an address");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("This is not a mail address.").First.WaitForAsync();
        await Shot(page, "profile");
        await page.GetByLabel("Address").Nth(1).FillAsync("second@corp.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Saved.").First.WaitForAsync();
        await using (var db = app.Db())
        {
            (await db.Set<ContactPoint>().CountAsync(c => c.Address == "second@corp.example", TestContext.Current.CancellationToken)).Should().Be(1);
        }

        await page.ClickAsync(".app-bar details.menu summary");
        await page.ClickAsync(".app-bar form[action='/account/sign-out'] button");
        await page.WaitForURLAsync("**/account/sign-in");
        (await context.CookiesAsync()).Should().NotContain(c => c.Name == "hub.session");
        faults.Should().BeEmpty("the content security policy fits the pages");
    }

    /// <summary>For somebody to look at, when <c>HUB_SCREENSHOTS</c> names a folder.</summary>
    private static async Task Shot(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("HUB_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }
}
