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
    public async Task Layers_are_put_in_another_order_with_what_belongs_to_them()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Right.Read | Right.Command);
        await api.Post("/api/v1/rotas", new { key = "night", name = new { en = "Night", zh = "夜班" }, timeZone = "Europe/Berlin" }).Answers(HttpStatusCode.Created);
        foreach (var person in new[] { Samantha, Robert })
        {
            await api.Post("/api/v1/rotas/night/layers", new { firstDay = "2026-11-23", handOverAt = "09:00:00", shiftDays = 1, participants = new[] { person } }).Answers(HttpStatusCode.Created);
        }

        await api.Post("/api/v1/rotas/night/covers", new { person = "Robert Brown", layer = 1, from = "2026-11-26T08:00:00Z", until = "2026-11-27T08:00:00Z", of = "Samantha Smith" }).Answers(HttpStatusCode.Created);
        var version = (await api.GetAsync("/api/v1/rotas/night").Answers(HttpStatusCode.OK)).GetProperty("version").GetInt64();
        await api.Put("/api/v1/rotas/night/layers/order", new { order = new[] { 1, 1 }, version }).IsProblem(400, "LayerOrderWrong", "order");
        await api.Put("/api/v1/rotas/night/layers/order", new { order = new[] { 1, 0 }, version = version - 1 }).IsProblem(409, "RotaChangedMeanwhile");
        await api.Put("/api/v1/rotas/none/layers/order", new { order = new[] { 1, 0 } }).IsProblem(404, "RotaUnknown");
        using var reader = await app.Client(Right.Read);
        await reader.Put("/api/v1/rotas/night/layers/order", new { order = new[] { 1, 0 } }).IsProblem(403, "NotAllowed");

        await api.Put("/api/v1/rotas/night/layers/order", new { order = new[] { 1, 0 }, version }).Answers(HttpStatusCode.OK);

        var rota = await api.GetAsync("/api/v1/rotas/night?from=2026-11-26T09:00:00Z").Answers(HttpStatusCode.OK);
        rota.GetProperty("shifts")[0].GetProperty("onCall").EnumerateArray().Select(o => o.GetProperty("name").GetString()).Should().Equal("Robert Brown", "Samantha Smith");
        rota.GetProperty("covers")[0].GetProperty("layer").GetInt32().Should().Be(0);
    }

    [Fact]
    public async Task Who_has_left_is_on_call_nowhere_and_the_gap_is_named()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Right.Read | Right.Command | Right.Administer);
        await api.Post("/api/v1/rotas", new { key = "night", name = new { en = "Night", zh = "夜班" }, timeZone = "Europe/Berlin" }).Answers(HttpStatusCode.Created);
        await api.Post("/api/v1/rotas/night/layers", new { firstDay = "2026-06-23", handOverAt = "09:00:00", shiftDays = 1, participants = new[] { Robert } }).Answers(HttpStatusCode.Created);
        Night(await api.GetAsync("/api/v1/rotas").Answers(HttpStatusCode.OK)).GetProperty("gaps").GetArrayLength().Should().Be(0);
        await using (var db = app.Db())
        {
            db.Persons.Single(p => p.Id == Robert).Retire();
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var line = Night(await api.GetAsync("/api/v1/rotas").Answers(HttpStatusCode.OK));
        line.GetProperty("now").GetArrayLength().Should().Be(0);
        line.GetProperty("gaps").GetArrayLength().Should().Be(1, "it is one gap of thirty days");
        (await api.GetAsync("/api/v1/rotas/night").Answers(HttpStatusCode.OK)).GetProperty("shifts").EnumerateArray().Should().OnlyContain(s => s.GetProperty("onCall").GetArrayLength() == 0);

        static System.Text.Json.JsonElement Night(System.Text.Json.JsonElement list) => list.GetProperty("items").EnumerateArray().Single(r => r.GetProperty("key").GetString() == "night");
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
    public async Task Who_may_act_for_nobody_learns_of_nobody_whether_there_is_such_an_address()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Right.Read);
        foreach (var person in new string?[] { "robert.brown@contoso.example", "nobody@contoso.example", "Robert Brown", "Nobody", Guid.NewGuid().ToString(), null })
        {
            var time = new { person, from = "2026-11-24T08:00:00Z", until = "2026-11-25T08:00:00Z" };
            await api.Post("/api/v1/unavailabilities", time).IsProblem(403, "NotAllowed");
            await api.Post("/api/v1/unavailabilities/look", time).IsProblem(403, "NotAllowed");
            await api.Post("/api/v1/rotas/on-call/covers", time).IsProblem(403, "NotAllowed");
        }

        using var display = await app.Client(Right.Display);
        foreach (var path in new[] { "rotas", "rotas/on-call", "rotas/on-call/on-call", "rotas/on-call?from=wrong" })
        {
            await display.GetAsync($"/api/v1/{path}").IsProblem(403, "NotAllowed");
        }

        using var reader = await app.Client(Right.Read);
        var (id, none) = (Guid.NewGuid(), new { });
        foreach (var (method, path) in new[]
        {
            ("PUT", "rotas/on-call"), ("DELETE", "rotas/on-call"), ("POST", "rotas/on-call/layers"), ("PUT", "rotas/on-call/layers/0"), ("DELETE", "rotas/on-call/layers/0"),
            ("PUT", "rotas/on-call/layers/order"), ("POST", "rotas/on-call/overrides"), ("DELETE", $"rotas/on-call/overrides/{id}"), ("POST", "rotas"),
        })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1/{path}") { Content = JsonContent.Create(none) };
            await reader.SendAsync(request, TestContext.Current.CancellationToken).IsProblem(403, "NotAllowed");
        }
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
        await api.PostRaw("/api/v1/rotas/on-call/layers", $$"""{"firstDay":"2026-11-23","handOverAt":"09:00:00","shiftDays":1,"participants":["{{Samantha}}","{{Guid.Empty}}"]}""").IsProblem(400, "PersonUnknown", "participants");
        await api.PutAsJsonAsync("/api/v1/rotas/on-call", new { name = new { en = "x", zh = "x" }, timeZone = "Asia/Shanghai", version = 99 }, TestContext.Current.CancellationToken).IsProblem(409, "RotaChangedMeanwhile");
    }
}
