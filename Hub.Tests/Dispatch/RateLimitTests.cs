using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Web.Dispatch;
using Hub.Web.Dispatch.Limits;

namespace Hub.Tests.Dispatch;

public sealed class RateLimitTests
{
    private static ChannelLimits TwoAMinute => new() { PerAddressPerMinute = 2 };

    [Fact]
    public async Task Beyond_the_limit_a_message_waits_and_the_record_says_why_and_until_when()
    {
        await using var bed = await LimitBed.Start(TwoAMinute);
        await bed.Queue(3);
        await bed.Node.Drain();
        bed.Sent.Should().HaveCount(2);
        var held = (await bed.Deliveries()).Should().ContainSingle(d => d.State == DeliveryState.Queued).Which;
        held.Should().Match<Delivery>(d => d.HeldBecause == "rateLimit" && d.NextAttemptAt == bed.Now.AddMinutes(1) && d.LeaseOwner == null && d.FirstAttemptAt == null);
        var said = (await bed.Facts(FactKind.DeliveryHeld)).Should().ContainSingle().Which;
        said["why"].Should().Be("rateLimit");
        said["until"].Should().Be(bed.Now.AddMinutes(1).UtcDateTime.ToString("O"));
        await bed.Pass(TimeSpan.FromSeconds(59));
        bed.Sent.Should().HaveCount(2);
        await bed.Pass(TimeSpan.FromSeconds(1));
        bed.Sent.Should().HaveCount(3);
        (await bed.Facts(FactKind.DeliveryHeld)).Should().ContainSingle();
    }

    [Theory]
    [InlineData(Grade.I)]
    [InlineData(Grade.II)]
    public async Task What_is_grave_never_waits_and_is_counted(Grade grade)
    {
        await using var bed = await LimitBed.Start(TwoAMinute);
        await bed.Queue(9, grade);
        await bed.Queue(1);
        await bed.Node.Drain();
        bed.Sent.Should().HaveCount(9);
    }

