namespace Hub.Web.Dispatch;

/// <summary>Claimed deliveries that wait for a lane, gravest first, then the longest due.</summary>
internal sealed class Ready
{
    private readonly PriorityQueue<Claimed, (int Rank, long Due, int Number)> queue = new();
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
            queue.Enqueue(item, PriorityOf(item));
        }
    }

    /// <summary>The next one, or null when there is none.</summary>
    public Claimed? Take()
    {
        lock (guard)
        {
            return queue.TryDequeue(out var item, out _) ? item : null;
        }
    }

    /// <summary>What is graver than something that was taken and is not yet on its way, which then waits again; else that itself.</summary>
    public Claimed Graver(Claimed taken)
    {
        lock (guard)
        {
            return queue.TryPeek(out _, out var first) && first.Rank < taken.Delivery.Rank ? queue.DequeueEnqueue(taken, PriorityOf(taken)) : taken;
        }
    }

    private (int Rank, long Due, int Number) PriorityOf(Claimed item) => (item.Delivery.Rank, item.Delivery.NextAttemptAt.UtcTicks, number++);
}
