using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Dispatch.Limits;
using Hub.Web.Features.Notices;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Dispatch;

public sealed class BundleTests
{
    private static ChannelLimits OneAMinute => new() { PerAddressPerMinute = 1 };

    [Fact]
    public async Task What_waited_for_one_address_leaves_as_one_message_and_all_of_it_counts_as_accepted()
    {
        await using var bed = await LimitBed.Start(OneAMinute);
        await bed.Queue(6);
        await bed.Node.Drain();
        bed.Sent.Should().ContainSingle();
        await bed.Pass(TimeSpan.FromMinutes(1));
        var message = bed.Sent.Should().HaveCount(2).And.Subject.Last();
        message.Subject.Should().StartWith("5 notices wait for you");
        var bundle = await bed.Read(db => db.Bundles.SingleAsync());
        message.Text.Should().Contain($"https://hub.example/n/{bundle.Token}");
        var deliveries = await bed.Deliveries();
        deliveries.Should().HaveCount(7).And.OnlyContain(d => d.State == DeliveryState.Accepted && d.LeaseOwner == null);
        deliveries.Count(d => d.BundleId == bundle.Id && d.NoticeId != null).Should().Be(5);
        (await bed.Facts(FactKind.NoticesBundled)).Should().ContainSingle().Which["count"].Should().Be("5");
        await bed.Pass(TimeSpan.FromHours(2));
        bed.Sent.Should().HaveCount(2);
    }

    [Fact]
    public async Task What_leaves_at_once_is_not_bundled()
    {
        await using var bed = await LimitBed.Start();
        await bed.Queue(5);
        await bed.Node.Drain();
        bed.Sent.Should().HaveCount(5);
    }

    [Fact]
    public async Task What_waited_together_for_a_sender_is_bundled_too_but_never_what_is_grave_or_a_drill_with_what_is_real()
    {
        await using var bed = await LimitBed.Start();
        await bed.Queue(3);
        await bed.Queue(2, drill: true);
        await bed.Queue(2, Grade.II);
        await bed.Pass(TimeSpan.FromSeconds(30));
        bed.Sent.Select(m => m.Subject).Should().HaveCount(4);
        bed.Sent.Count(m => m.Subject.StartsWith("3 notices", StringComparison.Ordinal)).Should().Be(1);
        bed.Sent.Count(m => m.Subject.Contains("DRILL", StringComparison.OrdinalIgnoreCase) && m.Subject.Contains("2 notices", StringComparison.Ordinal)).Should().Be(1);
        bed.Sent.Count(m => m.IsUrgent).Should().Be(2);
    }

    [Fact]
    public async Task A_bundle_leaves_before_what_is_less_grave_although_it_is_made_while_the_rest_is_claimed()
    {
        await using var bed = await LimitBed.Start();
        await bed.Queue(2, Grade.III);
        await bed.Queue(1, Grade.IV, drill: true);
        await bed.Pass(TimeSpan.FromSeconds(30));
        bed.Sent.Select(m => m.Subject.Contains("2 notices", StringComparison.Ordinal)).Should().Equal(true, false);
    }

    [Fact]
    public async Task A_bundle_leaves_before_what_is_less_grave_and_was_tried_before_to_the_same_address()
    {
        await using var bed = await LimitBed.Start();
        await bed.Queue(2, Grade.III);
        await bed.Queue(1, Grade.IV);
        await bed.Read(db => db.Deliveries.Where(d => d.Rank == (int)Grade.IV).ExecuteUpdateAsync(set => set.SetProperty(d => d.Attempts, 1)));
        await bed.Pass(TimeSpan.FromSeconds(30));
        bed.Sent.Select(m => m.Subject.Contains("2 notices", StringComparison.Ordinal)).Should().Equal(true, false);
    }

