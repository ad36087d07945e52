using System.Collections.Concurrent;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Web.Dispatch.Channels;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Harness;

/// <summary>A relay or gateway with every fault, which outlives the programs that use it and looks at what it is given.</summary>
internal sealed class LifeRelay(Channel kind, TestStore store) : IChannel
{
    private readonly ConcurrentDictionary<Guid, int> taken = new();
    private readonly ConcurrentQueue<string> wrong = new();

    public Channel Kind => kind;

    public bool IsUp { get; set; } = true;

    /// <summary>Addresses that are refused for good.</summary>
    public HashSet<string> Refused { get; } = new(StringComparer.Ordinal);

    /// <summary>Addresses that are refused for the time being.</summary>
    public HashSet<string> Busy { get; } = new(StringComparer.Ordinal);

    /// <summary>How many messages more are taken although their sender never hears so.</summary>
    public int AnswersLost { get; set; }

    /// <summary>How many it was ever told to take so.</summary>
    public int AnswersLostInAll { get; private set; }

    /// <summary>True while one program alone uses it: of two, one may give back what is grave while the other sends what it has.</summary>
    public bool WatchesOrder { get; init; }

    /// <summary>How often each delivery was taken.</summary>
    public IReadOnlyDictionary<Guid, int> Taken => taken;

    /// <summary>What must never have been sent.</summary>
    public IReadOnlyCollection<string> Wrong => wrong;

    /// <summary>One message more is taken without a word.</summary>
    public void LoseAnswer()
    {
        AnswersLost++;
        AnswersLostInAll++;
    }

    public async Task<SendResult> Send(OutgoingMessage message, int lane, CancellationToken cancellation)
    {
        if (!IsUp)
        {
            return new SendResult.Unavailable("Connection refused", TimeSpan.FromSeconds(1));
        }

        if (Refused.Contains(message.Address))
        {
            return new SendResult.Permanent("550 no such user");
        }

        if (Busy.Contains(message.Address))
        {
            return new SendResult.Temporary("450 busy");
        }

        await Look(message, cancellation);
        taken.AddOrUpdate(message.DeliveryId, 1, (_, times) => times + 1);
        if (AnswersLost > 0)
        {
            AnswersLost--;
            return new SendResult.Temporary("The connection broke before the answer.");
        }

        return new SendResult.Accepted("250 taken");
    }

    public Task<SendResult> Probe(CancellationToken cancellation) =>
        Task.FromResult<SendResult>(IsUp ? new SendResult.Accepted(null) : new SendResult.Unavailable("Connection refused", TimeSpan.FromSeconds(1)));

    private async Task Look(OutgoingMessage message, CancellationToken cancellation)
    {
        await using var db = store.CreateDbContext();
        var delivery = await db.Deliveries.AsNoTracking().SingleOrDefaultAsync(d => d.Id == message.DeliveryId, cancellation);
        if (delivery is null)
        {
            wrong.Enqueue($"{message.Address} was told of something that is in no store");
            return;
        }

        var notice = await db.Notices.AsNoTracking().SingleOrDefaultAsync(n => n.Id == delivery.NoticeId, cancellation);
        if (notice is { State: NoticeState.Withdrawn or NoticeState.Superseded })
        {
            wrong.Enqueue($"{notice.PersonName} was told of {notice.Matter} although it is {notice.State}");
        }

        if (!WatchesOrder)
        {
            return;
        }

        // What is graver and was due before this instant must have gone first.
        var now = store.Time.GetUtcNow();
        var graver = await db.Deliveries.AsNoTracking()
            .AnyAsync(d => d.State == DeliveryState.Queued && d.Channel == kind && d.Rank < delivery.Rank && d.NextAttemptAt < now && d.LeaseUntil == null, cancellation);
        if (graver)
        {
            wrong.Enqueue($"{message.Address} was told of rank {delivery.Rank} while something graver waited");
        }
    }
}
