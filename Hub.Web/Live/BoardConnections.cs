using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Hub.Web.Live;

/// <summary>
/// This node's connections to the hub. Every node reads the change log and sends to its own clients, so that nothing
/// passes between nodes; and a message that many get is serialised once.
/// </summary>
public sealed class BoardConnections(ILogger<DefaultHubLifetimeManager<BoardHub>> log) : DefaultHubLifetimeManager<BoardHub>(log)
{
    private readonly ConcurrentDictionary<string, HubConnectionContext> connections = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        connections[connection.ConnectionId] = connection;
        return base.OnConnectedAsync(connection);
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        connections.TryRemove(connection.ConnectionId, out _);
        return base.OnDisconnectedAsync(connection);
    }

    internal HubConnectionContext? Find(string connectionId) => connections.GetValueOrDefault(connectionId);

    internal static SerializedHubMessage Changed(HubChange change) => new(new InvocationMessage(nameof(IBoardClient.Changed), [change]));
}
