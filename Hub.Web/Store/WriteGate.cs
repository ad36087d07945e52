namespace Hub.Web.Store;

/// <summary>
/// Lets one writer of this process through at a time where the store has one writer anyway (SQLite), in order of
/// arrival: a queue in memory instead of SQLite's busy polling, which sleeps 150 ms a turn. On SQL Server it is open.
/// </summary>
public sealed class WriteGate(bool oneAtATime) : IDisposable
{
    private readonly SemaphoreSlim? queue = oneAtATime ? new SemaphoreSlim(1, 1) : null;

    /// <summary>Waits for the turn; dispose what it gives back to end it.</summary>
    public async Task<IDisposable> Enter(CancellationToken cancellation)
    {
        if (queue is null)
        {
            return Open.Instance;
        }

        await queue.WaitAsync(cancellation);
        return new Turn(queue);
    }

    /// <inheritdoc/>
    public void Dispose() => queue?.Dispose();

    private sealed class Turn(SemaphoreSlim queue) : IDisposable
    {
        private SemaphoreSlim? queue = queue;

        public void Dispose() => Interlocked.Exchange(ref queue, null)?.Release();
    }

    private sealed class Open : IDisposable
    {
        public static readonly Open Instance = new();

        public void Dispose()
        {
            // Nothing was taken.
        }
    }
}
