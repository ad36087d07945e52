using System.Net;
using System.Text.Json;
using Hub.Domain.People;
using Hub.Tests.Harness;

namespace Hub.Tests.Api;

public sealed class SearchCallTests
{
    [Fact]
    public async Task A_program_finds_what_its_key_may_see()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Right.Report | Right.Triage | Right.Read);
        await api.Post("/api/v1/incidents", new { title = "财务部服务器感染勒索病毒", grade = "II", reason = "seen" }).Answers(HttpStatusCode.Created);
        await api.Post("/api/v1/incidents", new { title = "勒索信", grade = "III", reason = "seen", isRestricted = true }).Answers(HttpStatusCode.Created);

        var found = await api.GetAsync("/api/v1/search?q=%E5%8B%92%E7%B4%A2").Answers(HttpStatusCode.OK);

        var incidents = found.GetProperty("items").EnumerateArray().Where(i => i.GetProperty("kind").GetString() == "incident").ToList();
        incidents.Should().ContainSingle().Which.GetProperty("number").GetString().Should().Be("INC-2026-0001");
        incidents[0].GetProperty("url").GetString().Should().EndWith("/incidents/INC-2026-0001");
        incidents[0].GetProperty("grade").GetString().Should().Be("II");
        found.GetProperty("hasMore").ValueKind.Should().Be(JsonValueKind.False);
        (await api.GetAsync("/api/v1/search?q=smith").Answers(HttpStatusCode.OK)).GetProperty("items").EnumerateArray().Should().Contain(i => i.GetProperty("kind").GetString() == "person");
    }

    [Theory]
    [InlineData("/api/v1/search", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/search?q=", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/search?q=x&limit=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/search?q=x&limit=9999", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/search?q=%25%27%3B--%22", HttpStatusCode.OK)]
    public async Task What_asks_for_nothing_or_too_much_is_refused(string path, HttpStatusCode status)
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Right.Read);
        (await api.GetAsync(path)).StatusCode.Should().Be(status);
        using var blind = await app.Client(Right.Report);
        (await blind.GetAsync("/api/v1/search?q=x")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }
}
