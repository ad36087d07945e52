using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Bench;

/// <summary>SignalR alone, in a process of its own: whatever is posted is broadcast, and nothing is kept.</summary>
internal static class BareBroadcast
{
    public const string Argument = "--bare-broadcast";
    public const string Listening = "Now listening on: ";

    public static async Task Serve()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSignalR();
        await using var app = builder.Build();
        app.MapHub<Nothing>("/hubs/board");
        app.MapPost("/say", (JsonElement change, IHubContext<Nothing> hub) => hub.Clients.All.SendAsync("Changed", change));
        await app.StartAsync();
        await Console.Out.WriteLineAsync(Listening + app.Urls.First());

        // Ends with the process that started it.
        while (await Console.In.ReadLineAsync() is not null)
        {
            continue;
        }
    }

    public sealed class Nothing : Microsoft.AspNetCore.SignalR.Hub;
}
