using Hub.Domain.People;
using Hub.Web.Dispatch;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Security;
using Hub.Web.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hub.Tests.Dispatch;

/// <summary>What a new user reads at <c>/dev/mail</c>.</summary>
public sealed class DevMailTests
{
    [Fact]
    public async Task A_mail_shows_in_the_frame_of_its_own_page_and_in_no_other()
    {
        var stop = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("hub-test-");
        var composer = new MailComposer(Options.Create(new MailOptions { From = "hub@hub.example" }), Options.Create(new HubOptions()), TimeProvider.System);
        var pickup = new PickupChannel(composer, new DataFolder(folder.FullName), TimeProvider.System);
        await pickup.Send(new OutgoingMessage(Guid.NewGuid(), Channel.Mail, "samantha.smith@hub.example", "Ⅱ", "text", "<p>html</p>", "en", false), 0, stop);
        await using var app = Serve(pickup);
        await app.StartAsync(stop);
        var client = app.GetTestClient();
        var name = Path.GetFileNameWithoutExtension(Directory.GetFiles(pickup.Folder, "*.eml").Single());

        var page = await client.GetAsync("/dev/mail", stop);
        var framed = await client.GetAsync($"/dev/mail/{name}/body", stop);

        (await framed.Content.ReadAsStringAsync(stop)).Should().Contain("<p>html</p>");
        framed.Headers.GetValues("X-Frame-Options").Should().Equal("SAMEORIGIN");
        framed.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("frame-ancestors 'self'").And.Contain("default-src 'none'").And.Contain("sandbox");
        page.Headers.GetValues("X-Frame-Options").Should().Equal("DENY");
        page.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("frame-ancestors 'none'");
        folder.Delete(recursive: true);
    }

    private static WebApplication Serve(PickupChannel pickup)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddLocalization();
        builder.Services.AddSingleton(pickup);
        var app = builder.Build();
        app.Use(new SecurityHeaders(isDevelopment: true, singleSignOn: null).Write);
        DevMail.Map(app);
        return app;
    }
}
