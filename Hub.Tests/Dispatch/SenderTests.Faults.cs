using Hub.Domain.Clocks;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Dispatch.Channels;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Dispatch;

/// <summary>The sender when something goes wrong: refusals, relays that are down, outside bodies, lost outcomes.</summary>
public sealed partial class SenderTests
{
    [Fact]
    public async Task The_next_address_is_tried_ten_seconds_after_the_first_attempt()
    {
        node.Mail.Always(new SendResult.Temporary("450 busy"));
        var notice = await Queue(Letters.Notice(Letters.Samantha()));
        await node.Drain();
        store.Time.Advance(TimeSpan.FromSeconds(9));
        await node.Drain();
        node.Sms.Tried.Should().BeEmpty();

        store.Time.Advance(TimeSpan.FromSeconds(1));
        await node.Drain();

        node.Sms.Tried.Should().ContainSingle();
        (await Deliveries(notice.Id)).Select(d => d.State).Should().Equal(DeliveryState.Queued, DeliveryState.Accepted);
    }

    [Fact]
    public async Task A_next_address_waits_while_the_first_has_not_been_tried()
    {
        await Queue(Letters.Notice(Letters.Samantha()));
        store.Time.Advance(TimeSpan.FromHours(1));

        await node.Drain();

        node.Mail.Tried.Should().ContainSingle("the process was down for an hour");
        node.Sms.Tried.Should().BeEmpty("the mail was accepted at once");
    }

    [Fact]
    public async Task A_refusal_tries_the_next_address_at_once()
    {
        node.Mail.Always(new SendResult.Permanent("550 no such user"));
        var notice = await Queue(Letters.Notice(Letters.Samantha()));

        (await node.Drain()).Should().Be(2);

        (await Deliveries(notice.Id)).Select(d => d.State).Should().Equal(DeliveryState.Failed, DeliveryState.Accepted);
        node.Sms.Tried.Should().ContainSingle();
    }

