using Microsoft.Playwright;

namespace Hub.Tests.Browser;

/// <summary>Every page that people open, in both languages: it stands, says no error, fits a phone, and axe finds nothing grave.</summary>
[Collection(BrowserTests.Name)]
public sealed class PageTests(Chromium chromium, RunningHub hub, Visitors visitors) : IClassFixture<RunningHub>, IClassFixture<Visitors>
{
    private const string Samantha = "Samantha Smith";
    private const string Administrator = "administrator";

    /// <summary>Name of the picture, path, what stands when the page is there, and who looks; nobody for pages without signing in.</summary>
    private static readonly (string Name, string Path, string Ready, string Who)[] All =
    [
        ("desk", "/", ".desk .panel", Samantha),
        ("incidents", "/incidents", ".page h1", Samantha),
        ("trend", "/incidents/trend", ".trend-columns", Samantha),
        ("incident", "/incidents/{incident}", ".inc-commands", Samantha),
        ("incident-print", "/incidents/{incident}/print", ".print-hash", Samantha),
        ("sitrep", "/incidents/{incident}/situation-reports/1", ".sitrep-section", Samantha),
        ("sitrep-print", "/incidents/{incident}/situation-reports/1/print", ".sitrep-sheet", Samantha),
        ("reports", "/reports", ".page h1", Samantha),
        ("report", "/report", ".page h1", Samantha),
        ("readiness", "/readiness", ".ready-grid", Samantha),
        ("who", "/plan/who?grade=I", ".rung-dot", Samantha),
        ("plan", "/plan", ".plan-grade", Samantha),
        ("plans", "/plans", ".plan-versions", Samantha),
        ("plan-version", "/plans/1", ".plan-grade", Samantha),
        ("plan-chart", "/plans/1/organisation", ".chart", Samantha),
        ("plan-differences", "/plans/2/differences/1", ".differences", Samantha),
        ("plan-import", "/plans/import", ".panel", Administrator),
        ("plan-edit-scope", "/plans/2/edit/scope", ".plan-save", Administrator),
        ("plan-edit-organisation", "/plans/2/edit/organisation", ".edit-unit", Administrator),
        ("plan-edit-told", "/plans/2/edit/told", ".edit-box", Administrator),
        ("plan-edit-ladders", "/plans/2/edit/ladders", ".edit-steps", Administrator),
        ("plan-edit-response", "/plans/2/edit/response", ".plan-save", Administrator),
        ("plan-edit-duties", "/plans/2/edit/duties", ".plan-save", Administrator),
        ("plan-edit-authority", "/plans/2/edit/authority", ".edit-targets", Administrator),
        ("plan-edit-texts", "/plans/2/edit/texts", ".standing-preview", Administrator),
        ("rotas", "/rotas", ".rota-line", Samantha),
        ("rota", "/rotas/it-on-call", ".rota-week", Samantha),
        ("directory", "/directory", ".page section", Samantha),
        ("directory-kept", "/directory", ".dir-person .actions", Administrator),
        ("directory-offices", "/directory?tab=offices", ".dir-office", Administrator),
        ("directory-groups", "/directory?tab=groups", ".dir-group", Administrator),
        ("directory-bodies", "/directory?tab=bodies", ".dir-body", Samantha),
        ("directory-assets", "/directory?tab=assets", ".dir-asset", Samantha),
        ("directory-import", "/directory/import?kind=persons", ".file-pick", Administrator),
        ("profile", "/account/profile", "h1", Samantha),
        ("admin", "/admin", ".page h1", Administrator),
        ("sign-in", "/account/sign-in", ".account-card", ""),
    ];

