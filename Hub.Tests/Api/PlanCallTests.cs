using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Plans;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Api;

public sealed class PlanCallTests
{
    private static readonly Caller Director = new(CallerKind.Person, Guid.NewGuid(), Guid.NewGuid(), "director", RoleRights.Of(Role.Leadership));

    [Fact]
    public async Task A_plan_goes_from_draft_to_in_force_and_back_by_calls_alone()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var writer = await app.Client(Right.Read | Right.Administer);
        using var approver = await app.Client(Right.Read | Right.Approve);
        (await writer.Post("/api/v1/plans", new { from = 1 }).Answers(HttpStatusCode.Created)).GetProperty("number").GetInt32().Should().Be(2);
        var one = await writer.GetAsync("/api/v1/plans/2").Answers(HttpStatusCode.OK);
        one.GetProperty("faults").GetArrayLength().Should().Be(0);
        var version = one.GetProperty("line").GetProperty("version").GetInt64();
        var plan = JsonNode.Parse(one.GetProperty("plan").GetRawText())!;
        plan["grades"]!["II"]!["notify"]![6]!["acknowledgeWithin"] = "PT8M";
        (await writer.PutAsJsonAsync("/api/v1/plans/2", new { plan, version }).Answers(HttpStatusCode.OK)).GetProperty("version").GetInt64().Should().Be(version + 1);
        await writer.PutAsJsonAsync("/api/v1/plans/2", new { plan, version }).IsProblem(409, "PlanPartChanged");
        await writer.Post("/api/v1/plans/2/submit", new { summary = "Legal counsel acknowledges sooner" }).Answers(HttpStatusCode.OK);
        await writer.Post("/api/v1/plans/2/approve", new { }).IsProblem(403, "OnlyPeopleApprove");
        await approver.Post("/api/v1/plans/2/approve", new { reason = "agreed" }).IsProblem(403, "OnlyPeopleApprove");
        await using (var db = app.Db())
        {
            // the plan in force names its approvers, and a key is none of them
            var chairman = await db.Persons.Where(p => p.Name.StartsWith("Chairman")).Select(p => p.Id).SingleAsync();
            (await app.Use<DecidePlan, Outcome<int>>(d => d.Approve(Director with { PersonId = chairman }, 2, "agreed"))).Refusal.Should().BeNull();
        }

        await approver.Post("/api/v1/plans/2/put-in-force", new { from = TestStore.Start.AddDays(-1) }).IsProblem(400, "InThePast", "from");
        await approver.Post("/api/v1/plans/2/put-in-force", new { }).Answers(HttpStatusCode.OK);

