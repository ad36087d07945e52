using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Directory;

/// <summary>Adds an asset to the directory, or changes one.</summary>
public sealed class SaveAsset(Writer writer)
{
    /// <summary>Refused: without the right to administer; a fault of a field; a key that is taken; changed meanwhile (409).</summary>
    /// <param name="caller">Who does it.</param>
    /// <param name="key">Its key.</param>
    /// <param name="version">The version that the caller knows; null for a new asset.</param>
    /// <param name="details">What stands there afterwards.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Outcome<Saved>> Run(Caller caller, string? key, long? version, AssetDetails details, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        if ((Names.KeyFault("key", key) ?? details.Fault()) is { } fault)
        {
            return fault;
        }

        var wanted = key!.Trim();
        return await writer.Run<Saved>(caller, async work =>
        {
            var asset = await work.Db.Assets.FirstOrDefaultAsync(a => a.Key == wanted, cancellation);
            if ((asset is null ? version is null ? null : Refusal.NotFound() : version is null ? Refusal.Invalid("key", "KeyTaken") : Entries.Stale(asset.Version, version.Value)) is { } refusal)
            {
                return refusal;
            }

            if (details.OwnerTarget is { } owner && owner.ToString() != asset?.Owner && !await Exists(work.Db, owner, cancellation))
            {
                return Refusal.Invalid("owner", "OwnerUnknown");
            }

            if (asset is null)
            {
                asset = Add(work, wanted, details);
                return new Saved(wanted, asset.Version, true, []);
            }

            var changed = details.ChangesOf(asset);
            Change(work, asset, details, changed);
            return new Saved(wanted, asset.Version, false, changed);
        }, cancellation);
    }

    internal static Asset Add(Work work, string key, AssetDetails details)
    {
        var asset = work.Db.Assets.Add(Asset.Create(key, details.Name, details.Kind!.Value, details.Worth, details.OwnerTarget, Text.Clean(details.Place), Text.Clean(details.Note))).Entity;
        Record(work, asset, "entryAdded", "");
        return asset;
    }

    internal static void Change(Work work, Asset asset, AssetDetails details, IReadOnlyList<string> changed)
    {
        if (changed.Count > 0)
        {
            details.ApplyTo(asset);
            Record(work, asset, "entryChanged", string.Join(", ", changed));
        }
    }

    internal static void Record(Work work, Asset asset, string change, string detail) =>
        work.Record("administration", new Fact(FactKind.AssetChanged, ("nameEn", asset.NameEn), ("nameZh", asset.NameZh), ("key", asset.Key), ("change", change), ("detail", detail)));

    private static async Task<bool> Exists(HubDbContext db, Target owner, CancellationToken cancellation)
    {
        if (owner.Kind == TargetKind.Office)
        {
            return await db.Offices.AnyAsync(o => o.Key == owner.Key, cancellation);
        }

        var id = Guid.Parse(owner.Key);
        return await db.Persons.AnyAsync(p => p.Id == id && !p.IsRetired, cancellation);
    }
}
