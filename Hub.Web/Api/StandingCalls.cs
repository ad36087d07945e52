using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Features.Incidents;

namespace Hub.Web.Api;

/// <summary>What can be relied on: statements verified or found untrue, and the systems that an incident has touched.</summary>
internal static class StandingCalls
{
    private const string Number = """{"number":"INC-2026-0001","url":"https://hub.example/incidents/INC-2026-0001"}""";
    private const string OneSystem = """{"id":"0196f4a0-0000-7000-8000-000000000000","asset":"web2","name":"Web server 2","state":"isolated","since":"2026-11-23T01:00:00Z","by":"Taylor Maxwell","reason":"Its port is shut","version":2}""";

    public static void MapStandings(this RouteGroupBuilder api)
    {
        var incidents = api.MapGroup("/incidents/{number}").WithTags("Incidents");
        incidents.MapPost("/timeline/{entry:long}/verify", Verify)
            .Says("verifyStatement", "Answer for an update or a joined report", "It counts as verified. Needs the right command.")
            .Takes<VerifyBody>("""{"how":"Seen on the console of both hosts"}""", optional: true).Gives<NumberAnswer>(Number, 200).Refuses(400, 401, 403, 404, 409, 413, 415, 422);
        incidents.MapPost("/timeline/{entry:long}/retract", Retract)
            .Says("retractStatement", "Find an update or a joined report untrue", "It stays in the record and is shown as untrue, with the reason. Needs the right command.")
            .Takes<ReasonBody>("""{"reason":"The second host was another one"}""").Gives<NumberAnswer>(Number, 200).Refuses(400, 401, 403, 404, 409, 413, 415, 422);
        incidents.MapGet("/systems", Systems)
            .Says("readSystems", "Read the systems that an incident has touched", "What is harmed first.")
            .Gives<SystemsAnswer>(null, 200).Refuses(401, 403, 404);
        incidents.MapPost("/systems", Mark)
            .Says("markSystem", "Say which system is touched and where it stands", "By an asset of the directory or by a free name; the same asset or name again changes its state. Needs the right command.")
            .Takes<SystemBody>("""{"asset":"web2","state":"isolated","reason":"Its port is shut"}""").Gives<SystemAnswer>(OneSystem, 200).Refuses(400, 401, 403, 404, 409, 413, 415, 422);
        incidents.MapPost("/systems/{id:guid}/strike-out", StrikeOut)
            .Says("strikeOutSystem", "Take back a system that was named by mistake", "The record keeps that it was named. Needs the right command.")
            .Takes<ReasonBody>("""{"reason":"Wrong host name"}""").Gives<SystemAnswer>(OneSystem, 200).Refuses(400, 401, 403, 404, 409, 413, 415, 422);
    }

    private static Task<IResult> Verify(string number, long entry, HttpContext http, ApiCall call, JudgeStatement judge, Links links) =>
        call.BareCommand<VerifyBody, string>(http, (body, caller) => judge.Verify(caller, number, entry, body.How, http.RequestAborted), done => (200, new NumberAnswer(done, links.Incident(done))));

    private static Task<IResult> Retract(string number, long entry, HttpContext http, ApiCall call, JudgeStatement judge, Links links) =>
        call.Command<ReasonBody, string>(http, (body, caller) => judge.Retract(caller, number, entry, body.Reason, http.RequestAborted), done => (200, new NumberAnswer(done, links.Incident(done))));

    private static Task<IResult> Systems(string number, HttpContext http, ApiCall call, ReadIncident read) =>
        call.Ask(http, caller => read.Systems(caller, number, http.RequestAborted), systems => new SystemsAnswer(number, [.. systems.Select(s => SystemAnswer.Of(s, Problems.LanguageOf(http)))]));

    private static Task<IResult> Mark(string number, HttpContext http, ApiCall call, MarkSystem mark) =>
        call.Command<SystemBody, AffectedSystem>(
            http,
            async (body, caller) => body.State is { } state
                ? await mark.Run(caller, number, new SystemMark(body.Asset, body.Name, state, body.Reason, body.Version), http.RequestAborted)
                : caller.Has(Right.Command) ? Refusal.Invalid("state", "Required") : Refusal.NotAllowed(),
            system => (200, SystemAnswer.Of(system, Problems.LanguageOf(http))));

    private static Task<IResult> StrikeOut(string number, Guid id, HttpContext http, ApiCall call, MarkSystem mark) =>
        call.Command<ReasonBody, AffectedSystem>(http, (body, caller) => mark.StrikeOut(caller, number, id, body.Reason, http.RequestAborted), system => (200, SystemAnswer.Of(system, Problems.LanguageOf(http))));
}
