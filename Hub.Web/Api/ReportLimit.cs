namespace Hub.Web.Api;

/// <summary>At most 600 reports of one API key in any minute; kept in memory, by each node for itself.</summary>
internal sealed class ReportLimit(TimeProvider time)
{
    /// <summary>Reports that one key may send in a minute.</summary>
    public const int Most = 600;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<Guid, Queue<DateTimeOffset>> taken = [];

    /// <summary>Takes as many as there is room for.</summary>
    /// <param name="key">The API key, or the person.</param>
    /// <param name="wanted">Reports.</param>
    /// <returns>How many may come in, and the whole seconds after which the next may.</returns>
    public (int Taken, int RetryAfter) Take(Guid key, int wanted = 1)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            var queue = taken.TryGetValue(key, out var known) ? known : taken[key] = new Queue<DateTimeOffset>();
            while (queue.TryPeek(out var oldest) && now - oldest >= Window)
            {
                queue.Dequeue();
            }

            var room = Math.Min(wanted, Most - queue.Count);
            for (var i = 0; i < room; i++)
            {
                queue.Enqueue(now);
            }

            var wait = queue.TryPeek(out var first) ? first + Window - now : TimeSpan.Zero;
            return (room, Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)));
        }
    }
}
