using Hub.Domain.Notices;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Dispatch;

/// <summary>
/// The last resort when an outcome cannot be written with all that follows from it: the delivery itself and its attempt, so
/// that what was sent is not sent again, and what was not is tried later.
/// </summary>
internal static class RowOnly
{
    public static async Task Write(IDbContextFactory<HubDbContext> contexts, WriteGate gate, AttemptOutcome outcome, DateTimeOffset now)
    {
        var later = (now + DeliveryPolicy.Backoff(int.MaxValue)).Stored();
        var accepted = outcome.Kind == OutcomeKind.Accepted;
        DateTimeOffset? ended = accepted ? outcome.At.Stored() : null;
        await using var db = await contexts.CreateDbContextAsync();
        using var mine = await gate.Enter(CancellationToken.None);
        await using var transaction = await db.Database.BeginTransactionAsync();
        var (id, owner) = (outcome.Item.Id, outcome.Item.Delivery.LeaseOwner);
        var written = await db.Deliveries.Where(d => d.Id == id && d.LeaseOwner == owner && d.State == DeliveryState.Queued)
            .ExecuteUpdateAsync(set => set
                .SetProperty(d => d.State, accepted ? DeliveryState.Accepted : DeliveryState.Queued)
                .SetProperty(d => d.EndedAt, ended)
                .SetProperty(d => d.NextAttemptAt, later)
                .SetProperty(d => d.Attempts, d => d.Attempts + (outcome.WasTried ? 1 : 0))
                .SetProperty(d => d.LeaseOwner, (Guid?)null)
                .SetProperty(d => d.LeaseUntil, (DateTimeOffset?)null));
        if (written > 0 && accepted && outcome.Item.Bundle is { } carried)
        {
            // What travelled in it was told with it.
            var bundleId = carried.Bundle.Id;
            var told = carried.Notices.Select(n => (Guid?)n.Id).ToList();
            await db.Deliveries.Where(d => d.BundleId == bundleId && told.Contains(d.NoticeId) && d.State == DeliveryState.Bundled)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Accepted).SetProperty(d => d.EndedAt, ended));
            await db.Deliveries.Where(d => d.BundleId == bundleId && d.State == DeliveryState.Bundled)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Cancelled).SetProperty(d => d.EndedAt, ended).SetProperty(d => d.LastError, DeliveryCancelled.Done));
        }

        if (outcome.WasTried && !await db.DeliveryAttempts.AnyAsync(a => a.Id == outcome.Id))
        {
            db.DeliveryAttempts.Add(outcome.Attempt());
            await db.SaveChangesAsync();
        }

        await transaction.CommitAsync();
    }
}
