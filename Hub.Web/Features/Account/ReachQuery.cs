using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Account;

/// <summary>How an address stands.</summary>
public sealed record AddressView(Channel Channel, string Address, string Shown, DateTimeOffset? VerifiedAt, DateTimeOffset? BouncedAt);

/// <summary>A person with all addresses, best first.</summary>
public sealed record ReachView(Guid PersonId, string Name, IReadOnlyList<AddressView> Addresses);

/// <summary>What has become of a test so far.</summary>
/// <param name="State">Where its delivery stands.</param>
/// <param name="Said">What the other side said, or why it was not sent.</param>
/// <param name="Attempts">Attempts so far.</param>
/// <param name="IsConfirmed">True once the code came back.</param>
public sealed record CheckView(DeliveryState State, string? Said, int Attempts, bool IsConfirmed)
{
    /// <summary>True when nothing more will happen by itself.</summary>
    public bool IsOver => State is DeliveryState.Accepted or DeliveryState.Failed or DeliveryState.Cancelled;
}

/// <summary>Reads how people are reached: oneself, or anybody with the right to administer.</summary>
public sealed class ReachQuery(IDbContextFactory<HubDbContext> contexts)
{
    /// <summary>One person; null when the caller may not see it.</summary>
    public async Task<ReachView?> Of(Caller caller, Guid personId, CancellationToken cancellation = default)
    {
        if (!CheckAddress.MayTouch(caller, personId))
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var robots = await Robots(db, cancellation);
        return await db.Persons.AsNoTracking().FirstOrDefaultAsync(p => p.Id == personId, cancellation) is { } person ? View(person, robots) : null;
    }

    /// <summary>What has become of a test; null when there is none that the caller may see.</summary>
    public async Task<CheckView?> Progress(Caller caller, CheckBegun begun, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var check = await db.AddressChecks.AsNoTracking().FirstOrDefaultAsync(c => c.Id == begun.CheckId, cancellation);
        if (check is null || !CheckAddress.MayTouch(caller, check.PersonId))
        {
            return null;
        }

        var delivery = await db.Deliveries.AsNoTracking().FirstOrDefaultAsync(d => d.Id == begun.DeliveryId && d.CheckId == begun.CheckId, cancellation);
        if (delivery is null)
        {
            return null;
        }

        var answer = delivery.State == DeliveryState.Accepted
            ? await db.DeliveryAttempts.Where(a => a.DeliveryId == delivery.Id && a.Accepted).Select(a => a.Answer).FirstOrDefaultAsync(cancellation)
            : delivery.LastError;
        return new CheckView(delivery.State, answer, delivery.Attempts, check.ConfirmedAt is not null);
    }

    /// <summary>The robots that can be chosen: key and name of the group.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Robots(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Robots.AsNoTracking().Where(r => !r.IsOff).OrderBy(r => r.Name).ToDictionaryAsync(r => r.Key, r => r.Name, StringComparer.Ordinal, cancellation);
    }

    private static Task<Dictionary<string, string>> Robots(HubDbContext db, CancellationToken cancellation) =>
        db.Robots.AsNoTracking().ToDictionaryAsync(r => r.Key, r => r.Name, StringComparer.Ordinal, cancellation);

    private static ReachView View(Person person, Dictionary<string, string> robots) => new(
        person.Id,
        person.Name,
        [.. person.ContactPoints.OrderBy(c => c.Position).Select(c => new AddressView(
            c.Channel, c.Address, c.Channel == Channel.Robot ? robots.GetValueOrDefault(c.Address, c.Address) : c.Address, c.VerifiedAt, c.BouncedAt))]);
}
