using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Tests.Harness;
using Microsoft.AspNetCore.SignalR.Client;

namespace Hub.Bench;

/// <summary>From an update of an incident to the last of two hundred clients, beside a broadcast by SignalR alone.</summary>
internal static class LiveUpdate
{
    private const int Clients = 200;
    private const int WarmUp = 20;
    private const int Updates = 100;

    public static async Task Run()
    {
        await using var store = await BenchStore.Prepare(20);
        await using var sink = SmtpSink.Start();
        var (program, client) = await store.Serve(sink.Port);
        Figures hub, answered = new();
        Audience audience;
        await using (program)
        {
            using var api = client;
            using var opened = await api.PostAsJsonAsync(new Uri("/api/v1/incidents", UriKind.Relative), BenchStore.Incident(1));
            var number = (await opened.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("number").GetString();
            await Section.Until(() => sink.Count >= 20, "the mails of the incident");
            await using var listening = audience = await Audience.Join(new Uri(api.BaseAddress!, "/hubs/board"), store.Key);
            hub = await Measure(audience, run => api.PostAsJsonAsync(new Uri($"/api/v1/incidents/{number}/updates", UriKind.Relative), new { text = $"Update {run} of the measurement" }), answered);
        }

        var (bareProcess, address) = await StartBare();
        using var process = bareProcess;
        Figures bare;
        try
        {
            using var api = new HttpClient { BaseAddress = address };
            await using var listening = await Audience.Join(new Uri(address, "/hubs/board"), null);
            bare = await Measure(listening, _ => api.PostAsJsonAsync(new Uri("/say", UriKind.Relative), audience.Last), new Figures());
        }
        finally
        {
            bareProcess.StandardInput.Close();
            await bareProcess.WaitForExitAsync();
        }

        Section.Print(
            $"An update to the last of {Clients} clients", $"{hub.Median / bare.Median:0.00} × a bare broadcast of the same message (p99: {hub.P99 / bare.P99:0.00} ×)",
            $"update:    {hub}; the call itself is answered after {answered}", $"bare:      {bare}");
    }

    private static async Task<Figures> Measure(Audience audience, Func<int, Task<HttpResponseMessage>> say, Figures answered)
    {
        var figures = new Figures();
        for (var run = -WarmUp; run < Updates; run++)
        {
            var all = audience.Expect();
            var start = Stopwatch.GetTimestamp();
            using var response = await say(run);
            var answer = Stopwatch.GetTimestamp();
            response.EnsureSuccessStatusCode();
            var last = await all.WaitAsync(Section.Longest, TimeProvider.System);
            if (run >= 0)
            {
                figures.Add(start, last);
                answered.Add(start, answer);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        return figures;
    }

    private static async Task<(Process Process, Uri Address)> StartBare()
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Hub.Bench.dll"), BareBroadcast.Argument])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The bare program did not start.");
        return (process, new Uri(line[BareBroadcast.Listening.Length..]));
    }

    private sealed class Audience : IAsyncDisposable
    {
        private readonly List<HubConnection> connections = [];
        private TaskCompletionSource<long> all = new();
        private int heard;

        /// <summary>What was heard last.</summary>
        public JsonElement Last { get; private set; }

        public static async Task<Audience> Join(Uri address, string? key)
        {
            var audience = new Audience();
            for (var i = 0; i < Clients; i++)
            {
                var connection = new HubConnectionBuilder().WithUrl(address, options => options.AccessTokenProvider = () => Task.FromResult(key)).Build();
                connection.On<JsonElement>("Changed", audience.Hear);
                audience.connections.Add(connection);
                await connection.StartAsync();
                if (key is not null)
                {
                    await connection.InvokeAsync<JsonElement>("Join", (long?)null);
                }
            }

            return audience;
        }

        public Task<long> Expect()
        {
            all = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref heard, 0);
            return all.Task;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var connection in connections)
            {
                await connection.DisposeAsync();
            }
        }

        private void Hear(JsonElement change)
        {
            if (Interlocked.Increment(ref heard) == Clients)
            {
                Last = change;
                all.TrySetResult(Stopwatch.GetTimestamp());
            }
        }
    }
}
