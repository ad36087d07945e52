using System.Net;
using Hub.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Api;

public sealed class StartTests
{
    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task The_real_program_starts_in_memory_with_a_plan_in_force(string environment)
    {
        await using var app = await HubApp.Start(new HubAppOptions { Environment = environment });
        await using var db = app.Db();
        (await db.PlanVersions.CountAsync()).Should().Be(1);
        using var client = app.Anonymous();
        (await client.GetAsync("/nowhere")).StatusCode.Should().BeOneOf(HttpStatusCode.NotFound, HttpStatusCode.OK, HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task On_a_port_it_answers_over_the_loopback()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock with { OnPort = true });
        app.Address.Port.Should().NotBe(0).And.NotBe(80);
        using var client = new HttpClient { BaseAddress = app.Address };
        (await client.GetAsync("/hub.css")).StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