    [Fact]
    public async Task Out_of_channels_the_notice_is_on_the_list_the_record_says_it_and_the_ladder_is_due_now()
    {
        var (incident, climb, deadline) = await Emergency();
        node.Mail.Always(new SendResult.Permanent("550 no such user"));
        node.Sms.Always(new SendResult.Permanent("no such number"));
        var samantha = Letters.Samantha();
        var notice = await Queue(
            Notice.To(new Recipient(samantha, LocalText.Same("Technical director")), ClimbPolicy.SubjectOf(climb), Letters.Notice(samantha).Content, climb.StartedAt + climb.AcknowledgeWithin, climb.Id, climb.StartedAt), samantha);
        await using (var db = store.CreateDbContext())
        {
            (await db.Climbs.SingleAsync(c => c.Id == climb.Id, TestContext.Current.CancellationToken)).Tell(samantha.Id, climb.StartedAt);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        store.Time.Advance(TimeSpan.FromSeconds(1));

        await node.Drain();

        (await Read(db => db.Notices.SingleAsync(n => n.Id == notice.Id))).IsUndelivered.Should().BeTrue();
        (await Read(db => db.Deadlines.SingleAsync(d => d.Id == deadline.Id))).DueAt.Should().Be(store.Time.GetUtcNow());
        var entry = (await Read(db => db.Timeline.Where(e => e.Chain == incident.Number).ToListAsync())).Should().ContainSingle().Subject;
        entry.Kind.Should().Be(FactKind.Undelivered);
        (await Read(db => db.Changes.SingleAsync())).Number.Should().Be(incident.Number);
    }

    [Fact]
    public async Task Without_a_gateway_a_telephone_number_gives_way()
    {
        using var mailOnly = new Node(store, sms: false);
        var person = Letters.Samantha();
        person.ReachableBy((Channel.Sms, "+8613800000001"), (Channel.Mail, "samantha.smith@hub.example"));
        var notice = await Queue(Letters.Notice(person), person, Channel.Sms);

        await mailOnly.Drain();

        var deliveries = await Deliveries(notice.Id);
        deliveries[0].Should().Match<Delivery>(d => d.State == DeliveryState.Cancelled && d.LastError == DeliveryCancelled.NoGateway);
        deliveries[1].State.Should().Be(DeliveryState.Accepted);
    }

    [Fact]
    public async Task While_the_relay_is_down_one_message_finds_out_and_the_rest_wait_untouched()
    {
        node.Mail.Always(new SendResult.Unavailable("cannot be reached", TimeSpan.FromSeconds(1)));
        node.Mail.AnswerProbe = () => new SendResult.Unavailable("cannot be reached", TimeSpan.FromSeconds(1));
        using var one = new Node(store, lanes: 1, channels: [node.Mail]);
        for (var i = 0; i < 50; i++)
        {
            await Queue(Letters.Notice(Letters.Samantha()), channel: Channel.Mail, standby: false);
        }

        await one.Drain();
        for (var i = 0; i < 20; i++)
        {
            store.Time.Advance(TimeSpan.FromMinutes(1));
            await one.Drain();
        }

        node.Mail.Tried.Should().ContainSingle("nobody hands messages to a relay that is down");
        one.State.Outages.Should().ContainSingle().Which.Since.Should().Be(TestStore.Start);
        (await Read(db => db.DeliveryAttempts.CountAsync())).Should().Be(1);

        node.Mail.AnswerProbe = () => new SendResult.Accepted(null);
        node.Mail.Always(new SendResult.Accepted("250"));
        store.Time.Advance(TimeSpan.FromSeconds(1));

        (await one.Drain()).Should().Be(50);
        one.State.Outages.Should().BeEmpty();
    }

    [Fact]
    public async Task While_mail_is_down_the_next_address_has_its_turn_after_ten_seconds()
    {
        node.Mail.Always(new SendResult.Unavailable("cannot be reached", TimeSpan.FromSeconds(1)));
        node.Mail.AnswerProbe = () => new SendResult.Unavailable("cannot be reached", TimeSpan.FromSeconds(1));
        await Queue(Letters.Notice(Letters.Samantha()));
        await node.Drain();
        await Queue(Letters.Notice(Letters.Samantha(), now: store.Time.GetUtcNow()));
        store.Time.Advance(TimeSpan.FromSeconds(1));
        await node.Drain();

        store.Time.Advance(TimeSpan.FromSeconds(10));
        await node.Drain();

        node.Sms.Tried.Should().HaveCount(2);
    }

    [Fact]
    public async Task Nothing_reaches_an_external_body_in_a_drill_or_without_a_release()
    {
        var (drill, _, _) = await Emergency(isDrill: true, number: "DR-2026-0001");
        var (real, _, _) = await Emergency(number: "INC-2026-0002");
        var inDrill = await QueueDuty(drill, released: true);
        var unreleased = await QueueDuty(real, released: false);

        await node.Drain();

        node.Mail.Tried.Should().BeEmpty();
        (await Read(db => db.Deliveries.SingleAsync(d => d.DutyId == inDrill.Id))).Should().Match<Delivery>(d => d.State == DeliveryState.Cancelled && d.LastError == DeliveryCancelled.Drill);
        (await Read(db => db.Deliveries.SingleAsync(d => d.DutyId == unreleased.Id))).Should().Match<Delivery>(d => d.State == DeliveryState.Cancelled && d.LastError == DeliveryCancelled.NotReleased);
    }

    [Fact]
    public async Task A_released_duty_leaves_as_it_was_released_and_the_record_says_so()
    {
        var (incident, _, _) = await Emergency();
        var duty = await QueueDuty(incident, released: true);

        await node.Drain();

        var mail = node.Mail.Tried.Should().ContainSingle().Subject;
        mail.Should().Match<OutgoingMessage>(m => m.Subject == "Report of an incident" && m.Text == "To the police.\nIt happened." && m.Html == null && m.Address == "duty.desk@police.example");
        (await Read(db => db.Duties.SingleAsync(d => d.Id == duty.Id))).SentAt.Should().Be(store.Time.GetUtcNow());
        (await Read(db => db.Timeline.SingleAsync(e => e.Chain == incident.Number))).Kind.Should().Be(FactKind.DutySent);
    }

    [Fact]
    public async Task A_refused_duty_stands_as_undelivered_in_the_record()
    {
        var (incident, _, _) = await Emergency();
        var duty = await QueueDuty(incident, released: true);
        node.Mail.Always(new SendResult.Permanent("550 no such user"));

        await node.Drain();

        (await Read(db => db.Duties.SingleAsync(d => d.Id == duty.Id))).IsUndelivered.Should().BeTrue();
        (await Read(db => db.Timeline.SingleAsync(e => e.Chain == incident.Number))).Kind.Should().Be(FactKind.DutyUndelivered);
    }

    [Fact]
    public async Task A_message_whose_outcome_was_never_committed_is_sent_again_under_the_same_id()
    {
        await Queue(Letters.Notice(Letters.Samantha()));
        using var crashed = new Node(store);
        var item = (await crashed.Claims.Take(1, 4, [], TestContext.Current.CancellationToken)).Single();
        store.Time.Advance(TimeSpan.FromSeconds(11));

        await node.Drain();

        node.Mail.Tried.Single().DeliveryId.Should().Be(item.Id);
    }
}