    [Fact]
    public async Task A_report_that_nobody_has_graded_never_waits()
    {
        await using var bed = await LimitBed.Start(TwoAMinute);
        var now = bed.Now;
        var reports = Enumerable.Range(0, 5).Select(_ => Letters.Notice(bed.Samantha, NoticeEvent.ReportToTriage, grade: null, now: now)).ToList();
        await using (var db = bed.Store.CreateDbContext())
        {
            db.AddRange(reports);
            db.AddRange(reports.Select(n => Delivery.Of(n, Channel.Mail, "samantha.smith@hub.example", 0, null, now)));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await bed.Node.Drain();
        bed.Sent.Should().HaveCount(5);
    }

    [Fact]
    public async Task A_hold_causes_no_other_channel()
    {
        await using var bed = await LimitBed.Start(TwoAMinute);
        await bed.Queue(3, standby: true);
        await bed.Node.Drain();
        for (var second = 0; second < 5; second++)
        {
            await bed.Pass(TimeSpan.FromSeconds(10));
        }

        bed.Node.Sms.Tried.Should().BeEmpty();
        await bed.Pass(TimeSpan.FromSeconds(10));
        bed.Node.Mail.Tried.Should().HaveCount(3);
        bed.Node.Sms.Tried.Should().BeEmpty();
        (await bed.Deliveries()).Where(d => d.Channel == Channel.Sms).Should().OnlyContain(d => d.State == DeliveryState.Cancelled && d.LastError == DeliveryCancelled.AcceptedElsewhere);
    }

    [Fact]
    public async Task A_hold_takes_at_most_half_of_the_time_to_acknowledge()
    {
        await using var bed = await LimitBed.Start(new ChannelLimits { PerAddressPerHour = 1 });
        await bed.Queue(2, within: TimeSpan.FromMinutes(20));
        await bed.Node.Drain();
        bed.Sent.Should().ContainSingle();
        await bed.Pass(TimeSpan.FromMinutes(9));
        bed.Sent.Should().ContainSingle();
        await bed.Pass(TimeSpan.FromMinutes(1.1));
        bed.Sent.Should().HaveCount(2);
    }

    [Fact]
    public async Task One_address_is_full_and_the_others_are_not()
    {
        await using var bed = await LimitBed.Start(TwoAMinute);
        await bed.Queue(4);
        var other = Person.Create(Guid.NewGuid(), "Taylor Maxwell", "en", "Asia/Shanghai");
        other.ReachBy((Channel.Mail, "taylor.maxwell@hub.example"));
        var notice = Letters.Notice(other, grade: Grade.IV, now: bed.Now);
        await using (var db = bed.Store.CreateDbContext())
        {
            db.AddRange(other, notice);
            db.AddRange(Posting.Of(notice, other, [Channel.Mail], bed.Now));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await bed.Node.Drain();
        bed.Sent.Select(m => m.Address).Should().Contain("taylor.maxwell@hub.example").And.HaveCount(3);
    }

    [Fact]
    public async Task A_channel_carries_no_more_a_second_than_its_limit_and_the_graver_leave_first()
    {
        await using var bed = await LimitBed.Start(new ChannelLimits { PerSecond = 3 });
        for (var i = 0; i < 2; i++)
        {
            await bed.Queue(4, i == 0 ? Grade.IV : Grade.III);
        }

        await bed.Node.Drain();
        bed.Sent.Should().HaveCount(3).And.OnlyContain(m => m.Subject.StartsWith('Ⅲ'));
        await bed.Queue(5, Grade.I);
        await bed.Node.Drain();
        bed.Sent.Should().HaveCount(8, "what is grave does not wait for the pace");
        (await bed.Deliveries()).Where(d => d.State == DeliveryState.Queued).Should().OnlyContain(d => d.LeaseOwner == null && d.FirstAttemptAt == null);
        for (var i = 0; i < 4; i++)
        {
            await bed.Pass(TimeSpan.FromSeconds(1));
        }

        (await bed.Deliveries()).Should().OnlyContain(d => d.State == DeliveryState.Accepted || d.State == DeliveryState.Bundled);
    }

    [Fact]
    public async Task Who_waits_long_for_the_pace_of_a_channel_is_told_of_once_with_when_their_turn_may_come()
    {
        await using var bed = await LimitBed.Start(new ChannelLimits { PerMinute = 2 });
        await bed.Queue(5);
        await bed.Node.Drain();
        bed.Store.Time.Advance(TimeSpan.FromSeconds(20));
        await bed.Node.Admission.Admit([], TestContext.Current.CancellationToken);
        (await bed.Facts(FactKind.DeliveryHeld)).Should().BeEmpty();
        for (var i = 0; i < 3; i++)
        {
            bed.Store.Time.Advance(TimeSpan.FromSeconds(11));
            await bed.Node.Admission.Admit([], TestContext.Current.CancellationToken);
        }

        (await bed.Facts(FactKind.DeliveryHeld)).Should().HaveCount(3);
        (await bed.Deliveries()).Where(d => d.State == DeliveryState.Queued).Should().OnlyContain(d => d.HeldBecause == DeliveryHolds.RateLimit);
        await bed.Pass(TimeSpan.FromSeconds(10));
        bed.Sent.Should().HaveCount(3, "what waited leaves as one message").And.Subject.Last().Subject.Should().StartWith("3 notices");
    }

    [Fact]
    public async Task A_channel_that_is_always_full_of_what_is_graver_holds_the_rest_at_most_half_of_the_time_to_acknowledge()
    {
        await using var bed = await LimitBed.Start(new ChannelLimits { PerMinute = 2 });
        var waiting = (await bed.Queue(1, within: TimeSpan.FromMinutes(20)))[0];
        for (var minute = 0; minute < 9; minute++)
        {
            await bed.Queue(2, Grade.I);
            await bed.Pass(TimeSpan.FromMinutes(1));
        }

        (await bed.Deliveries()).Single(d => d.NoticeId == waiting.Id).State.Should().Be(DeliveryState.Queued, "the channel has had no room, and its time is not half over");
        await bed.Queue(2, Grade.I);
        await bed.Pass(TimeSpan.FromSeconds(61));
        (await bed.Deliveries()).Single(d => d.NoticeId == waiting.Id).State.Should().Be(DeliveryState.Accepted);
    }

    [Fact]
    public async Task What_nobody_need_acknowledge_waits_an_hour_at_most_for_the_pace_of_a_channel()
    {
        await using var bed = await LimitBed.Start(new ChannelLimits { PerMinute = 1 });
        var notice = Letters.Notice(bed.Samantha, NoticeEvent.Closed, grade: Grade.IV, within: TimeSpan.Zero, now: bed.Now);
        await using (var db = bed.Store.CreateDbContext())
        {
            db.Add(notice);
            db.Add(Delivery.Of(notice, Channel.Mail, "samantha.smith@hub.example", 0, null, bed.Now));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        notice.AcknowledgeBy.Should().BeNull();
        for (var minute = 0; minute < 59; minute++)
        {
            await bed.Queue(2, Grade.I);
            await bed.Pass(TimeSpan.FromMinutes(1));
        }

        (await bed.Deliveries()).Single(d => d.NoticeId == notice.Id).State.Should().Be(DeliveryState.Queued);
        await bed.Queue(2, Grade.I);
        await bed.Pass(TimeSpan.FromSeconds(61));
        (await bed.Deliveries()).Single(d => d.NoticeId == notice.Id).State.Should().Be(DeliveryState.Accepted);
    }

    [Fact]
    public async Task A_restart_does_not_open_the_limit_anew()
    {
        await using var bed = await LimitBed.Start(TwoAMinute);
        await bed.Queue(2);
        await bed.Node.Drain();
        var next = bed.AddNode(TwoAMinute);
        await bed.Queue(1);
        await next.Drain();
        next.Mail.Tried.Should().BeEmpty();
        await bed.Pass(TimeSpan.FromMinutes(1));
        next.Mail.Tried.Should().ContainSingle();
    }

    [Fact]
    public void By_default_a_number_gets_five_a_minute_and_sixteen_an_hour_and_mail_is_not_limited()
    {
        new SmsOptions().Limits.OfAddress.Should().Equal((5, TimeSpan.FromMinutes(1)), (16, TimeSpan.FromHours(1)));
        new SmsOptions().Limits.OfChannel.Should().BeEmpty();
        new MailOptions().Limits.OfAddress.Concat(new MailOptions().Limits.OfChannel).Should().BeEmpty();
        new ChannelLimits { PerMinute = -1 }.Faults("Sms").Should().ContainSingle().Which.Should().StartWith("Sms:Limits:PerMinute:");
    }
}
