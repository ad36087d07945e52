using System.Globalization;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Features.Rotas;

namespace Hub.Web.Api;

/// <summary>Rotas: read them, who is on call at an instant, keep their layers and overrides.</summary>
internal static class RotaCalls
{
    private const string Needs = "Needs the right administer or command.";
    private const string LayerExample = """{"name":{"en":"Primary","zh":"主班"},"firstDay":"2026-01-05","handOverAt":"09:00:00","shiftDays":7,"participants":["0193a1c0-0000-7000-8000-000000000000"],"hours":["Mon 09:00-Mon 17:00"]}""";
    private const string RotaExample = """{"name":{"en":"On call","zh":"应急值班"},"timeZone":"Asia/Shanghai","tellMinutesBefore":1440}""";
    private static readonly TimeSpan Usual = TimeSpan.FromDays(30);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    public static void MapRotas(this RouteGroupBuilder api)
    {
        Tagged(api.MapGet("/rotas", List)).Says("listRotas", "List the rotas", "Who is on call now, until when, who is next, and what nobody has in the coming 30 days.").Gives<RotasAnswer>(null, 200).Refuses(401, 403);
        Tagged(api.MapGet("/rotas/{key}", Read))
            .Says("readRota", "Read a rota with its shifts", "Its layers, and exactly who is on call between `from` and `until` (ISO 8601 with zone; without them the coming 30 days; at most 400 days): pieces without overlap or hole.")
            .Gives<RotaAnswer>(null, 200).Refuses(400, 401, 403, 404);
        Tagged(api.MapGet("/rotas/{key}/on-call", At))
            .Says("onCallAt", "Who is on call at an instant", "`at`, ISO 8601 with zone; without it, now.").Gives<OnCallAtAnswer>(null, 200).Refuses(400, 401, 403, 404);
        Changes(api.MapPost("/rotas", Add)).Says("addRota", "Add a rota", Needs).Takes<NewRotaBody>("""{"key":"on-call","name":{"en":"On call","zh":"应急值班"},"timeZone":"Asia/Shanghai"}""").Gives<RotaDoneAnswer>("""{"key":"on-call","done":"added"}""", 201);
        Changes(api.MapPut("/rotas/{key}", Change)).Says("changeRota", "Change name, zone and notices of a rota", Needs).Takes<ChangedRotaBody>(RotaExample).Gives<RotaDoneAnswer>(null, 200);
        Changes(api.MapDelete("/rotas/{key}", Remove)).Says("removeRota", "Remove a rota", Needs + " 409 while the plan in force or a group names it.").Gives<RotaDoneAnswer>(null, 200);
        Changes(api.MapPost("/rotas/{key}/layers", AddLayer)).Says("addLayer", "Add a layer below the others", Needs).Takes<LayerBody>(LayerExample).Gives<LayerDoneAnswer>("""{"key":"on-call","position":1,"done":"added"}""", 201);
        Changes(api.MapPut("/rotas/{key}/layers/{position:int}", ChangeLayer)).Says("changeLayer", "Change a layer", Needs).Takes<LayerBody>(LayerExample).Gives<LayerDoneAnswer>(null, 200);
        Changes(api.MapPut("/rotas/{key}/layers/order", Arrange)).Says("arrangeLayers", "Put the layers in another order", Needs + " Overrides and requests for cover go with their layer; each layer has the position of its new place.")
            .Takes<LayerOrderBody>("""{"order":[1,0],"version":4}""").Gives<RotaDoneAnswer>("""{"key":"on-call","done":"arranged"}""", 200);
        Changes(api.MapDelete("/rotas/{key}/layers/{position:int}", RemoveLayer)).Says("removeLayer", "Remove a layer with its overrides", Needs).Gives<LayerDoneAnswer>(null, 200);
        Changes(api.MapPost("/rotas/{key}/overrides", AddOverride)).Says("addOverride", "Give a shift or any time to somebody", Needs + " They and those whom they replace are told.")
            .Takes<OverrideBody>("""{"person":"robert.brown@contoso.example","from":"2026-11-24T01:00:00Z","until":"2026-11-25T01:00:00Z","layer":0}""").Gives<DoneAnswer>(null, 201);
        Changes(api.MapDelete("/rotas/{key}/overrides/{id:guid}", RemoveOverride)).Says("removeOverride", "Take an override away", Needs).Gives<DoneAnswer>(null, 200);
    }

    internal static RouteHandlerBuilder Tagged(RouteHandlerBuilder call) => call.WithTags("Rotas");

    internal static RouteHandlerBuilder Changes(RouteHandlerBuilder call) => Tagged(call).Refuses(400, 401, 403, 404, 409, 413, 415, 422);

