using Hub.Domain.Notices;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary>Somebody acknowledges all notices of a bundle at once. What is for information, or over, stays as it is. Idempotent.</summary>
public sealed class AcknowledgeBundle(IDbContextFactory<HubDbContext> contexts, AcknowledgeNotice acknowledge)
{
    /// <summary>By the link of the bundle: the bearer acknowledges as the recipient. Gives how many waited. Refused: unknown (not found).</summary>
    public async Task<Outcome<int>> ByToken(string token, string? from, CancellationToken cancellation = default)
    {
        List<string> open;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            var bundle = await db.Bundles.AsNoTracking().FirstOrDefaultAsync(b => b.Token == token, cancellation);
            if (bundle?.Token != token)
            {
                return Refusal.NotFound("NoticeUnknown");
            }

            open = await BundleView.Members(db, bundle.Id).Where(n => n.State == NoticeState.Open).OrderBy(n => n.Grade).ThenBy(n => n.CreatedAt).Select(n => n.Token).ToListAsync(cancellation);
        }

        foreach (var notice in open)
        {
            // One that was withdrawn meanwhile must not keep the others from being acknowledged.
            _ = await acknowledge.ByToken(notice, from, cancellation);
        }

        return open.Count;
    }
}
