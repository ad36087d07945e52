using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Features.Rotas;

namespace Hub.Web.Api;

/// <summary>Cover for a shift, and who is not available.</summary>
internal static class CoverCalls
{
    private const string ForOthers = "For somebody else it needs the right administer or command; a key names the person.";

    public static void MapCovers(this RouteGroupBuilder api)
    {
        RotaCalls.Changes(api.MapPost("/rotas/{key}/covers", AskCover)).Says("askForCover", "Ask a colleague to take a shift", "It must be the asker's own and lie ahead. " + ForOthers)
            .Takes<CoverBody>("""{"person":"samantha.smith@contoso.example","layer":0,"from":"2026-11-24T01:00:00Z","until":"2026-11-25T01:00:00Z","of":"robert.brown@contoso.example"}""").Gives<DoneAnswer>(null, 201);
        Answer(api, "accept", "acceptCover", "Take the shift", (use, caller, id, person, stop) => use.Accept(caller, id, person, stop), "accepted");
        Answer(api, "decline", "declineCover", "Say that one can not take it", (use, caller, id, person, stop) => use.Decline(caller, id, person, stop), "declined");
        Answer(api, "withdraw", "withdrawCover", "Cover is needed no more", (use, caller, id, _, stop) => use.Withdraw(caller, id, stop), "withdrawn");
        RotaCalls.Changes(api.MapPost("/unavailabilities", Say)).Says("sayUnavailable", "Say that somebody is not available for shifts", "The next participant of each layer takes them; where there is nobody, it is refused with 409 unless `acceptsGaps`. " + ForOthers)
            .Takes<UnavailableBody>("""{"person":"samantha.smith@contoso.example","from":"2026-11-24T01:00:00Z","until":"2026-11-25T01:00:00Z","acceptsGaps":false}""").Gives<UnavailableAnswer>(null, 201);
        RotaCalls.Changes(api.MapPost("/unavailabilities/look", Look)).Says("lookUnavailable", "Look what would follow", "As saying it, and nothing is changed.")
            .Takes<UnavailableBody>("""{"person":"samantha.smith@contoso.example","from":"2026-11-24T01:00:00Z","until":"2026-11-25T01:00:00Z"}""").Gives<UnavailableAnswer>(null, 200);
        RotaCalls.Changes(api.MapDelete("/unavailabilities/{id:guid}", Withdraw)).Says("availableAgain", "Available again", "All of it when it has not begun, else the rest. " + ForOthers).Gives<DoneAnswer>(null, 200);
    }

    private static void Answer(RouteGroupBuilder api, string path, string name, string summary, Func<AnswerCover, Caller, Guid, string?, CancellationToken, Task<Outcome<Guid>>> run, string done) =>
        RotaCalls.Changes(api.MapPost($"/covers/{{id:guid}}/{path}", (Guid id, HttpContext http, ApiCall call, AnswerCover use) => call.BareCommand<CoverAnswerBody, Guid>(
                http, (body, caller) => run(use, caller, id, body.Person, http.RequestAborted), answered => (200, new DoneAnswer(answered, done)))))
            .Says(name, summary, ForOthers + " 410 once it was answered, withdrawn, or the shift has begun.")
            .Takes<CoverAnswerBody>("""{"person":"robert.brown@contoso.example"}""", optional: true).Gives<DoneAnswer>(null, 200).Refuses(410);

    private static Task<IResult> AskCover(string key, HttpContext http, ApiCall call, AskForCover ask) =>
        call.Command<CoverBody, Guid>(
            http, (body, caller) => ask.Run(caller, key, new CoverEntry(body.Person, body.Layer, body.From, body.Until, body.Of, body.Note), http.RequestAborted), id => (201, new DoneAnswer(id, "asked")));

    private static Task<IResult> Say(HttpContext http, ApiCall call, SayUnavailable say) =>
        call.Command<UnavailableBody, SaidUnavailable>(
            http, (body, caller) => say.Run(caller, body.ToEntry(), http.RequestAborted), said => (201, new UnavailableAnswer(said.Id, ShiftConsequenceAnswer.Of(said.Consequences, Problems.LanguageOf(http)))));

    private static Task<IResult> Look(HttpContext http, ApiCall call, SayUnavailable say) =>
        call.Command<UnavailableBody, IReadOnlyList<Consequence>>(
            http, (body, caller) => say.Look(caller, body.ToEntry(), http.RequestAborted), all => (200, new UnavailableAnswer(null, ShiftConsequenceAnswer.Of(all, Problems.LanguageOf(http)))));

    private static Task<IResult> Withdraw(Guid id, HttpContext http, ApiCall call, SayUnavailable say) =>
        call.BareCommand<NothingBody, Guid>(http, (_, caller) => say.Withdraw(caller, id, http.RequestAborted), done => (200, new DoneAnswer(done, "withdrawn")));
}
