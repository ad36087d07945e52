using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Directory;

/// <summary>An asset goes out of use, or comes back. It is kept, since incidents may name it.</summary>
public sealed class RetireAsset(Writer writer)
{
    /// <summary>Refused: without the right to administer; unknown; changed meanwhile (409). Doing it again changes nothing.</summary>
    public async Task<Outcome<Saved>> Run(Caller caller, string key, long version, bool retired, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        return await writer.Run<Saved>(caller, async work =>
        {
            if (await work.Db.Assets.FirstOrDefaultAsync(a => a.Key == key, cancellation) is not { } asset)
            {
                return Refusal.NotFound();
            }

            if (Entries.Stale(asset.Version, version) is { } stale)
            {
                return stale;
            }

            var changes = asset.IsRetired != retired;
            if (changes)
            {
                asset.Retire(retired);
                SaveAsset.Record(work, asset, retired ? "entryRetired" : "entryBack", "");
            }

            return new Saved(key, asset.Version, false, changes ? ["isRetired"] : []);
        }, cancellation);
    }
}
