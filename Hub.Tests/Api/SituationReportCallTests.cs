using System.Net;
using Hub.Domain.People;
using Hub.Domain.Response;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Response;

namespace Hub.Tests.Api;

public sealed class SituationReportCallTests
{
    private const Right Usual = Right.Read | Right.Report | Right.Triage | Right.Command;
    private static readonly Caller Director = new(CallerKind.Person, Guid.NewGuid(), Guid.NewGuid(), "director", RoleRights.Of(Role.Leadership));

    private const string Reports = "/api/v1/incidents/INC-2026-0001/situation-reports";

    [Fact]
    public async Task From_draft_to_frozen_through_the_api()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var writer = await app.Client(Usual | Right.Approve, "ticket system");
        using var approver = await app.Client(Right.Read | Right.Approve, "crisis desk");
        using var reader = await app.Client(Right.Read, "reader");
        await writer.Post("/api/v1/incidents", new { title = "Worm", grade = "IV", reason = "seen" }).Answers(HttpStatusCode.Created);

        var begun = await writer.Post(Reports, new { culture = "en" }).Answers(HttpStatusCode.Created);
        begun.GetProperty("situation").GetString().Should().Contain("Worm");
        await writer.Post(Reports, new { culture = "en" }).IsProblem(409, "SituationReportInWork");
        await writer.Post($"{Reports}/1/text", new { situation = "Two hosts" }).IsProblem(400, "Required", "version");
        await writer.Post($"{Reports}/1/text", new { situation = new string('x', 4_001), version = 1 }).IsProblem(400, "TooLong", "situation");
        (await writer.Post($"{Reports}/1/text", new { situation = "Two hosts", version = 1 }).Answers(HttpStatusCode.OK)).GetProperty("version").GetInt64().Should().Be(2);
        await writer.Post($"{Reports}/1/text", new { situation = "Late", version = 1 }).IsProblem(409, "SituationReportChanged");
        await reader.Post($"{Reports}/1/text", new { situation = "x", version = 2 }).Answers(HttpStatusCode.Forbidden);
        await writer.PostAsync($"{Reports}/1/submit", null).Answers(HttpStatusCode.OK);
        await writer.PostAsync($"{Reports}/1/approve", null).IsProblem(403, "OnlyPeopleApprove");
        await reader.PostAsync($"{Reports}/1/approve", null).IsProblem(403, "OnlyPeopleApprove");
        await approver.Post($"{Reports}/1/return", new { reason = "The third host is missing" }).Answers(HttpStatusCode.OK);
        await writer.PostAsync($"{Reports}/1/submit", null).Answers(HttpStatusCode.OK);
        await approver.PostAsync($"{Reports}/1/approve", null).IsProblem(403, "OnlyPeopleApprove");
        (await app.Use<DecideSituationReport, Outcome<SituationReport>>(d => d.Approve(Director, "INC-2026-0001", 1))).Refusal.Should().BeNull();
        var approved = await reader.GetAsync($"{Reports}/1").Answers(HttpStatusCode.OK);
        approved.GetProperty("hash").GetString().Should().HaveLength(64);
        approved.GetProperty("approvedBy").GetString().Should().Be("director");
        (await reader.GetAsync(Reports).Answers(HttpStatusCode.OK)).GetProperty("items").GetArrayLength().Should().Be(1);
        await reader.GetAsync($"{Reports}/2").IsProblem(404, "SituationReportUnknown");
        (await writer.Post(Reports, new { }).Answers(HttpStatusCode.Created)).GetProperty("situation").GetString().Should().Be("Two hosts", "the next begins as a copy");
    }

    [Fact]
    public async Task Texts_of_an_incident_are_corrected_unless_somebody_else_was_faster()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Usual);
        const string incident = "/api/v1/incidents/INC-2026-0001";
        await api.Post("/api/v1/incidents", new { title = "Worm", grade = "IV", reason = "seen" }).Answers(HttpStatusCode.Created);
        await api.Post($"{incident}/correct", new { title = "Worm on WEB2", place = "Room 1", read = new { title = "Worm" } }).Answers(HttpStatusCode.OK);
        await api.Post($"{incident}/correct", new { title = "Late", read = new { title = "Worm" } }).IsProblem(409, "IncidentCorrectedMeanwhile");
        await api.Post($"{incident}/correct", new { title = "Worm on WEB2", place = "Room 1" }).IsProblem(409, "NothingCorrected");
        await api.Post($"{incident}/correct", new { title = "" }).IsProblem(400, "Required", "title");
        (await api.GetAsync(incident).Answers(HttpStatusCode.OK)).GetProperty("place").GetString().Should().Be("Room 1");
    }
}
