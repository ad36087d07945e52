namespace Hub.Web.Dispatch.Limits;

/// <summary>
/// How many messages of grades Ⅲ and Ⅳ may leave; 0 is no limit. Grades Ⅰ and Ⅱ, reports to judge, codes, answers and outside
/// reports are counted and never wait. Settings <c>Mail:Limits:*</c> and <c>Sms:Limits:*</c>; each node counts its own.
/// </summary>
public sealed class ChannelLimits
{
    /// <summary>Most messages to one address a minute.</summary>
    public int PerAddressPerMinute { get; set; }

    /// <summary>Most messages to one address an hour.</summary>
    public int PerAddressPerHour { get; set; }

    /// <summary>Most messages of the channel a second.</summary>
    public int PerSecond { get; set; }

    /// <summary>Most messages of the channel a minute.</summary>
    public int PerMinute { get; set; }

    internal IEnumerable<(int Most, TimeSpan Span)> OfAddress => Those((PerAddressPerMinute, TimeSpan.FromMinutes(1)), (PerAddressPerHour, TimeSpan.FromHours(1)));

    internal IEnumerable<(int Most, TimeSpan Span)> OfChannel => Those((PerSecond, TimeSpan.FromSeconds(1)), (PerMinute, TimeSpan.FromMinutes(1)));

    /// <summary>Names every fault by its key.</summary>
    internal IEnumerable<string> Faults(string section)
    {
        foreach (var (key, value) in new[] { (nameof(PerAddressPerMinute), PerAddressPerMinute), (nameof(PerAddressPerHour), PerAddressPerHour), (nameof(PerSecond), PerSecond), (nameof(PerMinute), PerMinute) })
        {
            if (value is < 0 or > 100_000)
            {
                yield return $"{section}:Limits:{key}: must be between 0 (no limit) and 100000.";
            }
        }
    }

    private static IEnumerable<(int Most, TimeSpan Span)> Those(params (int Most, TimeSpan Span)[] limits) => limits.Where(l => l.Most > 0);
}
