using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Dispatch;

/// <summary>Gives claimed deliveries of address checks what they need: the check, and who is asked.</summary>
internal static class ClaimedChecks
{
    public static async Task<List<Claimed>> Attach(HubDbContext db, List<Claimed> claimed, CancellationToken cancellation)
    {
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
}
