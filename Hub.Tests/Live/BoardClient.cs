using System.Collections.Concurrent;
using Hub.Tests.Harness;
using Hub.Web.Live;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Live;

/// <summary>An outside client as the interface describes it: keeps what comes before Join answers, and holds the chain of numbers.</summary>
internal sealed class BoardClient : IAsyncDisposable
{
    private readonly HubConnection connection;

    public BoardClient(HubConnection connection)
    {
        this.connection = connection;
        connection.On<HubChange>("Changed", Heard.Enqueue);
    }

    public static BoardClient Of(HubApp app, string? key, bool messagePack = false) => new(Connect(app, key, messagePack));

    public static HubConnection Connect(HubApp app, string? key, bool messagePack = false)
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(app.Address, "hubs/board"), options => options.AccessTokenProvider = () => Task.FromResult(key));
        return (messagePack ? builder.AddMessagePackProtocol() : builder).Build();
    }

    public ConcurrentQueue<HubChange> Heard { get; } = new();

    public async Task<HubBoard> Start(long? since = null)
    {
        await connection.StartAsync(TestContext.Current.CancellationToken);
        return await connection.InvokeAsync<HubBoard>("Join", since, TestContext.Current.CancellationToken);
    }

    public HubConnectionState State => connection.State;

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
