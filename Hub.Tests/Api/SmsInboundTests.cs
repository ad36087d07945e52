using System.Net;
using System.Net.Http.Json;
using System.Text;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Tests.Harness.Peers;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Api;

/// <summary>Short messages that the gateway brings in.</summary>
public sealed class SmsInboundTests : IAsyncLifetime
{
    private const string Secret = "tell-nobody-this-secret";
    private const string Path = "/api/v1/intake/sms";

    private FakeGateway gateway = null!;

    public async ValueTask InitializeAsync() => gateway = await FakeGateway.Start();

    public async ValueTask DisposeAsync() => await gateway.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("86")]
    [InlineData("0086")]
    [InlineData("+86 ")]
    public async Task An_answer_acknowledges_however_the_gateway_writes_the_number(string before)
    {
        await using var app = await Start();
        var (number, notice) = await Told(app);
        using var client = app.Anonymous();

        using var answer = await client.GetAsync($"{Path}?key={Secret}&from={Uri.EscapeDataString(before + number)}&text=1+{notice.Code}&id=m-1");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).Should().BeEmpty("a gateway may send on whatever it is answered with");
        (await Read(app, notice)).State.Should().Be(NoticeState.Acknowledged);
        app.Log.Text.Should().NotContain(Secret);
    }

    [Fact]
    public async Task What_comes_twice_is_taken_once_with_and_without_an_id()
    {
        await using var app = await Start(("Sms:Http:Inbound:From", "sms.mobile"), ("Sms:Http:Inbound:Text", "sms.content"), ("Sms:Http:Inbound:Id", "sms.no"));
        var (number, notice) = await Told(app);
        using var client = app.Anonymous();
        client.DefaultRequestHeaders.Add("X-Hub-Secret", Secret);
        object Said(string text, string? no) => new { sms = new { mobile = number, content = text, no } };

        for (var i = 0; i < 2; i++)
        {
            (await client.PostAsJsonAsync(Path, Said($"? {notice.Code}", "m-1"))).StatusCode.Should().Be(HttpStatusCode.OK);
            (await client.PostAsJsonAsync(Path, Said($"? {notice.Code}", null))).StatusCode.Should().Be(HttpStatusCode.OK);
        }

        await using var db = app.Db();
        (await db.InboundMessages.CountAsync()).Should().Be(2);
        (await db.InboundMessages.Select(m => m.Verdict).Distinct().SingleAsync()).Should().Be(InboundVerdict.Details);
    }

    [Fact]
    public async Task A_gateway_that_begins_again_with_its_ids_loses_no_answer()
    {
        await using var app = await Start();
        var (number, notice) = await Told(app);
        using var client = app.Anonymous();
        foreach (var (from, text) in new[] { ("13900000009", $"1 {notice.Code}"), (number, $"? {notice.Code}"), (number, $"1 {notice.Code}"), (number, $"1 {notice.Code}") })
        {
            (await client.GetAsync($"{Path}?key={Secret}&from={from}&text={Uri.EscapeDataString(text)}&id=1")).StatusCode.Should().Be(HttpStatusCode.OK);
        }

        (await Read(app, notice)).State.Should().Be(NoticeState.Acknowledged);
        await using var db = app.Db();
        (await db.InboundMessages.CountAsync()).Should().Be(3, "another number or text is another message");
    }

    [Fact]
    public async Task A_list_brings_several_and_a_stranger_gets_no_answer()
    {
        await using var app = await Start();
        var (number, notice) = await Told(app);
        using var client = app.Anonymous();
        client.DefaultRequestHeaders.Add("X-Hub-Secret", Secret);

        using var answer = await client.PostAsJsonAsync(Path, new object[]
        {
            new { from = "BANK", text = "1", id = "a" },
            new { from = "13900000009", text = $"1 {notice.Code}", id = "b" },
            new { text = "1", id = "c" },
            new { from = number, text = new string('长', 5_000), id = "d" },
        });

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await Read(app, notice)).State.Should().Be(NoticeState.Open);
        await using var db = app.Db();
        (await db.InboundMessages.Where(m => m.From == "bank" || m.From == "+8613900000009").Select(m => m.Answer).ToListAsync()).Should().Equal(null, null);
        (await db.InboundMessages.CountAsync()).Should().Be(3);
    }

    [Theory]
    [InlineData("\"1 \\ud83d\"")]
    [InlineData("\"\\udc4d 1\"")]
    [InlineData("\"1 \\ud83d\\ud83d x\"")]
    [InlineData("\"1 \u00ff\"")]
    [InlineData("\"1\", \"\u00ff\": 1")]
    [InlineData("\"1\", \"\\ud83d\": { \"x\": \"\\udfff\" }")]
    [InlineData("\"\\u0000\"")]
    public async Task What_is_no_text_spoils_no_other_answer(string broken)
    {
        await using var app = await Start();
        var (number, notice) = await Told(app);
        using var client = app.Anonymous();
        client.DefaultRequestHeaders.Add("X-Hub-Secret", Secret);
        var json = $$"""[{"id":"b0","from":"13900000009","text":{{broken}}},{"id":"b1","from":"{{number}}","text":"1 {{notice.Code}}"},{"id":"b2","from":"13900000009","text":{{broken}}}]""";
        // In Latin-1, so that ÿ is the byte that stands in no UTF-8.
        using var body = new ByteArrayContent(Encoding.Latin1.GetBytes(json));
        body.Headers.ContentType = new("application/json");

        using var answer = await client.PostAsync(Path, body);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await Read(app, notice)).State.Should().Be(NoticeState.Acknowledged);
        await using var db = app.Db();
        (await db.InboundMessages.CountAsync()).Should().Be(3);
    }

    [Fact]
    public async Task Half_a_character_after_an_answer_is_an_answer_that_is_not_understood()
    {
        await using var app = await Start();
        var (number, notice) = await Told(app);
        using var client = app.Anonymous();
        client.DefaultRequestHeaders.Add("X-Hub-Secret", Secret);
        using var body = new StringContent($$"""{"from":"{{number}}","text":"1 {{notice.Code}} \ud83d","id":"\\ud83d \ud83d\ude00"}""", Encoding.UTF8, "application/json");

        (await client.PostAsync(Path, body)).StatusCode.Should().Be(HttpStatusCode.OK);

        (await Read(app, notice)).State.Should().Be(NoticeState.Open);
        await using var db = app.Db();
        (await db.InboundMessages.SingleAsync()).Verdict.Should().Be(InboundVerdict.NotUnderstood);
    }

    [Theory]
    [InlineData("{\"from\":\"\\ud83")]
    [InlineData("[{\"from\":\"1\",\"text\":\"\\\u00ff\"}]")]
    [InlineData("\u00ff\u00fe")]
    public async Task A_call_that_is_broken_as_a_whole_is_said_so(string json)
    {
        await using var app = await Start();
        using var client = app.Anonymous();
        client.DefaultRequestHeaders.Add("X-Hub-Secret", Secret);
        using var body = new ByteArrayContent(Encoding.Latin1.GetBytes(json));
        body.Headers.ContentType = new("application/json");

        (await client.PostAsync(Path, body)).StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Without_the_secret_or_the_fields_nothing_is_taken()
    {
        await using var app = await Start();
        var (number, notice) = await Told(app);
        using var client = app.Anonymous();
        var said = $"from={number}&text=1+{notice.Code}";

        (await client.GetAsync($"{Path}?{said}")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await client.PostAsync($"{Path}?key=wrong&{said}", null)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await client.GetAsync($"{Path}?key={Secret}&text=1")).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await client.GetAsync($"{Path}?key={Secret}&from={number}")).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await Read(app, notice)).State.Should().Be(NoticeState.Open);
    }

    private Task<HubApp> Start(params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Sms:Mode"] = "Http",
            ["Sms:Http:Url"] = gateway.Address + "/?to={number}&text={text}",
            ["Sms:Http:Secret"] = Secret,
        };
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        return HubApp.Start(new HubAppOptions { Settings = settings });
    }

    /// <summary>A notice that waits for the answer of somebody with a telephone: their number inside the country, and the notice.</summary>
    private static async Task<(string Number, Notice Notice)> Told(HubApp app)
    {
        using var client = await app.Client((Right)int.MaxValue);
        await client.Post("/api/v1/incidents", new { title = "Worm on WEB2", grade = "II", reason = "seen in the log" }).Answers(HttpStatusCode.Created);
        await using var db = app.Db();
        var found = await db.Notices.Where(n => n.State == NoticeState.Open)
            .Join(db.Persons.SelectMany(p => p.ContactPoints).Where(c => c.Channel == Hub.Domain.People.Channel.Sms), n => n.PersonId, c => c.PersonId, (n, c) => new { Notice = n, c.Address })
            .FirstAsync();
        return (found.Address.Replace("+86", "", StringComparison.Ordinal), found.Notice);
    }

    private static async Task<Notice> Read(HubApp app, Notice notice)
    {
        await using var db = app.Db();
        return await db.Notices.AsNoTracking().SingleAsync(n => n.Id == notice.Id);
    }
}