    [Fact]
    public async Task What_quiet_hours_held_leaves_as_one_message_at_their_end()
    {
        await using var bed = await LimitBed.Start();
        await bed.Queue(3);
        var end = bed.Now.AddHours(7);
        await using (var db = bed.Store.CreateDbContext())
        {
            await db.Deliveries.ExecuteUpdateAsync(set => set.SetProperty(d => d.NextAttemptAt, end).SetProperty(d => d.HeldBecause, "quietHours"), TestContext.Current.CancellationToken);
        }

        await bed.Queue(1);
        await bed.Node.Drain();
        bed.Sent.Should().ContainSingle("quiet hours hold only what they held");
        await bed.Pass(TimeSpan.FromHours(7));
        bed.Sent.Should().HaveCount(2).And.Subject.Last().Subject.Should().StartWith("3 notices");
    }

    [Fact]
    public async Task A_refused_bundle_lets_each_of_its_notices_go_on_to_its_next_channel()
    {
        await using var bed = await LimitBed.Start();
        var notices = await bed.Queue(3, standby: true);
        bed.Node.Mail.Always(new SendResult.Permanent("550 no such user"));
        await bed.Pass(TimeSpan.FromSeconds(5));
        bed.Node.Mail.Tried.Should().ContainSingle();
        bed.Node.Sms.Tried.Should().NotBeEmpty();
        var deliveries = await bed.Deliveries();
        deliveries.Where(d => d.NoticeId != null && d.Channel == Channel.Mail).Should().OnlyContain(d => d.State == DeliveryState.Failed && d.LastError == "550 no such user");
        deliveries.Where(d => d.NoticeId != null && d.Channel == Channel.Sms).Should().OnlyContain(d => d.State == DeliveryState.Accepted);
        (await bed.Read(db => db.Notices.CountAsync(n => n.IsUndelivered))).Should().Be(0);
        notices.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_bundle_that_comes_back_lets_each_of_its_notices_go_on_and_one_that_arrives_counts_for_all()
    {
        await using var bed = await LimitBed.Start();
        await bed.Queue(3, standby: true);
        await bed.Pass(TimeSpan.FromSeconds(5));
        var message = (await bed.Deliveries()).Single(d => d is { BundleId: not null, NoticeId: null });
        bed.Node.Sms.Tried.Should().BeEmpty();

        (await new DeliveryCameBack(bed.Store.Writer).Run(message.Id, "550 no such user")).Value.Changed.Should().BeTrue();
        await bed.Pass(TimeSpan.FromSeconds(5));

        var deliveries = await bed.Deliveries();
        deliveries.Where(d => d.Channel == Channel.Mail).Should().HaveCount(4).And.OnlyContain(d => d.State == DeliveryState.Failed);
        deliveries.Where(d => d.NoticeId != null && d.Channel == Channel.Sms).Should().OnlyContain(d => d.State == DeliveryState.Accepted);
        (await bed.Facts(FactKind.Bounced)).Should().HaveCount(3);
        var second = deliveries.Single(d => d is { BundleId: not null, NoticeId: null, Channel: Channel.Sms });
        (await new DeliveryArrived(bed.Store.Writer).Run(second.Id)).Value.Changed.Should().BeTrue();
        (await bed.Deliveries()).Count(d => d.ReceivedAt is not null).Should().Be(4);
    }

    [Fact]
    public async Task Refused_with_no_channel_left_each_of_its_notices_is_undelivered()
    {
        await using var bed = await LimitBed.Start();
        await bed.Queue(3);
        bed.Node.Mail.Always(new SendResult.Permanent("550 no such user"));
        await bed.Pass(TimeSpan.FromSeconds(5));
        (await bed.Read(db => db.Notices.CountAsync(n => n.IsUndelivered))).Should().Be(3);
        (await bed.Facts(FactKind.Undelivered)).Should().HaveCount(3);
    }

    [Fact]
    public async Task While_a_bundle_is_tried_again_the_next_channel_starts_ten_seconds_after_its_first_attempt_and_not_before()
    {
        await using var bed = await LimitBed.Start();
        await bed.Queue(2, standby: true);
        await bed.Read(async db => await db.Deliveries.Where(d => d.Channel == Channel.Sms).ExecuteUpdateAsync(set => set.SetProperty(d => d.NextAttemptAt, bed.Now.AddSeconds(1))));
        bed.Node.Mail.Always(new SendResult.Temporary("451 later"));
        await bed.Pass(TimeSpan.FromSeconds(5));
        bed.Node.Mail.Tried.Should().ContainSingle();
        await bed.Pass(TimeSpan.FromSeconds(9));
        bed.Node.Sms.Tried.Should().BeEmpty();
        await bed.Pass(TimeSpan.FromSeconds(2));
        bed.Node.Sms.Tried.Should().NotBeEmpty();
        bed.Node.Mail.Always(new SendResult.Accepted("250 OK"));
        await bed.Pass(TimeSpan.FromSeconds(30));
        (await bed.Deliveries()).Where(d => d.NoticeId != null && d.Channel == Channel.Mail).Should().OnlyContain(d => d.State == DeliveryState.Accepted);
    }

    [Fact]
    public async Task What_is_withdrawn_drops_out_and_a_bundle_without_anything_wanted_is_not_sent()
    {
        await using var bed = await LimitBed.Start();
        var notices = await bed.Queue(3);
        bed.Node.Mail.Always(new SendResult.Temporary("451 later"));
        await bed.Pass(TimeSpan.FromSeconds(5));
        await bed.Change(notices[0].Id, n => n.Withdraw(bed.Now));
        await bed.Pass(TimeSpan.FromSeconds(6));
        bed.Sent.Should().HaveCount(2).And.Subject.Last().Subject.Should().StartWith("2 notices");
        await bed.Change(notices[1].Id, n => n.Acknowledge("Samantha Smith", bed.Now));
        await bed.Pass(TimeSpan.FromSeconds(16));
        bed.Sent.Should().HaveCount(3).And.Subject.Last().Text.Should().Contain(notices[2].Token, "one that is left goes as it is").And.NotContain(notices[1].Token);
        await bed.Change(notices[2].Id, n => n.Withdraw(bed.Now));
        await bed.Pass(TimeSpan.FromMinutes(10));
        bed.Sent.Should().HaveCount(3);
        var deliveries = await bed.Deliveries();
        deliveries.Should().OnlyContain(d => d.State == DeliveryState.Cancelled);
        deliveries.Where(d => d.NoticeId != null).Select(d => d.LastError).Should().BeEquivalentTo(DeliveryCancelled.Withdrawn, DeliveryCancelled.Acknowledged, DeliveryCancelled.Withdrawn);
    }

    [Fact]
    public async Task Two_notices_left_in_a_bundle_that_was_accepted_after_a_third_was_withdrawn_are_accepted_and_it_is_not()
    {
        await using var bed = await LimitBed.Start();
        var notices = await bed.Queue(3);
        bed.Node.Mail.Always(new SendResult.Temporary("451 later"));
        await bed.Pass(TimeSpan.FromSeconds(5));
        await bed.Change(notices[0].Id, n => n.Withdraw(bed.Now));
        bed.Node.Mail.Always(new SendResult.Accepted("250 OK"));
        await bed.Pass(TimeSpan.FromSeconds(6));
        var deliveries = await bed.Deliveries();
        deliveries.Single(d => d.NoticeId == notices[0].Id).Should().Match<Delivery>(d => d.State == DeliveryState.Cancelled && d.LastError == DeliveryCancelled.Withdrawn);
        deliveries.Where(d => d.NoticeId != notices[0].Id).Should().OnlyContain(d => d.State == DeliveryState.Accepted);
    }

    [Fact]
    public async Task The_sender_dies_after_bundling_and_another_sends_the_one_message()
    {
        await using var bed = await LimitBed.Start();
        await bed.Queue(3);
        bed.Store.Time.Advance(TimeSpan.FromSeconds(5));
        var dead = bed.Node;
        var claimed = await dead.Claims.Take(10, 4, [], TestContext.Current.CancellationToken);
        (await dead.Bundler.Bundle(claimed, TestContext.Current.CancellationToken)).Should().HaveCount(3);
        var next = bed.AddNode();
        await next.Drain();
        next.Mail.Tried.Should().ContainSingle().Which.Subject.Should().StartWith("3 notices");
        (await bed.Deliveries()).Should().OnlyContain(d => d.State == DeliveryState.Accepted);
    }

    [Fact]
    public async Task The_sender_dies_before_bundling_and_another_takes_over_when_the_leases_are_over()
    {
        await using var bed = await LimitBed.Start();
        await bed.Queue(3);
        bed.Store.Time.Advance(TimeSpan.FromSeconds(5));
        await bed.Node.Claims.Take(10, 4, [], TestContext.Current.CancellationToken);
        var next = bed.AddNode();
        await next.Drain();
        next.Mail.Tried.Should().BeEmpty();
        await bed.Pass(TimeSpan.FromSeconds(11));
        next.Mail.Tried.Should().ContainSingle();
        (await bed.Read(db => db.Bundles.CountAsync())).Should().Be(1);
    }

    [Fact]
    public async Task The_sender_dies_with_the_message_handed_over_and_not_yet_written_and_it_comes_once_more_with_the_same_id()
    {
        await using var bed = await LimitBed.Start();
        await bed.Queue(3);
        bed.Store.Time.Advance(TimeSpan.FromSeconds(5));
        var dead = bed.Node;
        await dead.Bundler.Bundle(await dead.Claims.Take(10, 4, [], TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        var handedOver = (await dead.Claims.Take(10, 4, [], TestContext.Current.CancellationToken)).Should().ContainSingle().Which;
        handedOver.Bundle!.Notices.Should().HaveCount(3);
        var next = bed.AddNode();
        await bed.Pass(TimeSpan.FromSeconds(11));
        next.Mail.Tried.Should().ContainSingle().Which.DeliveryId.Should().Be(handedOver.Id);
        await bed.Pass(TimeSpan.FromHours(1));
        next.Mail.Tried.Should().ContainSingle();
    }

    [Fact]
    public async Task Two_senders_on_one_store_never_make_two_bundles_of_one_notice()
    {
        await using var bed = await LimitBed.Start();
        await bed.Queue(40);
        bed.Store.Time.Advance(TimeSpan.FromSeconds(5));
        var first = bed.Node;
        var second = bed.AddNode();
        await Task.WhenAll(Task.Run(first.Drain, TestContext.Current.CancellationToken), Task.Run(second.Drain, TestContext.Current.CancellationToken));
        var deliveries = await bed.Deliveries();
        deliveries.Should().OnlyContain(d => d.State == DeliveryState.Accepted);
        deliveries.Where(d => d.NoticeId != null).Should().HaveCount(40);
        bed.Sent.Select(m => m.DeliveryId).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("en", 160)]
    [InlineData("zh-Hans", 70)]
    public async Task A_short_message_of_a_bundle_fits_into_one_segment_with_its_link(string culture, int longest)
    {
        await using var bed = await LimitBed.Start();
        var person = Letters.Samantha(culture);
        var notices = Enumerable.Range(0, 5).Select(i => Letters.Notice(person, grade: Grade.III, title: culture == "en" ? "A long title of an incident that goes on and on and on without an end in sight" : "数据中心甲区核心交换机大面积中断并影响多个业务系统正常运行", now: bed.Now)).ToList();
        var bundle = Bundle.To(person.Id, Channel.Sms, "+8613800000001", bed.Now);
        var message = new Hub.Web.Dispatch.Texts.NoticeRenderer(Microsoft.Extensions.Options.Options.Create(new Hub.Web.Setup.HubOptions { PublicUrl = "https://hub.example" })).Render(bundle, notices, Guid.NewGuid());
        message.Text.Length.Should().BeLessThanOrEqualTo(longest);
        message.Text.Should().EndWith($"https://hub.example/n/{bundle.Token}").And.Contain("5").And.StartWith(culture == "en" ? "III" : "Ⅲ级");
        message.Html.Should().BeNull();
    }
}
