using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Dispatch;

namespace Hub.Tests.Notices;

public sealed class DeliveryPolicyTests
{
    private static readonly DateTimeOffset Now = Letters.Now;
    private static readonly Guid ClimbId = Guid.CreateVersion7(Now);

    private readonly Notice notice = Letters.Notice(Letters.Samantha(), climb: ClimbId);
    private readonly Delivery mail;
    private readonly Delivery sms;
    private readonly Delivery other;

    public DeliveryPolicyTests()
    {
        mail = Delivery.Of(notice, Channel.Mail, "a@hub.example", 0, null, Now);
        sms = Delivery.Of(notice, Channel.Sms, "+8613800000001", 1, Now.AddSeconds(10), Now);
        other = Delivery.Of(notice, Channel.Mail, "b@hub.example", 2, Now.AddSeconds(10), Now);
    }

    private Delivery[] All => [mail, sms, other];

    [Fact]
    public void What_stood_by_is_cancelled_when_an_address_accepts()
    {
        var effects = DeliveryPolicy.Accepted(notice, mail, All, Now.AddSeconds(1));

        effects.Should().Be(DeliveryEffects.None);
        mail.State.Should().Be(DeliveryState.Accepted);
        mail.Attempts.Should().Be(1);
        sms.State.Should().Be(DeliveryState.Cancelled);
        other.LastError.Should().Be(DeliveryCancelled.AcceptedElsewhere);
    }

    [Fact]
    public void A_temporary_failure_is_tried_again_after_5_15_45_120_and_then_every_300_seconds()
    {
        var now = Now;
        int[] waits = [5, 15, 45, 120, 300, 300, 300];
        foreach (var seconds in waits)
        {
            DeliveryPolicy.Temporary(notice, mail, All, "450 busy", now);
            mail.State.Should().Be(DeliveryState.Queued);
            mail.NextAttemptAt.Should().Be(now.AddSeconds(seconds));
            now = mail.NextAttemptAt;
        }
    }

    [Fact]
    public void After_a_day_of_temporary_failures_it_counts_as_refused()
    {
        DeliveryPolicy.Temporary(notice, mail, [mail], "450 busy", Now);
        DeliveryPolicy.Temporary(notice, mail, [mail], "450 busy", Now.AddHours(24).AddSeconds(-1));
        mail.State.Should().Be(DeliveryState.Queued);

        var effects = DeliveryPolicy.Temporary(notice, mail, [mail], "450 busy", Now.AddHours(24));

        mail.State.Should().Be(DeliveryState.Failed);
        effects.OutOfChannels.Should().BeTrue();
    }

    [Fact]
    public void The_next_address_starts_ten_seconds_after_the_first_attempt_of_the_one_before()
    {
        DeliveryPolicy.Temporary(notice, mail, All, "450 busy", Now.AddSeconds(3));
        sms.State.Should().Be(DeliveryState.Standby);
        sms.NextAttemptAt.Should().Be(Now.AddSeconds(13));
        other.NextAttemptAt.Should().Be(Now.AddSeconds(10));

        sms.Promote(Now.AddSeconds(13));
        DeliveryPolicy.Temporary(notice, sms, All, "gateway busy", Now.AddSeconds(14));

        other.NextAttemptAt.Should().Be(Now.AddSeconds(24), "it waits for the latest that was begun");
    }

    [Fact]
    public void A_refusal_starts_the_next_address_at_once()
    {
        var effects = DeliveryPolicy.Permanent(notice, mail, All, "550 no such user", Now.AddSeconds(1));

        effects.Promoted.Should().BeTrue();
        effects.OutOfChannels.Should().BeFalse();
        sms.State.Should().Be(DeliveryState.Queued);
        sms.NextAttemptAt.Should().Be(Now.AddSeconds(1));
        other.State.Should().Be(DeliveryState.Standby);
        notice.IsUndelivered.Should().BeFalse();
    }

    [Fact]
    public void A_number_without_a_gateway_gives_way_to_the_next_address()
    {
        sms.Promote(Now);
        mail.Fail("550", Now);

        var effects = DeliveryPolicy.Unusable(notice, sms, All, DeliveryCancelled.NoGateway, Now);

        sms.State.Should().Be(DeliveryState.Cancelled);
        effects.Promoted.Should().BeTrue();
        other.State.Should().Be(DeliveryState.Queued);
    }

