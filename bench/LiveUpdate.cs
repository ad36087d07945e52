using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Tests.Harness;
using Hub.Web.Live;

namespace Hub.Bench;

/// <summary>From the commit of an update to the last of a thousand clients and of twenty-five walls, beside a broadcast by SignalR alone.</summary>
internal static class LiveUpdate
{
    private const int Clients = 1_000;
    private const int Pages = 25;
    private const int WarmUp = 30;
    private const int Updates = 100;
    private const int Rate = 20;
    private static readonly TimeSpan Steadily = TimeSpan.FromMinutes(1);
    private static int spoken;
    private static int runs;

    public static async Task Run()
    {
        var asked = Path.Combine(Path.GetTempPath(), $"hub-bench-heap-{Environment.ProcessId}");
        Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", Path.Combine(AppContext.BaseDirectory, "Hub.Bench.dll"));
        Environment.SetEnvironmentVariable(StartupHook.Asked, asked);
        try
        {
            await Measure(asked);
        }
        finally
        {
            Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null);
            File.Delete(asked);
        }
    }

    private static async Task Measure(string asked)
    {
        await using var store = await BenchStore.Prepare(20);
        var (status, wall) = await HubProcess.Run(store.Folder, "displays", "add", "--name", "bench");
        wall = status == 0 ? wall.Trim().Split('\n')[^1].Trim() : throw new InvalidOperationException(wall);
        await using var sink = SmtpSink.Start();
        // Development: only there a program that was not published serves the scripts of its packages
        var (program, client) = await store.Serve(sink.Port, more: ["environment=Development", "Hub:SampleData=false"]);
        await using var served = program;
        using var api = client;
        using var opened = await api.PostAsJsonAsync(new Uri("/api/v1/incidents", UriKind.Relative), BenchStore.Incident(1));
        var number = (await opened.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("number").GetString();
        await Section.Until(() => sink.Count >= 20, "the mails of the incident");

        var address = new Uri(api.BaseAddress!, "/hubs/board");
        var memory = new ServedMemory(program, asked);
        await using var audience = await Audience.Join(address, store.Key, 20);
        await Say(-1);
        await memory.Look();
        await audience.Grow(address, store.Key, Clients - 20);
        var perClient = await memory.Look() / (Clients - 20);

        var alone = await Single(new Side(audience, Say, new Commits(program)), null);
        var aloneSteady = await AtRate(new Side(audience, Say, new Commits(program)));

        var perCircuit = 0.0;
        Reached? withPages = null, steady = null;
        await using (var screens = await Screens.Start())
        {
            if (screens is not null)
            {
                await memory.Look();
                await screens.Open(new Uri(api.BaseAddress!, new Uri(wall).PathAndQuery).ToString(), Pages);
                perCircuit = await memory.Look() / Pages;
                withPages = await Single(new Side(audience, Say, new Commits(program)), screens);
                steady = await AtRate(new Side(audience, Say, new Commits(program)));
            }
        }

        var (bare, bareSteady) = await Bare(audience.Last!);
        Section.Print(
            $"An update, from its commit to the last of {Clients} clients",
            $"{alone.FromCommit.Median / bare.FromCommit.Median:0.00} × a bare broadcast of the same message (p99: {alone.FromCommit.P99 / bare.FromCommit.P99:0.00} ×); {Rate} a second for a minute: {aloneSteady.FromCommit.Median / bareSteady.FromCommit.Median:0.00} × (p99: {aloneSteady.FromCommit.P99 / bareSteady.FromCommit.P99:0.00} ×)",
            [
                $"from the commit:    {alone.FromCommit}; from the beginning of its transaction {alone.FromStart}",
                $"bare:               {bare.FromCommit}",
                $"{Rate} a second:        {aloneSteady.FromCommit}",
                $"bare, {Rate} a second:  {bareSteady.FromCommit}",
                .. withPages is null || steady is null ? ["Chromium is not installed: no pages"] : new[]
                {
                    $"with {Pages} walls open: {withPages.FromCommit} to the last client, {withPages.Screens} to the last wall; {Rate} a second: {steady.FromCommit} to the last client",
                },
                string.Create(CultureInfo.InvariantCulture, $"memory: {perClient / 1024:0.0} KB of heap a client, {perCircuit / 1024:0} KB a wall (its circuit)"),
            ]);

        async Task Say(int run)
        {
            using var response = await api.PostAsJsonAsync(new Uri($"/api/v1/incidents/{number}/updates", UriKind.Relative), new { text = Text(run) });
            response.EnsureSuccessStatusCode();
        }
    }

    private static async Task<(Reached Single, Reached Steady)> Bare(HubChange message)
    {
        var (process, address) = await BareBroadcast.Start();
        using var ended = process;
        try
        {
            using var api = new HttpClient { BaseAddress = address };
            await using var audience = await Audience.Join(new Uri(address, "/hubs/board"), null, Clients);
            var side = new Side(audience, Say, null);
            return (await Single(side, null), await AtRate(side));

            async Task Say(int _)
            {
                using var response = await api.PostAsJsonAsync(new Uri("/say", UriKind.Relative), message with { Sequence = 1_000_000 + Interlocked.Increment(ref spoken) });
                response.EnsureSuccessStatusCode();
            }
        }
        finally
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
        }
    }

    private static string Text(int run) => string.Create(CultureInfo.InvariantCulture, $"Update {run} of the measurement");

    private static async Task<Reached> Single(Side side, Screens? screens)
    {
        var reached = new Reached();
        for (var run = -WarmUp; run < Updates; run++)
        {
            var known = side.Audience.Known;
            var mine = Interlocked.Increment(ref runs);
            await side.Say(mine);
            await Section.Until(() => side.Audience.Known.Count > known.Count, "the update");
            foreach (var sequence in side.Audience.Known.Except(known).Order())
            {
                var heard = await side.Audience.All(sequence);
                DateTime? seen = null;
                if (screens is not null)
                {
                    await screens.Until(Text(mine));
                    seen = await screens.Last(Text(mine));
                }

                if (run >= 0)
                {
                    reached.Add(side.Commits?.After(heard.Change.At) ?? heard.Change.At, heard.Change.At, heard.LastAt, seen);
                }
            }

            // longer than the walls wait between two drawings
            await Task.Delay(TimeSpan.FromMilliseconds(screens is null ? 20 : 350), TimeProvider.System);
        }

        return reached;
    }

    private static async Task<Reached> AtRate(Side side)
    {
        var known = side.Audience.Known;
        var calls = new List<Task>();
        using (var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / Rate), TimeProvider.System))
        {
            for (var i = 0; i < Steadily.TotalSeconds * Rate && await timer.WaitForNextTickAsync(); i++)
            {
                calls.Add(side.Say(Interlocked.Increment(ref runs)));
            }
        }

        await Task.WhenAll(calls);
        await Section.Until(() => side.Audience.Known.Count >= known.Count + calls.Count, "all updates");
        var reached = new Reached();
        foreach (var sequence in side.Audience.Known.Except(known))
        {
            var heard = await side.Audience.All(sequence);
            reached.Add(side.Commits?.After(heard.Change.At) ?? heard.Change.At, heard.Change.At, heard.LastAt, null);
        }

        return reached;
    }

    /// <summary>Who listens, how something is said, and when it was committed; null where nothing is kept.</summary>
    private sealed record Side(Audience Audience, Func<int, Task> Say, Commits? Commits);

    private sealed class Reached
    {
        public Figures FromCommit { get; } = new();

        public Figures FromStart { get; } = new();

        public Figures Screens { get; } = new();

        public void Add(DateTime committed, DateTime started, DateTime last, DateTime? screens)
        {
            FromCommit.Add((last - committed).TotalMilliseconds);
            FromStart.Add((last - started).TotalMilliseconds);
            if (screens is { } seen)
            {
                Screens.Add((seen - committed).TotalMilliseconds);
            }
        }
    }
}
