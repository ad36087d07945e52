using Hub.Domain.Notices;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Dispatch.Limits;

/// <summary>A bundle with those of its notices that are still wanted, the most important first.</summary>
/// <param name="Bundle">The bundle.</param>
/// <param name="Notices">What its message tells.</param>
internal sealed record CarriedBundle(Bundle Bundle, IReadOnlyList<Notice> Notices);

/// <summary>Gives claimed deliveries of bundles what they carry.</summary>
internal static class ClaimedBundles
{
    public static async Task<List<Claimed>> Attach(HubDbContext db, List<Claimed> claimed, CancellationToken cancellation)
    {
        var ids = claimed.Where(IsBundle).Select(c => c.Delivery.BundleId).ToList();
        if (ids.Count == 0)
        {
            return claimed;
        }

        var bundles = await db.Bundles.AsNoTracking().Where(b => ids.Contains(b.Id)).ToDictionaryAsync(b => b.Id, cancellation);
        var carried = await db.Deliveries.Where(d => ids.Contains(d.BundleId) && d.NoticeId != null && d.State == DeliveryState.Bundled)
            .Join(db.Notices.AsNoTracking(), d => d.NoticeId, n => n.Id, (d, n) => new { d.BundleId, d.CreatedAt, Notice = n })
            .Where(m => m.Notice.State == NoticeState.Open || m.Notice.State == NoticeState.ForInformation)
            .ToListAsync(cancellation);
        var old = await ClaimedNews.Overtaken(db, carried.Select(m => m.Notice), cancellation);
        var members = carried.Where(m => !m.Notice.WasToldByTelephone && !(old.TryGetValue(m.Notice.Id, out var newer) && m.CreatedAt <= newer)).ToLookup(m => m.BundleId!.Value, m => m.Notice);
        return claimed.ConvertAll(c => IsBundle(c) && bundles.TryGetValue(c.Delivery.BundleId!.Value, out var bundle) ? c with { Bundle = new CarriedBundle(bundle, Order(members[bundle.Id])) } : c);
    }

    /// <summary>Graver first, then what must be acknowledged sooner; what asks nothing comes last.</summary>
    public static List<Notice> Order(IEnumerable<Notice> notices) =>
        [.. notices.DistinctBy(n => n.Id).OrderBy(n => n.Grade ?? Domain.Grading.Grade.II).ThenBy(n => n.AcknowledgeBy ?? DateTimeOffset.MaxValue).ThenBy(n => n.CreatedAt)];

    private static bool IsBundle(Claimed item) => item.Delivery is { BundleId: not null, NoticeId: null };
}
