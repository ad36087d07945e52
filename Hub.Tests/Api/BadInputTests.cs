using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Api;

/// <summary>Every wrong call gets a clear answer, and nothing is lost or half-written.</summary>
public sealed class BadInputTests
{
    private const Right Usual = Right.Read | Right.Report | Right.Triage | Right.Command | Right.Acknowledge;

    [Fact]
    public async Task A_wrong_field_is_named_whatever_is_wrong_with_it()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Usual);
        foreach (var (json, code, field) in new (string, string, string?)[]
        {
            ("""{}""", "Required", "title"),
            ("""{"title":""}""", "Required", "title"),
            ("""{"title":"  "}""", "Required", "title"),
            ("""{"title":null}""", "Required", "title"),
            ("""{"title":"\u200b"}""", "Required", "title"),
            ("""{"title":"\u202e\u2069"}""", "Required", "title"),
            ($$"""{"title":"{{new string('x', 201)}}"}""", "TooLong", "title"),
            ($$"""{"title":"x","description":"{{new string('x', 10_001)}}"}""", "TooLong", "description"),
            ($$"""{"title":"x","place":"{{new string('地', 201)}}"}""", "TooLong", "place"),
            ($$$"""{"title":"x","reporter":{"name":"{{{new string('x', 101)}}}"}}""", "TooLong", "reporter.name"),
            ("""{"title":"x","reporter":{}}""", "Required", "reporter.name"),
            ("""{"title":"x","reporter":{"name":"y","phone":"1"}}""", "FieldUnknown", "reporter.phone"),
            ("""{"title":"Fire\r\nBcc: all@evil.example"}""", "ControlCharacters", "title"),
            ("""{"title":"a\u0000b"}""", "ControlCharacters", "title"),
            ("""{"title":"a\u2028b"}""", "ControlCharacters", "title"),
            ("""{"title":"x","suspectedGrade":"V"}""", "ValueWrong", "suspectedGrade"),
            ("""{"title":"x","suspectedGrade":2}""", "ValueWrong", "suspectedGrade"),
            ("""{"title":"x","suspectedGrade":"2"}""", "ValueWrong", "suspectedGrade"),
            ("""{"title":"x","suspectedGrade":"I, II"}""", "ValueWrong", "suspectedGrade"),
            ("""{"title":"x","category":"alien"}""", "ValueWrong", "category"),
            ("""{"title":"x","category":["natural"]}""", "ValueWrong", "category"),
            ("""{"title":7}""", "ValueWrong", "title"),
            ("""{"title":"\ud800"}""", "ValueWrong", "title"),
            ("""{"title":"x","occurredAt":"yesterday"}""", "ValueWrong", "occurredAt"),
            ("""{"title":"x","occurredAt":"2026-11-23T01:00:00"}""", "ValueWrong", "occurredAt"),
            ("""{"title":"x","occurredAt":1700000000}""", "ValueWrong", "occurredAt"),
            ("""{"title":"x","occurredAt":"2026-11-23T02:00:00Z"}""", "InTheFuture", "occurredAt"),
            ("""{"title":"x","externalId":"1"}""", "ExternalIdWithoutSource", "externalId"),
            ("""{"titel":"x"}""", "FieldUnknown", "titel"),
            ("""{"title":"x","title":"y"}""", "FieldTwice", "title"),
            ("""{"title":"x\u0022""", "JsonBroken", null),
            ("""{"title":}""", "JsonBroken", null),
            ("""not json""", "JsonBroken", null),
            ("""[]""", "JsonBroken", null),
            ("""null""", "BodyMissing", null),
            ("", "BodyMissing", null),
        })
        {
            using var scope = new AwesomeAssertions.Execution.AssertionScope(json[..Math.Min(80, json.Length)]);
            await api.PostRaw("/api/v1/reports", json).IsProblem(400, code, field);
        }

        await using var db = app.Db();
        (await db.Reports.CountAsync()).Should().Be(0);
        (await db.Timeline.CountAsync(e => e.Chain == "reports")).Should().Be(0);
    }

    [Fact]
    public async Task A_reason_a_grade_a_stage_and_a_person_are_asked_for_by_name()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Usual);
        await api.Post("/api/v1/incidents", new { title = "x", reason = "y" }).IsProblem(400, "Required", "grade");
        await api.Post("/api/v1/incidents", new { title = "x", grade = "I" }).IsProblem(400, "Required", "reason");
        await api.Post("/api/v1/incidents", new { title = "x", grade = "II", reason = "y" }).Answers(HttpStatusCode.Created);
        await api.Post("/api/v1/reports", new { title = "x" }).Answers(HttpStatusCode.Created);
        const string incident = "/api/v1/incidents/INC-2026-0001";
        await api.Post("/api/v1/reports/R-2026-0002/confirm", new { reason = "y" }).IsProblem(400, "Required", "grade");
        await api.Post("/api/v1/reports/R-2026-0002/confirm", new { grade = "I" }).IsProblem(400, "Required", "reason");
        await api.Post("/api/v1/reports/R-2026-0002/dismiss", new { }).IsProblem(400, "Required", "reason");
        await api.Post("/api/v1/reports/R-2026-0002/join", new { reason = "y" }).IsProblem(400, "Required", "incident");
        await api.Post("/api/v1/reports/R-2026-0002/join", new { incident = "INC-2026-0009", reason = "y" }).IsProblem(404, "IncidentUnknown");
        await api.Post("/api/v1/reports/R-2026-0009/confirm", new { grade = "I", reason = "y" }).IsProblem(404, "ReportUnknown");
        await api.Post($"{incident}/updates", new { text = "" }).IsProblem(400, "Required", "text");
        await api.Post($"{incident}/updates", new { text = new string('x', 4_001) }).IsProblem(400, "TooLong", "text");
        await api.Post($"{incident}/grade", new { reason = "y" }).IsProblem(400, "Required", "grade");
        await api.Post($"{incident}/grade", new { grade = "II", reason = "y" }).IsProblem(409, "SameGrade");
        await api.Post($"{incident}/stage", new { stage = "party" }).IsProblem(400, "ValueWrong", "stage");
        await api.Post($"{incident}/stage", new { stage = "detection" }).IsProblem(409, "SameStage");
        await api.Post($"{incident}/leader", new { person = "Nobody" }).IsProblem(400, "PersonUnknown", "person");
        await api.Post($"{incident}/leader", new { }).IsProblem(400, "Required", "person");
        await api.Post($"{incident}/close", new { }).IsProblem(400, "Required", "reason");
        await api.Post($"/api/v1/notices/{Guid.NewGuid()}/acknowledge", new { }).IsProblem(404, "NoticeUnknown");
        foreach (var (query, field) in new[] { ("state=asleep", "state"), ("grade=V", "grade"), ("limit=0", "limit"), ("limit=201", "limit"), ("limit=x", "limit"), ("after=INC-1", "after") })
        {
            await api.GetAsync($"/api/v1/incidents?{query}").IsProblem(400, "Unknown", field);
        }

        await api.GetAsync($"/api/v1/incidents?q={new string('x', 201)}").IsProblem(400, "TooLong", "q");
        await api.GetAsync($"{incident}/timeline?after=-1").IsProblem(400, "Unknown", "after");
    }

    [Fact]
    public async Task Without_a_key_with_a_foreign_key_or_without_the_right_nothing_is_done()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var nobody = app.Anonymous();
        await nobody.Post("/api/v1/reports", new { title = "x" }).IsProblem(401, "KeyMissing");
        await nobody.GetAsync("/api/v1/incidents").IsProblem(401, "KeyMissing");
        nobody.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "hub_forged");
        await nobody.Post("/api/v1/reports", new { title = "x" }).IsProblem(401, "KeyMissing");

        using var reader = await app.Client(Right.Read);
        await reader.Post("/api/v1/reports", new { title = "x" }).IsProblem(403, "NotAllowed");
        await reader.Post("/api/v1/incidents", new { title = "x", grade = "I", reason = "y" }).IsProblem(403, "NotAllowed");
        await reader.Post($"/api/v1/notices/{Guid.NewGuid()}/acknowledge", new { }).IsProblem(403, "NotAllowed");
        await reader.Post("/api/v1/intake/alertmanager", new { version = "4", alerts = Array.Empty<object>() }).IsProblem(403, "NotAllowed");
        using var reporter = await app.Client(Right.Report);
        await reporter.GetAsync("/api/v1/incidents").IsProblem(403, "NotAllowed");
        await reporter.Post("/api/v1/incidents/INC-2026-0001/close", new { reason = "y" }).IsProblem(403, "NotAllowed");
        await using var db = app.Db();
        (await db.Reports.CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_body_over_256_KB_is_refused_and_one_just_below_is_read()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Usual);
        await api.PostRaw("/api/v1/reports", $$"""{"title":"{{new string('x', 256 * 1024)}}"}""").IsProblem(413, "BodyTooLarge");
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/reports") { Content = new StreamContent(new MemoryStream(new byte[300 * 1024])) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = true;
        await api.SendAsync(request).IsProblem(413, "BodyTooLarge");
        await api.PostRaw("/api/v1/reports", $$"""{"title":"{{new string('x', 255 * 1024)}}"}""").IsProblem(400, "TooLong", "title");
    }

    [Fact]
    public async Task What_is_no_JSON_no_call_or_another_method_is_told_so()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Usual);
        await api.PostAsync("/api/v1/reports", new StringContent("title=x", Encoding.UTF8, "application/x-www-form-urlencoded")).IsProblem(415, "NotJson");
        await api.DeleteAsync("/api/v1/incidents").IsProblem(405, "MethodWrong");
        await api.GetAsync("/api/v1/nothing").IsProblem(404, "NoSuchCall");
        await api.Post("/api/v1/notices/1/acknowledge", new { }).IsProblem(404, "NoSuchCall");
    }

    [Fact]
    public async Task Confirming_twice_and_closing_twice_are_refused_with_the_reason()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Usual, "desk system");
        await api.Post("/api/v1/reports", new { title = "x" }).Answers(HttpStatusCode.Created);
        await api.Post("/api/v1/reports/R-2026-0001/confirm", new { grade = "IV", reason = "y" }).Answers(HttpStatusCode.Created);
        var twice = await api.Post("/api/v1/reports/R-2026-0001/confirm", new { grade = "IV", reason = "y" }).IsProblem(409, "ReportTriaged");
        twice.GetProperty("detail").GetString().Should().Contain("R-2026-0001").And.Contain("desk system");
        await api.Post("/api/v1/reports/R-2026-0001/dismiss", new { reason = "y" }).IsProblem(409, "ReportTriaged");
        await api.Post("/api/v1/incidents/INC-2026-0001/close", new { reason = "y" }).Answers(HttpStatusCode.OK);
        await api.Post("/api/v1/incidents/INC-2026-0001/close", new { reason = "y" }).IsProblem(409, "IncidentClosed");
        await api.Post("/api/v1/incidents/INC-2026-0001/updates", new { text = "y" }).IsProblem(409, "IncidentClosed");
    }

    [Fact]
    public async Task Acknowledging_what_was_superseded_is_gone_and_what_is_for_information_a_conflict()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Usual);
        await api.Post("/api/v1/incidents", new { title = "x", grade = "III", reason = "y" }).Answers(HttpStatusCode.Created);
        await api.Post("/api/v1/incidents/INC-2026-0001/grade", new { grade = "I", reason = "y" }).Answers(HttpStatusCode.OK);
        var notices = (await api.GetAsync("/api/v1/incidents/INC-2026-0001/notices").Answers(HttpStatusCode.OK)).GetProperty("items").EnumerateArray().ToList();
        await Acknowledge("superseded").IsProblem(410, "NoticeSuperseded");
        await api.Post("/api/v1/incidents/INC-2026-0001/close", new { reason = "y" }).Answers(HttpStatusCode.OK);
        notices = [.. (await api.GetAsync("/api/v1/incidents/INC-2026-0001/notices").Answers(HttpStatusCode.OK)).GetProperty("items").EnumerateArray()];
        await Acknowledge("withdrawn").IsProblem(410, "NoticeWithdrawn");
        await Acknowledge("forInformation").IsProblem(409, "NoticeForInformation");

        Task<HttpResponseMessage> Acknowledge(string state) =>
            api.Post($"/api/v1/notices/{notices.First(n => n.GetProperty("state").GetString() == state).GetProperty("id").GetString()}/acknowledge", new { });
    }

    [Fact]
    public async Task Refusals_are_said_in_the_language_that_the_caller_accepts()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock with { Settings = new Dictionary<string, string?> { ["Hub:DefaultCulture"] = "zh-Hans" } });
        using var api = await app.Client(Usual);
        (await api.Post("/api/v1/reports", new { }).IsProblem(400, "Required", "title")).GetProperty("detail").GetString().Should().Be("title: This must be filled in.");
        api.DefaultRequestHeaders.AcceptLanguage.ParseAdd("zh-CN,zh;q=0.9,en;q=0.5");
        var response = await api.Post("/api/v1/reports", new { });
        response.Content.Headers.ContentLanguage.Should().Equal("zh-Hans");
        (await response.Json()).GetProperty("errors").GetProperty("title")[0].GetString().Should().Be("此项必填。");
        (await api.PostRaw("/api/v1/reports", "{").IsProblem(400, "JsonBroken")).GetProperty("detail").GetString().Should().Contain("不是有效的 JSON");
    }

    [Fact]
    public async Task Markup_in_every_text_field_is_kept_and_given_back_as_it_was_written()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Usual);
        const string evil = "<script>alert('x')</script>&<b>\"";
        await api.Post("/api/v1/incidents", new { title = evil, description = evil, place = evil, persons = evil, measuresTaken = evil, reporter = new { name = evil, contact = evil }, source = evil, externalId = evil, grade = "IV", reason = evil }).Answers(HttpStatusCode.Created);
        await api.Post("/api/v1/incidents/INC-2026-0001/updates", new { text = evil }).Answers(HttpStatusCode.OK);
        var read = await api.GetAsync("/api/v1/incidents/INC-2026-0001").Answers(HttpStatusCode.OK);
        read.GetProperty("title").GetString().Should().Be(evil);
        read.GetProperty("place").GetString().Should().Be(evil);
        read.GetProperty("latestUpdate").GetProperty("text").GetString().Should().Be(evil);
    }

    [Fact]
    public async Task Two_who_change_the_same_incident_at_once_both_stand_in_the_record_one_after_the_other()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var one = await app.Client(Usual, "one");
        using var other = await app.Client(Usual, "other");
        await one.Post("/api/v1/incidents", new { title = "x", grade = "IV", reason = "y" }).Answers(HttpStatusCode.Created);
        var calls = Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? one : other).Post("/api/v1/incidents/INC-2026-0001/updates", new { text = $"word {i}" })).ToList();
        foreach (var call in calls)
        {
            await call.Answers(HttpStatusCode.OK);
        }

        await using var db = app.Db();
        var said = (await db.Timeline.Where(e => e.Chain == "INC-2026-0001" && e.Kind == FactKind.UpdatePosted).OrderBy(e => e.Number).ToListAsync()).Select(e => e.ReadData()[0].Value).ToList();
        said.Should().BeEquivalentTo(Enumerable.Range(0, 20).Select(i => $"word {i}"));
        (await db.Incidents.Select(i => i.LatestUpdate).SingleAsync()).Should().Be(said[^1]);

        var grades = await Task.WhenAll(one.Post("/api/v1/incidents/INC-2026-0001/grade", new { grade = "II", reason = "a" }), other.Post("/api/v1/incidents/INC-2026-0001/grade", new { grade = "II", reason = "b" }));
        grades.Select(g => g.StatusCode).Should().BeEquivalentTo([HttpStatusCode.OK, HttpStatusCode.Conflict]);
    }
}
