using Hub.Domain.Clocks;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
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
    /// <param name="failed">Takes the notice when its ladders may have to climb now, so that the caller has them do so once for all outcomes; null: they climb here.</param>
    public static async Task Write(
        Work work, Notice? notice, Duty? duty, Delivery delivery, DeliveryEffects effects, bool wasUndelivered = false, ICollection<Notice>? failed = null)
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
            if (failed is null)
            {
                await LaddersLeftAlone.ClimbNow(work, [notice!]);
            }

            failed?.Add(notice!);
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
}
