using System.Diagnostics;
using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Dispatch;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Setup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Tests.Dispatch;

/// <summary>The running sender against a relay on loopback that takes its time: the connections follow it.</summary>
public sealed class SlowRelayTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Start = 8;
    private const int Most = 64;

    private TestStore store = null!;
    private SmtpSink relay = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.Sqlite();
        relay = SmtpSink.Start();
        await using var db = store.CreateDbContext();
        db.Add(Letters.Samantha());
        await db.SaveChangesAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await relay.DisposeAsync();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task A_slow_relay_is_given_several_times_what_the_connections_of_the_start_could_carry()
    {
        // So slow that the connections are the limit and not this machine, however busy it is.
        var answer = TimeSpan.FromMilliseconds(200);
        relay.Thinks = answer;
        await Send(1_500);

        var couldCarry = Start / answer.TotalSeconds;
        var carried = BestSecond();
        output.WriteLine($"{Start} connections carry {couldCarry:0} mails/s at most; carried {carried} in the best second, on {relay.MostOpen} connections");
        relay.Mails.Select(m => m.MessageId).Should().OnlyHaveUniqueItems().And.HaveCount(1_500);
        carried.Should().BeGreaterThan((int)(couldCarry * 3));
        relay.MostOpen.Should().BeInRange(Start + 1, Most);
    }

    [Fact]
    public async Task A_relay_that_takes_twelve_connections_gets_no_more_and_everything_once()
    {
        relay.Thinks = TimeSpan.FromMilliseconds(50);
        relay.TakesAtOnce = 12;
        await Send(600);

        output.WriteLine($"{relay.MostOpen} connections at once, {relay.TurnedAway} turned away");
        relay.Mails.Select(m => m.MessageId).Should().OnlyHaveUniqueItems().And.HaveCount(600);
        relay.MostOpen.Should().BeInRange(Start, 12);
        relay.TurnedAway.Should().BeLessThan(40, "it is not asked again and again");
    }

    /// <summary>Queues so many mails, and has a sender of its own send them.</summary>
    private async Task Send(int count)
    {
        var options = Options.Create(new MailOptions
        {
            Mode = MailMode.Smtp, Host = "127.0.0.1", Port = relay.Port, Security = MailSecurity.None, From = "hub@contoso.example", Connections = Start, MostConnections = Most,
        });
        await using var mail = new MailChannel(options, new MailComposer(options, Options.Create(new HubOptions()), TimeProvider.System), TimeProvider.System);
        using var node = new Node(store, lanes: Start, most: Most, time: TimeProvider.System, channels: [mail]);
        var now = TimeProvider.System.GetUtcNow();
        await using (var db = store.CreateDbContext())
        {
            for (var i = 0; i < count; i++)
            {
                var notice = Letters.Notice(Letters.Samantha(), grade: Grade.II, now: now);
                db.Add(notice);
                db.Add(Delivery.Of(notice, Channel.Mail, "samantha.smith@contoso.example", 0, null, now));
            }

            await db.SaveChangesAsync(Stop);
        }

        await node.Sender.StartAsync(Stop);
        await Soon.Until(async () =>
        {
            await using var db = store.CreateDbContext();
            return await db.Deliveries.CountAsync(d => d.State == DeliveryState.Accepted, Stop) == count;
        });
        node.State.Outages.Should().BeEmpty("slow or full is not down");
        await node.Sender.StopAsync(Stop);
    }

    private int BestSecond()
    {
        var at = relay.Mails.Select(m => m.At).Order().ToList();
        var (best, first) = (0, 0);
        for (var last = 0; last < at.Count; last++)
        {
            while (at[last] - at[first] > Stopwatch.Frequency)
            {
                first++;
            }

            best = Math.Max(best, last - first + 1);
        }

        return best;
    }
}
