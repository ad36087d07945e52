using System.Collections.Concurrent;

namespace Hub.Web.Dispatch.Robots;

/// <summary>
/// Sees to it that a robot that hangs does not take the sender's lanes from everybody else: few messages at once to one robot, a short
/// wait for a turn, and a pause after it was not reached.
/// </summary>
internal sealed class RobotTurns(TimeProvider time) : IDisposable
{
    /// <summary>Messages to one robot at once.</summary>
    public const int Most = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Robot> robots = new(StringComparer.Ordinal);

    /// <summary>Begins as soon as there is a turn; false when the robot rests or there is none for two seconds.</summary>
    public async Task<bool> Begin(string key)
    {
        var robot = robots.GetOrAdd(key, _ => new Robot());
        if (robot.RestsAt(time.GetUtcNow()))
        {
            return false;
        }

        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            await robot.Turns.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        if (robot.RestsAt(time.GetUtcNow()))
        {
            // It was found out meanwhile.
            robot.Turns.Release();
            return false;
        }

        return true;
    }

    /// <summary>Ends; without an answer, the robot is left alone for a moment.</summary>
    public void End(string key, bool answered)
    {
        var robot = robots[key];
        robot.RestUntil(answered ? DateTimeOffset.MinValue : time.GetUtcNow() + Pause);
        robot.Turns.Release();
    }

    public void Dispose()
    {
        foreach (var robot in robots.Values)
        {
            robot.Dispose();
        }
    }

    private sealed class Robot : IDisposable
    {
        private long restsUntil;

        public SemaphoreSlim Turns { get; } = new(Most);

        public bool RestsAt(DateTimeOffset now) => Interlocked.Read(ref restsUntil) > now.UtcTicks;

        public void RestUntil(DateTimeOffset until) => Interlocked.Exchange(ref restsUntil, until.UtcTicks);

        public void Dispose() => Turns.Dispose();
    }
}