    /// <summary>An instant of an address: ISO 8601 with its zone.</summary>
    private static Outcome<DateTimeOffset> Instant(string field, string? text, DateTimeOffset otherwise) =>
        text is null ? otherwise
        : text.Length > 10 && (text.EndsWith('Z') || text[10..].AsSpan().IndexOfAny('+', '-') > 0)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) && at.Year is >= 2000 and < 2200 ? at.ToUniversalTime()
        : Refusal.Invalid(field, "Unknown");

    private static Task<IResult> List(HttpContext http, ApiCall call, RotasQuery query) =>
        call.Ask(http, caller => query.List(caller, http.RequestAborted), all => new RotasAnswer([.. all.Select(r => RotaItem.Of(r, Problems.LanguageOf(http)))]));

    private static Task<IResult> Read(string key, HttpContext http, ApiCall call, RotasQuery query, TimeProvider time, string? from = null, string? until = null)
    {
        var begins = Instant("from", from, time.GetUtcNow());
        var ends = begins.IsRefused ? begins : Instant("until", until, begins.Value + Usual);
        var fault = ends.Refusal ?? (ends.Value <= begins.Value ? Refusal.Invalid("until", "UntilBeforeFrom") : ends.Value - begins.Value > Longest ? Refusal.Invalid("until", "TooFarAhead", Longest.Days) : null);
        return call.Ask<RotaDetail>(
            http,
            async caller => fault is not null && caller.Has(Right.Read) ? fault : await query.Find(caller, key, begins.IsRefused ? time.GetUtcNow() : begins.Value, http.RequestAborted),
            detail => RotaAnswer.Of(detail, begins.Value, ends.Value, Problems.LanguageOf(http)));
    }

    private static Task<IResult> At(string key, HttpContext http, ApiCall call, RotasQuery query, TimeProvider time, string? at = null)
    {
        var instant = Instant("at", at, time.GetUtcNow());
        return call.Ask<RotaDetail>(
            http,
            async caller => instant.IsRefused && caller.Has(Right.Read) ? instant.Refusal : await query.Find(caller, key, instant.IsRefused ? time.GetUtcNow() : instant.Value, http.RequestAborted),
            detail => new OnCallAtAnswer(instant.Value, RotaAnswer.Of(detail, instant.Value, instant.Value.AddTicks(10), "en").Shifts[0].OnCall));
    }

    private static Task<IResult> Add(HttpContext http, ApiCall call, KeepRotas keep) =>
        call.Command<NewRotaBody, string>(http, (body, caller) => keep.Add(caller, body.Key, body.ToEntry(), http.RequestAborted), key => (201, new RotaDoneAnswer(key, "added")));

    private static Task<IResult> Change(string key, HttpContext http, ApiCall call, KeepRotas keep) =>
        call.Command<ChangedRotaBody, string>(http, (body, caller) => keep.Change(caller, key, body.ToEntry(), body.Version, http.RequestAborted), done => (200, new RotaDoneAnswer(done, "changed")));

    private static Task<IResult> Remove(string key, HttpContext http, ApiCall call, KeepRotas keep) =>
        call.BareCommand<NothingBody, string>(http, (_, caller) => keep.Remove(caller, key, http.RequestAborted), done => (200, new RotaDoneAnswer(done, "removed")));

    private static Task<IResult> AddLayer(string key, HttpContext http, ApiCall call, KeepLayers keep) => Layer(http, call, keep, key, null, 201, "added");

    private static Task<IResult> ChangeLayer(string key, int position, HttpContext http, ApiCall call, KeepLayers keep) => Layer(http, call, keep, key, position, 200, "changed");

    private static Task<IResult> Layer(HttpContext http, ApiCall call, KeepLayers keep, string key, int? position, int status, string done) =>
        call.Command<LayerBody, int>(
            http,
            async (body, caller) => body.ToTerms() is { IsRefused: false } terms ? await keep.Run(caller, key, position, terms.Value, body.Version, http.RequestAborted) : RotaFile.MayChange(caller) ? body.ToTerms().Refusal! : Refusal.NotAllowed(),
            at => (status, new LayerDoneAnswer(key, at, done)));

    private static Task<IResult> Arrange(string key, HttpContext http, ApiCall call, ArrangeLayers arrange) =>
        call.Command<LayerOrderBody, string>(http, (body, caller) => arrange.Run(caller, key, body.Order ?? [], body.Version, http.RequestAborted), done => (200, new RotaDoneAnswer(done, "arranged")));

    private static Task<IResult> RemoveLayer(string key, int position, HttpContext http, ApiCall call, KeepLayers keep) =>
        call.BareCommand<NothingBody, int>(http, (_, caller) => keep.Remove(caller, key, position, http.RequestAborted), at => (200, new LayerDoneAnswer(key, at, "removed")));

    private static Task<IResult> AddOverride(string key, HttpContext http, ApiCall call, StandIn standIn) =>
        call.Command<OverrideBody, Guid>(
            http, (body, caller) => standIn.Run(caller, key, new StandInEntry(body.Person, body.From, body.Until, body.Layer), http.RequestAborted), id => (201, new DoneAnswer(id, "added")));

    private static Task<IResult> RemoveOverride(string key, Guid id, HttpContext http, ApiCall call, StandIn standIn) =>
        call.BareCommand<NothingBody, Guid>(http, (_, caller) => standIn.Remove(caller, key, id, http.RequestAborted), done => (200, new DoneAnswer(done, "removed")));
}
