using System.Collections.Concurrent;
using Hub.Web.Live;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Bench;

/// <summary>Many clients of a hub, every second of them in MessagePack; notes when the last of them has heard a change.</summary>
internal sealed class Audience : IAsyncDisposable
{
    private readonly List<HubConnection> connections = [];
    private readonly ConcurrentDictionary<long, Heard> heard = new();
    private int size;

    /// <summary>What was heard last.</summary>
    public HubChange? Last { get; private set; }

    public static async Task<Audience> Join(Uri address, string? key, int clients)
    {
        var audience = new Audience();
        await audience.Grow(address, key, clients);
        return audience;
    }

    /// <summary>So many more join.</summary>
    public async Task Grow(Uri address, string? key, int clients)
    {
        size += clients;
        for (var joined = 0; joined < clients; joined += 20)
        {
            var some = Enumerable.Range(0, Math.Min(20, clients - joined)).Select(i => Connect(address, key, i % 2 == 0)).ToList();
            connections.AddRange(some);
            await Task.WhenAll(some.Select(c => Begin(c, key)));
        }
    }

    /// <summary>The change with that number, once everybody has heard it.</summary>
    public async Task<Heard> All(long sequence) => await heard.GetOrAdd(sequence, _ => new Heard()).Everybody.Task.WaitAsync(Section.Longest, TimeProvider.System);

    /// <summary>Numbers of the changes that somebody has heard.</summary>
    public IReadOnlyCollection<long> Known => [.. heard.Keys];

    public async ValueTask DisposeAsync()
    {
        foreach (var some in connections.Chunk(50))
        {
            await Task.WhenAll(some.Select(c => c.DisposeAsync().AsTask()));
        }
    }

    private static async Task Begin(HubConnection connection, string? key)
    {
        await connection.StartAsync();
        if (key is not null)
        {
            await connection.InvokeAsync<HubBoard>("Join", (long?)null);
        }
    }

    private HubConnection Connect(Uri address, string? key, bool messagePack)
    {
        var builder = new HubConnectionBuilder().WithUrl(address, options => options.AccessTokenProvider = () => Task.FromResult(key));
        var connection = (messagePack ? builder.AddMessagePackProtocol() : builder).Build();
        connection.On<HubChange>("Changed", Hear);
        return connection;
    }

    private void Hear(HubChange change)
    {
        var slot = heard.GetOrAdd(change.Sequence, _ => new Heard());
        var count = Interlocked.Increment(ref slot.Count);
        if (count == size)
        {
            Last = change;
            slot.Change = change;
            slot.LastAt = TimeProvider.System.GetUtcNow().UtcDateTime;
            slot.Everybody.TrySetResult(slot);
        }
    }

    /// <summary>One change on its way to everybody.</summary>
    public sealed class Heard
    {
        public int Count;

        public HubChange Change { get; set; } = new();

        public DateTime LastAt { get; set; }

        public TaskCompletionSource<Heard> Everybody { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
