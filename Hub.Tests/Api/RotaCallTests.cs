using System.Net;
using System.Net.Http.Json;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Features.Directory.Sample;

namespace Hub.Tests.Api;

public sealed class RotaCallTests
{
    private static readonly Guid Samantha = SampleOrganisation.PersonId("samantha-smith");
    private static readonly Guid Robert = SampleOrganisation.PersonId("robert-brown");

    [Fact]
    public async Task A_rota_is_made_read_given_away_and_removed()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Right.Read | Right.Command);
        await api.Post("/api/v1/rotas", new { key = "night", name = new { en = "Night", zh = "夜班" }, timeZone = "Europe/Berlin" }).Answers(HttpStatusCode.Created);
        var layer = new { firstDay = "2026-11-23", handOverAt = "09:00:00", shiftDays = 1, participants = new[] { Samantha, Robert } };
        await api.Post("/api/v1/rotas/night/layers", layer).Answers(HttpStatusCode.Created);

        const string Day = "?from=2026-11-23T08:00:00Z&until=2026-11-25T08:00:00Z";
        var shifts = (await api.GetAsync("/api/v1/rotas/night" + Day).Answers(HttpStatusCode.OK)).GetProperty("shifts");
        shifts.EnumerateArray().Select(s => s.GetProperty("onCall")[0].GetProperty("name").GetString()).Should().Equal("Samantha Smith", "Robert Brown");

        var over = await api.Post("/api/v1/rotas/night/overrides", new { person = "Robert Brown", from = "2026-11-23T10:00:00Z", until = "2026-11-23T12:00:00Z", layer = 0 }).Answers(HttpStatusCode.Created);
        var at = await api.GetAsync("/api/v1/rotas/night/on-call?at=2026-11-23T11:00:00Z").Answers(HttpStatusCode.OK);
        at.GetProperty("onCall")[0].GetProperty("how").GetString().Should().Be("override");
        await api.DeleteAsync($"/api/v1/rotas/night/overrides/{over.GetProperty("id").GetGuid()}").Answers(HttpStatusCode.OK);

        var cover = await api.Post("/api/v1/rotas/night/covers", new { person = "Robert Brown", layer = 0, from = "2026-11-24T08:00:00Z", until = "2026-11-25T08:00:00Z", of = "Samantha Smith" }).Answers(HttpStatusCode.Created);
        await api.Post($"/api/v1/covers/{cover.GetProperty("id").GetGuid()}/accept", new { person = "Samantha Smith" }).Answers(HttpStatusCode.OK);
        await api.Post($"/api/v1/covers/{cover.GetProperty("id").GetGuid()}/decline", new { person = "Samantha Smith" }).IsProblem(410, "CoverAccepted");
        (await api.GetAsync("/api/v1/rotas/night/on-call?at=2026-11-24T12:00:00Z").Answers(HttpStatusCode.OK)).GetProperty("onCall")[0].GetProperty("name").GetString().Should().Be("Samantha Smith");

        var away = new { person = "Samantha Smith", from = "2026-11-24T09:00:00Z", until = "2026-11-24T10:00:00Z", acceptsGaps = true };
        (await api.Post("/api/v1/unavailabilities/look", away).Answers(HttpStatusCode.OK)).GetProperty("consequences").GetArrayLength().Should().BePositive();
        var said = await api.Post("/api/v1/unavailabilities", away).Answers(HttpStatusCode.Created);
        await api.DeleteAsync($"/api/v1/unavailabilities/{said.GetProperty("id").GetGuid()}").Answers(HttpStatusCode.OK);

        await api.DeleteAsync("/api/v1/rotas/night").Answers(HttpStatusCode.OK);
        await api.GetAsync("/api/v1/rotas/night").IsProblem(404, "RotaUnknown");
        await api.DeleteAsync("/api/v1/rotas/on-call").IsProblem(409, "RotaInUse");
    }

    [Fact]
    public async Task Who_may_only_read_changes_nothing_and_acts_for_nobody()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Right.Read);
        await api.GetAsync("/api/v1/rotas").Answers(HttpStatusCode.OK);
        await api.DeleteAsync("/api/v1/rotas/on-call").IsProblem(403, "NotAllowed");
        await api.Post("/api/v1/rotas/on-call/overrides", new { person = "Robert Brown", from = "2026-11-23T10:00:00Z", until = "2026-11-23T12:00:00Z" }).IsProblem(403, "NotAllowed");
        await api.Post("/api/v1/unavailabilities", new { person = "Robert Brown", from = "2026-11-23T10:00:00Z", until = "2026-11-23T12:00:00Z" }).IsProblem(403, "NotAllowed");
        await api.Post("/api/v1/rotas", new { key = "x" }).IsProblem(403, "NotAllowed");
    }

    [Fact]
    public async Task A_wrong_field_is_named()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Right.Read | Right.Command);
        foreach (var (json, code, field) in new (string, string, string)[]
        {
            ("""{"key":"A b","name":{"en":"x","zh":"x"},"timeZone":"Asia/Shanghai"}""", "RotaKeyWrong", "key"),
            ("""{"key":"on-call","name":{"en":"x","zh":"x"},"timeZone":"Asia/Shanghai"}""", "RotaKeyTaken", "key"),
            ("""{"key":"a","name":{"en":"x"},"timeZone":"Asia/Shanghai"}""", "Required", "name.zh"),
            ("""{"key":"a","name":{"en":"x","zh":"x"},"timeZone":"Mars/Olympus"}""", "ZoneUnknown", "timeZone"),
            ("""{"key":"a","name":{"en":"x","zh":"x"},"timeZone":"Asia/Shanghai","tellMinutesBefore":4}""", "TellBeforeWrong", "tellBefore"),
            ("""{"key":"a","names":{}}""", "FieldUnknown", "names"),
        })
        {
            await api.PostRaw("/api/v1/rotas", json).IsProblem(400, code, field);
        }

        await api.GetAsync("/api/v1/rotas/on-call?from=yesterday").IsProblem(400, "Unknown", "from");
        await api.GetAsync("/api/v1/rotas/on-call?from=2026-11-23T01:00:00Z&until=2028-11-23T01:00:00Z").IsProblem(400, "TooFarAhead", "until");
        await api.PostRaw("/api/v1/rotas/on-call/layers", """{"firstDay":"2026-11-23","handOverAt":"09:00:00","shiftDays":1,"participants":["0193a1c0-0000-7000-8000-000000000000"]}""").IsProblem(400, "PersonUnknown", "participants");
        await api.PostRaw("/api/v1/rotas/on-call/layers", $$"""{"firstDay":"2026-11-23","handOverAt":"09:00:00","shiftDays":1,"participants":["{{Samantha}}"],"hours":["Monday"]}""").IsProblem(400, "RotaHours", "hours");
        await api.PutAsJsonAsync("/api/v1/rotas/on-call", new { name = new { en = "x", zh = "x" }, timeZone = "Asia/Shanghai", version = 99 }, TestContext.Current.CancellationToken).IsProblem(409, "RotaChangedMeanwhile");
    }
}
