using System.Globalization;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Dispatch.Limits;

/// <summary>
/// Puts what waits for one address into one message: the bundle, its delivery and its members are written in one transaction,
/// and the delivery is claimed and sent like any other.
/// </summary>
internal sealed class Bundler(IDbContextFactory<HubDbContext> contexts, WriteGate gate, CommitSignals signals, Claims claims, TimeProvider time)
{
    /// <summary>More than these make another bundle.</summary>
    private const int Most = 100;

    private readonly Writer writer = new(contexts, gate, signals, time, new Receipt());

    /// <summary>Bundles claimed deliveries to one person at one address, and what else is held there. Gives the claimed ones that are done with; none when there is only one.</summary>
    public async Task<IReadOnlySet<Guid>> Bundle(IReadOnlyList<Claimed> group, CancellationToken cancellation)
    {
        var mine = group.Where(i => i.Delivery.Attempts == 0 && IsOpen(i.Notice!.State)).ToList();
        if (mine.Count == 0)
        {
            return new HashSet<Guid>();
        }

        var outcome = await writer.Run<HashSet<Guid>>(Caller.Program, work => Write(work, mine), cancellation);
        if (outcome.IsRefused)
        {
            return new HashSet<Guid>();
        }

        foreach (var item in mine.Where(i => outcome.Value.Contains(i.Id)))
        {
            claims.Forget(item);
        }

        return outcome.Value;
    }

    private static bool IsOpen(NoticeState state) => state is NoticeState.Open or NoticeState.ForInformation;

    private async Task<Outcome<HashSet<Guid>>> Write(Work work, List<Claimed> mine)
    {
        var first = mine[0].Notice!;
        var (channel, address) = (mine[0].Delivery.Channel, mine[0].Delivery.Address);
        var ids = mine.ConvertAll(i => i.Id);
        var waiting = await Waiting(work, first, channel, address, ids);
        var all = mine.ConvertAll(i => (i.Delivery, Notice: i.Notice!)).Concat(waiting).OrderByDescending(w => w.Delivery.CreatedAt).ToList();

        // The later reminder of a notice stands for the earlier.
        var members = all.DistinctBy(w => w.Notice.Id).Take(Most).ToList();
        if (members.Count < 2)
        {
            return Refusal.Conflict("NothingToBundle");
        }

        var bundle = Domain.Notices.Bundle.To(first.PersonId, channel, address, work.Now);
        var repeated = all.Where(w => !members.Contains(w) && members.Exists(m => m.Notice.Id == w.Notice.Id)).Select(w => w.Delivery.Id).ToList();
        if (await Put(work, members.ConvertAll(m => m.Delivery.Id), bundle.Id) < 2)
        {
            return Refusal.Conflict("NothingToBundle");
        }

        await Free(work, repeated).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.State, DeliveryState.Cancelled).SetProperty(d => d.EndedAt, work.Now).SetProperty(d => d.LastError, DeliveryCancelled.Repeated)
            .SetProperty(d => d.LeaseOwner, (Guid?)null).SetProperty(d => d.LeaseUntil, (DateTimeOffset?)null));
        work.Db.Bundles.Add(bundle);
        work.Db.Deliveries.Add(Delivery.Of(bundle, (Grade)members.Min(m => m.Delivery.Rank), members.Min(m => m.Delivery.NextAttemptAt), work.Now));
        work.QueuedDeliveries = true;
        await Say(work, bundle.Id, members);
        return ids.Intersect(members.Select(m => m.Delivery.Id).Concat(repeated)).ToHashSet();
    }

    /// <summary>What else is held for the same person at the same address and has not been tried; nobody works on it.</summary>
    private async Task<List<(Delivery Delivery, Notice Notice)>> Waiting(Work work, Notice like, Channel channel, string address, List<Guid> ids)
    {
        var now = work.Now;
        var rows = await work.Db.Deliveries.AsNoTracking()
            .Where(d => d.State == DeliveryState.Queued && d.Rank > (int)Grade.II && d.HeldBecause != null && d.Attempts == 0 && d.Channel == channel && d.Address == address
                && (d.HeldBecause == DeliveryHolds.RateLimit || d.NextAttemptAt <= now) && (d.LeaseUntil == null || d.LeaseUntil < now) && !ids.Contains(d.Id))
            .Join(work.Db.Notices.AsNoTracking(), d => d.NoticeId, n => n.Id, (d, n) => new { Delivery = d, Notice = n })
            .Where(w => w.Notice.PersonId == like.PersonId && w.Notice.IsDrill == like.IsDrill && (w.Notice.State == NoticeState.Open || w.Notice.State == NoticeState.ForInformation))
            .OrderBy(w => w.Delivery.CreatedAt).Take(Most).ToListAsync();
        return rows.ConvertAll(w => (w.Delivery, w.Notice));
    }

    private async Task<int> Put(Work work, List<Guid> ids, Guid bundleId) =>
        await Free(work, ids).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.State, DeliveryState.Bundled).SetProperty(d => d.BundleId, bundleId).SetProperty(d => d.FirstAttemptAt, (DateTimeOffset?)null)
            .SetProperty(d => d.LeaseOwner, (Guid?)null).SetProperty(d => d.LeaseUntil, (DateTimeOffset?)null));

    /// <summary>Those that are still this sender's, or nobody's.</summary>
    private IQueryable<Delivery> Free(Work work, List<Guid> ids)
    {
        var (token, now) = (claims.Token, work.Now);
        return work.Db.Deliveries.Where(d => ids.Contains(d.Id) && d.State <= DeliveryState.Queued && (d.LeaseOwner == token || d.LeaseUntil == null || d.LeaseUntil < now));
    }

    private static async Task Say(Work work, Guid bundleId, List<(Delivery Delivery, Notice Notice)> members)
    {
        var put = await work.Db.Deliveries.Where(d => d.BundleId == bundleId).Select(d => d.Id).ToListAsync();
        foreach (var about in members.Where(m => put.Contains(m.Delivery.Id)).DistinctBy(m => m.Notice.IncidentId ?? Guid.Empty))
        {
            await Aftermath.Record(work, about.Notice, new Fact(
                FactKind.NoticesBundled, ("name", about.Notice.PersonName), ("count", put.Count.ToString(CultureInfo.InvariantCulture)), ("channel", about.Delivery.Channel.ToString())));
        }
    }
}
