using Microsoft.Playwright;

namespace Hub.Bench;

/// <summary>Real browser pages: walls in tabs of Chromium, each of which notes when an update stands on it.</summary>
internal sealed class Screens : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    // the text stands in the page when the observer runs: before the paint, which a page without a screen does not do
    private const string Watch = """
        () => {
          window.seen = {};
          const look = () => {
            const text = document.querySelector('.wall-update')?.textContent;
            if (text && !(text in window.seen)) window.seen[text] = performance.timeOrigin + performance.now();
          };
          new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
          look();
        }
        """;

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly List<IPage> pages = [];

    private Screens(IPlaywright playwright, IBrowser browser)
    {
        this.playwright = playwright;
        this.browser = browser;
    }

    public int Count => pages.Count;

    /// <summary>Null where Chromium is missing.</summary>
    public static async Task<Screens?> Start()
    {
        if (Array.Find(Places, File.Exists) is not { } path)
        {
            return null;
        }

        var driver = await Playwright.CreateAsync();
        return new Screens(driver, await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = ["--no-sandbox", "--disable-dev-shm-usage"] }));
    }

    /// <summary>Opens so many walls.</summary>
    public async Task Open(string address, int count)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1920, Height = 1080 } });
        for (var i = 0; i < count; i++)
        {
            var page = await context.NewPageAsync();
            await page.GotoAsync(i == 0 ? address : new Uri(new Uri(address), "/wall").ToString());
            await page.Locator(".wall-focus").WaitForAsync();
            await page.EvaluateAsync(Watch);
            pages.Add(page);
        }
    }

    /// <summary>When the update stood on the last of them, UTC; null when not on all: a newer one had taken its place.</summary>
    public async Task<DateTime?> Last(string text)
    {
        DateTime? last = null;
        foreach (var page in pages)
        {
            var at = await page.EvaluateAsync<double?>("t => window.seen[t] ?? null", text);
            if (at is null)
            {
                return null;
            }

            var seen = DateTime.UnixEpoch.AddMilliseconds(at.Value);
            last = last > seen ? last : seen;
        }

        return last;
    }

    /// <summary>Waits until an update stands on all of them.</summary>
    public async Task Until(string text)
    {
        foreach (var page in pages)
        {
            await page.WaitForFunctionAsync("t => t in window.seen", text, new PageWaitForFunctionOptions { Timeout = 60_000, PollingInterval = 20 });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
