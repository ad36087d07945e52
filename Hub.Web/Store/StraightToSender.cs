using Hub.Domain.Grading;
using Hub.Domain.Notices;

namespace Hub.Web.Store;

/// <summary>A delivery that was written with a lease on it, and its notice.</summary>
public sealed record Leased(Delivery Delivery, Notice Notice);

/// <summary>
/// What is grave goes straight from the command that writes it to the sender of the same process: written with that
/// sender's lease on it and handed over after the commit, instead of being looked for, claimed and read again. If the
/// process dies in between, the lease runs out like any other and the delivery is taken over.
/// </summary>
public sealed class StraightToSender
{
    private volatile Taker? taker;

    /// <summary>A sender that takes what is handed to it.</summary>
    /// <param name="Owner">What its leases are written with.</param>
    /// <param name="Lease">How long they last.</param>
    /// <param name="Room">How many it can take now.</param>
    /// <param name="Take">Takes them.</param>
    public sealed record Taker(Guid Owner, TimeSpan Lease, Func<int> Room, Action<IReadOnlyList<Leased>> Take);

    /// <summary>From now on this sender takes; null: nobody does, and every delivery is looked for.</summary>
    public void GoTo(Taker? sender) => taker = sender;

    /// <summary>Leases those of the new deliveries that may go straight away; to be written in the same transaction.</summary>
    internal Handed Lease(IReadOnlyCollection<Leased> fresh, DateTimeOffset now)
    {
        if (fresh.Count == 0 || taker is not { } sender)
        {
            return Handed.Nothing;
        }

        var room = sender.Room();
        var taken = fresh.Where(f => f.Delivery.Rank <= (int)Grade.II && f.Delivery.State == DeliveryState.Queued && f.Delivery.NextAttemptAt <= now).ToList();
        if (taken.Count == 0 || taken.Count > room)
        {
            return Handed.Nothing;
        }

        taken.ForEach(f => f.Delivery.Lease(sender.Owner, now + sender.Lease, now));
        return new Handed(sender, taken);
    }

    /// <summary>What was leased, on its way to a sender.</summary>
    internal sealed record Handed(Taker? Sender, IReadOnlyList<Leased> Deliveries)
    {
        public static Handed Nothing { get; } = new(null, []);

        /// <summary>Gives them to the sender; only after the commit.</summary>
        /// <returns>False when that sender has just ended: its leases run out, and others look for them.</returns>
        public bool Over()
        {
            try
            {
                Sender?.Take(Deliveries);
                return true;
            }
            catch (ObjectDisposedException)
            {
                return false;
            }
        }
    }
}
