using System.Text.Json;
using System.Xml.Linq;
using Hub.Tests.Harness;
using Hub.Tests.Harness.Peers;
using Hub.Web.Dispatch;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Way = Hub.Domain.People.Channel;

namespace Hub.Tests.Dispatch;

/// <summary>The channel of the settings against a server that plays a gateway.</summary>
public sealed class HttpSmsChannelTests : IAsyncLifetime
{
    /// <summary>Everything that means something in a query, in JSON, in XML or in a header.</summary>
    private const string Nasty = "Ⅱ级 \"a\" & <b>=1? #%{id}\\ \r\nX: y +é🚨 'q'";

    private readonly List<ServiceProvider> opened = [];
    private FakeGateway gateway = null!;

    public async ValueTask InitializeAsync() => gateway = await FakeGateway.Start();

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in opened)
        {
            await provider.DisposeAsync();
        }

        await gateway.DisposeAsync();
    }

    [Fact]
    public async Task A_text_in_the_query_arrives_letter_by_letter_and_is_no_further_parameter()
    {
        var channel = Channel(("Method", "GET"), ("Url", gateway.Address + "/send?to={number}&text={text}&ref={id}&coding={coding}&fix=1"));
        var message = Message(Nasty, "+86 138 0000 0001");

        (await channel.Send(message, 0, Stop)).Should().BeOfType<SendResult.Accepted>();

        var taken = gateway.Taken.Single();
        taken.Method.Should().Be("GET");
        taken.Query.Keys.Should().BeEquivalentTo("to", "text", "ref", "coding", "fix");
        taken.Query["text"].ToString().Should().Be(Nasty);
        taken.Query["to"].ToString().Should().Be("8613800000001");
        taken.Query["ref"].ToString().Should().Be(message.DeliveryId.ToString("N"));
        taken.Query["coding"].ToString().Should().Be("2");
        taken.Headers.Keys.Should().NotContain(["traceparent", "Cookie"]);
    }

    [Fact]
    public async Task A_text_in_JSON_arrives_letter_by_letter_and_headers_carry_what_the_settings_say()
    {
        var channel = Channel(
            ("Url", gateway.Address + "/v1/messages"), ("Headers:0", "Authorization: Basic {basic}"), ("Headers:1", "X-Ref: {id}"), ("User", "hub"), ("Password", "p\"w:ö"),
            ("Body", """{"to":"+{number}","text":"{text}","opts":{"coding":{coding}},"ref":"{id}"}"""));

        (await channel.Send(Message(Nasty), 0, Stop)).Should().BeOfType<SendResult.Accepted>();

        var taken = gateway.Taken.Single();
        taken.ContentType.Should().Be("application/json; charset=utf-8");
        using var json = JsonDocument.Parse(taken.Body);
        json.RootElement.GetProperty("text").GetString().Should().Be(Nasty);
        json.RootElement.GetProperty("to").GetString().Should().Be("+8613800000001");
        json.RootElement.EnumerateObject().Should().HaveCount(4);
        taken.Body.Should().Contain("Ⅱ级", "gateways that count bytes want UTF-8, not escapes");
        taken.Headers.Authorization.ToString().Should().Be("Basic " + Convert.ToBase64String("hub:p\"w:ö"u8));
    }

    [Fact]
    public async Task A_text_in_a_form_and_in_XML_arrives_letter_by_letter()
    {
        await Channel(("Url", gateway.Address), ("ContentType", "application/x-www-form-urlencoded"), ("Body", "mobile={number}&content={text}")).Send(Message(Nasty), 0, Stop);
        await Channel(("Url", gateway.Address), ("ContentType", "text/xml"), ("Body", "<sms to=\"{number}\"><text a='{text}'>{text}</text></sms>")).Send(Message(Nasty + "\u0001"), 0, Stop);

        var form = QueryHelpers.ParseQuery(gateway.Taken[0].Body);
        form.Keys.Should().BeEquivalentTo("mobile", "content");
        form["content"].ToString().Should().Be(Nasty);
        var xml = XDocument.Parse(gateway.Taken[1].Body).Root!;
        xml.Elements().Should().ContainSingle();
        xml.Element("text")!.Value.Should().Be(Nasty.ReplaceLineEndings("\n"), "XML makes one line feed of a line break");
    }

    [Fact]
    public async Task A_header_takes_no_line_break_of_a_text()
    {
        await Channel(("Url", gateway.Address + "/?to={number}"), ("Headers:0", "X-Text: {text}")).Send(Message(Nasty), 0, Stop);

        Uri.UnescapeDataString(gateway.Taken.Single().Headers["X-Text"].ToString()).Should().Be(Nasty);
        gateway.Taken.Single().Headers.Should().NotContainKey("X");
    }

    [Theory]
    [InlineData("Fire in room 1, grade II", "0")]
    [InlineData("Ⅱ", "2")]
    [InlineData("[DRILL] {x} €", "0")]
    public async Task The_coding_follows_the_alphabet(string text, string coding)
    {
        await Channel(("Method", "GET"), ("Url", gateway.Address + "/?to={number}&text={text}&c={coding}")).Send(Message(text), 0, Stop);
        gateway.Taken.Single().Query["c"].ToString().Should().Be(coding);
    }

    [Theory]
    [InlineData(200, "{\"code\":0,\"msgid\":\"m-1\"}", "Accepted")]
    [InlineData(200, "{\"code\":7,\"msg\":\"busy\"}", "Temporary")]
    [InlineData(200, "{\"code\":9,\"msg\":\"illegal number\"}", "Permanent")]
    [InlineData(503, "{\"code\":0,\"msgid\":\"m-1\"}", "Temporary")]
    [InlineData(400, "", "Permanent")]
    [InlineData(403, "not this one", "Temporary")]
    [InlineData(401, "who are you", "Unavailable")]
    [InlineData(302, "", "Unavailable")]
    [InlineData(500, "illegal number", "Permanent")]
    public async Task What_an_answer_means_is_said_by_the_settings(int status, string body, string meaning)
    {
        gateway.Says(status, body);
        if (status == 302)
        {
            gateway.Answer = http =>
            {
                http.Response.Redirect(gateway.Address + "/elsewhere");
                return Task.CompletedTask;
            };
        }

        var channel = Channel(("Url", gateway.Address + "/{number}/{text}"), ("AcceptedPattern", "\"code\":0,\"msgid\":\"(?<id>[^\"]+)\""), ("RefusedPattern", "illegal number"));
        var result = await channel.Send(Message("x"), 0, Stop);

        result.GetType().Name.Should().Be(meaning);
        (result as SendResult.Accepted)?.ProviderId.Should().Be("m-1");
        gateway.Taken.Should().ContainSingle("no redirect is followed");
    }

    [Fact]
    public async Task What_a_gateway_repeats_is_shown_without_passwords_text_and_link()
    {
        var channel = Channel(
            ("Url", gateway.Address + "/?user=hub&pass=written-password&to={number}&text={text}&k={password}&s={secret}"), ("Password", "set-password"), ("Secret", "a-secret-of-the-gateway"),
            ("Headers:0", "Authorization: Bearer written-token"));
        gateway.Answer = async http =>
        {
            http.Response.StatusCode = 500;
            await http.Response.WriteAsync($"bad\r\nrequest: {http.Request.QueryString} {http.Request.Headers.Authorization} {http.Request.Query["text"]} https://hub.example/n/abcdefghijklmnop");
        };

        var error = (await channel.Send(Message("Fire! https://hub.example/n/abcdefghijklmnop"), 0, Stop)).Should().BeOfType<SendResult.Temporary>().Which.Error;

        error.Should().StartWith("The gateway answered 500 bad request: ").And.NotContainAny("written-password", "set-password", "a-secret-of", "written-token", "Fire", "abcdefghijklmnop", "\n");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_a_gateway_repeats_in_JSON_is_shown_without_text_link_and_secret(int times)
    {
        var channel = Channel(("Url", gateway.Address + "/{number}/{text}?k={secret}"), ("Secret", "a/secret+\"of\"/it"));
        const string Text = "火警 \"A\"\nReply 1 4821 https://hub.example/n/abcdefghijklmnop";
        var body = JsonSerializer.Serialize(new { text = Text, cut = "See https://hub.example/n/abcdefghijklmnop", key = "a/secret+\"of\"/it" }).Replace("/", "\\/", StringComparison.Ordinal);
        gateway.Says(500, times == 1 ? body : JsonSerializer.Serialize(new { answer = body }));

        var error = (await channel.Send(Message(Text), 0, Stop)).Should().BeOfType<SendResult.Temporary>().Which.Error;

        error.Should().Contain("***").And.NotContainAny("火警", "4821", "abcdefghijklmnop", "of", "\\u");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(503)]
    public async Task Of_an_answer_to_the_check_of_an_address_only_the_status_is_shown(int status)
    {
        gateway.Says(status, "you sent: 12-34-56");
        var person = Hub.Domain.People.Person.Create(Guid.NewGuid(), "samantha", "en", "UTC");
        person.ReachBy((Way.Sms, "+8613800000001"));
        var check = Hub.Domain.People.AddressCheck.Of(person.ContactPoints[0], TestStore.Start);
        var message = Hub.Web.Dispatch.Texts.CheckText.Of(new CheckedAddress(check, "samantha", "en"), Guid.NewGuid(), Way.Sms, check.Address, "https://hub.example");

        var result = await Channel(("Url", gateway.Address + "/{number}/{text}")).Send(message, 0, Stop);

        (result switch { SendResult.Accepted a => a.Answer, SendResult.Permanent p => p.Error, SendResult.Temporary t => t.Error, _ => null })
            .Should().EndWith($"{status}").And.NotContain("sent");
    }

    [Fact]
    public async Task An_endless_answer_is_read_to_its_limit()
    {
        var hungUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        gateway.Answer = async http =>
        {
            var block = new byte[16 * 1024];
            try
            {
                while (!http.RequestAborted.IsCancellationRequested)
                {
                    await http.Response.Body.WriteAsync(block, http.RequestAborted);
                }
            }
            finally
            {
                hungUp.TrySetResult();
            }
        };

        (await Channel(("Url", gateway.Address + "/{number}{text}")).Send(Message("x"), 0, Stop)).Should().BeOfType<SendResult.Accepted>("whoever reads to the end of it never accepts");

        await hungUp.Task.WaitAsync(Soon.Patience, TimeProvider.System, Stop);
    }

    [Fact]
    public async Task Silence_ends_at_the_limit_as_a_temporary_failure()
    {
        gateway.Answer = http => Task.Delay(TimeSpan.FromMinutes(1), TimeProvider.System, http.RequestAborted);

        (await Channel(("Url", gateway.Address + "/{number}{text}"), ("Timeout", "00:00:00.5")).Send(Message("x"), 0, Stop)).Should().BeOfType<SendResult.Temporary>().Which.Error.Should().Contain("in time");
    }

    [Fact]
    public async Task A_connection_cut_in_mid_answer_is_a_temporary_failure()
    {
        gateway.Answer = http =>
        {
            http.Abort();
            return Task.CompletedTask;
        };

        (await Channel(("Url", gateway.Address + "/{number}{text}")).Send(Message("x"), 0, Stop)).Should().BeOfType<SendResult.Temporary>();
    }

    [Fact]
    public async Task A_gateway_that_is_gone_is_unavailable_and_a_probe_sees_its_return_without_a_message()
    {
        var port = Ports.Free();
        var channel = Channel(("Url", $"http://127.0.0.1:{port}/{{number}}{{text}}"));

        (await channel.Send(Message("x"), 0, Stop)).Should().BeOfType<SendResult.Unavailable>().Which.Error.Should().Contain($"127.0.0.1:{port}");
        (await channel.Probe(Stop)).Should().BeOfType<SendResult.Unavailable>();

        await using var back = await FakeGateway.Start(port);
        (await channel.Probe(Stop)).Should().BeOfType<SendResult.Accepted>();
        back.Taken.Should().BeEmpty();
        (await channel.Send(Message("x"), 0, Stop)).Should().BeOfType<SendResult.Accepted>();
    }

    [Fact]
    public async Task What_is_no_number_is_refused_before_anything_is_sent()
    {
        (await Channel(("Url", gateway.Address + "/{number}{text}")).Send(Message("x", "call me"), 0, Stop)).Should().BeOfType<SendResult.Permanent>();
        gateway.Taken.Should().BeEmpty();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static OutgoingMessage Message(string text, string to = "+8613800000001") => new(Guid.NewGuid(), Way.Sms, to, "", text, null, "en", true);

    /// <summary>The channel as the program makes it of its settings, which must be sound.</summary>
    private IChannel Channel(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"Sms:Http:{s.Key}", (string?)s.Value)).Append(new("Sms:Mode", "Http")).Append(new("Mail:Mode", "Smtp")));
        builder.AddStore();
        builder.AddDispatch();
        builder.Services.AddLogging();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new Hub.Web.Security.RobotSecrets(new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider()));
        var provider = builder.Services.BuildServiceProvider();
        opened.Add(provider);
        return provider.GetRequiredService<IReadOnlyList<IChannel>>().Single(c => c.Kind == Way.Sms);
    }
}
