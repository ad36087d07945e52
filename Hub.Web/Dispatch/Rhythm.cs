namespace Hub.Web.Dispatch;

/// <summary>Says at most once in a span that it is time. A clock that is set back does not stop it. Not safe for several threads.</summary>
internal sealed class Rhythm(TimeSpan every, TimeProvider time)
{
    private long? last;

    /// <summary>True when it was not true within the span.</summary>
    public bool IsTime()
    {
        if (last is { } at && time.GetElapsedTime(at) is var passed && passed >= TimeSpan.Zero && passed < every)
        {
            return false;
        }

        last = time.GetTimestamp();
        return true;
    }
}
