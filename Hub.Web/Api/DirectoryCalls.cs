using Hub.Domain.Shared;
using Hub.Web.Components.Readiness;
using Hub.Web.Features.Directory;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Web.Api;

/// <summary>The directory: persons, offices, groups. Reading needs the right read, every change administer.</summary>
internal static class DirectoryCalls
{
    private const string Stale = "Needs the right administer. 409 when somebody else changed it since `version` was read.";

    public static void MapDirectory(this RouteGroupBuilder api)
    {
        var directory = api.MapGroup("/directory").WithTags("Directory");
        MapPersons(directory);
        MapOffices(directory);
        MapGroups(directory);
        DirectoryPartCalls.Map(directory);
        DirectoryFileCalls.Map(directory);
        directory.MapPost("/consequences", Ask)
            .Says("askConsequences", "Ask what a change would spoil", "What readiness does not find now and would find in the coming 30 days, with grades, steps and stretches: for persons who leave, a person changed, or an office held by others. Nothing is changed. Needs the right administer.")
            .Takes<ConsequencesBody>("""{"office":"technical-director","seats":[]}""")
            .Gives<ConsequencesAnswer>(null, 200)
            .Refuses(400, 401, 403, 413, 415, 422);
    }

    private static void MapPersons(RouteGroupBuilder directory)
    {
        directory.MapGet("/persons", List)
            .Says("listPersons", "Find persons", "By parts of a name, office, group or, with the right triage, command or administer, address. `state`: active (without it), absent, unreachable, retired or all. Needs the right read.")
            .Gives<PersonsAnswer>(null, 200).Refuses(400, 401, 403);
        directory.MapGet("/persons/{id:guid}", (Guid id, HttpContext http, ApiCall call, PeopleQuery query) => call.Ask(http, caller => query.Find(caller, id, http.RequestAborted), PersonAnswer.Of))
            .Says("readPerson", "Read a person", "Needs the right read; addresses need triage, command or administer.")
            .Gives<PersonAnswer>(null, 200).Refuses(401, 403, 404);
        directory.MapPost("/persons", (HttpContext http, ApiCall call, SavePerson save) => call.Command<PersonBody, Saved>(http, (b, caller) => save.Run(caller, null, null, b.ToDetails(), http.RequestAborted), SavedAnswer.Of))
            .Says("addPerson", "Add a person", "Needs the right administer. An address counts only once it was verified.")
            .Takes<PersonBody>("""{"name":"Samantha Smith","culture":"en","timeZone":"Asia/Shanghai","contactPoints":[{"channel":"mail","address":"samantha.smith@contoso.example"}]}""")
            .Gives<SavedAnswer>(null, 201).Refuses(400, 401, 403, 409, 413, 415, 422);
        directory.MapPost("/persons/{id:guid}", (Guid id, HttpContext http, ApiCall call, SavePerson save) =>
                call.Command<PersonBody, Saved>(http, async (b, caller) => b.Version is { } v ? await save.Run(caller, id, v, b.ToDetails(), http.RequestAborted) : VersionMissing(caller), SavedAnswer.Of))
            .Says("changePerson", "Change a person", $"All of it as it stands afterwards. {Stale} Ask for the consequences first.")
            .Takes<PersonBody>("""{"version":3,"name":"Samantha Smith","culture":"en","timeZone":"Asia/Shanghai","contactPoints":[{"channel":"mail","address":"samantha.smith@contoso.example"}],"absentUntil":"2026-11-30T01:00:00Z"}""")
            .Gives<SavedAnswer>(null, 200).Refuses(400, 401, 403, 404, 409, 413, 415, 422);
        Goes<Guid, RetirePerson>(directory, "/persons/{id:guid}/retire", "retirePerson", "A person leaves", (retire, caller, id, version, cancel) => retire.Run(caller, id, version, true, cancel));
        Goes<Guid, RetirePerson>(directory, "/persons/{id:guid}/reactivate", "reactivatePerson", "A person comes back", (retire, caller, id, version, cancel) => retire.Run(caller, id, version, false, cancel));
        Goes<Guid, RemovePerson>(directory, "/persons/{id:guid}/remove", "removePerson", "Take out a person whom nothing names", (remove, caller, id, version, cancel) => remove.Run(caller, id, version, cancel));
    }

    private static void MapOffices(RouteGroupBuilder directory)
    {
        DirectoryPartCalls.Reads<OfficesAnswer, OfficeAnswer>(directory, "/offices", "Offices", "offices", "an office", view => new OfficesAnswer([.. view.Offices.Select(OfficeAnswer.Of)]), (view, id) => view.Offices.Where(o => o.Key == id).Select(OfficeAnswer.Of).FirstOrDefault());
        directory.MapPost("/offices", (HttpContext http, ApiCall call, SaveOffice save) => call.Command<OfficeBody, Saved>(http, (b, caller) => save.Run(caller, b.Key, null, b.ToEntry(), http.RequestAborted), SavedAnswer.Of))
            .Says("addOffice", "Make an office", "Needs the right administer.")
            .Takes<OfficeBody>("""{"key":"press","nameEn":"Press office","nameZh":"新闻发言人","seats":[]}""")
            .Gives<SavedAnswer>(null, 201).Refuses(400, 401, 403, 409, 413, 415, 422);
        directory.MapPost("/offices/{id}", (string id, HttpContext http, ApiCall call, SaveOffice save) =>
                call.Command<OfficeBody, Saved>(http, async (b, caller) => b.Version is { } v ? await save.Run(caller, id, v, b.ToEntry(), http.RequestAborted) : VersionMissing(caller), SavedAnswer.Of))
            .Says("changeOffice", "Rename an office or put other people into it", $"All of it as it stands afterwards. {Stale}")
            .Takes<OfficeBody>("""{"version":1,"nameEn":"Press office","nameZh":"新闻发言人","seats":[]}""")
            .Gives<SavedAnswer>(null, 200).Refuses(400, 401, 403, 404, 409, 413, 415, 422);
        Goes<string, RemoveOffice>(directory, "/offices/{id}/remove", "removeOffice", "Take away an office that nothing names", (remove, caller, id, version, cancel) => remove.Run(caller, id, version, cancel));
    }

