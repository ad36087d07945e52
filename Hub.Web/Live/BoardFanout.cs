using System.Threading.Channels;
using Hub.Domain.People;
using Microsoft.AspNetCore.SignalR;

namespace Hub.Web.Live;

/// <summary>
/// Sends every change to every outside client that may know of it. Clients with the same view of the board have been
/// sent the same numbers, so <c>previous</c> is kept once a view and a change is written once a view, not once a client.
/// </summary>
public sealed class BoardFanout : BackgroundService
{
    // Guarded by the feed's lock, like the board itself: that is what makes a snapshot and its changes fit together.
    private readonly Dictionary<CallerView, View> views = [];
    private readonly Dictionary<string, (View View, BoardMember Member)> members = new(StringComparer.Ordinal);
    private readonly Channel<(HubChange Change, BoardMember[] To)> queue =
        System.Threading.Channels.Channel.CreateUnbounded<(HubChange, BoardMember[])>(new UnboundedChannelOptions { SingleReader = true });

    private readonly IncidentFeed feed;
    private readonly BoardConnections connections;

    /// <summary>Made once; takes note of every batch that the feed reads.</summary>
    public BoardFanout(IncidentFeed feed, BoardConnections connections)
    {
        this.feed = feed;
        this.connections = connections;
        feed.OnEntries(Take);
    }

    /// <summary>The board for a client, which hears every change after it.</summary>
    public HubBoard Join(string connectionId, Caller caller, long? since) => feed.Locked(board =>
    {
        Remove(connectionId);
        var viewer = CallerView.Of(caller);
        var seen = board.For(viewer);
        if (!views.TryGetValue(viewer, out var view))
        {
            views[viewer] = view = new View(viewer, seen.Sequence);
        }

        if (connections.Find(connectionId) is { } connection)
        {
            var member = new BoardMember(connection, caller);
            view.Members = [.. view.Members, member];
            members[connectionId] = (view, member);
        }

        return new HubBoard
        {
            Sequence = view.Last,
            Incidents = [.. seen.Incidents.Select(HubIncident.Of)],
            Missed = since is { } last && board.Missed(viewer, last) is { } missed ? Chain(missed, last) : null,
        };
    });

    /// <summary>The client is gone.</summary>
    public void Leave(string connectionId) => feed.Locked(_ =>
    {
        Remove(connectionId);
        return 0;
    });

    /// <summary>Everybody who has joined on this node.</summary>
    internal IReadOnlyList<BoardMember> Members() => feed.Locked(_ => members.Values.Select(m => m.Member).ToList());

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (change, to) in queue.Reader.ReadAllAsync(stoppingToken))
        {
            var message = BoardConnections.Changed(change);
            foreach (var member in to)
            {
                member.Send(message);
            }
        }
    }

    private static List<HubChange> Chain(IReadOnlyList<Entry> missed, long since)
    {
        List<HubChange> chain = new(missed.Count);
        foreach (var entry in missed)
        {
            chain.Add(HubChange.Of(entry, since));
            since = entry.Change.Sequence;
        }

        return chain;
    }

    private void Take(BoardState board, IReadOnlyList<Entry> entries)
    {
        foreach (var view in views.Values)
        {
            foreach (var entry in entries.Where(e => board.IsVisible(e, view.Viewer)))
            {
                queue.Writer.TryWrite((HubChange.Of(entry, view.Last), view.Members));
                view.Last = entry.Change.Sequence;
            }
        }
    }

    private void Remove(string connectionId)
    {
        if (!members.Remove(connectionId, out var joined))
        {
            return;
        }

        joined.Member.Leave();
        joined.View.Members = Array.FindAll(joined.View.Members, m => m != joined.Member);
        if (joined.View.Members.Length == 0)
        {
            views.Remove(joined.View.Viewer);
        }
    }

    private sealed class View(CallerView viewer, long last)
    {
        public CallerView Viewer => viewer;

        public long Last { get; set; } = last;

        public BoardMember[] Members { get; set; } = [];
    }
}
