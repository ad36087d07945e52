using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Admin;

/// <summary>A key as it is shown once; the store keeps its hash.</summary>
public sealed record Shown(Guid Id, string Secret);

/// <summary>Adds a key for a machine.</summary>
public sealed class AddApiKey(Writer writer)
{
    /// <summary>Rights that a machine may have. Approving, releasing and administering are for people.</summary>
    public const Right Grantable = Right.Read | Right.Report | Right.Acknowledge | Right.Triage | Right.Command | Right.ReadRestricted;

    public async Task<Outcome<Shown>> Run(Caller caller, string? name, Right rights, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        if (Text.Required("name", name, 100) is { } fault)
        {
            return fault;
        }

        if (rights == Right.None || (rights & ~Grantable) != Right.None)
        {
            return Refusal.Invalid("rights", "RightsNotForKeys");
        }

        var secret = Secrets.New("hub");
        return await writer.Run<Shown>(caller, async work =>
        {
            var clean = Text.Straight(name!);
            if (await work.Db.ApiKeys.AnyAsync(k => k.Name == clean))
            {
                return Refusal.Invalid("name", "NameTaken");
            }

            var key = new ApiKey { Id = Guid.CreateVersion7(work.Now), Name = clean, Hash = Secrets.Hash(secret), Rights = rights, CreatedAt = work.Now };
            work.Db.ApiKeys.Add(key);
            work.Record("administration", new Fact(FactKind.KeyChanged, ("key", clean), ("change", "keyAdded"), ("detail", rights.ToString())));
            return new Shown(key.Id, secret);
        }, cancellation);
    }
}
