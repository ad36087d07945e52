using System.Diagnostics;
using System.Globalization;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Features.Admin;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Browser;

/// <summary>The wall alone in its corner: it hears of changes, goes dark when it must, and comes back when nobody helps it.</summary>
[Collection(BrowserTests.Name)]
public sealed class WallTests(Chromium chromium)
{
    [Fact]
    public async Task An_update_reaches_an_open_wall()
    {
        await using var app = await HubApp.Start(RunningHub.Development);
        using var client = await app.Client((Right)int.MaxValue);
        var number = await RunningHub.Post(client, "/incidents", new { title = "Power of machine room 1", grade = "III", reason = "Both feeds down", category = "accident" });
        await using var visit = await Visit.Begin(chromium, app, 1920, 1080);
        var wall = await visit.Tab();
        await wall.GotoAsync((await RunningHub.NewWall(app)).Path);
        await wall.Locator(".wall-focus").WaitForAsync();

        var times = new List<TimeSpan>();
        for (var i = 0; i < 5; i++)
        {
            await RunningHub.Post(client, $"/incidents/{number}/updates", new { text = $"Update {i}" });
            var committed = Stopwatch.GetTimestamp();
            await wall.Locator(".wall-update", new() { HasText = $"Update {i}" }).WaitForAsync();
            times.Add(Stopwatch.GetElapsedTime(committed));
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"From the answered POST to the wall: {string.Join(", ", times.Select(t => $"{t.TotalMilliseconds:0} ms"))}."));
        visit.Faults.Should().BeEmpty();
    }

    [Fact]
    public async Task A_masked_wall_sends_no_text_to_the_browser()
    {
        await using var app = await HubApp.Start(RunningHub.Development);
        using var client = await app.Client((Right)int.MaxValue);
        var number = await RunningHub.Post(client, "/incidents", new { title = "Secret title", grade = "III", reason = "Secret reason", category = "accident" });
        await RunningHub.Post(client, $"/incidents/{number}/updates", new { text = "Secret update" });
        await using var visit = await Visit.Begin(chromium, app, 1920, 1080);
        var wall = await visit.Tab();

        await wall.GotoAsync((await RunningHub.NewWall(app, masked: true)).Path);
        await wall.Locator(".wall-panes").WaitForAsync();

        (await wall.ContentAsync()).Should().Contain(number).And.NotContain("Secret");
        await Visit.Picture(wall, "wall-masked-en");
    }

    [Fact]
    public async Task A_revoked_wall_goes_dark_within_thirty_seconds()
    {
        await using var app = await HubApp.Start(RunningHub.Development);
        await using var visit = await Visit.Begin(chromium, app, 1920, 1080);
        var wall = await visit.Tab();
        var (id, path) = await RunningHub.NewWall(app);
        await wall.GotoAsync(path);
        await wall.Locator(".wall-quiet").WaitForAsync();

        await using (var scope = app.Services.CreateAsyncScope())
        {
            (await scope.ServiceProvider.GetRequiredService<RevokeDisplay>().Run(Caller.Program, id)).IsRefused.Should().BeFalse();
        }

        await wall.Locator(".wall-off").WaitForAsync(new() { Timeout = 30_000 });
        (await wall.Locator(".wall-quiet").CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_wall_outlives_the_server_and_shows_what_happened_meanwhile()
    {
        var store = Path.Combine(Path.GetTempPath(), $"hub-wall-{Guid.NewGuid():N}");
        Directory.CreateDirectory(store);
        try
        {
            var first = await HubApp.Start(RunningHub.Development with { KeptFolder = store });
            await using var visit = await Visit.Begin(chromium, first, 1920, 1080);
            var wall = await visit.Tab();
            await wall.GotoAsync((await RunningHub.NewWall(first)).Path);
            await wall.Locator(".wall-quiet").WaitForAsync();
            var port = first.Address.Port;

            await first.DisposeAsync();
            await wall.Locator("#stale:not([hidden])").WaitForAsync();
            (await wall.Locator("#stale").InnerTextAsync()).Should().Contain("Connection lost");

            await using var second = await HubApp.Start(RunningHub.Development with { KeptFolder = store, Port = port });
            using var client = await second.Client((Right)int.MaxValue);
            await RunningHub.Post(client, "/incidents", new { title = "While nobody looked", grade = "III", reason = "Seen", category = "accident" });

            await wall.Locator(".wall-focus h1", new() { HasText = "While nobody looked" }).WaitForAsync();
            await wall.Locator("#stale[hidden]").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });
        }
        finally
        {
            Directory.Delete(store, recursive: true);
        }
    }
}
