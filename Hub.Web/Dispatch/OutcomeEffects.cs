using Hub.Domain.Clocks;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.Shared;
using Hub.Web.Dispatch.Limits;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Dispatch;

/// <summary>Writes outcomes inside one transaction: plain ones by set, failures and duties through the domain.</summary>
internal static class OutcomeEffects
{
    /// <summary>Writes outcomes.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="outcomes">What became of the attempts.</param>
    /// <param name="again">True when an earlier writing failed: nobody knows whether its commit came through after all.</param>
    public static async Task<Outcome<int>> Apply(Work work, IReadOnlyList<AttemptOutcome> outcomes, bool again = false)
    {
        await WriteProviderIds(work, [.. outcomes.Where(o => o.ProviderId is not null)]);
        await WriteAccepted(work, [.. outcomes.Where(IsPlain)]);
        foreach (var reason in outcomes.Where(o => o.Kind == OutcomeKind.Cancelled).GroupBy(o => o.Text, StringComparer.Ordinal))
        {
            await Held(work, reason).ExecuteUpdateAsync(set => set
                .SetProperty(d => d.State, DeliveryState.Cancelled)
                .SetProperty(d => d.EndedAt, work.Now)
                .SetProperty(d => d.LastError, reason.Key)
                .SetProperty(d => d.LeaseOwner, (Guid?)null)
                .SetProperty(d => d.LeaseUntil, (DateTimeOffset?)null));
        }

        await BundleEffects.Cancel(work, outcomes.Where(o => o.Kind == OutcomeKind.Cancelled));
        foreach (var error in outcomes.Where(o => o.Kind == OutcomeKind.Released).GroupBy(o => o.Text, StringComparer.Ordinal))
        {
            var text = error.Key is { Length: > 500 } ? error.Key[..500] : error.Key;
            await Held(work, error).ExecuteUpdateAsync(set => set
                .SetProperty(d => d.LastError, d => text ?? d.LastError)
                .SetProperty(d => d.LeaseOwner, (Guid?)null)
                .SetProperty(d => d.LeaseUntil, (DateTimeOffset?)null));
        }

        await DecideOneByOne(work, [.. outcomes.Where(o => !IsPlain(o) && o.Kind is not (OutcomeKind.Cancelled or OutcomeKind.Released))]);
        var known = again ? await Known(work, outcomes) : [];
        work.Insert(outcomes.Where(o => o.WasTried && !known.Contains(o.Id)).Select(o => o.Attempt()));
        return outcomes.Count;
    }

    /// <summary>Which of the outcomes stand in the delivery log already.</summary>
    private static async Task<HashSet<Guid>> Known(Work work, IReadOnlyList<AttemptOutcome> outcomes)
    {
        var ids = outcomes.Select(o => o.Id).ToList();
        return [.. await work.Db.DeliveryAttempts.Where(a => ids.Contains(a.Id)).Select(a => a.Id).ToListAsync()];
    }

    /// <summary>An accepted notice of which nothing is said in the record.</summary>
    private static bool IsPlain(AttemptOutcome outcome) => outcome is { Kind: OutcomeKind.Accepted, Item.Notice.IsUndelivered: false };

    private static IQueryable<Delivery> Held(Work work, IEnumerable<AttemptOutcome> outcomes)
    {
        var ids = outcomes.Select(o => o.Item.Id).ToList();
        var owner = outcomes.First().Item.Delivery.LeaseOwner;

        // Not "==": SQLite would take the index over the state and walk through the whole queue for these few.
        return work.Db.Deliveries.Where(d => ids.Contains(d.Id) && d.LeaseOwner == owner && d.State <= DeliveryState.Queued);
    }

    /// <summary>Each has its own; only gateways of short messages give one.</summary>
    private static async Task WriteProviderIds(Work work, IReadOnlyCollection<AttemptOutcome> named)
    {
        foreach (var outcome in named)
        {
            var id = outcome.ProviderId is { Length: > 100 } longer ? longer[..100] : outcome.ProviderId;
            await Held(work, [outcome]).ExecuteUpdateAsync(set => set.SetProperty(d => d.ProviderId, id));
        }
    }

    private static Task WriteAccepted(Work work, IReadOnlyCollection<AttemptOutcome> accepted) =>
        accepted.Count == 0 ? Task.CompletedTask : NewRows.ArePrepared(work.Db) ? AcceptedRows.Write(work, accepted) : AcceptBySet(work, accepted);

