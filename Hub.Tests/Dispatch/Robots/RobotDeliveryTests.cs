using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Dispatch.Channels;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Dispatch.Robots;

/// <summary>Robots among a recipient's addresses, with the sender around them.</summary>
public sealed class RobotDeliveryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public async Task A_notice_goes_into_the_group_without_the_link_that_is_one_persons(string culture)
    {
        await using var bed = await RobotBed.With("wecom");
        bed.Peer.Says(200, """{"errcode":0,"errmsg":"ok"}""");
        using var node = new Node(bed.Store, channels: [bed.Channel]);
        var notice = await Queue(bed, culture);
        (await node.Drain()).Should().Be(1);
        var text = bed.Peer.Calls.Single().Text;
        text.Should().Contain("Ⅱ").And.Contain("INC-2026-0001").And.Contain("Samantha Smith").And.Contain("Intrusion at the gateway").And.Contain(culture == "en" ? "For Samantha" : "接收人");
        text.Should().NotContain(notice.Token).And.NotContain("/n/").And.Contain("https://hub.example/");
        text.IndexOf('Ⅱ', StringComparison.Ordinal).Should().BeLessThan(text.IndexOf("INC-", StringComparison.Ordinal), "the grade comes first");
        (await Deliveries(bed)).Single().State.Should().Be(DeliveryState.Accepted);
    }

    [Fact]
    public async Task A_robot_that_is_off_gives_way_to_the_next_address_at_once()
    {
        await using var bed = await RobotBed.With("wecom", isOff: true);
        using var node = new Node(bed.Store);
        using var both = new Node(bed.Store, channels: [bed.Channel, node.Mail]);
        await Queue(bed, "en", withMail: true);
        await both.Drain();
        node.Mail.Tried.Should().ContainSingle();
        (await Deliveries(bed)).Should().SatisfyRespectively(
            robot => robot.Should().Match<Delivery>(d => d.State == DeliveryState.Cancelled && d.LastError == DeliveryCancelled.RobotOff),
            mail => mail.State.Should().Be(DeliveryState.Accepted));
    }

    [Fact]
    public async Task What_the_vendor_limits_is_tried_again_and_what_it_refuses_is_not()
    {
        await using var bed = await RobotBed.With("wecom");
        using var node = new Node(bed.Store, channels: [bed.Channel]);
        await Queue(bed, "en");
        bed.Peer.Says(200, """{"errcode":45009,"errmsg":"api freq out of limit"}""");
        await node.Drain();
        (await Deliveries(bed)).Single().Should().Match<Delivery>(d => d.State == DeliveryState.Queued && d.Attempts == 1 && d.LastError!.Contains("45009"));
        bed.Store.Time.Advance(TimeSpan.FromSeconds(6));
        bed.Peer.Says(200, """{"errcode":93000,"errmsg":"invalid webhook url"}""");
        await node.Drain();
        (await Deliveries(bed)).Single().State.Should().Be(DeliveryState.Failed);
    }

    [Fact]
    public async Task A_restricted_incident_is_not_told_to_a_group()
    {
        await using var bed = await RobotBed.With("wecom");
        using var mail = new Node(bed.Store);
        using var node = new Node(bed.Store, channels: [bed.Channel, mail.Mail]);
        await Queue(bed, "en", withMail: true, restricted: true);
        await node.Drain();
        bed.Peer.Calls.Should().BeEmpty();
        mail.Mail.Tried.Should().ContainSingle();
        (await Deliveries(bed))[0].LastError.Should().Be(DeliveryCancelled.Restricted);
    }

    [Fact]
    public async Task The_code_of_an_address_check_goes_into_the_group()
    {
        await using var bed = await RobotBed.With("slack");
        bed.Peer.Says(200, "ok");
        var person = Letters.Samantha();
        person.ReachBy((Channel.Robot, "war-room"));
        var check = AddressCheck.Of(person.ContactPoints[0], bed.Store.Time.GetUtcNow());
        await using (var db = bed.Store.CreateDbContext())
        {
            db.AddRange(person, check, Delivery.Of(check, bed.Store.Time.GetUtcNow()));
            await db.SaveChangesAsync(Cancellation);
        }

        using var node = new Node(bed.Store, channels: [bed.Channel]);
        await node.Drain();
        bed.Peer.Calls.Single().Text.Should().Contain(check.Code).And.Contain("Samantha Smith");
    }

    private static async Task<Notice> Queue(RobotBed bed, string culture, bool withMail = false, bool restricted = false)
    {
        var now = bed.Store.Time.GetUtcNow();
        var person = Letters.Samantha(culture);
        await using var db = bed.Store.CreateDbContext();
        db.Add(person);
        Guid? incident = null;
        if (restricted)
        {
            var (report, _) = Report.Receive("R-2026-0001", new ReportContent { Title = "Intrusion" }, "Taylor Maxwell", null, false, now);
            var (opened, _) = Incident.Open("INC-2026-0001", report, Category.Manmade, Grade.II, "seen", Guid.NewGuid(), true, now).Value;
            await db.Database.OpenConnectionAsync(Cancellation);
            await db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys=OFF", Cancellation);
            db.AddRange(report, opened);
            incident = opened.Id;
        }

        var notice = Letters.Notice(person, incident: incident);
        db.Add(notice);
        db.Add(Delivery.Of(notice, Channel.Robot, "war-room", 0, null, now));
        if (withMail)
        {
            db.Add(Delivery.Of(notice, Channel.Mail, "samantha.smith@hub.example", 1, now + TimeSpan.FromSeconds(10), now));
        }

        await db.SaveChangesAsync(Cancellation);
        return notice;
    }

    private static async Task<List<Delivery>> Deliveries(RobotBed bed)
    {
        await using var db = bed.Store.CreateDbContext();
        return await db.Deliveries.AsNoTracking().OrderBy(d => d.Position).ToListAsync(Cancellation);
    }
}
