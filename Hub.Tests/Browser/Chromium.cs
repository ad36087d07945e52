using Hub.Tests.Harness;
using Microsoft.Playwright;

namespace Hub.Tests.Browser;

/// <summary>One browser for all tests of the collection; each test opens contexts of its own. Skips, and says so, where Chromium is missing.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private readonly string? path = Array.Find(Places, File.Exists);
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>A fresh browser profile; the caller disposes it.</summary>
    public async Task<IBrowserContext> Profile(Uri address, int width = 1280, int height = 800)
    {
        Assert.SkipWhen(path is null, "Chromium is not installed: apt-get install chromium fonts-noto-cjk.");

        // A browser that died takes one test with it, not all that follow.
        if (browser is not { IsConnected: true })
        {
            await Launch();
        }

        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Locale = "en-GB",
        });
        context.SetDefaultTimeout((float)Soon.Patience.TotalMilliseconds / 2);
        return context;
    }

    public async ValueTask InitializeAsync()
    {
        if (path is not null)
        {
            await Launch();
        }
    }

    public async ValueTask DisposeAsync() => await End();

    private async Task Launch()
    {
        await End();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Headless = true,
            Args = ["--no-sandbox", "--disable-dev-shm-usage"],
        });
    }

    private async Task End()
    {
        try
        {
            if (browser is not null)
            {
                await browser.DisposeAsync();
            }
        }
        catch (PlaywrightException)
        {
            // It is dead already.
        }

        playwright?.Dispose();
        browser = null;
        playwright = null;
    }
}

/// <summary>Tests with the browser run one after the other: a machine with few cores has enough to do with one page and one program.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BrowserTests : ICollectionFixture<Chromium>
{
    public const string Name = "Browser";
}
