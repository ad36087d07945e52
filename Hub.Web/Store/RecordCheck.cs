using System.Security.Cryptography;
using Hub.Domain.Incidents;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Store;

/// <summary>What a check of one chain of the record found.</summary>
/// <param name="Chain">Name of the chain.</param>
/// <param name="Count">Entries that are sound, from the first on.</param>
/// <param name="Head">Hash of the last sound entry, hexadecimal; empty when there is none.</param>
/// <param name="Fault">What is wrong with the first broken entry; null: the chain is unbroken.</param>
public sealed record ChainState(string Chain, long Count, string Head, string? Fault)
{
    /// <summary>Number of the entry whose hash was asked for; null when none was, or when no entry has it.</summary>
    public long? Asked { get; init; }
}

/// <summary>Follows the hash chains of the record: numbers without a gap, each entry's own hash, and the hash of the one before.</summary>
public sealed class RecordCheck(IDbContextFactory<HubDbContext> contexts)
{
    /// <summary>Checks every chain, or one.</summary>
    /// <param name="chain">An incident's number, or another chain's name; null: all.</param>
    /// <param name="head">A hash that was noted earlier and must still be in the chain, so that a cut tail shows.</param>
    /// <param name="cancellation">Ends it early.</param>
    public async Task<IReadOnlyList<ChainState>> Run(string? chain, string? head = null, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var states = new List<ChainState>();
        var entries = db.Timeline.AsNoTracking().Where(e => chain == null || e.Chain == chain).OrderBy(e => e.Chain).ThenBy(e => e.Number);
        Walk? walk = null;
        await foreach (var entry in entries.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if (walk?.Chain != entry.Chain)
            {
                states.AddRange(walk is null ? [] : [walk.End()]);
                walk = new Walk(entry.Chain, head);
            }

            walk.Follow(entry);
        }

        states.AddRange(walk is null ? [] : [walk.End()]);
        var numbers = await db.Incidents.AsNoTracking().Where(i => chain == null || i.Number == chain).Select(i => i.Number).ToListAsync(cancellation);
        states.AddRange(numbers.Except(states.Select(s => s.Chain), StringComparer.Ordinal).Select(n => new ChainState(n, 0, "", "the whole chain is gone")));
        return states;
    }

    private sealed class Walk(string chain, string? asked)
    {
        private long count;
        private byte[] last = new byte[32];
        private string? fault;
        private long? found;

        public string Chain { get; } = chain;

        public void Follow(TimelineEntry entry)
        {
            fault ??= Check(entry);
            if (fault is not null)
            {
                return;
            }

            count++;
            last = entry.Hash;
            found = string.Equals(asked, Convert.ToHexString(entry.Hash), StringComparison.OrdinalIgnoreCase) ? entry.Number : found;
        }

        public ChainState End()
        {
            var wrong = fault ?? (asked is not null && found is null ? "no entry has the hash that was noted: the tail was cut or the chain was written anew" : null);
            return new ChainState(Chain, count, count == 0 ? "" : Convert.ToHexString(last), wrong) { Asked = found };
        }

        private string? Check(TimelineEntry entry)
        {
            if (entry.Number != count + 1)
            {
                return $"entry {count + 1} is missing; entry {entry.Number} follows";
            }

            if (!CryptographicOperations.FixedTimeEquals(entry.PreviousHash, last))
            {
                return $"entry {entry.Number} does not follow the one before it: the previous hash differs";
            }

            return CryptographicOperations.FixedTimeEquals(entry.Hash, entry.ComputeHash())
                ? null
                : $"entry {entry.Number} was changed: its own hash differs";
        }
    }
}
