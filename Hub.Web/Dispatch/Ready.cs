namespace Hub.Web.Dispatch;

/// <summary>Claimed deliveries that wait for a lane, gravest first, then the longest due.</summary>
internal sealed class Ready : IDisposable
{
    private readonly PriorityQueue<Claimed, (int Rank, long Due, int Number)> queue = new();
    private readonly SemaphoreSlim filled = new(0);
    private readonly Lock guard = new();
    private int number;

    public int Count
    {
        get
        {
            lock (guard)
            {
                return queue.Count;
            }
        }
    }

    /// <summary>Rank of the least grave that waits; 0 when none does.</summary>
    public int WorstRank
    {
        get
        {
            lock (guard)
            {
                return queue.Count == 0 ? 0 : queue.UnorderedItems.Max(i => i.Priority.Rank);
            }
        }
    }

    public void Add(Claimed item)
    {
        lock (guard)
        {
            queue.Enqueue(item, (item.Delivery.Rank, item.Delivery.NextAttemptAt.UtcTicks, number++));
        }

        filled.Release();
    }

    /// <summary>The next one; waits while there is none.</summary>
    public async Task<Claimed> Take(CancellationToken cancellation)
    {
        await filled.WaitAsync(cancellation);
        lock (guard)
        {
            return queue.Dequeue();
        }
    }

    /// <summary>The next one, or null when there is none.</summary>
    public Claimed? TakeNow()
    {
        if (!filled.Wait(0))
        {
            return null;
        }

        lock (guard)
        {
            return queue.Dequeue();
        }
    }

    public void Dispose() => filled.Dispose();
}