        var differences = await approver.GetAsync("/api/v1/plans/2/differences?from=1").Answers(HttpStatusCode.OK);
        differences.GetProperty("items").EnumerateArray().Select(d => d.GetProperty("sentence").GetString()).Should().Equal("Grade Ⅱ, Legal counsel must acknowledge within 8 min instead of 10 min.");
        var states = (await approver.GetAsync("/api/v1/plans").Answers(HttpStatusCode.OK)).GetProperty("items").EnumerateArray()
            .Select(l => (l.GetProperty("number").GetInt32(), l.GetProperty("state").GetString()));
        states.Should().Equal((2, "inForce"), (1, "retired"));
        (await approver.Post("/api/v1/plans/2/withdraw", new { reason = "too short" }).Answers(HttpStatusCode.OK)).GetProperty("number").GetInt32().Should().Be(1);
        await approver.Post("/api/v1/plans/1/withdraw", new { reason = "too short" }).IsProblem(409, "PlanWithoutPredecessor");
    }

    [Fact]
    public async Task What_does_not_fit_the_schema_is_refused_by_its_path_and_a_check_lists_all_of_it()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var writer = await app.Client(Right.Read | Right.Administer);
        var plan = JsonNode.Parse(PlanJson.Write(DefaultPlan.Read()))!;
        plan["surprise"] = 1;
        plan["triage"]!["within"] = "15 minutes";
        await writer.Post("/api/v1/plans", new { plan }).IsProblem(400, "PlanFileWrong", "plan.triage.within");
        var faults = (await writer.Post("/api/v1/plans/check", new { plan }).Answers(HttpStatusCode.OK)).GetProperty("faults").EnumerateArray()
            .Select(f => (f.GetProperty("path").GetString(), f.GetProperty("fault").GetString()));
        faults.Should().BeEquivalentTo([("$.surprise", "unknown"), ("$.triage.within", "malformed")]);

        plan.AsObject().Remove("surprise");
        plan["triage"]!["within"] = "PT15M";
        plan["triage"]!["ladder"] = "nowhere";
        var check = await writer.Post("/api/v1/plans/check", new { plan }).Answers(HttpStatusCode.OK);
        check.GetProperty("isReadable").GetBoolean().Should().BeTrue();
        check.GetProperty("faults")[0].GetProperty("fault").GetString().Should().Be("ladderUnknown");
        await writer.Post("/api/v1/plans", new { plan }).Answers(HttpStatusCode.Created);
        await writer.Post("/api/v1/plans/2/submit", new { summary = "s" }).IsProblem(409, "PlanHasFaults");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"plan\"")]
    [InlineData("{\"key\":null}")]
    [InlineData("{\"organisation\":[[[[[[[[]]]]]]]]}")]
    public async Task Whatever_else_is_given_as_a_plan_is_refused_and_nothing_breaks(string plan)
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var writer = await app.Client(Right.Read | Right.Administer);
        var response = await writer.PostRaw("/api/v1/plans/check", $"{{\"plan\":{plan}}}");
        ((int)response.StatusCode).Should().BeOneOf(200, 400);
        (await writer.GetAsync("/api/v1/plans").Answers(HttpStatusCode.OK)).GetProperty("items").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task Each_step_asks_for_its_right_and_unknown_versions_are_told_so()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var reader = await app.Client(Right.Read);
        using var display = await app.Client(Right.Display);
        await display.GetAsync("/api/v1/plans").IsProblem(403, "NotAllowed");
        await display.GetAsync("/api/v1/plans/schema").IsProblem(403, "NotAllowed");
        (await reader.GetAsync("/api/v1/plans/schema").Answers(HttpStatusCode.OK)).GetProperty("title").GetString().Should().Be("Emergency plan (应急预案)");
        await reader.Post("/api/v1/plans", new { }).IsProblem(403, "NotAllowed");
        foreach (var (step, body) in new (string, object)[] { ("submit", new { summary = "s" }), ("approve", new { }), ("send-back", new { reason = "r" }), ("put-in-force", new { }), ("withdraw", new { reason = "r" }) })
        {
            await reader.Post($"/api/v1/plans/1/{step}", body).IsProblem(403, step == "submit" ? "NotAllowed" : "OnlyPeopleApprove");
        }

        await reader.GetAsync("/api/v1/plans/9").IsProblem(404, "PlanUnknown");
        await reader.GetAsync("/api/v1/plans/1/differences").IsProblem(400, "Required", "from");
        foreach (var odd in new[] { "0001-01-01T00:00:00Z", "x", "99999999999", "-1", "1.5", "%20" })
        {
            await reader.GetAsync($"/api/v1/plans/1/differences?from={odd}").IsProblem(400, "Unknown", "from");
        }

        await reader.GetAsync("/api/v1/plans/1/differences?from=9").IsProblem(404, "PlanUnknown");
    }

    [Fact]
    public async Task An_unfinished_draft_is_read_and_written_back_by_calls_and_a_large_plan_too()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var writer = await app.Client(Right.Read | Right.Administer);
        var plan = JsonNode.Parse(PlanJson.Write(PlanParts.Empty("network-security")))!;
        plan["texts"] = new JsonObject { ["activated"] = new JsonObject { ["headline"] = new JsonObject { ["en"] = "", ["zh"] = "启动" } } };
        var number = (await writer.Post("/api/v1/plans", new { plan }).Answers(HttpStatusCode.Created)).GetProperty("number").GetInt32();
        var one = await writer.GetAsync($"/api/v1/plans/{number}").Answers(HttpStatusCode.OK);
        one.GetProperty("faults").EnumerateArray().Select(f => f.GetProperty("path").GetString()).Should().Contain("$.texts.activated.headline.en");
        var read = JsonNode.Parse(one.GetProperty("plan").GetRawText())!;
        await writer.PutAsJsonAsync($"/api/v1/plans/{number}", new { plan = read, version = one.GetProperty("line").GetProperty("version").GetInt64() }).Answers(HttpStatusCode.OK);
        await writer.Post($"/api/v1/plans/{number}/submit", new { summary = "s" }).IsProblem(409, "PlanHasFaults");

        read["articles"] = new JsonArray([.. Enumerable.Range(0, 60).Select(i => (JsonNode)new JsonObject { ["heading"] = new JsonObject { ["en"] = $"{i}", ["zh"] = $"{i}" }, ["text"] = new JsonObject { ["en"] = new string('x', 7000), ["zh"] = "x" } })]);
        await writer.Post("/api/v1/plans", new { plan = read }).Answers(HttpStatusCode.Created);
        read["articles"]![0]!["text"]!["en"] = new string('x', 3_000_000);
        await writer.Post("/api/v1/plans", new { plan = read }).IsProblem(413, "BodyTooLarge");
    }

    [Fact]
    public async Task A_repeated_call_begins_one_draft()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var writer = await app.Client(Right.Read | Right.Administer);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            (await writer.PostRaw("/api/v1/plans", "{}", "draft-once").Answers(HttpStatusCode.Created)).GetProperty("number").GetInt32().Should().Be(2);
        }
    }
}
