using System.Threading.Channels;

namespace Hub.Web.Store;

/// <summary>
/// Wakes whoever waits for committed work: sender, schedule and feed. Only a hint. If the process dies before
/// it is raised nothing is lost, since all three look for themselves.
/// </summary>
public sealed class CommitSignals
{
    private bool isStoreFull;

    /// <summary>Deliveries were queued.</summary>
    public Signal Deliveries { get; } = new();

    /// <summary>The way of what is grave to the sender of this process.</summary>
    public StraightToSender Straight { get; } = new();

    /// <summary>Deadlines were written or cancelled.</summary>
    public Signal Deadlines { get; } = new();

    /// <summary>The change log grew.</summary>
    public Signal Changes { get; } = new();

    /// <summary>A command found no room in the store, and nobody has found any since.</summary>
    public bool IsStoreFull
    {
        get => Volatile.Read(ref isStoreFull);
        set => Volatile.Write(ref isStoreFull, value);
    }
}

/// <summary>Something that one waiter waits for; raising it while nobody waits is remembered once.</summary>
public sealed class Signal
{
    private readonly Channel<bool> channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Wakes the waiter, or the next one to wait.</summary>
    public void Raise() => channel.Writer.TryWrite(true);

    /// <summary>Waits until it is raised or the time is over.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var timer = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), limit, longest, Timeout.InfiniteTimeSpan);
        try
        {
            await channel.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The time is over: the caller looks for itself.
        }
    }
}
