using Hub.Domain.People;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Dispatch;

/// <summary>Gives claimed deliveries what some of them need: those of address checks the check and who is asked, those to groups whether the incident is restricted.</summary>
internal static class ClaimedChecks
{
    public static async Task<List<Claimed>> Attach(HubDbContext db, List<Claimed> claimed, CancellationToken cancellation)
    {
        claimed = await MarkRestricted(db, claimed, cancellation);
        var ids = claimed.Select(c => c.Delivery.CheckId).OfType<Guid>().ToList();
        if (ids.Count == 0)
        {
            return claimed;
        }

        var checks = await db.AddressChecks.AsNoTracking().Where(c => ids.Contains(c.Id))
            .Join(db.Persons.AsNoTracking().IgnoreAutoIncludes(), c => c.PersonId, p => p.Id, (c, p) => new { Check = c, p.Name, p.Culture })
            .ToDictionaryAsync(c => c.Check.Id, c => new CheckedAddress(c.Check, c.Name, c.Culture), cancellation);
        return claimed.ConvertAll(c => c.Delivery.CheckId is { } id ? c with { Check = checks.GetValueOrDefault(id) } : c);
    }

    private static async Task<List<Claimed>> MarkRestricted(HubDbContext db, List<Claimed> claimed, CancellationToken cancellation)
    {
        var incidents = claimed.Where(c => c.Delivery.Channel == Channel.Robot).Select(c => c.Delivery.IncidentId).OfType<Guid>().Distinct().ToList();
        if (incidents.Count == 0)
        {
            return claimed;
        }

        var restricted = await db.Incidents.Where(i => incidents.Contains(i.Id) && i.IsRestricted).Select(i => (Guid?)i.Id).ToListAsync(cancellation);
        return claimed.ConvertAll(c => c.Delivery.Channel == Channel.Robot && restricted.Contains(c.Delivery.IncidentId) ? c with { WouldTellAGroup = true } : c);
    }
}
