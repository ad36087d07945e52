using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Admin;

/// <summary>Ends a key; it is refused within 5 s on every node.</summary>
public sealed class RevokeApiKey(Writer writer)
{
    public async Task<Outcome<Guid>> Run(Caller caller, Guid keyId, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        return await writer.Run<Guid>(caller, async work =>
        {
            if (await work.Db.ApiKeys.FirstOrDefaultAsync(k => k.Id == keyId) is not { } key)
            {
                return Refusal.NotFound();
            }

            if (key.RevokedAt is not null)
            {
                return Refusal.Conflict("KeyRevokedAlready");
            }

            key.RevokedAt = work.Now;
            work.Record("administration", new Fact(FactKind.KeyChanged, ("key", key.Name), ("change", "keyRevoked"), ("detail", "")));
            return keyId;
        }, cancellation);
    }
}