    /// <summary>Writes accepted deliveries, and cancels the addresses that stood by for them.</summary>
    internal static async Task AcceptBySet(Work work, IReadOnlyCollection<AttemptOutcome> accepted)
    {
        await Held(work, accepted).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.State, DeliveryState.Accepted)
            .SetProperty(d => d.EndedAt, work.Now)
            .SetProperty(d => d.Attempts, d => d.Attempts + 1)
            .SetProperty(d => d.LeaseOwner, (Guid?)null)
            .SetProperty(d => d.LeaseUntil, (DateTimeOffset?)null));
        var notices = accepted.Select(o => o.Item.Delivery.NoticeId).Distinct().ToList();

        // Told by what they are not: for "State = Standby" SQLite would walk through everything that stands by.
        await work.Db.Deliveries.Where(d => notices.Contains(d.NoticeId) && d.EndedAt == null && d.State != DeliveryState.Queued && d.State != DeliveryState.Bundled).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.State, DeliveryState.Cancelled)
            .SetProperty(d => d.EndedAt, work.Now)
            .SetProperty(d => d.LastError, DeliveryCancelled.AcceptedElsewhere));
    }

    private static async Task DecideOneByOne(Work work, IReadOnlyCollection<AttemptOutcome> outcomes)
    {
        if (outcomes.Count == 0)
        {
            return;
        }

        var noticeIds = outcomes.Select(o => o.Item.Delivery.NoticeId).OfType<Guid>().Distinct().ToList();
        var dutyIds = outcomes.Select(o => o.Item.Delivery.DutyId).OfType<Guid>().Distinct().ToList();
        var notices = await work.Db.Notices.Where(n => noticeIds.Contains(n.Id)).ToDictionaryAsync(n => n.Id);
        var duties = await work.Db.Duties.Where(d => dutyIds.Contains(d.Id)).ToDictionaryAsync(d => d.Id);

        // What is neither a notice nor a duty, such as the code of an address check, stands alone.
        var alone = outcomes.Where(o => o.Item.Delivery is { NoticeId: null, DutyId: null }).Select(o => o.Item.Id).ToList();
        var deliveries = await work.Db.Deliveries
            .Where(d => alone.Contains(d.Id) || (d.NoticeId != null && noticeIds.Contains(d.NoticeId.Value)) || (d.DutyId != null && dutyIds.Contains(d.DutyId.Value)))
            .ToListAsync();
        var byId = deliveries.ToDictionary(d => d.Id);
        var siblings = deliveries.ToLookup(d => (d.NoticeId, d.DutyId));
        var failed = new List<Notice>();
        foreach (var outcome in outcomes)
        {
            var delivery = byId.GetValueOrDefault(outcome.Item.Id);
            if (delivery is not { State: DeliveryState.Queued } || delivery.LeaseOwner != outcome.Item.Delivery.LeaseOwner)
            {
                // It was withdrawn meanwhile, or another sender has taken it over.
                continue;
            }

            var notice = notices.GetValueOrDefault(delivery.NoticeId ?? Guid.Empty);
            var all = alone.Contains(delivery.Id) ? new List<Delivery> { delivery } : siblings[(delivery.NoticeId, delivery.DutyId)].ToList();
            var wasUndelivered = notice is { IsUndelivered: true };
            var effects = Decide(outcome, notice, delivery, all, work.Now);
            await Aftermath.Write(work, notice, duties.GetValueOrDefault(delivery.DutyId ?? Guid.Empty), delivery, effects, wasUndelivered, failed);
            await BundleEffects.Follow(work, outcome, delivery, failed);
        }

        await LaddersLeftAlone.ClimbNow(work, failed);
    }

    private static DeliveryEffects Decide(AttemptOutcome outcome, Notice? notice, Delivery delivery, List<Delivery> all, DateTimeOffset now) => outcome.Kind switch
    {
        OutcomeKind.Accepted => DeliveryPolicy.Accepted(notice, delivery, all, now),
        OutcomeKind.Temporary => DeliveryPolicy.Temporary(notice, delivery, all, outcome.Text ?? "", now),
        OutcomeKind.Permanent => DeliveryPolicy.Permanent(notice, delivery, all, outcome.Text ?? "", now),
        _ => DeliveryPolicy.Unusable(notice, delivery, all, outcome.Text ?? "", now),
    };
}
