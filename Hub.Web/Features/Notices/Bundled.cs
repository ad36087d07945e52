using Hub.Domain.Notices;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary>The notices of a bundle.</summary>
internal static class Bundled
{
    /// <summary>Those that travelled in it, the latest first; null when there are none.</summary>
    public static async Task<Answerable?> Load(Work work, Bundle bundle, CancellationToken cancellation)
    {
        var ids = work.Db.Deliveries.Where(d => d.BundleId == bundle.Id && d.NoticeId != null).Select(d => d.NoticeId!.Value);
        var notices = await work.Db.Notices.Where(n => ids.Contains(n.Id)).OrderByDescending(n => n.CreatedAt).ToListAsync(cancellation);
        return notices.Count == 0 ? null : new Answerable(notices, bundle.Code, bundle.Token);
    }
}
