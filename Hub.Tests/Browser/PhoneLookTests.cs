using Hub.Domain.Notices;
using Hub.Tests.Harness;
using Hub.Web.Features.Directory.Sample;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Hub.Tests.Browser;

/// <summary>The phone page on small screens, by day and by night, in both languages, without script.</summary>
[Collection(BrowserTests.Name)]
public sealed class PhoneLookTests(Chromium chromium, RunningHub hub) : IClassFixture<RunningHub>
{
    [Theory]
    [InlineData("en", 390, ColorScheme.Light)]
    [InlineData("en", 320, ColorScheme.Dark)]
    [InlineData("zh-Hans", 390, ColorScheme.Dark)]
    [InlineData("zh-Hans", 320, ColorScheme.Light)]
    public async Task It_fits_reads_well_and_its_button_is_large(string language, int width, ColorScheme look)
    {
        await using var visit = await Visit.Begin(chromium, hub.App, width, 844);
        var page = await visit.Tab();
        await page.EmulateMediaAsync(new() { ColorScheme = look });
        await page.GotoAsync(await hub.Link(language));

        var button = await page.Locator("section.ask button").BoundingBoxAsync();
        button!.Height.Should().BeGreaterThanOrEqualTo(48);
        button.Width.Should().BeGreaterThan(width * 0.7f);
        await Visit.Picture(page, $"phone-{width}-{look}-{language}");
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Sources.Root, "artifacts", "screens", $"phone-open-{width}-{look}-{language}.png"), FullPage = true });
        (await Visit.Axe(page)).Should().BeEmpty();
        (await Visit.Overflow(page)).Should().BeLessThanOrEqualTo(0);
        foreach (var target in await page.Locator("button, summary, a.call, select").AllAsync())
        {
            (await target.BoundingBoxAsync())!.Height.Should().BeGreaterThanOrEqualTo(43, "a thumb hits it");
        }

        visit.Faults.Should().BeEmpty();
    }

    [Theory]
    [InlineData("legal-counsel", "en")]
    [InlineData("technical-director", "zh")]
    public async Task An_answer_is_shown_with_what_happens_next(string person, string name)
    {
        await using var app = await HubApp.Start(RunningHub.Development);
        using var client = await app.Client((Hub.Domain.People.Right)int.MaxValue);
        await RunningHub.Post(client, "/incidents", new { title = "Code Red II on web server WEB2", grade = "II", reason = "seen" });
        var id = SampleOrganisation.PersonId(person);
        string token;
        await using (var db = app.Db())
        {
            token = await db.Notices.Where(n => n.PersonId == id && n.Event == NoticeEvent.Activated).Select(n => n.Token).FirstAsync(TestContext.Current.CancellationToken);
        }

        await using var visit = await Visit.Begin(chromium, app, 390, 844);
        var page = await visit.Tab();
        await page.GotoAsync("/n/" + token);
        await page.Locator("section.ask button").ClickAsync();
        await page.Locator(".done h3").WaitForAsync();
        await Visit.Picture(page, $"phone-done-{name}");
        (await Visit.Axe(page)).Should().BeEmpty();
        visit.Faults.Should().BeEmpty();
    }
}
