namespace Hub.Web.Dispatch.Robots;

/// <summary>
/// Sees to it that a robot that hangs does not take the sender's lanes from everybody else: few messages at once to one robot, and a
/// pause after it was not reached.
/// </summary>
internal sealed class RobotTurns(TimeProvider time)
{
    /// <summary>Messages to one robot at once.</summary>
    public const int Most = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Lock guard = new();
    private readonly Dictionary<string, (int Running, DateTimeOffset RestsUntil)> robots = new(StringComparer.Ordinal);

    /// <summary>Begins; false when it must wait.</summary>
    public bool Begin(string key)
    {
        lock (guard)
        {
            var (running, rests) = robots.GetValueOrDefault(key);
            if (running >= Most || rests > time.GetUtcNow())
            {
                return false;
            }

            robots[key] = (running + 1, rests);
            return true;
        }
    }

    /// <summary>Ends; without an answer, the robot is left alone for a moment.</summary>
    public void End(string key, bool answered)
    {
        lock (guard)
        {
            var (running, _) = robots[key];
            robots[key] = (running - 1, answered ? DateTimeOffset.MinValue : time.GetUtcNow() + Pause);
        }
    }
}
