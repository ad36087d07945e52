using System.Net;
using Hub.Tests.Harness;
using Hub.Web.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Tests.Components;

/// <summary>The shell alone behind a real pipeline: languages, errors, what only developers may see.</summary>
public sealed class ShellHostTests : IAsyncLifetime
{
    private readonly WebApplication app = Build("Production");

    public async ValueTask InitializeAsync() => await app.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData("zh-CN,zh;q=0.9", "zh-Hans")]
    [InlineData("en-GB", "en")]
    public async Task The_document_speaks_the_browsers_language(string accept, string lang)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nowhere");
        request.Headers.Add("Accept-Language", accept);
        var answer = await Client().SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Contain($"<html lang=\"{lang}\"");
    }

    [Fact]
    public async Task A_program_gets_a_bare_404()
    {
        var answer = await Client().GetAsync("/api/v1/nowhere", TestContext.Current.CancellationToken);
        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().BeEmpty();
    }

    [Fact]
    public async Task The_look_page_does_not_exist_in_production() =>
        (await Client().GetAsync("/dev/look", TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.NotFound);

    [Theory]
    [InlineData("/incidents", "/incidents")]
    [InlineData("//evil.example", "/")]
    [InlineData("https://evil.example/", "/")]
    public async Task Choosing_a_language_sets_a_cookie_and_stays_on_the_site(string returnUrl, string expected)
    {
        var answer = await Client().GetAsync($"/language/zh-Hans?returnUrl={Uri.EscapeDataString(returnUrl)}", TestContext.Current.CancellationToken);
        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.Should().Be(expected);
        answer.Headers.GetValues("Set-Cookie").Single().Should().StartWith("hub.language=zh-Hans").And.Contain("httponly");
    }

    [Fact]
    public async Task A_language_that_is_not_spoken_is_not_found() =>
        (await Client().GetAsync("/language/fr", TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.NotFound);

    private static WebApplication Build(string environment)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(PagesSetup).Assembly.GetName().Name,
            ContentRootPath = Sources.Web,
            EnvironmentName = environment,
        });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.AddLanguages();
        builder.AddPages();
        var host = builder.Build();
        host.UseLanguages();
        host.UsePages();
        host.MapLanguages();
        host.MapPages();
        return host;
    }

    private HttpClient Client() => app.GetTestClient();
}
