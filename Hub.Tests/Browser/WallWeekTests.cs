using System.Globalization;
using Hub.Domain.Grading;
using Hub.Tests.Harness;
using Hub.Tests.Live;
using Hub.Web.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Hub.Tests.Browser;

/// <summary>A wall runs for a week and grows neither in its browser nor on the server.</summary>
[Collection(BrowserTests.Name)]
public sealed class WallWeekTests(Chromium chromium)
{
    private const int Batch = 25;
    private const int WarmUp = 80;
    private const int Batches = 400;

    // what the harness keeps of the log is no growth of the program
    private static readonly Dictionary<string, string?> Quiet = new(StringComparer.Ordinal)
    {
        ["Logging:LogLevel:Default"] = "Error",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Error",
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Error",
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command"] = "Error",
    };

    [Fact]
    public async Task Ten_thousand_updates_leave_page_and_server_as_large_as_before()
    {
        await using var app = await HubApp.Start(RunningHub.Development with { Settings = Quiet });
        using var bench = LiveBench.In(app);
        await bench.Prepare();
        var incident = await bench.OpenIncident("Runs for a week");
        await bench.OpenIncident("Beside it", Grade.IV);
        await using var visit = await Visit.Begin(chromium, app, 1920, 1080);
        var wall = await visit.Tab();
        await wall.GotoAsync((await RunningHub.NewWall(app)).Path);
        await wall.Locator(".wall-panes").WaitForAsync();
        var cdp = await wall.Context.NewCDPSessionAsync(wall);
        await cdp.SendAsync("Performance.enable");
        await wall.EvaluateAsync("() => { window.drawn = 0; new MutationObserver(() => window.drawn++).observe(document.querySelector('.wall'), { childList: true, subtree: true, characterData: true }); }");

        // longer than every ring and cache
        await Update(WarmUp);
        var (pageBefore, nodesBefore, listenersBefore) = await Page();
        var serverBefore = Server();
        await Update(Batches);
        var (page, nodes, listeners) = await Page();
        var server = Server();

        var drawn = await wall.EvaluateAsync<int>("window.drawn");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Batch * Batches} updates, drawn {drawn} times. Page: {pageBefore / 1024:0} to {page / 1024:0} KB, {nodesBefore} to {nodes} nodes, {listenersBefore} to {listeners} listeners. Server: {serverBefore / 1024.0:0} to {server / 1024.0:0} KB."));
        drawn.Should().BeGreaterThan(50, "a page that is not drawn proves nothing");
        page.Should().BeLessThan(pageBefore + (512 * 1024));
        nodes.Should().BeLessThan(nodesBefore + 200);
        listeners.Should().BeLessThan(listenersBefore + 20);
        server.Should().BeLessThan(serverBefore + (4 * 1024 * 1024));
        app.Services.GetRequiredService<IncidentFeed>().Subscribers.Should().BeLessThan(3, "the wall itself, and at most a banner");
        visit.Faults.Should().BeEmpty();

        async Task Update(int batches)
        {
            for (var i = 0; i < batches; i++)
            {
                await bench.Post(incident, Batch);
                await wall.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))");
            }

            await bench.Post(incident, 1);
            await wall.Locator(".wall-update", new() { HasText = "Update 1" }).WaitForAsync();
        }

        async Task<(double Heap, double Nodes, double Listeners)> Page()
        {
            for (var i = 0; i < 3; i++)
            {
                await cdp.SendAsync("HeapProfiler.collectGarbage");
            }

            var metrics = (await cdp.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray().ToDictionary(m => m.GetProperty("name").GetString()!, m => m.GetProperty("value").GetDouble());
            return (metrics["JSHeapUsedSize"], metrics["Nodes"], metrics["JSEventListeners"]);
        }

        static long Server()
        {
            for (var i = 0; i < 3; i++)
            {
                GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
            }

            return GC.GetTotalMemory(forceFullCollection: true);
        }
    }
}
