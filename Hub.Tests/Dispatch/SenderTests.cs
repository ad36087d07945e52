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

public sealed class SenderTests : IAsyncLifetime
{
    private TestStore store = null!;
    private Node node = null!;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.Sqlite();
        node = new Node(store);
        await Add([Letters.Samantha()]);
    }

    public async ValueTask DisposeAsync()
    {
        node.Dispose();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task An_accepted_notice_is_written_down_with_its_attempt_and_what_stood_by_is_cancelled()
    {
        var notice = await Queue(Letters.Notice(Letters.Samantha()));

        (await node.Drain()).Should().Be(1);

        var deliveries = await Deliveries(notice.Id);
        deliveries.Select(d => d.State).Should().Equal(DeliveryState.Accepted, DeliveryState.Cancelled);
        deliveries[0].Should().Match<Delivery>(d => d.Attempts == 1 && d.LeaseOwner == null && d.EndedAt == store.Time.GetUtcNow() && d.FirstAttemptAt == store.Time.GetUtcNow());
        deliveries[1].LastError.Should().Be(DeliveryCancelled.AcceptedElsewhere);
        var attempt = (await Read(db => db.DeliveryAttempts.ToListAsync())).Should().ContainSingle().Subject;
        attempt.Should().Match<DeliveryAttempt>(a => a.Accepted && a.Answer == "250 OK" && a.DeliveryId == deliveries[0].Id);
        var mail = node.Mail.Tried.Should().ContainSingle().Subject;
        mail.Address.Should().Be("samantha.smith@hub.example");
        mail.Text.Should().Contain($"https://hub.example/n/{notice.Token}");
        node.Sms.Tried.Should().BeEmpty();
        node.Pulse.LastCycleCompletedAt.Should().Be(store.Time.GetUtcNow());
    }

    [Fact]
    public async Task A_dead_senders_work_is_taken_over_when_its_lease_is_over()
    {
        await Queue(Letters.Notice(Letters.Samantha()), standby: false);
        using var dead = new Node(store);
        (await dead.Claims.Take(10, 4, [], TestContext.Current.CancellationToken)).Should().ContainSingle();

        store.Time.Advance(TimeSpan.FromSeconds(9));
        (await node.Drain()).Should().Be(0);
        store.Time.Advance(TimeSpan.FromSeconds(2));
        (await node.Drain()).Should().Be(1);
    }

    [Fact]
    public async Task A_renewed_lease_is_not_taken_over()
    {
        await Queue(Letters.Notice(Letters.Samantha()), standby: false);
        using var slow = new Node(store);
        await slow.Claims.Take(10, 4, [], TestContext.Current.CancellationToken);
        store.Time.Advance(TimeSpan.FromSeconds(8));
        await slow.Claims.Renew(TestContext.Current.CancellationToken);
        store.Time.Advance(TimeSpan.FromSeconds(8));

        (await node.Drain()).Should().Be(0);

        await slow.Claims.GiveBack(TestContext.Current.CancellationToken);
        (await node.Drain()).Should().Be(1);
    }

    [Fact]
    public async Task Two_senders_share_the_work_and_nothing_is_sent_twice()
    {
        for (var i = 0; i < 200; i++)
        {
            await Queue(Letters.Notice(Letters.Samantha()));
        }

        using var second = new Node(store);
        var counts = await Task.WhenAll(Task.Run(node.Drain), Task.Run(second.Drain));

        counts.Sum().Should().Be(200);
        node.Mail.Tried.Concat(second.Mail.Tried).Select(m => m.DeliveryId).Should().OnlyHaveUniqueItems().And.HaveCount(200);
        (await Read(db => db.Deliveries.CountAsync(d => d.State == DeliveryState.Accepted))).Should().Be(200);
    }

    [Fact]
    public async Task The_gravest_leave_first_and_among_equals_the_longest_due()
    {
        var one = new Node(store, lanes: 1);
        foreach (var grade in new[] { Grade.IV, Grade.III, Grade.I, Grade.II, Grade.IV })
        {
            await Queue(Letters.Notice(Letters.Samantha(), grade: grade, title: grade.ToString(), now: store.Time.GetUtcNow()));
            store.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await one.Drain();

        one.Mail.Tried.Select(m => m.Subject[0]).Should().Equal('Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅳ');
        one.Dispose();
    }

    [Theory]
    [InlineData("withdrawn")]
    [InlineData("superseded")]
    [InlineData("acknowledged")]
    public async Task What_nobody_waits_for_any_more_is_not_sent(string how)
    {
        var notice = await Queue(Letters.Notice(Letters.Samantha()));
        store.Time.Advance(TimeSpan.FromSeconds(1));
        await Change(notice.Id, n =>
        {
            switch (how)
            {
                case "withdrawn":
                    n.Withdraw(store.Time.GetUtcNow());
                    break;
                case "superseded":
                    n.Supersede(store.Time.GetUtcNow());
                    break;
                default:
                    n.Acknowledge("Samantha Smith", store.Time.GetUtcNow());
                    break;
            }
        });

        await node.Drain();
        store.Time.Advance(TimeSpan.FromSeconds(11));
        await node.Drain();

        node.Mail.Tried.Should().BeEmpty();
        node.Sms.Tried.Should().BeEmpty();
        (await Deliveries(notice.Id)).Should().OnlyContain(d => d.State == DeliveryState.Cancelled && d.LastError == how);
    }

    [Fact]
    public async Task A_reminder_written_after_the_acknowledgement_is_sent()
    {
        var person = Letters.Samantha();
        var notice = await Queue(Letters.Notice(person));
        await node.Drain();
        store.Time.Advance(TimeSpan.FromSeconds(1));
        await Change(notice.Id, n => n.Acknowledge("Samantha Smith", store.Time.GetUtcNow()));
        store.Time.Advance(TimeSpan.FromMinutes(1));
        await Add(Posting.Of(notice, person, [Channel.Mail], store.Time.GetUtcNow()));

        (await node.Drain()).Should().Be(1);
    }

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
        var notice = await Queue(Letters.Notice(Letters.Samantha(), climb: climb.Id, incident: incident.Id));
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
        person.ReachBy((Channel.Sms, "+8613800000001"), (Channel.Mail, "samantha.smith@hub.example"));
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

    private async Task<(Incident Incident, Climb Climb, Deadline Deadline)> Emergency(bool isDrill = false, string number = "INC-2026-0001")
    {
        var now = store.Time.GetUtcNow();
        var (report, _) = Report.Receive("R-" + number, new ReportContent { Title = "Intrusion" }, "Taylor Maxwell", null, isDrill, now);
        var planId = Guid.CreateVersion7(now);
        var (incident, _) = Incident.Open(number, report, Category.Manmade, Grade.II, "seen", planId, false, now).Value;
        var climb = Climb.Start(new NoticeSubject($"incident:{incident.Id}", 1, NoticeEvent.Activated, incident.Id, Grade.II, isDrill), "rule", "ladder", planId, TimeSpan.FromMinutes(10), 1, null, now);
        var deadline = Deadline.At(now.AddMinutes(10), DeadlineKind.LadderStep, climb.Id, incident.Id);
        await using var db = store.CreateDbContext();
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys=OFF", TestContext.Current.CancellationToken);
        db.AddRange(report, incident, climb, deadline);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return (incident, climb, deadline);
    }

    private async Task<Duty> QueueDuty(Incident incident, bool released)
    {
        var now = store.Time.GetUtcNow();
        var (duty, _) = Duty.Open(incident, "police", LocalText.Same("Police"), "police", LocalText.Same("Police"), "en", "Report of an incident", "To the police.\nIt happened.", TimeSpan.FromHours(1), now);
        if (released)
        {
            duty.Release("Legal counsel", now).IsRefused.Should().BeFalse();
        }

        await Add([duty, Delivery.Of(duty.Id, incident.Id, incident.Grade, "duty.desk@police.example", now)]);
        return duty;
    }

    private async Task<Notice> Queue(Notice notice, Person? person = null, Channel channel = Channel.Mail, bool standby = true)
    {
        var to = person ?? Letters.Samantha();
        await using var db = store.CreateDbContext();
        db.Add(notice);
        db.AddRange(Posting.Of(notice, to, [channel], notice.CreatedAt).Where(d => standby || d.State == DeliveryState.Queued));
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return notice;
    }

    private async Task Add(IEnumerable<object> rows)
    {
        await using var db = store.CreateDbContext();
        db.AddRange(rows);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private async Task Change(Guid id, Action<Notice> change)
    {
        await using var db = store.CreateDbContext();
        change(await db.Notices.SingleAsync(n => n.Id == id));
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private async Task<T> Read<T>(Func<Hub.Web.Store.HubDbContext, Task<T>> query)
    {
        await using var db = store.CreateDbContext();
        return await query(db);
    }

    private Task<List<Delivery>> Deliveries(Guid noticeId) => Read(db => db.Deliveries.Where(d => d.NoticeId == noticeId).OrderBy(d => d.CreatedAt).ThenBy(d => d.Position).ToListAsync());
}
