using System.Net;
using System.Text.Json;
using Hub.Domain.People;
using Hub.Tests.Harness;

namespace Hub.Tests.Api;

/// <summary>The calls of the API in the order of an emergency.</summary>
public sealed class LoopTests
{
    private const Right Everything = Right.Read | Right.Report | Right.Triage | Right.Command | Right.Acknowledge | Right.ReleaseOutside;

    [Fact]
    public async Task A_notice_is_declined_handed_over_and_let_climb_through_the_api()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Everything, "ticket system");
        await api.Post("/api/v1/incidents", new { title = "Worm", grade = "II", reason = "seen", category = "manmade" }).Answers(HttpStatusCode.Created);
        async Task<JsonElement> Of(string person) => (await api.GetAsync("/api/v1/incidents/INC-2026-0001/notices").Answers(HttpStatusCode.OK)).GetProperty("items").EnumerateArray()
            .First(n => n.GetProperty("person").GetString()!.StartsWith(person, StringComparison.Ordinal) && n.GetProperty("event").GetString() == "activated");
        var director = (await Of("Technical Director")).GetProperty("id").GetGuid();

        var handed = await api.Post($"/api/v1/notices/{director}/hand-over", new { person = "taylor.maxwell@contoso.example" }).Answers(HttpStatusCode.OK);
        handed.GetProperty("person").GetString().Should().Be("Taylor Maxwell");
        (await Of("Technical Director")).GetProperty("state").GetString().Should().Be("declined");
        (await Of("Technical Director")).GetProperty("handedTo").GetString().Should().Be("Taylor Maxwell");
        var taylor = handed.GetProperty("notice").GetGuid();
        (await api.Post($"/api/v1/notices/{taylor}/hand-over", new { person = "Taylor Maxwell" }).Answers(HttpStatusCode.BadRequest)).GetRawText().Should().Contain("person");
        await api.Post($"/api/v1/notices/{taylor}/hand-over", new { person = "Legal Counsel · 法律顾问" }).Answers(HttpStatusCode.Conflict);

        var declined = await api.Post($"/api/v1/notices/{taylor}/decline", new { reason = "On a plane" }).Answers(HttpStatusCode.OK);
        declined.GetProperty("declinedBy").GetString().Should().Be("Taylor Maxwell (ticket system)");
        declined.GetProperty("climbed").GetBoolean().Should().BeTrue();
        (await api.Post($"/api/v1/notices/{taylor}/decline", new { }).Answers(HttpStatusCode.OK)).GetProperty("climbed").GetBoolean().Should().BeFalse();

        var deputy = (await Of("Deputy Technical Director")).GetProperty("id").GetGuid();
        var climbed = await api.Post($"/api/v1/notices/{deputy}/climb", new { }).Answers(HttpStatusCode.OK);
        climbed.GetProperty("step").GetInt32().Should().Be(3);
        (await api.Post($"/api/v1/notices/{deputy}/climb", new { }).Answers(HttpStatusCode.OK)).GetProperty("climbed").GetBoolean().Should().BeFalse();
        using var reader = await app.Client(Right.Read, "reader");
        foreach (var call in new[] { "decline", "climb" })
        {
            await reader.Post($"/api/v1/notices/{deputy}/{call}", new { }).Answers(HttpStatusCode.Forbidden);
        }

        await api.Post($"/api/v1/notices/{Guid.NewGuid()}/decline", new { }).Answers(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task From_report_to_close_every_call_answers_as_documented()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Everything, "ticket system");

        var report = await api.Post("/api/v1/reports", new { title = "Worm 蠕虫", place = "数据中心甲", suspectedGrade = "II", category = "manmade", reporter = new { name = "Robert Brown" } }).Answers(HttpStatusCode.Created);
        report.Number().Should().Be("R-2026-0001");
        report.GetProperty("url").GetString().Should().Be("http://localhost:5080/reports#R-2026-0001");

        var incident = await api.Post("/api/v1/reports/R-2026-0001/confirm", new { grade = "III", reason = "Two hosts" }).Answers(HttpStatusCode.Created);
        incident.Number().Should().Be("INC-2026-0001");
        incident.GetProperty("url").GetString().Should().Be("http://localhost:5080/incidents/INC-2026-0001");
        const string path = "/api/v1/incidents/INC-2026-0001";

        foreach (var (call, body) in new (string, object)[]
        {
            ("updates", new { text = "Both hosts isolated\r\nNext word at noon" }),
            ("grade", new { grade = "II", reason = "More hosts" }),
            ("leader", new { person = "Taylor Maxwell" }),
            ("stage", new { stage = "containment" }),
        })
        {
            (await api.Post($"{path}/{call}", body).Answers(HttpStatusCode.OK)).Number().Should().Be("INC-2026-0001");
        }

        var read = await api.GetAsync(path).Answers(HttpStatusCode.OK);
        read.GetProperty("grade").GetString().Should().Be("II");
        read.GetProperty("stage").GetString().Should().Be("containment");
        read.GetProperty("state").GetString().Should().Be("open");
        read.GetProperty("category").GetString().Should().Be("manmade");
        read.GetProperty("leader").GetString().Should().Be("Taylor Maxwell");
        read.GetProperty("openedAt").GetString().Should().Be("2026-11-23T01:00:00Z");
        read.GetProperty("latestUpdate").GetProperty("text").GetString().Should().StartWith("Both hosts");
        read.GetProperty("unacknowledged").GetInt32().Should().BePositive();
        read.GetProperty("nextDeadline").GetDateTimeOffset().Should().BeAfter(TestStore.Start);

        await api.Post($"{path}/stand-down", new { reason = "Systems run" }).Answers(HttpStatusCode.OK);
        (await api.GetAsync(path).Answers(HttpStatusCode.OK)).GetProperty("state").GetString().Should().Be("stoodDown");
        await api.Post($"{path}/close", new { reason = "Summary written" }).Answers(HttpStatusCode.OK);
        (await api.GetAsync(path).Answers(HttpStatusCode.OK)).GetProperty("closedAt").GetDateTimeOffset().Should().Be(TestStore.Start);
    }

    [Fact]
    public async Task A_notice_is_acknowledged_for_a_person_and_a_second_time_gives_the_first_answer()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Everything, "ticket system");
        await api.Post("/api/v1/incidents", new { title = "Code Red II", grade = "II", reason = "Worm", source = "ids" }).Answers(HttpStatusCode.Created);
        var answer = await api.GetAsync("/api/v1/incidents/INC-2026-0001/notices").Answers(HttpStatusCode.OK);
        var open = answer.GetProperty("items").EnumerateArray().First(n => n.GetProperty("state").GetString() == "open");
        open.GetProperty("deliveries").EnumerateArray().Should().NotBeEmpty();
        open.GetProperty("deliveries")[0].GetProperty("channel").GetString().Should().Be("mail");
        answer.GetRawText().Should().NotContainEquivalentOf("token");
        await using (var db = app.Db())
        {
            foreach (var token in db.Notices.Select(n => n.Token).ToList())
            {
                answer.GetRawText().Should().NotContain(token);
            }
        }

        var id = open.GetProperty("id").GetString();
        var first = await api.Post($"/api/v1/notices/{id}/acknowledge", new { onBehalfOf = "Samantha Smith" }).Answers(HttpStatusCode.OK);
        first.GetProperty("acknowledgedBy").GetString().Should().Be("Samantha Smith (ticket system)");
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        var second = await api.PostAsync($"/api/v1/notices/{id}/acknowledge", null).Answers(HttpStatusCode.OK);
        second.GetRawText().Should().Be(first.GetRawText());
    }

    [Fact]
    public async Task The_record_is_read_in_pages_with_its_chain_of_hashes()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Everything);
        await api.Post("/api/v1/incidents", new { title = "Fire", grade = "IV", reason = "Smoke" }).Answers(HttpStatusCode.Created);
        var first = await api.GetAsync("/api/v1/incidents/INC-2026-0001/timeline?limit=2").Answers(HttpStatusCode.OK);
        var rest = await api.GetAsync($"/api/v1/incidents/INC-2026-0001/timeline?after={first.GetProperty("next").GetInt64()}").Answers(HttpStatusCode.OK);
        var entries = first.GetProperty("entries").EnumerateArray().Concat(rest.GetProperty("entries").EnumerateArray()).ToList();
        entries[0].GetProperty("kind").GetString().Should().Be("incidentOpened");
        entries[0].GetProperty("data").GetProperty("title").GetString().Should().Be("Fire");
        entries[0].GetProperty("actorKind").GetString().Should().Be("apiKey");
        entries.Select(e => e.GetProperty("number").GetInt64()).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        entries.Skip(1).Select(e => e.GetProperty("previousHash").GetString()).Should().Equal(entries.SkipLast(1).Select(e => e.GetProperty("hash").GetString()));
        rest.GetProperty("next").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Incidents_are_found_by_state_grade_and_words_in_both_scripts_and_paged()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Everything);
        foreach (var (title, grade, place) in new[] { ("机房断电", "III", "数据中心甲"), ("Power 100%", "IV", "Hall B"), ("Worm", "III", "Office") })
        {
            await api.Post("/api/v1/incidents", new { title, grade, place, reason = "Seen" }).Answers(HttpStatusCode.Created);
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await api.Post("/api/v1/incidents/INC-2026-0003/close", new { reason = "Over" }).Answers(HttpStatusCode.OK);
        (await Found("")).Should().Equal("INC-2026-0003", "INC-2026-0002", "INC-2026-0001");
        (await Found("q=断电")).Should().Equal("INC-2026-0001");
        (await Found("q=中心甲")).Should().Equal("INC-2026-0001");
        (await Found("q=hall")).Should().Equal("INC-2026-0002");
        (await Found("q=0003")).Should().Equal("INC-2026-0003");
        (await Found("q=100%25")).Should().Equal("INC-2026-0002");
        (await Found("q=%25")).Should().Equal("INC-2026-0002");
        (await Found("q=_")).Should().BeEmpty();
        (await Found("state=open&grade=III")).Should().Equal("INC-2026-0001");
        (await Found("state=closed")).Should().Equal("INC-2026-0003");

        var page = await api.GetAsync("/api/v1/incidents?limit=2").Answers(HttpStatusCode.OK);
        page.GetProperty("next").GetString().Should().Be("INC-2026-0002");
        (await Found("limit=2&after=INC-2026-0002")).Should().Equal("INC-2026-0001");

        async Task<IEnumerable<string>> Found(string query) =>
            [.. (await api.GetAsync($"/api/v1/incidents?{query}").Answers(HttpStatusCode.OK)).GetProperty("items").EnumerateArray().Select(i => i.Number())];
    }

    [Fact]
    public async Task A_duty_is_corrected_released_and_gets_its_reference_number()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Everything);
        await api.Post("/api/v1/incidents", new { title = "Leak", grade = "I", reason = "Personal data" }).Answers(HttpStatusCode.Created);
        var duties = (await api.GetAsync("/api/v1/incidents/INC-2026-0001/duties").Answers(HttpStatusCode.OK)).GetProperty("items");
        duties.GetArrayLength().Should().BePositive();
        var id = duties[0].GetProperty("id").GetString();
        await api.Post($"/api/v1/duties/{id}/text", new { subject = "Report", body = "What happened", version = 99 }).IsProblem(409, "DutyChanged");
        await api.Post($"/api/v1/duties/{id}/text", new { subject = "Report\r\nBcc: x@y.example", body = "What happened" }).IsProblem(400, "ControlCharacters", "subject");
        await api.Post($"/api/v1/duties/{id}/text", new { subject = "Report", body = "What happened" }).Answers(HttpStatusCode.OK);
        (await api.PostAsync($"/api/v1/duties/{id}/release", null).Answers(HttpStatusCode.OK)).GetProperty("done").GetString().Should().Be("released");
        await api.PostAsync($"/api/v1/duties/{id}/release", null).IsProblem(409, "DutyDecided");
        await api.Post($"/api/v1/duties/{id}/reference", new { referenceNumber = "CAC-118" }).Answers(HttpStatusCode.OK);
        await api.Post($"/api/v1/duties/{Guid.NewGuid()}/waive", new { reason = "No" }).IsProblem(404, "DutyUnknown");
        var read = (await api.GetAsync("/api/v1/incidents/INC-2026-0001/duties").Answers(HttpStatusCode.OK)).GetProperty("items").EnumerateArray().Single(d => d.GetProperty("id").GetString() == id);
        read.GetProperty("state").GetString().Should().Be("released");
        read.GetProperty("referenceNumber").GetString().Should().Be("CAC-118");
        read.GetProperty("text").GetString().Should().Be("What happened");
    }

    [Fact]
    public async Task A_restricted_incident_is_not_there_for_a_key_that_is_not_named_on_it()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var blind = await app.Client(Everything);
        using var sees = await app.Client(Everything | Right.ReadRestricted);
        await sees.Post("/api/v1/incidents", new { title = "Insider", grade = "IV", reason = "Confidential", isRestricted = true }).Answers(HttpStatusCode.Created);
        (await sees.GetAsync("/api/v1/incidents").Answers(HttpStatusCode.OK)).GetProperty("items").GetArrayLength().Should().Be(1);
        (await blind.GetAsync("/api/v1/incidents").Answers(HttpStatusCode.OK)).GetProperty("items").GetArrayLength().Should().Be(0);
        foreach (var part in new[] { "", "/timeline", "/notices", "/duties" })
        {
            await blind.GetAsync($"/api/v1/incidents/INC-2026-0001{part}").IsProblem(404, "IncidentUnknown");
        }

        await blind.Post("/api/v1/incidents/INC-2026-0001/updates", new { text = "x" }).IsProblem(404, "IncidentUnknown");
        await blind.GetAsync("/api/v1/incidents?after=INC-2026-0001").IsProblem(400, "Unknown", "after");
    }
}
