using Hub.Web.Security;
using Microsoft.AspNetCore.SignalR;

namespace Hub.Web.Live;

/// <summary>What the hub calls on a client.</summary>
public interface IBoardClient
{
    /// <summary>The board changed.</summary>
    Task Changed(HubChange change);
}

/// <summary>The board for outside clients, at <c>/hubs/board</c>: a snapshot, then every change.</summary>
public sealed class BoardHub(IncidentFeed feed, BoardFanout fanout) : Hub<IBoardClient>
{
    /// <summary>
    /// Begins, or begins again after a break with the last number heard. What <c>Changed</c> brings before this
    /// answers belongs after the snapshot.
    /// </summary>
    public async Task<HubBoard> Join(long? since)
    {
        if (since > feed.Sequence)
        {
            // The client heard it from a node that was a moment ahead of this one.
            await feed.CatchUp(Context.ConnectionAborted);
        }

        return fanout.Join(Context.ConnectionId, Callers.Of(Context.User!), since);
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        fanout.Leave(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