    public static TheoryData<string, string> Pages
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var page in All)
            {
                data.Add(page.Name, "en");
                data.Add(page.Name, "zh-Hans");
            }

            return data;
        }
    }

    public static TheoryData<string, string> InTheDark
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (page, index) in All.Select((page, index) => (page, index)))
            {
                data.Add(page.Name, index % 2 == 0 ? "zh-Hans" : "en");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_stands_in_both_languages_and_on_a_phone(string name, string language)
    {
        var (_, path, ready, who) = Array.Find(All, p => p.Name == name);
        var visit = await visitors.Of(chromium, hub.App, who);
        var page = await visit.Tab();

        await Visit.Open(page, path.Replace("{incident}", hub.Incident, StringComparison.Ordinal), language, ready);
        (await page.Locator("html").GetAttributeAsync("lang")).Should().Be(language);
        (await Visit.Overflow(page)).Should().BeLessThanOrEqualTo(0);
        await Visit.Picture(page, $"{name}-{language}");
        (await Visit.Axe(page)).Should().BeEmpty();

        await page.SetViewportSizeAsync(390, 844);
        (await Visit.Overflow(page)).Should().BeLessThanOrEqualTo(0, "nobody scrolls sideways on a phone");
        await Visit.Picture(page, $"{name}-390-{language}");
        (await Visit.Axe(page)).Should().BeEmpty();
        visit.Faults.Should().BeEmpty();
    }

    /// <summary>What the first test leaves out, pairwise: each page in the dark on a big screen and on a phone, every other page in Chinese.</summary>
    [Theory]
    [MemberData(nameof(InTheDark))]
    public async Task A_page_stands_in_the_dark_on_a_big_screen_and_on_a_phone(string name, string language)
    {
        var (_, path, ready, who) = Array.Find(All, p => p.Name == name);
        var visit = await visitors.Of(chromium, hub.App, who);
        var page = await visit.Tab();
        await page.SetViewportSizeAsync(1920, 1080);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });

        await Visit.Open(page, path.Replace("{incident}", hub.Incident, StringComparison.Ordinal), language, ready);
        (await page.Locator("html").GetAttributeAsync("data-look")).Should().Be("dark");
        await Visit.Picture(page, $"{name}-dark-1920-{language}");
        (await Visit.Axe(page)).Should().BeEmpty();
        (await Visit.Overflow(page)).Should().BeLessThanOrEqualTo(0);

        await page.SetViewportSizeAsync(390, 844);
        await Visit.Picture(page, $"{name}-dark-390-{language}");
        (await Visit.Axe(page)).Should().BeEmpty();
        visit.Faults.Should().BeEmpty();
    }

    /// <summary>Whoever has every link in the bar reaches his language and his account on every screen.</summary>
    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public async Task The_bar_fits_every_width(string language)
    {
        var visit = await visitors.Of(chromium, hub.App, Administrator);
        var page = await visit.Tab();
        await Visit.Open(page, "/", language, ".desk .panel");

        foreach (var width in new[] { 3840, 1920, 1641, 1640, 1440, 1366, 1280, 1279, 1024, 960, 768, 600, 390, 360 })
        {
            await page.SetViewportSizeAsync(width, 800);
            (await page.EvaluateAsync<string[]>(BesideTheBar)).Should().BeEmpty($"at {width}");
        }
    }

    /// <summary>What is seen of the bar's children and does not stand between its edges, or stands upon its neighbour.</summary>
    private const string BesideTheBar = """
        [...document.querySelectorAll('.app-bar > *')].filter(e => e.getBoundingClientRect().width > 0)
          .filter((e, i, all) => { const a = e.getBoundingClientRect(), b = all[i + 1]?.getBoundingClientRect(); return a.left < 0 || a.right > innerWidth + 1 || (b && a.right > b.left + 1); })
          .map(e => e.className + ' ' + JSON.stringify(e.getBoundingClientRect()))
        """;

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public async Task The_phone_page_of_a_notice_stands(string language)
    {
        await using var visit = await Visit.Begin(chromium, hub.App, 390, 844);
        var page = await visit.Tab();

        await page.GotoAsync(await hub.Link(language));
        await page.Locator("form button:not(.quiet)").WaitForAsync();
        (await page.Locator("html").GetAttributeAsync("lang")).Should().Be(language);
        await Visit.Picture(page, $"phone-{language}");
        (await Visit.Axe(page)).Should().BeEmpty();
        (await Visit.Overflow(page)).Should().BeLessThanOrEqualTo(0, "nobody scrolls sideways on a phone");
        visit.Faults.Should().BeEmpty();
    }

    [Theory]
    [InlineData("en", 1920, 1080)]
    [InlineData("zh-Hans", 1920, 1080)]
    [InlineData("en", 3840, 2160)]
    [InlineData("zh-Hans", 1080, 1920)]
    public async Task The_wall_fits_its_screen_and_scrolls_nowhere(string language, int width, int height)
    {
        await using var visit = await Visit.Begin(chromium, hub.App, width, height);
        var page = await visit.Tab();
        var (_, path) = await RunningHub.NewWall(hub.App);

        await page.GotoAsync($"{path}&lang={language}");
        await page.Locator(".wall-panes").WaitForAsync();

        new Uri(page.Url).PathAndQuery.Should().Be("/wall", "the key must not stay in the address");
        (await page.Locator("html").GetAttributeAsync("lang")).Should().Be(language);
        (await page.Locator(".wall-next .countdown").InnerTextAsync()).Should().NotBeEmpty();
        (await page.Locator(".wall-card").CountAsync()).Should().Be(1);
        await Visit.Picture(page, $"wall-{width}x{height}-{language}");
        (await Visit.Axe(page)).Should().BeEmpty();
        (await page.EvaluateAsync<bool>("document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth")).Should().BeTrue();
        (await page.EvaluateAsync<string[]>(Cut)).Should().BeEmpty("what does not fit must be paged or shortened, never cut");
        visit.Faults.Should().BeEmpty();
    }

    /// <summary>Blocks of the wall that end below or beside the block that holds them.</summary>
    private const string Cut = """
        [...document.querySelectorAll('.wall-bar, .wall-head, .wall-next, .wall-next .countdown, .wall-card, .wall-card p, .wall-line, .wall-event, .wall-leader')]
          .filter(e => { const a = e.getBoundingClientRect(), b = e.closest('.wall-pane, .wall-card, .wall-next, .wall').getBoundingClientRect();
            return a.height > 0 && (a.bottom > b.bottom + 2 || a.right > b.right + 2); })
          .map(e => e.className + ': ' + e.textContent.trim())
        """;
}
