using System.Data.Common;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Hub.Domain.Notices;
using Hub.Tests.Dispatch;
using Hub.Tests.Harness;
using Hub.Tests.Harness.Peers;
using Hub.Web.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Channel = Hub.Domain.People.Channel;

namespace Hub.Tests.Api;

/// <summary>What the SMS gateway calls: delivery reports.</summary>
public sealed class SmsCallTests : IAsyncLifetime
{
    private const string Secret = "tell-nobody-this-secret";
    private const string Path = "/api/v1/intake/sms/report";

    private FakeGateway gateway = null!;

    public async ValueTask InitializeAsync()
    {
        gateway = await FakeGateway.Start();
        gateway.Says(200, "{\"msgid\":\"gw/7\"}");
    }

    public async ValueTask DisposeAsync() => await gateway.DisposeAsync();

    [Fact]
    public async Task A_report_by_the_gateways_own_id_says_that_it_arrived()
    {
        await using var app = await Start();
        var delivery = await Sent(app);
        delivery.ProviderId.Should().Be("gw/7");
        using var client = app.Anonymous();

        using var answer = await client.GetAsync($"{Path}?key={Secret}&id=gw%2F7&status=DELIVRD");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).Should().BeEmpty();
        (await Read(app, delivery.Id)).ReceivedAt.Should().NotBeNull();
        app.Log.Text.Should().NotContain(Secret);
    }

    [Fact]
    public async Task A_report_that_is_quicker_than_the_gateways_own_answer_waits_for_it()
    {
        var looks = new Looks();
        await using var app = await Start(services => services.ConfigureDbContext<SqliteHubDbContext>(db => db.AddInterceptors(looks)));
        using var client = app.Anonymous();
        Task<HttpResponseMessage>? report = null;
        gateway.Answer = async http =>
        {
            report = client.GetAsync($"{Path}?key={Secret}&id=gw-early&status=delivered");
            await looks.InVain;
            await http.Response.WriteAsync("{\"msgid\":\"gw-early\"}");
        };

        var delivery = await Sent(app);

        (await report!).StatusCode.Should().Be(HttpStatusCode.OK);
        (await Read(app, delivery.Id)).ReceivedAt.Should().NotBeNull();
    }

    [Theory]
    [InlineData("json")]
    [InlineData("form")]
    [InlineData("query")]
    [InlineData("list")]
    public async Task A_report_of_failure_by_our_id_starts_the_next_address_however_it_is_written(string way)
    {
        await using var app = await Start();
        var delivery = await Sent(app);
        using var client = app.Anonymous();
        var id = delivery.Id.ToString("N");
        using HttpContent? content = way switch
        {
            "json" => JsonContent.Create(new { id, status = "undeliv", reason = "absent\r\nsubscriber", more = new { a = 1 } }),
            "form" => new FormUrlEncodedContent([new("id", id), new("status", "UNDELIV"), new("reason", "absent  subscriber")]),
            "list" => JsonContent.Create(new object[] { new { id = "unknown", status = "delivered" }, new { id, status = "UNDELIV", reason = "absent  subscriber" }, new { id, status = "buffered" } }),
            _ => null,
        };
        client.DefaultRequestHeaders.Add("X-Hub-Secret", Secret);

        using var answer = await client.PostAsync(way == "query" ? $"{Path}?id={id}&status=UNDELIV&reason=absent++subscriber" : Path, content);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        var failed = await Read(app, delivery.Id);
        failed.State.Should().Be(DeliveryState.Failed);
        failed.LastError.Should().StartWithEquivalentOf("The gateway reports UNDELIV: absent  subscriber");
        await using var db = app.Db();
        (await db.Deliveries.SingleAsync(d => d.NoticeId == delivery.NoticeId && d.Channel == Channel.Mail)).State.Should().BeOneOf(DeliveryState.Queued, DeliveryState.Accepted);
    }

    [Fact]
    public async Task What_is_no_text_spoils_no_other_report()
    {
        await using var app = await Start();
        var delivery = await Sent(app);
        using var client = app.Anonymous();
        client.DefaultRequestHeaders.Add("X-Hub-Secret", Secret);
        // In Latin-1, so that ÿ is the byte that stands in no UTF-8.
        using var body = new ByteArrayContent(Encoding.Latin1.GetBytes($$"""[{"id":"\ud83d","status":"DELIVRD"},{"id":"ÿ","status":"UNDELIV"},{"id":"{{delivery.Id:N}}","status":"UNDELIV","reason":"cut \ud83d of http://hub.example/n/AbCdEfGh12345678","ÿ":"ÿ"}]"""));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        using var answer = await client.PostAsync(Path, body);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await Read(app, delivery.Id)).LastError.Should().StartWith("The gateway reports UNDELIV: cut \uFFFD of http://hub.example/n/***", "whoever reads the record must not be able to answer");
    }

    [Fact]
    public async Task Who_does_not_know_the_secret_changes_nothing_and_is_soon_told_to_wait_but_never_who_knows_it()
    {
        await using var app = await Start();
        var delivery = await Sent(app);
        using var client = app.Anonymous();
        var report = $"{Path}?id={delivery.Id:N}&status=UNDELIV";

        (await client.GetAsync(report)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await client.GetAsync(report + "&key=" + Secret[..^1])).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await client.PostAsync(report + "&key=wrong", null)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        using var bearer = new HttpRequestMessage(HttpMethod.Get, Path + "?id=x&status=DELIVRD");
        bearer.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
        (await client.SendAsync(bearer)).StatusCode.Should().Be(HttpStatusCode.NotFound, "the secret is right, and the id is not known");
        (await Read(app, delivery.Id)).State.Should().Be(DeliveryState.Accepted);
        for (var i = 0; i < 60; i++)
        {
            await client.GetAsync(report + "&key=wrong");
        }

        (await client.GetAsync(report + "&key=wrong")).StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        (await client.GetAsync(report + "&key=" + Secret)).StatusCode.Should().Be(HttpStatusCode.OK, "the gateway may stand behind the address of those who guess");
        (await Read(app, delivery.Id)).State.Should().Be(DeliveryState.Failed);
    }

    [Fact]
    public async Task What_is_no_report_is_said_so()
    {
        await using var app = await Start(("Sms:Http:Reply", "{\"code\":0}"));
        using var client = app.Anonymous();
        client.DefaultRequestHeaders.Add("X-Hub-Secret", Secret);

        (await client.GetAsync(Path + "?id=1")).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await client.GetAsync(Path + "?status=DELIVRD")).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await client.PostAsync(Path, new StringContent("{", Encoding.UTF8, "application/json"))).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await client.PostAsync(Path, new StringContent("<a/>", Encoding.UTF8, "text/xml"))).StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);
        (await client.PostAsync(Path, new StringContent(new string(' ', 300_000), Encoding.UTF8, "application/json"))).StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        using var waits = await client.GetAsync(Path + "?id=whatever&status=buffered");
        waits.StatusCode.Should().Be(HttpStatusCode.OK, "that it waits is no news");
        (await waits.Content.ReadAsStringAsync()).Should().Be("{\"code\":0}");
        waits.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
    }

    [Fact]
    public async Task Without_a_gateway_there_is_no_such_call()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock with { WithSampleData = false });
        using var client = app.Anonymous();
        (await client.GetAsync($"{Path}?key=&id=1&status=DELIVRD")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private Task<HubApp> Start(params (string Key, string Value)[] more) => Start(null, more);

    private Task<HubApp> Start(Action<IServiceCollection>? services, params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Sms:Mode"] = "Http",
            ["Sms:Http:Url"] = gateway.Address + "/?to={number}&text={text}",
            ["Sms:Http:AcceptedPattern"] = "\"msgid\":\"(?<id>[^\"]+)\"",
            ["Sms:Http:Secret"] = Secret,
        };
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        return HubApp.Start(new HubAppOptions { WithSampleData = false, Settings = settings, Services = services });
    }

    /// <summary>A notice by short message, with mail standing by, that the gateway has taken.</summary>
    private static async Task<Delivery> Sent(HubApp app)
    {
        var now = TimeProvider.System.GetUtcNow();
        var samantha = Letters.Samantha();
        var notice = Letters.Notice(samantha, now: now);
        var delivery = Delivery.Of(notice, Channel.Sms, "+8613800000001", 0, null, now);
        await using (var db = app.Db())
        {
            db.AddRange(samantha, notice, delivery, Delivery.Of(notice, Channel.Mail, "samantha.smith@hub.example", 1, now.AddSeconds(10), now));
            await db.SaveChangesAsync();
        }

        await Soon.Until(async () => (await Read(app, delivery.Id)).State == DeliveryState.Accepted);
        return await Read(app, delivery.Id);
    }

    /// <summary>Sees when a delivery is looked for by the id that the gateway gives it.</summary>
    private sealed class Looks : DbCommandInterceptor
    {
        private readonly TaskCompletionSource inVain = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task InVain => inVain.Task.WaitAsync(Soon.Patience, TimeProvider.System);

        public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            if (command.CommandText.Contains("\"ProviderId\" = ", StringComparison.Ordinal))
            {
                inVain.TrySetResult();
            }

            return ValueTask.FromResult(result);
        }
    }

    private static async Task<Delivery> Read(HubApp app, Guid id)
    {
        await using var db = app.Db();
        return await db.Deliveries.AsNoTracking().SingleAsync(d => d.Id == id);
    }
}
