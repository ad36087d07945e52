using System.Net;
using Hub.Domain.People;
using Hub.Tests.Harness;

namespace Hub.Tests.Api;

public sealed class StandingCallTests
{
    private const Right Usual = Right.Read | Right.Report | Right.Triage | Right.Command;
    private const string Incident = "/api/v1/incidents/INC-2026-0001";

    [Fact]
    public async Task Statements_are_verified_and_found_untrue_through_the_api()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Usual, "ticket system");
        await api.Post("/api/v1/incidents", new { title = "Worm", grade = "IV", reason = "seen" }).Answers(HttpStatusCode.Created);
        await api.Post($"{Incident}/updates", new { text = "Two hosts" }).Answers(HttpStatusCode.OK);
        await api.Post($"{Incident}/updates", new { text = "Three hosts", verified = true }).Answers(HttpStatusCode.OK);
        (await api.GetAsync(Incident).Answers(HttpStatusCode.OK)).GetProperty("latestUpdate").GetProperty("isVerified").GetBoolean().Should().BeTrue();

        async Task<List<(long Number, string Standing)>> Updates() =>
            [.. (await api.GetAsync($"{Incident}/timeline").Answers(HttpStatusCode.OK)).GetProperty("entries").EnumerateArray()
                .Where(e => e.GetProperty("kind").GetString() == "updatePosted")
                .Select(e => (e.GetProperty("number").GetInt64(), e.GetProperty("standing").GetString()!))];
        var updates = await Updates();
        updates.Select(u => u.Standing).Should().Equal("unverified", "verified");

        await api.PostAsync($"{Incident}/timeline/{updates[0].Number}/verify", null).Answers(HttpStatusCode.OK);
        await api.Post($"{Incident}/timeline/{updates[1].Number}/retract", new { reason = "Two only" }).Answers(HttpStatusCode.OK);
        (await Updates()).Select(u => u.Standing).Should().Equal("verified", "untrue");
        var read = await api.GetAsync(Incident).Answers(HttpStatusCode.OK);
        read.GetProperty("latestUpdate").GetProperty("text").GetString().Should().Be("Two hosts");

        await api.Post($"{Incident}/timeline/{updates[0].Number}/retract", new { }).IsProblem(400, "Required", "reason");
        await api.PostAsync($"{Incident}/timeline/1/verify", null).IsProblem(404, "StatementUnknown");
        using var reader = await app.Client(Right.Read);
        await reader.PostAsync($"{Incident}/timeline/{updates[1].Number}/verify", null).Answers(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Systems_are_named_moved_and_struck_out_through_the_api()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Usual);
        await api.Post("/api/v1/incidents", new { title = "Worm", grade = "IV", reason = "seen" }).Answers(HttpStatusCode.Created);
        var named = await api.Post($"{Incident}/systems", new { name = "Web server 2", state = "affected" }).Answers(HttpStatusCode.OK);
        named.GetProperty("state").GetString().Should().Be("affected");
        var moved = await api.Post($"{Incident}/systems", new { name = "web server 2", state = "backInService", reason = "Cleaned" }).Answers(HttpStatusCode.OK);
        moved.GetProperty("id").GetGuid().Should().Be(named.GetProperty("id").GetGuid());
        await api.Post($"{Incident}/systems", new { name = "web server 2", state = "clean", version = 1 }).IsProblem(409, "SystemChanged");
        await api.Post($"{Incident}/systems", new { name = "x" }).IsProblem(400, "Required", "state");
        await api.Post($"{Incident}/systems", new { name = new string('x', 201), state = "clean" }).IsProblem(400, "TooLong", "name");
        await api.Post($"{Incident}/systems", new { name = "x", state = "burning" }).IsProblem(400, "ValueWrong", "state");
        (await api.GetAsync($"{Incident}/systems").Answers(HttpStatusCode.OK)).GetProperty("items").GetArrayLength().Should().Be(1);

        await api.Post($"{Incident}/systems/{moved.GetProperty("id").GetGuid()}/strike-out", new { reason = "Wrong host" }).Answers(HttpStatusCode.OK);
        (await api.GetAsync($"{Incident}/systems").Answers(HttpStatusCode.OK)).GetProperty("items").GetArrayLength().Should().Be(0);
        await api.Post($"{Incident}/systems/{Guid.NewGuid()}/strike-out", new { reason = "x" }).IsProblem(404, "SystemUnknown");
        using var reader = await app.Client(Right.Read);
        await reader.Post($"{Incident}/systems", new { name = "x", state = "clean" }).Answers(HttpStatusCode.Forbidden);
    }
}
