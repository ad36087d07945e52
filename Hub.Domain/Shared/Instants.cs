namespace Hub.Domain.Shared;

/// <summary>Instants as the store keeps them: UTC, whole microseconds, so that a value reads back as it was written.</summary>
public static class Instants
{
    /// <summary>The instant in UTC, cut to microseconds.</summary>
    public static DateTimeOffset Stored(this DateTimeOffset instant)
    {
        var utc = instant.ToUniversalTime();
        return new DateTimeOffset(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }
}
