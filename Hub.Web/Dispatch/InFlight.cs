using System.Diagnostics;

namespace Hub.Web.Dispatch;

/// <summary>
/// The messages that are being handed over at this moment. With a quick relay their outcomes are a millisecond away, and
/// a commit that waits for them is shared by all connections; with a slow one there is nothing to wait for.
/// </summary>
internal sealed class InFlight : IDisposable
{
    private const double Quick = 5;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(2);

    private readonly SemaphoreSlim landed = new(0);
    private readonly Lock guard = new();
    private int count;
    private double usual;
    private bool isAwaited;

    /// <summary>One is being handed over; gives what <see cref="End"/> takes.</summary>
    public long Begin()
    {
        lock (guard)
        {
            count++;
        }

        return Stopwatch.GetTimestamp();
    }

    /// <summary>It was handed over, or not.</summary>
    public void End(long begun)
    {
        lock (guard)
        {
            count--;
            usual += (Stopwatch.GetElapsedTime(begun).TotalMilliseconds - usual) / 16;
            if (count > 0 || !isAwaited)
            {
                return;
            }

            isAwaited = false;
        }

        landed.Release();
    }

    /// <summary>Waits until none is on its way, two milliseconds at most, and not at all when that is not to be expected. One waiter at a time.</summary>
    public async Task WorthWaiting()
    {
        lock (guard)
        {
            if (count == 0 || usual > Quick)
            {
                return;
            }

            isAwaited = true;
        }

        if (await landed.WaitAsync(Moment))
        {
            return;
        }

        lock (guard)
        {
            isAwaited = false;
        }

        // It may have landed just now: then the signal is there, and is not for the next one who waits.
        landed.Wait(0);
    }

    public void Dispose() => landed.Dispose();
}
