using Hub.Tests.Harness;
using Hub.Tests.Harness.Peers;
using Hub.Web.Dispatch;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Dispatch.Inbound;
using Hub.Web.Setup;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Way = Hub.Domain.People.Channel;

namespace Hub.Tests.Dispatch;

/// <summary>Hosted mail: a real mail server that takes tokens, and a token endpoint of the test's own.</summary>
public sealed class MailTokenTests : IAsyncLifetime
{
    private const string ClientSecret = "client-secret-of-hub";

    private readonly FakeTimeProvider time = new(TestStore.Start);
    private readonly ServiceProvider clients = new ServiceCollection().AddHttpClient().BuildServiceProvider();
    private SmtpServer server = null!;
    private FakeGateway provider = null!;
    private MailChannel channel = null!;
    private int given;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        provider = await FakeGateway.Start();
        provider.Answer = http => http.Response.WriteAsJsonAsync(new { token_type = "Bearer", access_token = $"token-{Interlocked.Increment(ref given)}", expires_in = 3600 });
        server = await SmtpServer.Start(tokens: true);
        server.Takes("token-1");
        channel = Channel();
    }

    public async ValueTask DisposeAsync()
    {
        if (channel is not null)
        {
            await channel.DisposeAsync();
        }

        if (server is not null)
        {
            await server.DisposeAsync();
        }

        await provider.DisposeAsync();
        await clients.DisposeAsync();
    }

    [Fact]
    public async Task All_connections_sign_in_with_one_token()
    {
        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(lane => channel.Send(Message(), lane, Stop)));

        sent.Should().AllBeOfType<SendResult.Accepted>();
        server.Taken.Should().OnlyContain(m => m.User == "hub@hub.example" && m.Tls);
        var asked = provider.Taken.Should().ContainSingle().Subject;
        asked.Method.Should().Be("POST");
        var form = QueryHelpers.ParseQuery(asked.Body).ToDictionary(f => f.Key, f => f.Value.ToString());
        form.Should().Equal(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "hub", ["client_secret"] = ClientSecret, ["scope"] = "https://outlook.office365.com/.default" });
    }

    [Fact]
    public async Task A_token_that_the_server_does_not_take_any_more_is_got_anew_once()
    {
        await channel.Send(Message(), 0, Stop);
        time.Advance(TimeSpan.FromMinutes(10));
        server.Takes("token-2");

        (await channel.Send(Message(), 1, Stop)).Should().BeOfType<SendResult.Accepted>();
        provider.Taken.Should().HaveCount(2);

        time.Advance(TimeSpan.FromMinutes(10));
        server.Takes("none");
        (await channel.Send(Message(), 2, Stop)).Should().BeOfType<SendResult.Unavailable>().Which.Error.Should().NotContain("token-");
        (await channel.Send(Message(), 3, Stop)).Should().BeOfType<SendResult.Unavailable>();
        provider.Taken.Should().HaveCount(3, "a token that was got just now is not got again");
    }

    [Fact]
    public async Task A_token_is_got_anew_shortly_before_its_end()
    {
        server.Takes("token-1", "token-2");
        await channel.Send(Message(), 0, Stop);
        time.Advance(TimeSpan.FromMinutes(54));
        await channel.Send(Message(), 1, Stop);
        provider.Taken.Should().ContainSingle();

        time.Advance(TimeSpan.FromMinutes(2));
        (await channel.Send(Message(), 2, Stop)).Should().BeOfType<SendResult.Accepted>();
        provider.Taken.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_provider_that_refuses_or_is_gone_takes_the_channel_down_without_telling_the_secret()
    {
        provider.Says(401, $$"""{"error":"invalid_client","error_description":"The secret {{ClientSecret}} is wrong.\r\nTrace 1"}""");

        var refused = (await channel.Send(Message(), 0, Stop)).Should().BeOfType<SendResult.Unavailable>().Subject;

        refused.Error.Should().Contain("401").And.Contain("invalid_client").And.NotContain(ClientSecret).And.NotContain("\n");
        refused.RetryAfter.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(10));
        provider.Says(200, "<html>");
        (await channel.Send(Message(), 0, Stop)).Should().BeOfType<SendResult.Unavailable>();
        await provider.DisposeAsync();
        (await channel.Send(Message(), 0, Stop)).Should().BeOfType<SendResult.Unavailable>().Which.Error.Should().Contain("Mail:OAuth:TokenUrl");
    }

    [Fact]
    public async Task A_mailbox_is_read_with_the_token_too()
    {
        var good = "token-1";
        provider.Answer = http => http.Request.Path == "/introspect"
            ? http.Response.WriteAsJsonAsync(new { active = http.Request.Headers.Authorization == $"Bearer {good}", username = "hub" })
            : http.Response.WriteAsJsonAsync(new { access_token = $"token-{Interlocked.Increment(ref given)}", expires_in = "3600" });
        await using var imap = await Dovecot.Start(introspection: provider.Address + "/introspect");
        var options = Options();
        options.Inbound = new MailInboundOptions { Host = "127.0.0.1", Port = imap.Port, Security = MailSecurity.None, User = "hub" };
        Faults(options).Should().BeEmpty();
        using var tokens = new MailTokens(clients.GetRequiredService<IHttpClientFactory>(), Microsoft.Extensions.Options.Options.Create(options), time);

        await Open();
        good = "token-2";
        time.Advance(TimeSpan.FromMinutes(10));
        await Open();

        provider.Taken.Count(t => t.Path == "/token").Should().Be(2, "the server refused the first, and one more was got");

        async Task Open()
        {
            using var mailbox = new Mailbox(options, new RelayTrust(null), TimeProvider.System, tokens);
            await mailbox.Open(Stop);
            (await mailbox.Find(TestStore.Start, new HashSet<string>(), Stop)).Should().BeEmpty();
        }
    }

    [Fact]
    public void Every_fault_is_named_by_its_key()
    {
        Faults(new MailOptions { Mode = MailMode.Smtp, Security = MailSecurity.None, Password = "x", OAuth = new MailOAuthOptions { TokenUrl = "http://login.example/token" } }).Select(f => f.Split(": ")[0])
            .Should().BeEquivalentTo("Mail:OAuth:TokenUrl", "Mail:OAuth:ClientId", "Mail:OAuth:ClientSecret", "Mail:User", "Mail:Password", "Mail:Security");
        Faults(new MailOptions { Mode = MailMode.Smtp, OAuth = new MailOAuthOptions { ClientId = "hub" } }).Should().ContainSingle().Which.Should().StartWith("Mail:OAuth:TokenUrl:");
        Faults(Options()).Should().BeEmpty();
    }

    private static IReadOnlyList<string> Faults(MailOptions options) =>
        [.. new MailOptionsCheck(new Place("Production")).Validate(null, options).Failures ?? []];

    private static OutgoingMessage Message() => new(Guid.NewGuid(), Way.Mail, "samantha.smith@hub.example", "Ⅱ Major", "Text", null, "en", true);

    private MailOptions Options() => new()
    {
        Mode = MailMode.Smtp,
        Host = "localhost",
        Port = server.Port,
        User = "hub@hub.example",
        From = "hub@hub.example",
        TrustedCertificate = server.Certificate,
        OAuth = new MailOAuthOptions { TokenUrl = provider.Address + "/token", ClientId = "hub", ClientSecret = ClientSecret, Scope = "https://outlook.office365.com/.default" },
    };

    private MailChannel Channel()
    {
        var mail = Microsoft.Extensions.Options.Options.Create(Options());
        var hub = Microsoft.Extensions.Options.Options.Create(new HubOptions { PublicUrl = "https://hub.example" });
        return new MailChannel(mail, new MailComposer(mail, hub, time), time, new MailTokens(clients.GetRequiredService<IHttpClientFactory>(), mail, time));
    }

    private sealed class Place(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "Hub";

        public string ContentRootPath { get; set; } = "";

        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } = new Microsoft.Extensions.FileProviders.NullFileProvider();
    }
}
