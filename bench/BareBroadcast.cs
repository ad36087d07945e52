using System.Diagnostics;
using Hub.Web.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Bench;

/// <summary>SignalR alone, in a process of its own: whatever is posted is broadcast with the instant at which that begins, and nothing is kept.</summary>
internal static class BareBroadcast
{
    public const string Argument = "--bare-broadcast";
    private const string Listening = "Now listening on: ";

    public static async Task Serve()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSignalR().AddMessagePackProtocol();
        await using var app = builder.Build();
        app.MapHub<Nothing>("/hubs/board");
        app.MapPost("/say", (HubChange change, IHubContext<Nothing> hub) =>
            hub.Clients.All.SendAsync("Changed", change with { At = TimeProvider.System.GetUtcNow().UtcDateTime }));
        await app.StartAsync();
        await Console.Out.WriteLineAsync(Listening + app.Urls.First());

        // Ends with the process that started it.
        while (await Console.In.ReadLineAsync() is not null)
        {
            continue;
        }
    }

    /// <summary>Starts it as a process of its own.</summary>
    public static async Task<(Process Process, Uri Address)> Start()
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Hub.Bench.dll"), Argument])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The bare program did not start.");
        return (process, new Uri(line[Listening.Length..]));
    }

    public sealed class Nothing : Microsoft.AspNetCore.SignalR.Hub;
}
