using Deque.AxeCore.Commons;
using Hub.Tests.Harness;
using Microsoft.Playwright;

namespace Hub.Tests.Browser;

/// <summary>Somebody in front of a browser: signs in, chooses a language, looks; notes every error that the console shows.</summary>
internal sealed class Visit(IBrowserContext context) : IAsyncDisposable
{
    private static readonly string AxeScript = new BundledAxeScriptProvider().GetScript();
    private readonly List<string> faults = [];

    public IReadOnlyList<string> Faults => faults;

    /// <summary>False once its browser died.</summary>
    public bool IsThere => context.Browser is { IsConnected: true };

    public static async Task<Visit> Begin(Chromium chromium, HubApp app, int width = 1280, int height = 800) => new(await chromium.Profile(app.Address, width, height));

    /// <summary>A tab that notes errors.</summary>
    public async Task<IPage> Tab()
    {
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                faults.Add($"{page.Url}: {message.Text}");
            }
        };
        page.PageError += (_, error) => faults.Add($"{page.Url}: {error}");
        return page;
    }

    /// <summary>Signs in as one of the sample people.</summary>
    public async Task<IPage> SignIn(string name)
    {
        var page = await Tab();
        await page.GotoAsync("/account/sign-in");
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        await page.Locator(".sample-person button", new() { HasText = name }).First.ClickAsync();
        await page.Locator(".desk").WaitForAsync();
        return page;
    }

    /// <summary>Closes every tab and forgets what went wrong in them.</summary>
    public async Task CloseTabs()
    {
        foreach (var page in context.Pages.ToArray())
        {
            await page.CloseAsync();
        }

        faults.Clear();
    }

    /// <summary>Opens a page in a language and waits until it stands.</summary>
    public static async Task Open(IPage page, string path, string language, string ready)
    {
        await page.GotoAsync($"/language/{language}?returnUrl={Uri.EscapeDataString(path)}");
        await page.Locator(ready).First.WaitForAsync();
    }

    /// <summary>
    /// Serious and critical faults that axe finds, as lines that say where. It runs in the page itself and works out only what is wrong:
    /// a third of the time that the whole account takes in a window of its own.
    /// </summary>
    public static async Task<IReadOnlyList<string>> Axe(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
        {
            await page.EvaluateAsync(AxeScript);
        }

        return await page.EvaluateAsync<string[]>("""
            axe.run({ resultTypes: ['violations'] }).then(found => found.violations.filter(v => ['serious', 'critical'].includes(v.impact))
              .flatMap(v => v.nodes.map(n => `${v.id} (${v.impact}): ${n.html}`)))
            """);
    }

    /// <summary>How many pixels the page is wider than its window.</summary>
    public static Task<int> Overflow(IPage page) => page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth");

    /// <summary>Writes what is seen to <c>artifacts/screens</c>.</summary>
    public static Task Picture(IPage page, string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Sources.Root, "artifacts", "screens", $"{name}.png") });

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
