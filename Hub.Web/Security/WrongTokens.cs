namespace Hub.Web.Security;

/// <summary>Counts unknown links and tokens by network address. A token cannot be guessed; this keeps those who try from keeping the store busy.</summary>
internal sealed class WrongTokens(TimeProvider time)
{
    /// <summary>Unknown links of one address in a minute; many phones may stand behind one.</summary>
    public const int Most = 60;

    private const int MostAddresses = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, (DateTimeOffset Since, int Count)> counts = new(StringComparer.Ordinal);

    /// <summary>True when the address has used up its minute.</summary>
    public bool AreTooMany(string address)
    {
        lock (gate)
        {
            return counts.TryGetValue(address, out var entry) && entry.Count >= Most && IsOfThisMinute(entry.Since);
        }
    }

    /// <summary>An unknown link was asked for.</summary>
    public void Count(string address)
    {
        lock (gate)
        {
            if (counts.Count >= MostAddresses)
            {
                counts.Clear();
            }

            counts[address] = counts.TryGetValue(address, out var entry) && IsOfThisMinute(entry.Since) ? (entry.Since, entry.Count + 1) : (time.GetUtcNow(), 1);
        }
    }

    private bool IsOfThisMinute(DateTimeOffset since) => time.GetUtcNow() - since < TimeSpan.FromMinutes(1);
}
