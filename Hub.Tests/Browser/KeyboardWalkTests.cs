using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Hub.Tests.Browser;

/// <summary>An emergency without a mouse: report, triage, acknowledge, update, close. The focus is seen at every step and never lost.</summary>
[Collection(BrowserTests.Name)]
public sealed class KeyboardWalkTests(Chromium chromium)
{
    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public async Task Report_triage_acknowledge_update_and_close_with_keys_alone(string language)
    {
        await using var app = await HubApp.Start(RunningHub.Development);
        await using var visit = await Visit.Begin(chromium, app);
        var page = await visit.Tab();
        var keys = new Keyboard(page);

        // sign in
        await page.GotoAsync($"/language/{language}?returnUrl=/account/sign-in");
        await page.Locator(".sample-person").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.EvaluateAsync("[...document.querySelectorAll('.sample-person button')].find(b => b.textContent.includes('CSIRT Leader')).id = 'leader'");
        if (!await page.Locator("#leader").IsVisibleAsync())
        {
            await keys.TabTo("details:has(#leader) > summary");
            await keys.Press("Enter");
        }

        await keys.TabTo("#leader");
        await keys.Press("Enter");
        await page.Locator(".desk .all-done").WaitForAsync();

        // report
        await keys.Press("r");
        await page.WaitForURLAsync("**/report");
        await page.Locator("[data-draft=report-title]").WaitForAsync();
        await keys.TabTo("[data-draft=report-title] input");
        await keys.Write("Code Red II on web server WEB2");
        await keys.TabTo(".send button");
        await keys.Press("Enter");
        await page.Locator(".sent-number").WaitForAsync();
        await keys.KeepsTheFocus("the report was sent");
        await keys.TabTo(".sent a[href='/']");
        await keys.Press("Enter");

        // triage
        await page.Locator("[data-report]").WaitForAsync();
        await keys.KeepsTheFocus("the desk was opened");
        await keys.Press("j");
        (await keys.Is("[data-row]")).Should().BeTrue("j chooses the first line");
        await Visit.Picture(page, $"keyboard-row-{language}");
        while (!await keys.Is("[data-report]"))
        {
            await keys.Press("j");
        }

        await keys.Press("o");
        await page.Locator("#triage-decide").WaitForAsync();
        await keys.ComesTo(".mud-dialog-container");
        await keys.TabTo(".grade-choice input");
        await keys.Press("Space");
        while (!await keys.Is("input[value=II]"))
        {
            await keys.Press("ArrowDown");
        }

        await keys.TabTo("textarea");
        await keys.Write("Signature in the log and root.exe on the disk");
        await keys.TabTo("#triage-decide");
        await keys.Press("Enter");
        await page.WaitForURLAsync("**/incidents/INC-*");
        await page.Locator(".inc-commands").WaitForAsync();
        await keys.KeepsTheFocus("the incident was opened");

        // acknowledge, on the desk
        await keys.TabTo(".nav-wide a[href='/']", back: true);
        await keys.Press("Enter");
        await page.Locator(".needs [data-notice]").First.WaitForAsync();
        await keys.KeepsTheFocus("the desk was opened again");
        await keys.Press("a");
        (await keys.Is("[data-notice]")).Should().BeTrue("the first press only chooses: nothing is acknowledged by accident");
        var before = await page.Locator(".needs [data-notice]").CountAsync();
        await keys.Press("a");
        await page.WaitForFunctionAsync("n => document.querySelectorAll('.needs [data-notice]').length < n", before);
        await keys.KeepsTheFocus("the notice left the list");

        // update
        while (!await keys.Is("[data-incident]"))
        {
            await keys.Press("j");
        }

        await keys.Press("o");
        await page.Locator(".composer textarea").WaitForAsync();
        await keys.KeepsTheFocus("the incident was opened from its line");
        await keys.TabTo(".composer textarea");
        await keys.Write("WEB2 is off the network; the service goes on.");
        await keys.TabTo(".composer .button-main");
        await keys.Press("Enter");
        await page.Locator("[data-kind=UpdatePosted]").First.WaitForAsync();
        await keys.KeepsTheFocus("the update was posted");

        // close
        await keys.TabTo("[data-do=close]", back: true);
        await keys.Press("Enter");
        await page.Locator("#reason-decide").WaitForAsync();
        await keys.ComesTo(".mud-dialog-container");
        await keys.TabTo("[role=dialog] textarea");
        await keys.Write("WEB2 serves again, everything is documented");
        await keys.TabTo("#reason-decide");
        await keys.Press("Enter");
        await page.Locator("[role=dialog]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.Locator("[data-do=close]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await keys.KeepsTheFocus("the incident was closed");

        await using var db = app.Db();
        (await db.Incidents.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken)).State.Should().Be(IncidentState.Closed);
        (await db.Acknowledgements.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken)).Means.Should().Be(AcknowledgementMeans.Desk);
        visit.Faults.Should().BeEmpty();
    }

    [Fact]
    public async Task Search_opens_at_once_is_walked_with_arrows_and_never_takes_letters_from_a_field()
    {
        await using var app = await HubApp.Start(RunningHub.Development);
        using var client = await app.Client((Hub.Domain.People.Right)int.MaxValue);
        await RunningHub.Post(client, "/incidents", new { title = "财务部服务器感染勒索病毒", grade = "II", reason = "seen", place = "二号机房" });
        await RunningHub.Post(client, "/incidents", new { title = "Ransomware on file server FS1", grade = "III", reason = "seen" });
        await using var visit = await Visit.Begin(chromium, app);
        var page = await visit.SignIn("Samantha Smith");
        await Visit.Open(page, "/", "en", ".all-done, .needs .task");
        var keys = new Keyboard(page);

        await keys.Press("Control+k");
        (await keys.Is("#search [role=combobox]")).Should().BeTrue("whoever presses the key can type at once");
        await keys.Write("勒索");
        await page.Locator("#search [role=option][data-go='/incidents/INC-2026-0001'][aria-selected=true]").WaitForAsync();
        (await page.GetAttributeAsync("#search [role=combobox]", "aria-activedescendant")).Should().Be("hit-INC-2026-0001");
        (await Visit.Axe(page)).Should().BeEmpty();
        await Visit.Picture(page, "search-en");
        await keys.Press("ArrowDown");
        await page.Locator("#search [aria-selected=true]:not([data-go='/incidents/INC-2026-0001'])").WaitForAsync();
        await keys.Press("ArrowUp");
        await keys.Press("Enter");
        await page.WaitForURLAsync("**/incidents/INC-2026-0001");
        (await page.Locator("dialog[open]").CountAsync()).Should().Be(0);

        // letters belong to the field that is being typed in
        await page.Locator(".composer textarea").FocusAsync();
        await page.Keyboard.TypeAsync("a report o j k ?");
        (await page.Locator(".composer textarea").InputValueAsync()).Should().Be("a report o j k ?");
        page.Url.Should().EndWith("/incidents/INC-2026-0001");
        await page.Locator(".composer textarea").FillAsync("");

        // and single keys can be switched off
        await page.Locator("h1").First.FocusAsync();
        await keys.Press("?");
        await page.Locator("dialog#keys[open]").WaitForAsync();
        await Visit.Picture(page, "keys-en");
        (await Visit.Axe(page)).Should().BeEmpty();
        await keys.TabTo("[data-keys-switch]");
        await keys.Press("Space");
        await keys.Press("Escape");
        await keys.Press("r");
        await keys.Press("Control+k");
        await page.Locator("dialog#search[open]").WaitForAsync();
        page.Url.Should().EndWith("/incidents/INC-2026-0001", "r does nothing when single keys are off");
        await keys.Press("Escape");

        // the page, and the dialog on a phone
        await Visit.Open(page, "/search?q=0001", "zh-Hans", ".hits");
        await Visit.Picture(page, "search-page-zh");
        (await Visit.Axe(page)).Should().BeEmpty();
        await page.SetViewportSizeAsync(390, 844);
        (await Visit.Overflow(page)).Should().BeLessThanOrEqualTo(0);
        await Visit.Picture(page, "search-page-390-zh");
        await page.Locator(".search-open").ClickAsync();
        await Soon.Until(async () =>
        {
            // What is typed while a busy machine has lost the line is not asked: whoever sees nothing types again.
            await page.Locator("#search [role=combobox]").FillAsync("");
            await page.Locator("#search [role=combobox]").FillAsync("机房");
            return await page.WaitForFunctionAsync("() => document.querySelector('#search [role=option]') !== null", null, new() { Timeout = 10_000 }).ContinueWith(t => t.IsCompletedSuccessfully, TaskScheduler.Default);
        });
        await Visit.Picture(page, "search-390-zh");
        (await Visit.Overflow(page)).Should().BeLessThanOrEqualTo(0);
        visit.Faults.Should().BeEmpty();
    }
}
