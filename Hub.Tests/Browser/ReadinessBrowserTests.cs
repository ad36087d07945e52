using Hub.Domain.People;
using Hub.Web.Features.Directory.Sample;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Hub.Tests.Browser;

/// <summary>Reading the picture of a ladder, and finding what is wrong on the grid, as somebody does who has only keyboard and eyes.</summary>
[Collection(BrowserTests.Name)]
public sealed class ReadinessBrowserTests(Chromium chromium, RunningHub hub) : IClassFixture<RunningHub>
{
    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public async Task The_picture_of_a_ladder_reads_from_the_left_at_its_minutes(string language)
    {
        await using var visit = await Visit.Begin(chromium, hub.App, 1920, 1080);
        var page = await visit.SignIn("Samantha Smith");
        await Visit.Open(page, "/plan/who?grade=II", language, "[data-audience='technical-director'] .rung-dot");

        var rungs = page.Locator("[data-audience='technical-director'] .rung");
        (await rungs.CountAsync()).Should().Be(3);
        // Who is asked at each step, and where: from the directory, at once and standing by.
        string[] persons = ["technical-director", "deputy-technical-director", "chairman"];
        var lefts = new List<float>();
        for (var i = 0; i < 3; i++)
        {
            lefts.Add((await rungs.Nth(i).Locator(".rung-dot").BoundingBoxAsync())!.X);
            var (name, mail, telephone) = await AddressesOf(persons[i]);
            (await rungs.Nth(i).Locator(".rung-person strong").InnerTextAsync()).Should().Be(name);
            var address = await rungs.Nth(i).Locator(".rung-address").InnerTextAsync();
            if (i < 2)
            {
                address.Should().Contain(mail).And.Contain(telephone);
            }
            else
            {
                address.Should().Be(language == "en" ? "has this message already" : "已收到同一通知", "the head of the leadership group is told at once by another rule");
            }
        }

        (lefts[1] - lefts[0]).Should().BeApproximately(lefts[2] - lefts[1], 2, "each step comes ten minutes after the one before");
        (await page.Locator("[data-audience='technical-director'] table").CountAsync()).Should().Be(1, "who does not see the picture reads a table");
        await Visit.Picture(page, $"who-1920-{language}");
        await page.Locator(".rehearsal-text[data-channel='Sms'] summary").First.ClickAsync();
        (await page.Locator(".rehearsal-text[open] pre").First.InnerTextAsync()).Should().Contain("/n/");
        await page.Locator(".rehearsal-duty").First.ScrollIntoViewIfNeededAsync();
        await Visit.Picture(page, $"who-duties-{language}");
        visit.Faults.Should().BeEmpty();
    }

    private async Task<(string Name, string Mail, string Telephone)> AddressesOf(string key)
    {
        await using var db = hub.App.Db();
        var id = SampleOrganisation.PersonId(key);
        var person = await db.Persons.AsNoTracking().SingleAsync(p => p.Id == id, TestContext.Current.CancellationToken);
        return (person.Name, person.ContactPoints.Single(c => c.Channel == Channel.Mail).Address, person.ContactPoints.Single(c => c.Channel == Channel.Sms).Address);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public async Task What_is_wrong_is_found_on_the_grid_with_the_keyboard_and_mends_the_picture(string language)
    {
        await using var db = hub.App.Db();
        var ids = new[] { SampleOrganisation.PersonId("technical-director"), SampleOrganisation.PersonId("deputy-technical-director") };
        var away = await db.Persons.Where(p => ids.Contains(p.Id)).ToListAsync();
        try
        {
            away.ForEach(p => p.AwayUntil(TimeProvider.System.GetUtcNow().AddDays(3)));
            await db.SaveChangesAsync();
            await using var visit = await Visit.Begin(chromium, hub.App, 1920, 1080);
            var page = await visit.SignIn("Samantha Smith");
            await Visit.Open(page, "/readiness", language, ".ready-cell button");
            await Visit.Picture(page, $"readiness-wrong-{language}");
            (await Visit.Axe(page)).Should().BeEmpty();

            await page.Locator(".ready-cell button").First.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await page.Locator(".ready-cell button[aria-pressed='true']").WaitForAsync();
            page.Url.Should().Contain("grade=I");
            await page.Locator(".finding[data-kind='AllAbsent']").WaitForAsync();
            await Visit.Picture(page, $"readiness-cell-{language}");

            await Visit.Open(page, "/plan/who?grade=IV", language, ".rung.is-empty");
            await Visit.Picture(page, $"who-empty-{language}");
            (await Visit.Axe(page)).Should().BeEmpty();
            await page.SetViewportSizeAsync(390, 844);
            (await Visit.Overflow(page)).Should().BeLessThanOrEqualTo(0, "nobody scrolls sideways on a phone");
            await Visit.Picture(page, $"who-empty-390-{language}");
            await Visit.Open(page, "/readiness", language, ".ready-cell button");
            (await Visit.Overflow(page)).Should().BeLessThanOrEqualTo(0, "nobody scrolls sideways on a phone");
            await Visit.Picture(page, $"readiness-wrong-390-{language}");
            visit.Faults.Should().BeEmpty();
        }
        finally
        {
            away.ForEach(p => p.AwayUntil(null));
            await db.SaveChangesAsync();
        }
    }
}
