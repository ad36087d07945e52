using System.Text;
using Hub.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Hub.Tests.Browser;

/// <summary>Keeping the directory in a real browser: a person is added, a table is taken, a file is saved.</summary>
[Collection(BrowserTests.Name)]
public sealed class DirectoryBrowserTests(Chromium chromium)
{
    [Fact]
    public async Task An_administrator_adds_a_person_takes_a_table_and_saves_one()
    {
        await using var app = await HubApp.Start(new HubAppOptions { Environment = "Development", OnPort = true });
        await using var visit = await Visit.Begin(chromium, app, 1920, 1080);
        var page = await visit.SignIn("administrator");

        await Visit.Open(page, "/directory", "en", ".dir-person .actions");
        await page.Locator("#directory-add").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync("王伟");
        await dialog.GetByLabel("Mail address").FillAsync("not an address");
        await page.Locator("#entry-save").ClickAsync();
        await dialog.GetByText("This is not a mail address.").First.WaitForAsync();
        await dialog.GetByLabel("Mail address").FillAsync("wang.wei@corp.example");
        await Visit.Picture(page, "directory-add-en");
        (await Visit.Axe(page)).Should().BeEmpty();
        await page.Locator("#entry-save").ClickAsync();
        await page.Locator("#entry-save").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        await page.Locator(".search input").FillAsync("王伟");
        await page.Locator(".search input").PressAsync("Enter");
        await page.Locator(".dir-person", new() { HasText = "wang.wei@corp.example" }).WaitForAsync();
        await page.WaitForURLAsync(url => url.Contains("q=", StringComparison.Ordinal)); // what is looked for stands in the address

        await page.GotoAsync("/directory/import?kind=persons");
        await page.Locator("#import-file").SetInputFilesAsync(new FilePayload { Name = "people.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("姓名;邮箱;语言\n李娜;li.na@corp.example;中文\n王伟;wang.wei@corp.example;中文\nBroken;broken;en\n") });
        await page.Locator(".import-faulty").WaitForAsync();
        await Visit.Picture(page, "directory-fates-en");
        (await Visit.Axe(page)).Should().BeEmpty();
        (await page.Locator("#import-confirm").IsDisabledAsync()).Should().BeTrue();
        await page.Locator("#import-leave").CheckAsync();
        await page.Locator("#import-confirm").ClickAsync();
        await page.GetByText("New: 1").WaitForAsync();
        await using (var db = app.Db())
        {
            (await db.Persons.CountAsync(p => p.Name == "李娜", TestContext.Current.CancellationToken)).Should().Be(1);
            (await db.Persons.SingleAsync(p => p.Name == "王伟", TestContext.Current.CancellationToken)).Culture.Should().Be("zh-Hans");
        }

        await page.GotoAsync("/directory?tab=assets");
        var saved = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export" }).ClickAsync());
        saved.SuggestedFilename.Should().Be("hub-assets.csv");

        await Visit.Open(page, "/directory?q=Samantha", "zh-Hans", ".dir-person .actions");
        await page.GetByRole(AriaRole.Button, new() { Name = "停用：Samantha Smith" }).ClickAsync();
        await page.Locator(".dir-findings li").First.WaitForAsync();
        await Visit.Picture(page, "directory-retire-zh-Hans");
        (await Visit.Axe(page)).Should().BeEmpty();
        await page.SetViewportSizeAsync(390, 844);
        (await Visit.Overflow(page)).Should().BeLessThanOrEqualTo(0);
        await Visit.Picture(page, "directory-retire-390-zh-Hans");
        visit.Faults.Should().BeEmpty();
    }
}
