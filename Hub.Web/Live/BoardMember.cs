using Hub.Domain.People;
using Microsoft.AspNetCore.SignalR;

namespace Hub.Web.Live;

/// <summary>A client that has joined. Joining again makes a new one, so that what was meant for the old never follows the new snapshot.</summary>
internal sealed class BoardMember(HubConnectionContext connection, Caller caller)
{
    private const int MostOutstanding = 500;
    private volatile bool left;
    private int outstanding;

    public string ConnectionId => connection.ConnectionId;

    public Caller Caller => caller;

    public void Leave() => left = true;

    public void Abort() => connection.Abort();

    /// <summary>Sends without waiting for a slow client; one that does not read at all is dropped, and may come back and ask for what it missed.</summary>
    public void Send(SerializedHubMessage message)
    {
        if (left)
        {
            return;
        }

        var write = connection.WriteAsync(message, CancellationToken.None);
        if (write.IsCompletedSuccessfully)
        {
            return;
        }

        if (Interlocked.Increment(ref outstanding) > MostOutstanding)
        {
            left = true;
            connection.Abort();
        }

        _ = Finish(write);
    }

    private async Task Finish(ValueTask write)
    {
        try
        {
            await write;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or InvalidOperationException)
        {
            // The connection has ended: it comes back and joins again.
        }
        finally
        {
            Interlocked.Decrement(ref outstanding);
        }
    }
}
