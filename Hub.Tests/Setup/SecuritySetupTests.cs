using System.Net;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Setup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Hub.Tests.Setup;

public sealed class SecuritySetupTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Production", "http://hub.corp.example", false)]
    [InlineData("Production", "https://hub.corp.example", true)]
    [InlineData("Production", "http://localhost:5080", true)]
    [InlineData("Development", "http://hub.corp.example", true)]
    [InlineData("Production", "hub.corp.example", false)]
    public void An_http_address_off_loopback_stops_the_start(string environment, string url, bool starts)
    {
        var result = new SecurityCheck(new In(environment)).Validate(null, new HubOptions { PublicUrl = url });
        result.Succeeded.Should().Be(starts);
        if (!starts)
        {
            result.FailureMessage.Should().Contain("Hub:PublicUrl");
        }
    }

    [Fact]
    public void All_faults_are_named_at_once() =>
        new SecurityCheck(new In("Production")).Validate(null, new HubOptions { PublicUrl = "x", DefaultCulture = "fr", TimeZone = "Nowhere", TrustedProxies = ["10.0.0.0/8", "me"] })
            .Failures.Should().HaveCount(4);

    [Fact]
    public async Task Every_answer_tells_the_browser_what_it_may_do()
    {
        await using var app = await HubApp.Start();
        using var client = app.Anonymous();
        var answer = await client.GetAsync("/account/sign-in", Cancellation);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.Should().Contain("frame-ancestors 'none'").And.Contain("script-src 'self';").And.NotContain("unsafe-eval");
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        answer.Headers.GetValues("Referrer-Policy").Should().Equal("same-origin");
    }

    [Fact]
    public async Task Behind_https_cookies_are_secure_and_http_is_led_there()
    {
        await using var app = await HubApp.Start(new HubAppOptions { Settings = new Dictionary<string, string?> { ["Hub:PublicUrl"] = "https://hub.corp.example" } });
        using var client = app.Anonymous();
        var answer = await client.GetAsync("/account/sign-in", Cancellation);
        answer.StatusCode.Should().Be(HttpStatusCode.TemporaryRedirect);
        answer.Headers.Location!.Scheme.Should().Be("https");
        (await client.GetAsync("/health/live", Cancellation)).StatusCode.Should().NotBe(HttpStatusCode.TemporaryRedirect);
    }

    [Fact]
    public async Task The_keys_that_protect_cookies_are_in_the_store()
    {
        await using var app = await HubApp.Start();
        using var client = app.Anonymous();
        await client.GetAsync("/account/sign-in", Cancellation);
        await using var db = app.Db();
        (await db.ProtectionKeys.CountAsync(Cancellation)).Should().BePositive();
    }

    [Fact]
    public async Task Commands_add_and_end_accounts_keys_and_displays()
    {
        await using var app = await HubApp.Start();
        (await Run(app, "users", "add", "--email", "anna@corp.example", "--name", "Anna", "--role", "administrator")).Should().Match<(int Status, string Output)>(r => r.Status == 0 && r.Output.Contains("/account/set-up?token="));
        (await Run(app, "users", "add", "--email", "anna@corp.example", "--name", "Anna", "--role", "administrator")).Status.Should().Be(1);
        (await Run(app, "users", "add", "--email", "b@corp.example", "--name", "B", "--role", "king")).Output.Should().Contain("'king'").And.Contain("OnCall");
        (await Run(app, "users", "disable", "--email", "nobody@corp.example")).Status.Should().Be(1);
        (await Run(app, "keys", "add", "--name", "ids", "--rights", "read,report,triage,command,acknowledge")).Output.Should().StartWith("hub_");
        (await Run(app, "keys", "add", "--name", "root", "--rights", "administer")).Status.Should().Be(1);
        (await Run(app, "displays", "add", "--name", "War room", "--masked", "--sound")).Output.Should().Contain("/wall?key=wall_");
        (await Run(app, "keys", "revoke", "--name", "ids")).Status.Should().Be(0);
        (await Run(app, "displays", "revoke", "--name", "War room")).Status.Should().Be(0);
        await using var db = app.Db();
        (await db.ApiKeys.SingleAsync(k => k.Name == "ids", Cancellation)).Rights.Should().Be(Right.Read | Right.Report | Right.Triage | Right.Command | Right.Acknowledge);
        (await db.Displays.SingleAsync(Cancellation)).Should().BeEquivalentTo(new { IsMasked = true, HasSound = true });
    }

    private static async Task<(int Status, string Output)> Run(HubApp app, params string[] words)
    {
        var output = new StringWriter();
        var status = await CommandLine.Read(words).Run(app.Services, output, output);
        output.ToString().Trim().Should().NotContain("\n", "every answer is one line");
        return (status, output.ToString().Trim());
    }

    private sealed class In(string environment) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = environment;

        public string ApplicationName { get; set; } = "Hub";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
