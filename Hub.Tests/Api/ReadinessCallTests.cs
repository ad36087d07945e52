using System.Net;
using Hub.Domain.People;
using Hub.Tests.Harness;

namespace Hub.Tests.Api;

public sealed class ReadinessCallTests : IAsyncLifetime
{
    private HubApp app = null!;

    public async ValueTask InitializeAsync() => app = await HubApp.Start(HubAppOptions.OnFakeClock);

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Readiness_says_for_each_grade_when_somebody_answers()
    {
        using var client = await app.Client(Right.Read);
        var answer = await client.GetAsync("/api/v1/readiness").Answers(HttpStatusCode.OK);
        answer.GetProperty("covered").EnumerateArray().Select(c => c.GetProperty("grade").GetString()).Should().Equal("I", "II", "III", "IV");
        answer.GetProperty("findings").GetArrayLength().Should().BeGreaterThanOrEqualTo(0);
        answer.GetProperty("planVersion").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task A_stretch_of_ones_own_is_looked_at_exactly()
    {
        using var client = await app.Client(Right.Read);
        var answer = await client.GetAsync("/api/v1/readiness?from=2026-12-01T00:00:00Z&until=2026-12-02T08:00:00%2B08:00").Answers(HttpStatusCode.OK);
        answer.GetProperty("from").GetString().Should().Be("2026-12-01T00:00:00Z");
        answer.GetProperty("until").GetString().Should().Be("2026-12-02T00:00:00Z");
    }

    [Theory]
    [InlineData("/api/v1/readiness?from=yesterday", "from")]
    [InlineData("/api/v1/readiness?from=2026-12-01T00:00:00", "from")]
    [InlineData("/api/v1/readiness?from=2026-12-01T00:00:00Z&until=2026-12-01T00:00:00Z", "until")]
    [InlineData("/api/v1/readiness?from=2026-12-01T00:00:00Z&until=2027-12-01T00:00:00Z", "until")]
    [InlineData("/api/v1/readiness?from=9999-12-31T23:59:59Z", "from")]
    [InlineData("/api/v1/plans/in-force/rehearsal", "grade")]
    [InlineData("/api/v1/plans/in-force/rehearsal?grade=V", "grade")]
    [InlineData("/api/v1/plans/in-force/rehearsal?grade=I&category=weather", "category")]
    [InlineData("/api/v1/plans/in-force/rehearsal?grade=I&at=2040-01-01T00:00:00Z", "at")]
    public async Task What_is_wrong_is_named(string address, string field)
    {
        using var client = await app.Client(Right.Read);
        var problem = await client.GetAsync(address).Answers(HttpStatusCode.BadRequest);
        problem.GetRawText().Should().Contain($"\"{field}\"");
    }

    [Theory]
    [InlineData("/api/v1/readiness")]
    [InlineData("/api/v1/plans/in-force/rehearsal?grade=I")]
    public async Task Both_need_the_right_to_read(string address)
    {
        using var client = await app.Client(Right.Report);
        await client.GetAsync(address).Answers(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_rehearsal_names_the_steps_their_minutes_people_and_addresses()
    {
        using var client = await app.Client(Right.Read);
        var answer = await client.GetAsync("/api/v1/plans/in-force/rehearsal?grade=II&category=accident&at=2026-11-25T01:00:00Z").Answers(HttpStatusCode.OK);
        var ladder = answer.GetProperty("ladders").EnumerateArray().Single(l => l.GetProperty("audience").GetString() == "rule" && l.GetProperty("key").GetString() == "technical-director");
        ladder.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("afterMinutes").GetDouble()).Should().Equal(0, 10, 20);
        var told = ladder.GetProperty("steps")[0].GetProperty("told")[0];
        told.GetProperty("name").GetString().Should().StartWith("Technical Director");
        told.GetProperty("addresses")[0].GetProperty("address").GetString().Should().Be("technical-director@contoso.example");
        answer.GetProperty("duties").EnumerateArray().Should().Contain(d => d.GetProperty("key").GetString() == "public-security");
        answer.GetProperty("texts").EnumerateArray().Should().Contain(t => t.GetProperty("channel").GetString() == "sms" && t.GetProperty("segments").GetInt32() == 1);
    }
}
