using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Dispatch;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Setup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Tests.Dispatch;

/// <summary>The sender with its real mail channel against a relay on loopback that misbehaves: nothing is lost, and what may come twice is bounded.</summary>
public sealed class MisbehavingRelayTests : IAsyncLifetime
{
    /// <summary>How long the sender waits for the relay: longer than a busy machine alone makes it wait, and what every message to a hung relay costs the tests.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly int port = Ports.Free();
    private TestStore store = null!;
    private MailChannel mail = null!;
    private RecordingChannel sms = null!;
    private Node node = null!;
    private SmtpSink relay = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.Sqlite();
        relay = SmtpSink.Start(port);
        var options = Options.Create(new MailOptions
        {
            Mode = MailMode.Smtp,
            Host = "127.0.0.1",
            Port = port,
            Security = MailSecurity.None,
            From = "hub@contoso.example",
            CommandTimeout = Patience,
            ConnectTimeout = Patience,
        });
        mail = new MailChannel(options, new MailComposer(options, Options.Create(new HubOptions()), store.Time), TimeProvider.System);
        sms = new RecordingChannel(Channel.Sms);
        node = new Node(store, channels: [mail, sms]);
        await using var db = store.CreateDbContext();
        db.Add(Letters.Samantha());
        await db.SaveChangesAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        node.Dispose();
        await mail.DisposeAsync();
        await relay.DisposeAsync();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task A_relay_that_takes_a_second_an_answer_gets_everything_once_on_all_connections()
    {
        relay.Thinks = TimeSpan.FromSeconds(1);
        await Queue(16);

        await node.Drain();

        await Accepted(16);
        relay.Mails.Select(m => m.MessageId).Should().OnlyHaveUniqueItems().And.HaveCount(16);
        relay.MostOpen.Should().Be(8);
        node.State.Outages.Should().BeEmpty("slow is not down");
        sms.Tried.Should().BeEmpty();
    }

    [Fact]
    public async Task A_relay_that_drops_connections_after_the_text_costs_one_duplicate_for_each_and_loses_nothing()
    {
        relay.DropAfterData(10);
        await Queue(200);

        await DrainUntilNothingWaits();

        await Accepted(200);
        relay.Dropped.Should().Be(10);
        var copies = relay.Mails.CountBy(m => m.MessageId, StringComparer.Ordinal).ToList();
        copies.Should().HaveCount(200);
        relay.Count.Should().Be(210, "the sender cannot know that a mail was taken whose answer it never got");
    }

    [Fact]
    public async Task A_relay_that_refuses_for_a_while_and_some_for_good_gets_the_others_once_and_the_refused_go_by_the_next_address()
    {
        relay.Refuses = _ => "450 4.2.0 later";
        await Queue(40, number => number % 4 == 0 ? "gone@contoso.example" : "samantha.smith@contoso.example");
        await node.Drain();
        relay.Count.Should().Be(0);
        sms.Tried.Should().BeEmpty("ten seconds are not over");

        relay.Refuses = to => to.StartsWith("gone", StringComparison.Ordinal) ? "550 5.1.1 no such user" : null;
        store.Time.Advance(TimeSpan.FromSeconds(5));
        await node.Drain();

        relay.Mails.Select(m => m.MessageId).Should().OnlyHaveUniqueItems().And.HaveCount(30);
        relay.Mails.Should().NotContain(m => m.Recipient.StartsWith("gone"));
        sms.Tried.Should().HaveCount(10, "a refusal for good has the next address tried at once");
        await Accepted(40);
    }

    [Fact]
    public async Task A_relay_that_hangs_holds_up_what_was_on_its_connections_and_the_next_address_has_its_turn_after_ten_seconds()
    {
        await Queue(8);
        await node.Drain();
        relay.Forget();
        relay.IsHung = true;
        await Queue(40);

        await node.Drain();

        (await Attempts()).Should().BeInRange(8 + 2, 8 + 16, "a mail or two on each connection find out that nobody answers; the others are not sacrificed to it");
        node.State.IsDown(Channel.Mail).Should().BeTrue();
        store.Time.Advance(TimeSpan.FromSeconds(10));
        await node.Drain();
        sms.Tried.Should().HaveCount(40);
        await Accepted(48);

        relay.IsHung = false;
        store.Time.Advance(TimeSpan.FromSeconds(20));
        await Queue(10);
        await DrainUntilNothingWaits();
        node.State.Outages.Should().BeEmpty();
        await Accepted(58);
        relay.Mails.Select(m => m.MessageId).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_relay_that_dies_in_mid_burst_and_comes_back_costs_at_most_a_duplicate_a_connection()
    {
        relay.Thinks = TimeSpan.FromMilliseconds(5);
        await Queue(400);
        var draining = node.Drain();
        while (relay.Count < 100)
        {
            draining.IsCompleted.Should().BeFalse("the relay must die in mid-burst");
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Stop);
        }

        await relay.DisposeAsync();
        var dead = relay;
        await draining;
        node.State.IsDown(Channel.Mail).Should().BeTrue();
        relay = SmtpSink.Start(port);
        await DrainUntilNothingWaits();

        await Accepted(400);
        var mails = dead.Mails.Concat(relay.Mails).ToList();
        mails.Select(m => m.MessageId).Distinct(StringComparer.Ordinal).Should().HaveCount(400);
        (mails.Count - 400).Should().BeInRange(0, 8);
        sms.Tried.Should().BeEmpty();
    }

    /// <summary>Drains again and again, each time after the shortest time to the next attempt.</summary>
    private async Task DrainUntilNothingWaits()
    {
        for (var i = 0; i < 4; i++)
        {
            await node.Drain();
            store.Time.Advance(TimeSpan.FromSeconds(i == 0 ? 1 : 5));
        }
    }

    /// <summary>Notices to one person by mail, with a telephone that stands by.</summary>
    private async Task Queue(int count, Func<int, string>? address = null)
    {
        var now = store.Time.GetUtcNow();
        await using var db = store.CreateDbContext();
        for (var i = 0; i < count; i++)
        {
            var notice = Letters.Notice(Letters.Samantha(), now: now);
            db.Add(notice);
            db.Add(Delivery.Of(notice, Channel.Mail, address?.Invoke(i) ?? "samantha.smith@contoso.example", 0, null, now));
            db.Add(Delivery.Of(notice, Channel.Sms, "+8613800000001", 1, now + DeliveryPolicy.NextChannelAfter, now));
        }

        await db.SaveChangesAsync(Stop);
    }

    /// <summary>So many notices have been accepted by one channel or another, and none is left.</summary>
    private async Task Accepted(int notices)
    {
        await using var db = store.CreateDbContext();
        (await db.Deliveries.Where(d => d.State == DeliveryState.Accepted).Select(d => d.NoticeId).Distinct().CountAsync(Stop)).Should().Be(notices);
        (await db.Notices.CountAsync(Stop)).Should().Be(notices);
    }

    private async Task<int> Attempts()
    {
        await using var db = store.CreateDbContext();
        return await db.DeliveryAttempts.CountAsync(Stop);
    }
}
