using System.Net;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Api;

public sealed class RepeatedCallTests
{
    private const Right Usual = Right.Read | Right.Report | Right.Triage | Right.Command;
    private const string Body = """{"title":"Fire","grade":"IV","reason":"Smoke"}""";

    [Fact]
    public async Task The_same_call_again_gives_the_first_answer_and_another_body_is_refused()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Usual);
        var first = await api.PostRaw("/api/v1/incidents", Body, "call-1");
        first.StatusCode.Should().Be(HttpStatusCode.Created);
        var again = await api.PostRaw("/api/v1/incidents", Body, "call-1");
        again.StatusCode.Should().Be(HttpStatusCode.Created);
        (await again.Content.ReadAsStringAsync()).Should().Be(await first.Content.ReadAsStringAsync());
        await api.PostRaw("/api/v1/incidents", Body.Replace("Fire", "Flood", StringComparison.Ordinal), "call-1").IsProblem(422, "KeyReused", "Idempotency-Key");
        (await (await api.PostRaw("/api/v1/reports", """{"title":"Fire"}""", "call-1")).Json()).Number().Should().Be("R-2026-0002", "another path is another call");
        using var other = await app.Client(Usual);
        (await (await other.PostRaw("/api/v1/incidents", Body, "call-1")).Json()).Number().Should().Be("INC-2026-0002", "another key is another caller");
    }

    [Fact]
    public async Task Twenty_at_once_make_one_incident_and_get_one_answer()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Usual);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await (await api.PostRaw("/api/v1/incidents", Body, "once")).Content.ReadAsStringAsync())));
        answers.Distinct().Should().ContainSingle().Which.Should().Contain("INC-2026-0001");
        await using var db = app.Db();
        (await db.Incidents.CountAsync()).Should().Be(1);
    }

    [Fact]
    public async Task A_key_that_is_too_long_or_has_control_characters_is_refused()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Usual);
        foreach (var key in new[] { new string('x', 201), "a\tb", "a\u0001b" })
        {
            using var scope = new AwesomeAssertions.Execution.AssertionScope($"key of {key.Length}");
            await api.PostRaw("/api/v1/incidents", Body, key).IsProblem(400, "KeyWrong", "Idempotency-Key");
        }

        (await api.PostRaw("/api/v1/incidents", Body, new string('x', 200))).StatusCode.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_report_of_the_same_source_and_number_is_the_same_report()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Usual);
        var report = new { title = "Port scan", source = "ids", externalId = "4711" };
        (await api.Post("/api/v1/reports", report).Answers(HttpStatusCode.Created)).Number().Should().Be("R-2026-0001");
        (await api.Post("/api/v1/reports", report).Answers(HttpStatusCode.OK)).Number().Should().Be("R-2026-0001");
    }
}
