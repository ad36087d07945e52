using Hub.Tests.Harness;
using Microsoft.Playwright;

namespace Hub.Tests.Browser;

/// <summary>The incident page in real browsers: drafts, conflicts, who looks on, the record that does not jump, paper.</summary>
[Collection(BrowserTests.Name)]
public sealed class IncidentBrowserTests(Chromium chromium, RunningHub hub) : IClassFixture<RunningHub>
{
    private const string Samantha = "Samantha Smith";
    private const string Taylor = "Taylor Maxwell";

    private string Incident => $"/incidents/{hub.Incident}";

    [Fact]
    public async Task A_half_written_update_survives_a_reload()
    {
        await using var visit = await Visit.Begin(chromium, hub.App);
        var page = await visit.SignIn(Samantha);
        await Visit.Open(page, Incident, "en", ".composer textarea");
        await page.Locator(".composer textarea").PressSequentiallyAsync("Half a sent");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".composer textarea")).ToHaveValueAsync("Half a sent");

        await page.Locator(".composer textarea").FillAsync("Half a sentence, now whole");
        await page.Locator(".composer .check input").CheckAsync();
        await page.Locator(".composer .button-main").ClickAsync();
        await page.Locator(".entry[data-standing='Verified']", new() { HasText = "now whole" }).WaitForAsync();
        await page.ReloadAsync();
        await page.Locator(".entry").First.WaitForAsync();
        await Assertions.Expect(page.Locator(".composer textarea")).ToHaveValueAsync("");
        visit.Faults.Should().BeEmpty();
    }

    [Fact]
    public async Task Two_people_on_one_incident_see_each_other_and_their_own_drafts_only()
    {
        await using var first = await Visit.Begin(chromium, hub.App);
        await using var second = await Visit.Begin(chromium, hub.App);
        var samantha = await first.SignIn(Samantha);
        var taylor = await second.SignIn(Taylor);
        await Visit.Open(samantha, Incident, "en", ".here-now");
        await Visit.Open(taylor, Incident, "en", ".here-now");
        await Assertions.Expect(samantha.Locator(".here-now")).ToContainTextAsync(Taylor);
        await Assertions.Expect(taylor.Locator(".here-now")).ToContainTextAsync(Samantha);

        await samantha.Locator(".composer textarea").PressSequentiallyAsync("My words");
        await Assertions.Expect(taylor.Locator(".composer textarea")).ToHaveValueAsync("");

        // closing the tab is enough
        await taylor.CloseAsync();
        await Assertions.Expect(samantha.Locator(".here-now")).Not.ToContainTextAsync(Taylor, new() { Timeout = 10_000 });
        first.Faults.Should().BeEmpty();
    }

    [Fact]
    public async Task A_situation_report_half_written_survives_a_reload_and_a_conflict_shows_both_texts()
    {
        await using var first = await Visit.Begin(chromium, hub.App);
        await using var second = await Visit.Begin(chromium, hub.App);
        var samantha = await first.SignIn(Samantha);
        var taylor = await second.SignIn(Taylor);
        await Visit.Open(samantha, Incident, "en", "[data-do='begin-sitrep'], .sitrep-line a");
        await samantha.Locator("[data-do='begin-sitrep'], .sitrep-line a").First.ClickAsync();
        await samantha.Locator(".sitrep-section textarea").First.WaitForAsync();
        var path = new Uri(samantha.Url).PathAndQuery;
        await Visit.Open(taylor, path, "en", ".sitrep-section textarea");
        await samantha.Locator(".sitrep-section textarea").Nth(4).PressSequentiallyAsync("Samantha needs two engineers");
        await samantha.ReloadAsync();
        await Assertions.Expect(samantha.Locator(".sitrep-section textarea").Nth(4)).ToHaveValueAsync("Samantha needs two engineers");

        await taylor.Locator(".sitrep-section textarea").Nth(4).FillAsync("Taylor needs a generator");
        await taylor.Locator("[data-do='save']").ClickAsync();
        await Assertions.Expect(samantha.Locator("[data-theirs='needs']")).ToContainTextAsync("Taylor needs a generator");
        await Assertions.Expect(samantha.Locator(".sitrep-section textarea").Nth(4)).ToHaveValueAsync("Samantha needs two engineers");
        await Visit.Picture(samantha, "sitrep-conflict");
        (await Visit.Axe(samantha)).Should().BeEmpty();

        // also when the reload comes after the other has saved
        await samantha.ReloadAsync();
        await Assertions.Expect(samantha.Locator("[data-theirs='needs']")).ToContainTextAsync("Taylor needs a generator");
        await Assertions.Expect(samantha.Locator(".sitrep-section textarea").Nth(4)).ToHaveValueAsync("Samantha needs two engineers");
        first.Faults.Should().BeEmpty();
    }

    [Fact]
    public async Task The_record_does_not_jump_while_somebody_reads_and_a_link_leads_to_its_entry()
    {
        await using var visit = await Visit.Begin(chromium, hub.App, 1280, 700);
        using var api = await hub.App.Client((Hub.Domain.People.Right)int.MaxValue);
        for (var i = 0; i < 12; i++)
        {
            await RunningHub.Post(api, $"/incidents/{hub.Incident}/updates", new { text = $"Update {i} with enough words to fill a line of the record" });
        }

        var page = await visit.SignIn(Samantha);
        await Visit.Open(page, $"{Incident}?entry=3", "en", ".entry.is-target");
        var target = page.Locator(".entry.is-target");
        await Assertions.Expect(target).ToBeInViewportAsync();
        (await target.GetAttributeAsync("id")).Should().Be("entry-3");
        var before = (await target.BoundingBoxAsync())!.Y;
        await RunningHub.Post(api, $"/incidents/{hub.Incident}/updates", new { text = "News from elsewhere" });
        await page.Locator(".entry", new() { HasText = "News from elsewhere" }).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        (await target.BoundingBoxAsync())!.Y.Should().BeApproximately(before, 8);
        visit.Faults.Should().BeEmpty();
    }

    [Theory]
    [InlineData("en", 1920, false)]
    [InlineData("zh-Hans", 1920, true)]
    [InlineData("en", 390, true)]
    [InlineData("zh-Hans", 390, false)]
    public async Task The_page_fits_every_screen_in_both_looks(string language, int width, bool dark)
    {
        await using var visit = await Visit.Begin(chromium, hub.App, width, width > 1000 ? 1080 : 844);
        using var api = await hub.App.Client((Hub.Domain.People.Right)int.MaxValue);
        await RunningHub.Post(api, $"/incidents/{hub.Incident}/systems", new { name = $"WEB2 {language} {width}", state = "isolated", reason = "Its port is shut" });
        await RunningHub.Post(api, $"/incidents/{hub.Incident}/systems", new { name = $"Load balancer {language} {width}", state = "affected" });
        var page = await visit.SignIn(Samantha);
        await page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
        await Visit.Open(page, Incident, language, ".ladder-step");
        (await Visit.Overflow(page)).Should().BeLessThanOrEqualTo(0);
        (await Visit.Axe(page)).Should().BeEmpty();
        await Visit.Picture(page, $"incident-{width}-{(dark ? "dark" : "light")}-{language}");
        await page.EvaluateAsync("document.querySelector('.climb-picture').scrollIntoView({ block: 'center' })");
        await Visit.Picture(page, $"incident-ladder-{width}-{(dark ? "dark" : "light")}-{language}");
        await Assertions.Expect(page.Locator(".inc-bar .countdown")).ToBeInViewportAsync();
        visit.Faults.Should().BeEmpty();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public async Task The_incident_stands_on_paper(string language)
    {
        await using var visit = await Visit.Begin(chromium, hub.App, 900, 1200);
        var page = await visit.SignIn(Samantha);
        await Visit.Open(page, $"{Incident}/print", language, ".print-hash");
        (await page.Locator(".print-table tbody tr").CountAsync()).Should().BeGreaterThan(5);
        (await page.Locator(".print-hash code").InnerTextAsync()).Should().MatchRegex("^[0-9a-f]{64}$");
        (await Visit.Axe(page)).Should().BeEmpty();
        await Visit.Picture(page, $"incident-print-{language}");
        await page.SetViewportSizeAsync(390, 844);
        (await Visit.Overflow(page)).Should().BeLessThanOrEqualTo(0);
        (await page.PdfAsync(new() { Format = "A4" })).Length.Should().BeGreaterThan(10_000);
        visit.Faults.Should().BeEmpty();
    }
}
