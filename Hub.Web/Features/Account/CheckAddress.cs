using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Account;

/// <summary>A test that is under way.</summary>
public sealed record CheckBegun(Guid CheckId, Guid DeliveryId);

/// <summary>
/// Sends a code to one of a person's addresses: one's own, or anybody's with the right to administer. The same sender carries it as every
/// notice, so that what becomes of it is what would become of a notice. Once a minute an address and ten times an hour a person.
/// </summary>
public sealed class CheckAddress(Writer writer)
{
    /// <summary>Tests of one person's addresses in an hour.</summary>
    public const int MostInAnHour = 10;

    /// <summary>Time between two tests of one address, whoever asks.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>Refused: without the right; an address that is not the person's (not found); too soon or too often (conflict).</summary>
    public async Task<Outcome<CheckBegun>> Run(Caller caller, Guid personId, Channel channel, string? address, CancellationToken cancellation = default)
    {
        if (!MayTouch(caller, personId))
        {
            return Refusal.NotAllowed();
        }

        if (Addresses.Of("address", channel, address) is { } fault)
        {
            return fault;
        }

        return await writer.Run<CheckBegun>(caller, async work =>
        {
            var person = await work.Db.Persons.FirstOrDefaultAsync(p => p.Id == personId && !p.IsRetired);
            if (person?.PointAt(channel, address!.Trim()) is not { } point)
            {
                return Refusal.NotFound("AddressGone");
            }

            var minute = work.Now - Pause;
            var hour = work.Now - TimeSpan.FromHours(1);
            if (await work.Db.AddressChecks.AnyAsync(c => c.Channel == point.Channel && c.Address == point.Address && c.CreatedAt > minute))
            {
                return Refusal.Conflict("CheckedJustNow");
            }

            if (await work.Db.AddressChecks.CountAsync(c => c.PersonId == personId && c.CreatedAt > hour) >= MostInAnHour)
            {
                return Refusal.Conflict("CheckedTooOften", MostInAnHour);
            }

            var check = AddressCheck.Of(point, work.Now);
            var delivery = Delivery.Of(check, work.Now);
            work.Db.AddressChecks.Add(check);
            work.Db.Deliveries.Add(delivery);
            work.QueuedDeliveries = true;
            return new CheckBegun(check.Id, delivery.Id);
        }, cancellation);
    }

    /// <summary>True for one's own addresses, and for everybody's with the right to administer.</summary>
    internal static bool MayTouch(Caller caller, Guid personId) => caller.PersonId == personId || caller.Has(Right.Administer);
}
