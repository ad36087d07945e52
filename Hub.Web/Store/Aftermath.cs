using Hub.Domain.Clocks;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Store;

/// <summary>What follows from a delivery's outcome beyond the deliveries themselves: the record, and ladders that climb now.</summary>
internal static class Aftermath
{
    /// <summary>Writes what the domain said of one outcome.</summary>
    /// <param name="work">The work that the outcome is written in.</param>
    /// <param name="notice">The notice; null for anything else.</param>
    /// <param name="duty">The duty; null for anything else.</param>
    /// <param name="delivery">The delivery as the domain left it.</param>
    /// <param name="effects">What follows.</param>
    /// <param name="wasUndelivered">True when the notice stood on the list of what is undelivered.</param>
    public static async Task Write(Work work, Notice? notice, Duty? duty, Delivery delivery, DeliveryEffects effects, bool wasUndelivered = false)
    {
        work.QueuedDeliveries |= effects.Promoted;
        if (duty is not null)
        {
            await RecordDuty(work, duty, delivery, effects);
        }
        else if (notice is not null && effects.Fact is { } fact)
        {
            await Record(work, notice, fact);
        }
        else if (notice is not null && wasUndelivered && (effects.OutOfChannels || !notice.IsUndelivered))
        {
            // Sent again, it got through or failed once more: the list of what is undelivered shows it at once.
            var number = notice.IncidentId is { } incident ? await NumberOf(work, incident) : null;
            work.ShowOnBoard(notice.IsUndelivered ? "undelivered" : "delivered", number ?? notice.Content.Number, notice.IncidentId);
        }

        if (effects.ClimbNow is not null)
        {
            await ClimbNow(work, notice!);
        }
    }

    /// <summary>Adds a fact about a notice to the chain that it belongs to.</summary>
    public static async Task Record(Work work, Notice notice, Fact fact)
    {
        var number = notice.IncidentId is { } incident ? await NumberOf(work, incident) : null;
        work.Record(number ?? "reports", fact, notice.IncidentId, number ?? notice.Content.Number);
    }

    private static async Task RecordDuty(Work work, Duty duty, Delivery delivery, DeliveryEffects effects)
    {
        var fact = delivery.State == DeliveryState.Accepted ? duty.MarkSent(work.Now)
            : effects.OutOfChannels ? duty.MarkUndelivered(delivery.LastError ?? "")
            : null;
        if (fact is not null && await NumberOf(work, duty.IncidentId) is { } number)
        {
            work.Record(number, fact, duty.IncidentId, number);
        }
    }

    private static Task<string?> NumberOf(Work work, Guid incidentId) =>
        work.Db.Incidents.Where(i => i.Id == incidentId).Select(i => i.Number).FirstOrDefaultAsync();

    /// <summary>Every ladder that waits for this recipient climbs now when too few of its step can still answer; unless it is at its end already.</summary>
    private static async Task ClimbNow(Work work, Notice notice)
    {
        var climbs = await work.Db.Climbs.Where(c => c.Matter == notice.Matter && c.Issue == notice.Issue && c.State == ClimbState.Climbing && c.NobodyAnswersSince == null).ToListAsync();
        var notices = await work.Db.Notices.Where(n => n.Matter == notice.Matter && n.Issue == notice.Issue).ToListAsync();
        var told = climbs.SelectMany(c => c.Told).Select(t => t.PersonId).Distinct().ToList();
        var counted = (await work.Db.Persons.AsNoTracking().Where(p => told.Contains(p.Id)).ToListAsync()).Where(p => p is { IsRetired: false, IsReachable: true }).Select(p => p.Id).ToHashSet();
        foreach (var climb in climbs.Where(c => c.Told.Any(t => t.Step == c.Step && t.PersonId == notice.PersonId) && !ClimbPolicy.CanStillBeAnswered(c, notices, counted.Contains)))
        {
            foreach (var deadline in await work.Db.Deadlines.Where(d => d.SubjectId == climb.Id && d.Kind == DeadlineKind.LadderStep && d.State == DeadlineState.Pending).ToListAsync())
            {
                deadline.PullForward(work.Now);
                work.ChangedDeadlines = true;
            }
        }
    }
}
