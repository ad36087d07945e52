namespace Hub.Web.Live;

/// <summary>
/// One beat a second for everybody who asks. Each circuit passes it on to its browser, which so knows that
/// the circuit still answers and what time the server has. A subscriber that is still busy misses a beat instead of piling them up.
/// </summary>
public sealed class Ticker(TimeProvider clock, ILogger<Ticker> log) : IDisposable
{
    private readonly Lock gate = new();
    private Subscriber[] subscribers = [];
    private ITimer? timer;

    /// <summary>Calls back about once a second until disposed; disposing twice is fine.</summary>
    public IDisposable Subscribe(Func<DateTimeOffset, Task> onBeat)
    {
        var subscriber = new Subscriber(this, onBeat);
        lock (gate)
        {
            subscribers = [.. subscribers, subscriber];
            timer ??= clock.CreateTimer(_ => Beat(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        }

        return subscriber;
    }

    public void Dispose()
    {
        lock (gate)
        {
            timer?.Dispose();
            timer = null;
            subscribers = [];
        }
    }

    private void Beat()
    {
        var now = clock.GetUtcNow();
        foreach (var subscriber in subscribers)
        {
            _ = subscriber.BeatAsync(now, log);
        }
    }

    private void Remove(Subscriber subscriber)
    {
        lock (gate)
        {
            subscribers = Array.FindAll(subscribers, other => other != subscriber);
            if (subscribers.Length == 0)
            {
                timer?.Dispose();
                timer = null;
            }
        }
    }

    private sealed class Subscriber(Ticker owner, Func<DateTimeOffset, Task> onBeat) : IDisposable
    {
        private int busy;

        public async Task BeatAsync(DateTimeOffset now, ILogger log)
        {
            if (Interlocked.Exchange(ref busy, 1) == 1)
            {
                return;
            }

            try
            {
                await onBeat(now);
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                // one circuit's trouble must not stop the beat of the others
                log.LogWarning(fault, "A subscriber of the one-second beat failed.");
            }
            finally
            {
                Volatile.Write(ref busy, 0);
            }
        }

        public void Dispose() => owner.Remove(this);
    }
}
