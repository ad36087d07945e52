using System.Collections.Concurrent;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Security;

/// <summary>Finds API keys, and remembers each for a moment: reports come by the thousand. Revoking acts within that moment on every node.</summary>
public sealed class KeyRing(IDbContextFactory<HubDbContext> contexts, TimeProvider time)
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, (ApiKey Key, DateTimeOffset Until)> known = new(StringComparer.Ordinal);

    /// <summary>The key that has this secret and is not revoked; null when there is none.</summary>
    public async Task<ApiKey?> Find(string secret, CancellationToken cancellation)
    {
        var hash = Secrets.Hash(secret);
        var now = time.GetUtcNow();
        if (known.TryGetValue(hash, out var entry) && now < entry.Until)
        {
            return entry.Key;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var key = await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(k => k.Hash == hash && k.RevokedAt == null, cancellation);
        if (key is null)
        {
            known.TryRemove(hash, out _);
            return null;
        }

        known[hash] = (key, now + Moment);
        return key;
    }

    /// <summary>True while the key is not revoked: for connections that stay open.</summary>
    public async Task<bool> IsValid(Guid keyId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.ApiKeys.AnyAsync(k => k.Id == keyId && k.RevokedAt == null, cancellation);
    }
}
