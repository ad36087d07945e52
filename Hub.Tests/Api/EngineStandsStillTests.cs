using System.Net;
using Hub.Tests.Harness;
using Hub.Web.Dispatch;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Api;

public sealed class EngineStandsStillTests
{
    [Fact]
    public async Task The_sender_stands_still_for_half_a_minute_and_the_engine_is_unwell_while_the_pages_stay_ready()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var monitor = app.Anonymous();
        await app.Services.GetRequiredService<Sender>().StopAsync(TestContext.Current.CancellationToken);
        app.Clock.Advance(TimeSpan.FromSeconds(31));
        (await monitor.GetAsync("/health/engine")).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await monitor.GetAsync("/health/ready")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await monitor.GetAsync("/health/live")).StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
