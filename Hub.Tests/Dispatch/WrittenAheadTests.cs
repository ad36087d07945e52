using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Dispatch;

/// <summary>What a lane takes ahead while the store takes its last outcome. The clock stands still: nothing grows so old that it is read and written once more.</summary>
public sealed class WrittenAheadTests : IAsyncLifetime
{
    private readonly List<Task> releases = [];
    private TestStore store = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.Sqlite();
        await Add(Letters.Samantha());
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(releases);
        await store.DisposeAsync();
    }

    [Fact]
    public async Task A_lane_that_rests_takes_nothing_ahead()
    {
        // On a clock that stands still the rest never ends: what such a lane had taken would never leave.
        var mail = new OneConnection();
        using var node = new Node(store, lanes: 2, channels: [mail]);
        await Queue(6, Grade.II);
        await node.Sender.StartAsync(Stop);

        await Soon.Until(() =>
        {
            node.Signals.Deliveries.Raise();
            return Accepted(6);
        });
        await node.Sender.StopAsync(Stop);

        mail.Refused.Should().Be(1);
    }

    [Fact]
    public async Task The_next_message_is_written_while_the_last_one_is_committed()
    {
        using var node = new Node(store, lanes: 1);
        var committing = CommitsWait(node);
        await Queue(2, Grade.II);
        await node.Sender.StartAsync(Stop);

        await Soon.Until(() => node.Mail.Prepared.Count == 1);
        (node.Mail.Tried.Count, await Accepted(0)).Should().Be((1, true), "the outcome waits for its turn to be written");
        committing.Release(2);
        await Soon.Until(() => Accepted(2));

        await node.Sender.StopAsync(Stop);
        node.Mail.Tried[1].Should().BeSameAs(node.Mail.Prepared[0], "what was written ahead is what is sent");
    }

    [Fact]
    public async Task A_grade_one_overtakes_what_was_written_ahead()
    {
        using var node = new Node(store, lanes: 1);
        var committing = CommitsWait(node);
        await Queue(3, Grade.IV);
        await node.Sender.StartAsync(Stop);
        await Soon.Until(() => node.Mail.Prepared.Count == 1);

        var now = store.Time.GetUtcNow();
        var notice = Letters.Notice(Letters.Samantha(), grade: Grade.I, now: now);
        var delivery = Delivery.Of(notice, Channel.Mail, "samantha.smith@hub.example", 0, null, now);
        var handed = node.Signals.Straight.Lease([new Leased(delivery, notice)], now);
        await Add(notice, delivery);
        handed.Over().Should().BeTrue();
        committing.Release(9);
        await Soon.Until(() => Accepted(4));
        await node.Sender.StopAsync(Stop);

        node.Mail.Tried.Select(m => m.Subject[..1]).Should().Equal("Ⅳ", "Ⅰ", "Ⅳ", "Ⅳ");
    }

    /// <summary>The store takes no outcome before its release; nothing is handed over before everything that is due is claimed.</summary>
    private SemaphoreSlim CommitsWait(Node node)
    {
        var release = new SemaphoreSlim(0);
        node.Mail.Answer = async _ =>
        {
            await Soon.Until(() => node.Pulse.LastCycleCompletedAt is not null);
            releases.Add(ReleaseLater(await store.Gate.Enter(Stop)));
            return new SendResult.Accepted("250");
        };
        return release;

        async Task ReleaseLater(IDisposable turn)
        {
            await release.WaitAsync(Soon.Patience, Stop);
            turn.Dispose();
        }
    }

    private async Task Queue(int count, Grade grade)
    {
        for (var i = 0; i < count; i++)
        {
            var notice = Letters.Notice(Letters.Samantha(), grade: grade, now: store.Time.GetUtcNow());
            await Add(notice, Delivery.Of(notice, Channel.Mail, "samantha.smith@hub.example", 0, null, store.Time.GetUtcNow()));
        }
    }

    private async Task Add(params IEnumerable<object> rows)
    {
        await using var db = store.CreateDbContext();
        db.AddRange(rows);
        await db.SaveChangesAsync(Stop);
    }

    private async Task<bool> Accepted(int count)
    {
        await using var db = store.CreateDbContext();
        return await db.Deliveries.CountAsync(d => d.State == DeliveryState.Accepted, Stop) == count;
    }

    /// <summary>A relay that takes one connection, which is lane 0's.</summary>
    private sealed class OneConnection : IChannel
    {
        private int refused;

        public int Refused => refused;

        public Channel Kind => Channel.Mail;

        public async Task<SendResult> Send(OutgoingMessage message, int lane, CancellationToken cancellation)
        {
            if (lane == 0)
            {
                // Not before the other lane has found out.
                await Soon.Until(() => Refused > 0);
                return new SendResult.Accepted("250");
            }

            Interlocked.Increment(ref refused);
            return new SendResult.Unavailable("421 too many connections", TimeSpan.FromSeconds(10), LaneOnly: true);
        }
    }
}
