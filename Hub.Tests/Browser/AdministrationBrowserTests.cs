using Hub.Domain.People;
using Hub.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Hub.Tests.Browser;

/// <summary>The administration page and the profile in a real browser: the parts that only a circuit shows.</summary>
[Collection(BrowserTests.Name)]
public sealed class AdministrationBrowserTests(Chromium chromium)
{
    [Fact]
    public async Task An_administrator_makes_a_key_that_is_shown_once_keeps_a_profile_and_signs_out()
    {
        await using var app = await HubApp.Start(RunningHub.Development);
        await app.AddAccount("admin@corp.example", Role.Administrator);
        await using var context = await chromium.Profile(app.Address, 1280, 900);
        await using var visit = new Visit(context);
        var page = await visit.Tab();
        await SignIn(page, "/admin");
        await page.GetByText("Add a key").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Name").FillAsync("Intrusion detector");
        await page.GetByRole(AriaRole.Dialog).GetByText("Save").ClickAsync();
        var secret = page.GetByRole(AriaRole.Dialog).GetByLabel("Shown only once");
        (await secret.InputValueAsync()).Should().StartWith("hub_");
        await Visit.Picture(page, "administration-key");
        await page.GetByRole(AriaRole.Dialog).GetByText("Close").Last.ClickAsync();
        await page.GetByRole(AriaRole.Cell, new() { Name = "Intrusion detector" }).WaitForAsync();
        await page.GetByLabel("Actions for Samantha Smith").ClickAsync();
        await page.GetByText("Disable", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Disable" }).ClickAsync();
        await page.GetByRole(AriaRole.Cell, new() { Name = "Disabled" }).WaitForAsync();
        await Visit.Picture(page, "administration");

        await page.GotoAsync("/account/profile");
        await page.GetByText("Add a contact point").ClickAsync();
        await page.GetByLabel("Address").Nth(1).FillAsync("not an address");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("This is not a mail address.").First.WaitForAsync();
        await Visit.Picture(page, "administration-profile");
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
        visit.Faults.Should().BeEmpty("the content security policy fits the pages");
    }

    /// <summary>
    /// Leaving a field and pressing the button below are one movement. What the first changes on the page must not move the button away
    /// before the finger is up again, for such a press is nobody's.
    /// </summary>
    [Fact]
    public async Task What_was_typed_moves_no_button_away_under_the_hand()
    {
        await using var app = await HubApp.Start(RunningHub.Development);
        await app.AddAccount("admin@corp.example", Role.Administrator);
        await using var context = await chromium.Profile(app.Address, 1280, 900);
        await using var visit = new Visit(context);
        var page = await visit.Tab();
        await SignIn(page, "/account/profile");

        await page.GetByText("Add a contact point").ClickAsync();
        await page.GetByLabel("Address").Nth(1).FillAsync("not an address");
        await page.GetByLabel("Address").Nth(0).FillAsync("other@corp.example");
        var save = page.GetByRole(AriaRole.Button, new() { Name = "Save" });
        await save.HoverAsync();
        await page.Mouse.DownAsync();
        await page.GetByText("Save first").Nth(1).WaitForAsync();
        await page.Mouse.UpAsync();

        await page.GetByText("This is not a mail address.").First.WaitForAsync();
        (await page.GetByLabel("Address").Nth(0).InputValueAsync()).Should().Be("other@corp.example");
        visit.Faults.Should().BeEmpty();
    }

    [Fact]
    public async Task A_press_belongs_to_the_button_on_which_it_began()
    {
        await using var app = await HubApp.Start(RunningHub.Development);
        await app.AddAccount("admin@corp.example", Role.Administrator);
        await using var context = await chromium.Profile(app.Address, 1280, 900);
        await using var visit = new Visit(context);
        var page = await visit.Tab();
        await SignIn(page, "/account/profile");
        var add = page.GetByRole(AriaRole.Button, new() { Name = "Add a contact point" });
        var addresses = page.GetByLabel("Address");

        await add.HoverAsync();
        await page.Mouse.DownAsync();
        await page.EvaluateAsync("document.querySelector('.page').style.paddingTop = '80px'");
        await page.Mouse.UpAsync();
        await Assertions.Expect(addresses).ToHaveCountAsync(2);

        // Whoever thinks better of it moves off the button before letting go.
        await add.HoverAsync();
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(600, 100);
        await page.Mouse.UpAsync();
        await add.ClickAsync();
        await Assertions.Expect(addresses).ToHaveCountAsync(3);
        visit.Faults.Should().BeEmpty();
    }

    private static async Task SignIn(IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.FillAsync("input[name=Mail]", "admin@corp.example");
        await page.FillAsync("input[name=Password]", Accounts.Password);
        await page.ClickAsync("button[type=submit]");
    }
}
