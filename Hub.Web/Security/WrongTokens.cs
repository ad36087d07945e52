namespace Hub.Web.Security;

/// <summary>
/// Counts unknown links and tokens by network address, and tells those who bring many to wait. Only what was looked up and is
/// unknown is counted, and nothing else is refused: a token cannot be guessed, but many stand behind one address, and whoever
/// brings the right one must get through.
/// </summary>
internal sealed class WrongTokens(TimeProvider time)
{
    /// <summary>Unknown links of one address in a minute; many phones may stand behind one.</summary>
    public const int Most = 60;

    private const int MostAddresses = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, (DateTimeOffset Since, int Count)> counts = new(StringComparer.Ordinal);

    /// <summary>An unknown link was asked for. True when the address has used up its minute.</summary>
    public bool IsOneTooMany(string address)
    {
        lock (gate)
        {
            var isCounted = counts.TryGetValue(address, out var entry) && IsOfThisMinute(entry.Since);
            if (isCounted && entry.Count >= Most)
            {
                return true;
            }

            if (!isCounted && counts.Count >= MostAddresses)
            {
                counts.Clear();
            }

            counts[address] = isCounted ? (entry.Since, entry.Count + 1) : (time.GetUtcNow(), 1);
            return false;
        }
    }

    private bool IsOfThisMinute(DateTimeOffset since) => time.GetUtcNow() - since < TimeSpan.FromMinutes(1);
}
