namespace Hub.Web.Dispatch.Limits;

/// <summary>Counts exactly: at no instant did more leave within a span before it than its limit allows. Not safe for several threads.</summary>
internal sealed class SlidingWindow(IReadOnlyList<(int Most, TimeSpan Span)> limits)
{
    private readonly int kept = limits.Count == 0 ? 0 : limits.Max(l => l.Most);
    private readonly TimeSpan longest = limits.Count == 0 ? TimeSpan.Zero : limits.Max(l => l.Span);
    private readonly List<DateTimeOffset> taken = [];

    /// <summary>When one more may leave: <paramref name="now"/> itself, or later.</summary>
    public DateTimeOffset FreeAt(DateTimeOffset now)
    {
        var free = now;
        foreach (var (most, span) in limits)
        {
            if (taken.Count >= most && taken[^most] + span > free)
            {
                free = taken[^most] + span;
            }
        }

        return free;
    }

    /// <summary>One leaves. Those that never wait are counted too, so that there may be more than a limit allows.</summary>
    public void Take(DateTimeOffset at)
    {
        if (kept == 0)
        {
            return;
        }

        if (taken.Count >= kept * 2)
        {
            taken.RemoveRange(0, taken.Count - kept + 1);
        }

        taken.Add(at);
    }

    /// <summary>True when nothing that it knows of matters any more.</summary>
    public bool IsIdle(DateTimeOffset now) => taken.Count == 0 || taken[^1] + longest <= now;
}
