namespace Hub.Web.Live;

/// <summary>
/// Somebody who is told of changes until disposed. Callbacks of one subscription never overlap, run outside all locks
/// and in the culture of whoever subscribed; one that throws is logged and told again next time.
/// </summary>
public sealed partial class Subscription : IDisposable
{
    private const int MostPending = 1_000;
    private readonly IncidentFeed feed;
    private readonly Func<ChangeView, bool> concerns;
    private readonly Action<BoardChange> onChange;
    private readonly ILogger log;
    private readonly ExecutionContext? context = ExecutionContext.Capture();
    private readonly List<ChangeView> pending = [];
    private volatile bool ended;
    private bool runs;

    internal Subscription(IncidentFeed feed, CallerView viewer, Func<ChangeView, bool> concerns, Action<BoardChange> onChange, ILogger log)
    {
        this.feed = feed;
        this.concerns = concerns;
        this.onChange = onChange;
        this.log = log;
        Viewer = viewer;
    }

    internal CallerView Viewer { get; }

    /// <summary>Nothing is told any more. Again: does nothing.</summary>
    public void Dispose()
    {
        ended = true;
        feed.End(this);
    }

    /// <summary>Keeps changes until the throttler opens. Called in the feed's lock.</summary>
    internal void Keep(IReadOnlyList<ChangeView> changes)
    {
        pending.AddRange(changes.Where(concerns));
        if (pending.Count > MostPending)
        {
            // The board that comes with them is whole; only the oldest lines are left out.
            pending.RemoveRange(0, pending.Count - MostPending);
        }
    }

    /// <summary>True when a callback should be started. Called in the feed's lock.</summary>
    internal bool WantsToRun()
    {
        if (runs || ended || pending.Count == 0)
        {
            return false;
        }

        runs = true;
        return true;
    }

    /// <summary>Takes what is pending; null when there is nothing to tell. Called in the feed's lock.</summary>
    internal IReadOnlyList<ChangeView>? Take()
    {
        if (ended || pending.Count == 0)
        {
            return null;
        }

        ChangeView[] taken = [.. pending];
        pending.Clear();
        return taken;
    }

    /// <summary>The callback is over; true when more came meanwhile. Called in the feed's lock.</summary>
    internal bool IsDone()
    {
        runs = false;
        return !ended && pending.Count > 0;
    }

    internal void Run()
    {
        if (context is null)
        {
            Tell();
        }
        else
        {
            ExecutionContext.Run(context, static state => ((Subscription)state!).Tell(), this);
        }
    }

    private void Tell()
    {
        if (feed.TakeFor(this) is { } change && !ended)
        {
            try
            {
                onChange(change);
            }
            catch (Exception e)
            {
                LogFault(log, e);
            }
        }

        feed.Done(this);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A subscriber of the board failed.")]
    private static partial void LogFault(ILogger logger, Exception exception);
}
