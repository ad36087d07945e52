using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Notices;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Stories;

/// <summary>What was handed over comes back, or is reported as received.</summary>
public sealed class ReturnStories
{
    [Fact]
    public async Task A_mail_bounces_and_the_recipients_telephone_has_its_turn_at_once()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.IV);
        await story.Expects("director Activated");

        (await Bounce(story, await Delivery(story, Channel.Mail))).Changed.Should().BeTrue();

        await story.Expects("director Activated sms");
        (await story.Record()).Select(e => e.Kind).Should().Contain(FactKind.Bounced).And.NotContain(FactKind.Undelivered);
        await using var db = story.Store.CreateDbContext();
        (await db.Deliveries.SingleAsync(d => d.Channel == Channel.Mail)).Should().Match<Delivery>(d => d.State == DeliveryState.Failed && d.LastError == "550 no such user");
        (await db.Persons.SingleAsync(p => p.Name == "director")).ContactPoints.Single(c => c.Channel == Channel.Mail).BouncedAt.Should().Be(story.Time.GetUtcNow());
        (await db.DeliveryAttempts.CountAsync(a => !a.Accepted)).Should().Be(1);
    }

    [Fact]
    public async Task When_the_last_address_fails_as_well_the_ladder_climbs_at_once_and_once()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.IV);
        await Bounce(story, await Delivery(story, Channel.Mail));
        await story.Expects("director Activated", "director Activated sms");
        var sms = await Delivery(story, Channel.Sms);

        await Bounce(story, sms);

        await story.Expects("deputy Activated");
        (await story.Record()).Count(e => e.Kind == FactKind.Undelivered).Should().Be(1);
        (await Bounce(story, sms)).Changed.Should().BeFalse();
        (await Arrive(story, sms)).Changed.Should().BeFalse("it failed; what comes late changes nothing");
        await story.Expects();
    }

    [Fact]
    public async Task A_mail_that_is_only_delayed_lets_the_telephone_ring_and_is_not_failed()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.IV);
        var mail = await Delivery(story, Channel.Mail);

        (await story.Do<DeliveryCameBack, DeliveryReported>(c => c.Run(mail.Id, "4.4.1 no answer from host", permanent: false))).Changed.Should().BeTrue();

        await story.Expects("director Activated", "director Activated sms");
        (await Delivery(story, Channel.Mail)).State.Should().Be(DeliveryState.Accepted);
    }

    [Fact]
    public async Task A_bounce_after_the_acknowledgement_is_noted_and_tells_nobody()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.IV);
        await story.Acknowledge("director");

        await Bounce(story, await Delivery(story, Channel.Mail));

        await story.Expects("director Activated");
        (await Delivery(story, Channel.Mail)).State.Should().Be(DeliveryState.Failed);
        (await story.Record()).Select(e => e.Kind).Should().NotContain(FactKind.Undelivered);
    }

    [Fact]
    public async Task A_report_of_arrival_is_kept_and_a_later_report_of_failure_changes_nothing()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.IV);
        await story.Expects("director Activated");
        var mail = await Delivery(story, Channel.Mail);

        (await Arrive(story, mail)).Changed.Should().BeTrue();
        (await Arrive(story, mail)).Changed.Should().BeFalse();
        (await Bounce(story, mail)).Changed.Should().BeFalse();

        (await Delivery(story, Channel.Mail)).Should().Match<Delivery>(d => d.ReceivedAt == story.Time.GetUtcNow() && d.State == DeliveryState.Accepted);
        await story.Expects();
    }

    [Fact]
    public async Task A_report_about_what_never_left_changes_nothing_and_an_unknown_one_is_refused()
    {
        await using var story = await Story.Begin();
        story.Mail.IsUp = false;
        await story.Open(Grade.IV);
        var sms = await Delivery(story, Channel.Sms);

        sms.State.Should().Be(DeliveryState.Standby);
        (await Bounce(story, sms)).Changed.Should().BeFalse();
        (await Arrive(story, sms)).Changed.Should().BeFalse();
        var unknown = await story.Try<DeliveryCameBack, DeliveryReported>(c => c.Run(Guid.NewGuid(), "x"));
        unknown.Refusal.Should().Be(Refusal.NotFound("DeliveryUnknown"));
        (await story.Try<DeliveryArrived, DeliveryReported>(c => c.Run(Channel.Sms, "no-such-id"))).Refusal!.Code.Should().Be("DeliveryUnknown");
        await story.Expects();
    }

    [Fact]
    public async Task What_arrived_although_no_answer_came_is_not_sent_again()
    {
        await using var story = await Story.Begin();
        story.Mail.Busy.Add("director@contoso.example");
        await story.Open(Grade.IV);
        var mail = await Delivery(story, Channel.Mail);
        mail.Should().Match<Delivery>(d => d.State == DeliveryState.Queued && d.Attempts == 1);

        (await Arrive(story, mail)).Changed.Should().BeTrue();

        story.Mail.Busy.Clear();
        await story.Pass(5);
        await story.Expects();
        (await Delivery(story, Channel.Mail)).State.Should().Be(DeliveryState.Accepted);
        (await Delivery(story, Channel.Sms)).State.Should().Be(DeliveryState.Cancelled);
    }

    [Fact]
    public async Task A_released_duty_that_bounces_stands_as_undelivered()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.II);
        await using var db = story.Store.CreateDbContext();
        var duty = await db.Duties.AsNoTracking().SingleAsync();
        await story.Decide(d => d.Release(Story.Legal, duty.Id));
        var delivery = await db.Deliveries.AsNoTracking().SingleAsync(d => d.DutyId == duty.Id);

        await Bounce(story, delivery);

        (await db.Duties.AsNoTracking().SingleAsync()).IsUndelivered.Should().BeTrue();
        (await story.Record()).Select(e => e.Kind).Should().Contain(FactKind.DutyUndelivered);
        await story.Read();
    }

    private static Task<DeliveryReported> Bounce(Story story, Delivery delivery) =>
        story.Do<DeliveryCameBack, DeliveryReported>(c => c.Run(delivery.Id, "550 no such user"));

    private static Task<DeliveryReported> Arrive(Story story, Delivery delivery) => story.Do<DeliveryArrived, DeliveryReported>(a => a.Run(delivery.Id));

    private static async Task<Delivery> Delivery(Story story, Channel channel)
    {
        await using var db = story.Store.CreateDbContext();
        return await db.Deliveries.AsNoTracking().SingleAsync(d => d.Channel == channel);
    }
}
