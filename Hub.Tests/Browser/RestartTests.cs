using System.Net.Http.Headers;
using Hub.Tests.Harness;
using Microsoft.Playwright;

namespace Hub.Tests.Browser;

/// <summary>The program dies and comes back under pages that are open: the real process, killed, on one port.</summary>
[Collection(BrowserTests.Name)]
public sealed class RestartTests(Chromium chromium) : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"hub-restart-{Guid.NewGuid():N}");
    private readonly string newer = Path.Combine(Path.GetTempPath(), $"hub-newer-{Guid.NewGuid():N}");
    private readonly int port = Ports.Free();
    private HttpClient api = null!;
    private string wallPath = "";

    private Uri Address => new($"http://127.0.0.1:{port}");

    public ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(folder);
        return ValueTask.CompletedTask;
    }

    // how long the page had heard nothing when it began to look stale
    private const string Silence = """
        () => {
          let heard = performance.now();
          new MutationObserver(() => heard = performance.now()).observe(document.querySelector('[data-as-of]'), { subtree: true, characterData: true, childList: true });
          new MutationObserver(() => { if (document.documentElement.hasAttribute('data-stale')) window.silentFor ??= performance.now() - heard; }).observe(document.documentElement, { attributes: true });
        }
        """;

    [Fact]
    public async Task Wall_desk_and_a_half_written_update_outlive_the_server_and_miss_nothing()
    {
        var first = await Begin();
        var number = await RunningHub.Post(api, "/incidents", new { title = "Before it died", grade = "III", reason = "Seen", category = "accident" });
        await using var office = new Visit(await chromium.Profile(Address));
        await using var warRoom = new Visit(await chromium.Profile(Address, 1920, 1080));
        var wall = await warRoom.Tab();
        await wall.GotoAsync(wallPath);
        await wall.Locator(".wall-focus h1", new() { HasText = "Before it died" }).WaitForAsync();
        var desk = await office.SignIn("Taylor Maxwell");
        var incident = await office.Tab();
        await incident.GotoAsync($"/incidents/{number}");
        var draft = incident.Locator("[data-draft] textarea").First;
        await draft.PressSequentiallyAsync("The pumps run, ");

        await wall.EvaluateAsync(Silence);
        await first.Kill();
        foreach (var page in new[] { wall, desk, incident })
        {
            await page.Locator("#stale:not([hidden])").WaitForAsync();
        }

        (await wall.EvaluateAsync<double>("window.silentFor")).Should().BeInRange(3_000, 5_500, "within five seconds, and a page of a busy machine may tick late");
        (await incident.Locator("#stale").InnerTextAsync()).Should().MatchRegex("Data as of [0-9:]{8}, [0-9:]+ old").And.Contain("reconnecting");
        var age = await wall.Locator("#stale").InnerTextAsync();
        await wall.WaitForFunctionAsync("text => document.getElementById('stale').innerText !== text", age);

        // commands are blocked, typing is not
        await draft.PressSequentiallyAsync("the second one is being fetched.");
        (await incident.Locator("[data-command]").First.EvaluateAsync<bool>("e => e.inert")).Should().BeTrue();

        await using var second = await Serve();
        await RunningHub.Post(api, $"/incidents/{number}/updates", new { text = "Written while nobody could look" });
        await RunningHub.Post(api, "/incidents", new { title = "Confirmed meanwhile", grade = "IV", reason = "Seen", category = "accident" });
        await RunningHub.Post(api, "/reports", new { title = "Reported meanwhile" });

        var patient = new LocatorWaitForOptions { Timeout = 60_000 };
        await wall.Locator(".wall-update", new() { HasText = "Written while nobody could look" }).WaitForAsync(patient);
        await wall.Locator(".wall-card-title", new() { HasText = "Confirmed meanwhile" }).WaitForAsync(patient);
        await wall.Locator(".wall-report", new() { HasText = "Reported meanwhile" }).WaitForAsync(patient);
        await desk.GetByText("Confirmed meanwhile").First.WaitForAsync(patient);
        await desk.GetByText("Reported meanwhile").First.WaitForAsync(patient);
        await incident.GetByText("Written while nobody could look").First.WaitForAsync(patient);
        await Assertions.Expect(incident.Locator("[data-draft] textarea").First).ToHaveValueAsync("The pumps run, the second one is being fetched.");
        foreach (var page in new[] { wall, desk, incident })
        {
            await page.Locator("#stale[hidden]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        }

        // what was typed is a text that can be posted, not a picture of one
        await incident.Locator(".composer [data-command]").First.ClickAsync();
        await wall.Locator(".wall-update", new() { HasText = "The pumps run, the second one is being fetched." }).WaitForAsync(patient);
    }

    [Fact]
    public async Task A_wall_takes_up_a_new_version_by_itself()
    {
        var first = await Begin();
        await using var warRoom = new Visit(await chromium.Profile(Address, 1920, 1080));
        var wall = await warRoom.Tab();
        await wall.GotoAsync(wallPath);
        await wall.Locator(".wall-quiet").WaitForAsync();
        var build = await wall.Locator("html").GetAttributeAsync("data-build");

        await first.Kill();
        NewVersion.Make(newer);
        await using var second = await Serve(newer);

        await wall.WaitForFunctionAsync("build => document.documentElement.dataset.build !== build && document.querySelector('.wall-quiet')", build, new() { Timeout = 60_000 });
        await RunningHub.Post(api, "/incidents", new { title = "Under the new version", grade = "IV", reason = "Seen", category = "accident" });
        await wall.Locator(".wall-focus h1", new() { HasText = "Under the new version" }).WaitForAsync();
    }

    [Fact]
    public async Task A_wall_whose_page_is_older_than_the_server_that_answers_reloads_itself()
    {
        await using var server = await Begin();
        await using var warRoom = new Visit(await chromium.Profile(Address, 1920, 1080));
        var wall = await warRoom.Tab();
        await wall.GotoAsync(wallPath);
        await wall.Locator(".wall-quiet").WaitForAsync();
        await wall.EvaluateAsync("document.documentElement.dataset.build = 'older'");

        await wall.WaitForFunctionAsync("() => document.documentElement.dataset.build !== 'older' && document.querySelector('.wall-quiet')");
    }

    public ValueTask DisposeAsync()
    {
        api?.Dispose();
        foreach (var gone in new[] { folder, newer }.Where(Directory.Exists))
        {
            Directory.Delete(gone, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The program for the first time, with a key for the test and one for the wall.</summary>
    private async Task<HubProcess> Begin()
    {
        var process = await Serve();
        var key = await Once("keys", "add", "--name", "api", "--rights", "read,report,triage,command");
        wallPath = new Uri(await Once("displays", "add", "--name", "wall")).PathAndQuery;
        api = new HttpClient { BaseAddress = Address };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return process;
    }

    private async Task<string> Once(params string[] words)
    {
        var (status, output) = await HubProcess.Run(folder, words);
        status.Should().Be(0, output);
        return output.Trim().Split('\n')[^1].Trim();
    }

    private async Task<HubProcess> Serve(string? program = null)
    {
        var process = HubProcess.ServeFrom(program ?? AppContext.BaseDirectory, folder, "environment=Development", $"urls={Address}");
        await process.Address();
        return process;
    }
}
