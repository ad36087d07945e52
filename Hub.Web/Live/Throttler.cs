namespace Hub.Web.Live;

/// <summary>
/// Opens a gate at most once in a window (100 ms): the first change after a quiet time goes through at once, what
/// follows within the window goes through together at its end. One for all subscriptions, so that a burst costs one
/// timer and not one for each screen.
/// </summary>
/// <param name="time">The machine's time: this spares processors and screens, so a test's clock does not hold it back unless it is given one.</param>
public sealed class Throttler(TimeProvider time) : IDisposable
{
    /// <summary>The window.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private ITimer? timer;
    private long? opened;
    private bool waits;
    private Action? flush;

    /// <summary>What runs when the gate opens; it must not block.</summary>
    public void OnOpen(Action action) => flush = action;

    /// <summary>Something waits. Opens now when the window is over or it is urgent, else at the window's end.</summary>
    public void Post(bool urgent)
    {
        lock (gate)
        {
            var since = opened is { } last ? time.GetElapsedTime(last) : Window;
            if (!urgent && since < Window)
            {
                if (!waits)
                {
                    waits = true;
                    timer ??= time.CreateTimer(_ => Open(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                    timer.Change(Window - since, Timeout.InfiniteTimeSpan);
                }

                return;
            }
        }

        Open();
    }

    /// <inheritdoc/>
    public void Dispose() => timer?.Dispose();

    private void Open()
    {
        lock (gate)
        {
            opened = time.GetTimestamp();
            waits = false;
        }

        flush?.Invoke();
    }
}
