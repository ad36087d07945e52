using Hub.Tests.Harness;
using Microsoft.Playwright;

namespace Hub.Tests.Browser;

/// <summary>A shift is chosen in the picture and given to somebody else, with the mouse and without.</summary>
[Collection(BrowserTests.Name)]
public sealed class MovingAShiftTests(Chromium chromium, RunningHub hub) : IClassFixture<RunningHub>
{
    [Theory]
    [InlineData("en", false, "Robert Brown")]
    [InlineData("zh-Hans", true, "Taylor Maxwell")]
    public async Task A_shift_is_given_to_somebody_else(string language, bool byKeyboard, string to)
    {
        await using var visit = await Visit.Begin(chromium, hub.App, 1920, 1080);
        var page = await visit.SignIn("Samantha Smith");
        await Visit.Open(page, "/rotas/on-call", language, ".rota-week");
        var shift = page.Locator(".rota-week").Nth(2).Locator("button.rota-block").First;
        if (byKeyboard)
        {
            await shift.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
        }
        else
        {
            await shift.ClickAsync();
        }

        await page.Locator("#shift-person").WaitForAsync();
        await Visit.Picture(page, $"rota-dialog-{language}");
        (await Visit.Axe(page)).Should().BeEmpty();
        await page.Locator("#shift-person").SelectOptionAsync(new SelectOptionValue { Label = to });
        if (byKeyboard)
        {
            await page.Locator("#shift-give").FocusAsync();
            await page.Keyboard.PressAsync("Enter");
        }
        else
        {
            await page.Locator("#shift-give").ClickAsync();
        }

        await page.Locator("button.rota-block.override", new() { HasText = to }).First.WaitForAsync();
        await Visit.Picture(page, $"rota-moved-{language}");
        visit.Faults.Should().BeEmpty();
    }
}