    private static void MapGroups(RouteGroupBuilder directory)
    {
        DirectoryPartCalls.Reads<GroupsAnswer, GroupAnswer>(directory, "/groups", "Groups", "groups", "a group", view => new GroupsAnswer([.. view.Groups.Select(GroupAnswer.Of)]), (view, id) => view.Groups.Where(g => g.Key == id).Select(GroupAnswer.Of).FirstOrDefault());
        directory.MapPost("/groups", (HttpContext http, ApiCall call, SaveGroup save) => call.Command<GroupBody, Saved>(http, (b, caller) => save.Run(caller, b.Key, null, b.ToEntry(), http.RequestAborted), SavedAnswer.Of))
            .Says("addGroup", "Make a group", "Needs the right administer.")
            .Takes<GroupBody>("""{"key":"night-team","nameEn":"Night team","nameZh":"夜班小组","members":["rota:on-call"]}""")
            .Gives<SavedAnswer>(null, 201).Refuses(400, 401, 403, 409, 413, 415, 422);
        directory.MapPost("/groups/{id}", (string id, HttpContext http, ApiCall call, SaveGroup save) =>
                call.Command<GroupBody, Saved>(http, async (b, caller) => b.Version is { } v ? await save.Run(caller, id, v, b.ToEntry(), http.RequestAborted) : VersionMissing(caller), SavedAnswer.Of))
            .Says("changeGroup", "Rename a group or change its members", $"All of it as it stands afterwards. {Stale}")
            .Takes<GroupBody>("""{"version":1,"nameEn":"Night team","nameZh":"夜班小组","members":["rota:on-call","rota:on-call-backup"]}""")
            .Gives<SavedAnswer>(null, 200).Refuses(400, 401, 403, 404, 409, 413, 415, 422);
        Goes<string, RemoveGroup>(directory, "/groups/{id}/remove", "removeGroup", "Take away a group that nothing names", (remove, caller, id, version, cancel) => remove.Run(caller, id, version, cancel));
    }

    /// <summary>A call that needs nothing but the version.</summary>
    internal static void Goes<TKey, TUseCase>(
        RouteGroupBuilder directory, string path, string name, string summary, Func<TUseCase, Domain.People.Caller, TKey, long, CancellationToken, Task<Outcome<Saved>>> run)
        where TKey : notnull
        where TUseCase : class =>
        directory.MapPost(path, ([FromRoute] TKey id, HttpContext http, ApiCall call, [FromServices] TUseCase useCase) =>
                call.Command<VersionBody, Saved>(http, async (b, caller) => b.Version is { } v ? await run(useCase, caller, id, v, http.RequestAborted) : VersionMissing(caller), SavedAnswer.Of))
            .Says(name, summary, Stale)
            .Takes<VersionBody>("""{"version":3}""")
            .Gives<SavedAnswer>(null, 200).Refuses(400, 401, 403, 404, 409, 413, 415, 422);

    /// <summary>A command without the version that was read.</summary>
    internal static Refusal VersionMissing(Domain.People.Caller caller) =>
        caller.Has(Domain.People.Right.Administer) ? Refusal.Invalid("version", "Required") : Refusal.NotAllowed();

    private static Task<IResult> List(HttpContext http, ApiCall call, PeopleQuery query, string? q = null, string? state = null, string? limit = null, string? page = null)
    {
        var asked = Asked.Nothing.Limit(limit).After(page);
        var wanted = state is null ? PeopleState.Active : ApiJson.Value<PeopleState>(state);
        return call.Ask<PeopleList>(
            http,
            async caller => asked.Fault is { } fault ? fault with { Field = fault.Field == "after" ? "page" : fault.Field }
                : wanted is not { } known ? Refusal.Invalid("state", "Unknown")
                : await query.Run(caller, new PeopleFilter(q, known, (int)Math.Clamp(asked.AfterValue, 1, int.MaxValue), asked.LimitValue), http.RequestAborted),
            list => new PersonsAnswer([.. list.People.Select(PersonAnswer.Of)], list.Total, list.Page, list.Pages));
    }

    private static Task<IResult> Ask(HttpContext http, ApiCall call, AskConsequences asking, FindingWords words) => call.Command<ConsequencesBody, Foreseen>(
        http,
        async (b, caller) => b.ToDeed() is { } deed ? await asking.Run(caller, deed, http.RequestAborted) : VersionOrDeed(caller),
        foreseen => (200, ConsequencesAnswer.Of(foreseen, words, Problems.LanguageOf(http))));

    private static Refusal VersionOrDeed(Domain.People.Caller caller) =>
        caller.Has(Domain.People.Right.Administer) ? Refusal.Invalid("retire", "OneDeed") : Refusal.NotAllowed();
}