    [Fact]
    public void Out_of_channels_the_notice_is_undelivered_and_the_ladder_climbs_now()
    {
        DeliveryPolicy.Permanent(notice, mail, All, "550 no such user", Now);
        DeliveryPolicy.Permanent(notice, sms, All, "no such number", Now);
        var effects = DeliveryPolicy.Permanent(notice, other, All, "550 mailbox closed", Now);

        effects.OutOfChannels.Should().BeTrue();
        effects.ClimbNow.Should().Be(ClimbId);
        effects.Fact!.Kind.Should().Be(FactKind.Undelivered);
        effects.Fact["name"].Should().Be("Samantha Smith");
        effects.Fact["why"].Should().Be("550 mailbox closed");
        notice.IsUndelivered.Should().BeTrue();
    }

    [Fact]
    public void A_reminder_that_fails_as_well_says_nothing_twice_and_does_not_spin_the_ladder()
    {
        DeliveryPolicy.Permanent(notice, mail, [mail], "550", Now);
        var reminder = Delivery.Of(notice, Channel.Mail, "a@hub.example", 0, null, Now.AddMinutes(10));

        var effects = DeliveryPolicy.Permanent(notice, reminder, [mail, reminder], "550", Now.AddMinutes(10));

        effects.Fact.Should().BeNull();
        effects.ClimbNow.Should().BeNull();
    }

    [Fact]
    public void A_refused_reminder_is_undelivered_although_the_first_message_was_accepted()
    {
        DeliveryPolicy.Accepted(notice, mail, [mail], Now);
        var reminder = Delivery.Of(notice, Channel.Mail, "a@hub.example", 0, null, Now.AddMinutes(10));

        DeliveryPolicy.Permanent(notice, reminder, [mail, reminder], "550", Now.AddMinutes(10)).ClimbNow.Should().Be(ClimbId);
    }

    [Fact]
    public void An_acceptance_takes_the_notice_off_the_undelivered_list()
    {
        DeliveryPolicy.Permanent(notice, mail, [mail], "550", Now);
        mail.SendAgain(Now.AddMinutes(1));

        DeliveryPolicy.Accepted(notice, mail, [mail], Now.AddMinutes(1));

        notice.IsUndelivered.Should().BeFalse();
    }

    [Fact]
    public void While_another_address_is_still_tried_nothing_climbs()
    {
        sms.Promote(Now);
        other.Cancel("test", Now);

        DeliveryPolicy.Permanent(notice, mail, All, "550", Now).Should().Be(DeliveryEffects.None);
    }

    [Fact]
    public void Information_that_cannot_be_delivered_is_listed_and_climbs_nothing()
    {
        var information = Letters.Notice(Letters.Samantha(), within: TimeSpan.Zero);
        var only = Delivery.Of(information, Channel.Mail, "a@hub.example", 0, null, Now);

        var effects = DeliveryPolicy.Permanent(information, only, [only], "550", Now);

        information.IsUndelivered.Should().BeTrue();
        effects.ClimbNow.Should().BeNull();
        effects.Fact.Should().NotBeNull();
    }

    [Fact]
    public void A_withdrawn_notice_is_not_listed_as_undelivered()
    {
        notice.Withdraw(Now);

        DeliveryPolicy.Permanent(notice, mail, [mail], "550", Now).Fact.Should().BeNull();
        notice.IsUndelivered.Should().BeFalse();
    }

    [Fact]
    public void A_refused_duty_is_out_of_channels()
    {
        var duty = Delivery.Of(Guid.NewGuid(), Guid.NewGuid(), Hub.Domain.Grading.Grade.I, "body@police.example", Now);

        DeliveryPolicy.Permanent(null, duty, [duty], "550", Now).Should().Be(new DeliveryEffects(OutOfChannels: true));
    }

    [Fact]
    public void A_deadline_is_pulled_forward_once_and_never_put_off()
    {
        var deadline = Deadline.At(Now.AddMinutes(10), DeadlineKind.LadderStep, ClimbId, null);
        deadline.PullForward(Now);
        deadline.DueAt.Should().Be(Now);
        deadline.PullForward(Now.AddMinutes(1));
        deadline.DueAt.Should().Be(Now);

        var fired = Deadline.At(Now.AddMinutes(10), DeadlineKind.LadderStep, ClimbId, null);
        fired.Fire(Now);
        fired.PullForward(Now);
        fired.DueAt.Should().Be(Now.AddMinutes(10));
    }
}
