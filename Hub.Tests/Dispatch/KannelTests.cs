using System.Net;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Api;
using Hub.Tests.Harness;
using Hub.Tests.Harness.Peers;
using Hub.Web.Dispatch.Texts;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Dispatch;

/// <summary>The whole program against a real SMS gateway.</summary>
public sealed class KannelTests : IAsyncLifetime
{
    private const string Secret = "tell-nobody-this-secret";
    private const string Number = "+8613800000001";

    /// <summary>Kannel takes it and finds no way: it reports the failure.</summary>
    private const string NoWay = "+8619900000001";

    private HubApp app = null!;
    private Kannel kannel = null!;

    public async ValueTask InitializeAsync()
    {
        var port = Ports.Free();
        kannel = await Kannel.Start($"http://127.0.0.1:{port}/api/v1/intake/sms?key={Secret}&from=%p&text=%a&id=%I");
        app = await HubApp.Start(new HubAppOptions
        {
            OnPort = true,
            Port = port,
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Sms:Mode"] = "Http",
                ["Sms:Http:Method"] = "GET",
                ["Sms:Http:Url"] = $"http://127.0.0.1:{kannel.Port}/cgi-bin/sendsms?username={{user}}&password={{password}}&to={{number}}&text={{text}}&coding={{coding}}&charset=UTF-8&dlr-mask=19"
                    + $"&dlr-url=http%3A%2F%2F127.0.0.1%3A{port}%2Fapi%2Fv1%2Fintake%2Fsms%2Freport%3Fkey%3D{{secret}}%26id%3D{{id}}%26status%3D%25d%26reason%3D%25A",
                ["Sms:Http:User"] = "hub",
                ["Sms:Http:Password"] = "kannel-password",
                ["Sms:Http:AcceptedStatus"] = "202",
                ["Sms:Http:Secret"] = Secret,
                ["Sms:Http:Report:Delivered"] = "1",
                ["Sms:Http:Report:Failed"] = "2,16",
            },
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }

        if (kannel is not null)
        {
            await kannel.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("en", "Intrusion at the gateway", "II INC-2026-0001", false)]
    [InlineData("zh-Hans", "网关被入侵，数据库服务器异常外联", "Ⅱ级 INC-2026-0001", true)]
    public async Task A_notice_arrives_as_one_segment_with_the_right_text_and_the_report_says_that_it_was_received(string culture, string title, string says, bool isUnicode)
    {
        var (notice, sms, _) = await Queue(Number, culture, title);

        await Soon.Until(async () => (await Read(sms)).ReceivedAt is not null);

        var taken = kannel.Taken.Should().ContainSingle().Subject;
        taken.To.Should().Be("8613800000001");
        taken.IsUnicode.Should().Be(isUnicode);
        taken.Text.Should().Contain(says).And.EndWith($"/n/{notice.Token}");
        (isUnicode ? taken.Text.Length : Gsm7.Septets(taken.Text)).Should().BeLessThanOrEqualTo(isUnicode ? 70 : 160);
        (await Read(sms)).State.Should().Be(DeliveryState.Accepted);
        app.Log.Text.Should().NotContain("kannel-password").And.NotContain(Secret).And.NotContain(notice.Token);
    }

    [Fact]
    public async Task A_report_of_failure_fails_the_delivery_and_mail_has_its_turn()
    {
        var (_, sms, mail) = await Queue(NoWay);

        await Soon.Until(async () => (await Read(sms)).State == DeliveryState.Failed && (await Read(mail)).State == DeliveryState.Accepted);

        (await Read(sms)).LastError.Should().Contain("The gateway reports 16");
        kannel.Taken.Should().BeEmpty();
    }

    [Fact]
    public async Task While_the_gateway_is_down_mail_goes_out_and_what_waited_is_sent_once_when_it_is_back()
    {
        await kannel.Stop();
        var (_, sms, mail) = await Queue(Number);

        await Soon.Until(async () => (await Read(mail)).State == DeliveryState.Accepted);
        (await Read(sms)).State.Should().NotBe(DeliveryState.Accepted);
        var (second, late, _) = await Queue(Number, withMail: false);
        await kannel.Open();

        await Soon.Until(async () => (await Read(late)).ReceivedAt is not null);
        kannel.Taken.Count(t => t.Text.EndsWith(second.Token, StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task A_telephone_answers_and_the_answer_to_the_answer_arrives()
    {
        using var client = await app.Client((Right)int.MaxValue);
        await client.Post("/api/v1/incidents", new { title = "Worm on WEB2", grade = "II", reason = "seen in the log" }).Answers(HttpStatusCode.Created);
        await using var db = app.Db();
        var told = await db.Notices.Where(n => n.State == NoticeState.Open)
            .Join(db.Persons.SelectMany(p => p.ContactPoints).Where(c => c.Channel == Channel.Sms), n => n.PersonId, c => c.PersonId, (n, c) => new { n.Id, n.Code, c.Address }).FirstAsync();

        kannel.Send(told.Address, $"1 {told.Code}");

        await Soon.Until(async () => await db.Notices.AsNoTracking().AnyAsync(n => n.Id == told.Id && n.State == NoticeState.Acknowledged));
        await Soon.Until(() => kannel.Taken.Any(t => "+" + t.To == told.Address));
        (await db.Acknowledgements.SingleAsync()).Means.Should().Be(AcknowledgementMeans.Sms);
    }

    private async Task<(Notice Notice, Guid Sms, Guid Mail)> Queue(string number, string culture = "en", string title = "Intrusion at the gateway", bool withMail = true)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var db = app.Db();
        var person = await db.Persons.SingleOrDefaultAsync(p => p.Id == Letters.SamanthaId) ?? db.Add(Letters.Samantha(culture)).Entity;
        var notice = Letters.Notice(person, title: title, now: now);
        var sms = Delivery.Of(notice, Channel.Sms, number, 0, null, now);
        var mail = Delivery.Of(notice, Channel.Mail, "samantha.smith@hub.example", 1, now.AddSeconds(10), now);
        db.AddRange(notice, sms);
        if (withMail)
        {
            db.Add(mail);
        }

        await db.SaveChangesAsync();
        return (notice, sms.Id, mail.Id);
    }

    private async Task<Delivery> Read(Guid id)
    {
        await using var db = app.Db();
        return await db.Deliveries.AsNoTracking().SingleAsync(d => d.Id == id);
    }
}
