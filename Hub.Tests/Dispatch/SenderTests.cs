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

public sealed partial class SenderTests : IAsyncLifetime
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
            store.Time.Advance(TimeSpan.FromMilliseconds(1));
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
