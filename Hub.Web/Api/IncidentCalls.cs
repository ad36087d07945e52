using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Features.Incidents;

namespace Hub.Web.Api;

/// <summary>Incidents: open, find, read and command them.</summary>
internal static class IncidentCalls
{
    private const string Number = """{"number":"INC-2026-0001","url":"https://hub.example/incidents/INC-2026-0001"}""";

    public static void MapIncidents(this RouteGroupBuilder api)
    {
        var incidents = api.MapGroup("/incidents").WithTags("Incidents");
        incidents.MapPost("", Open)
            .Says("openIncident", "Report and confirm in one", "Needs the rights report and triage. When this answers, every notice that the plan asks for is in the store.")
            .Takes<IncidentBody>("""{"title":"Code Red II","category":"manmade","grade":"II","reason":"Worm spreads in the office network","source":"ids"}""")
            .Gives<NumberAnswer>(Number, 201)
            .Refuses(400, 401, 403, 413, 415, 422);
        incidents.MapGet("", List)
            .Says("listIncidents", "Find incidents", "Newest first. A restricted incident is seen by those named on it alone.")
            .Gives<IncidentsAnswer>(null, 200)
            .Refuses(400, 401, 403);
        incidents.MapGet("/{number}", Read)
            .Says("readIncident", "Read an incident", "As it stands now.")
            .Gives<IncidentAnswer>(null, 200)
            .Refuses(401, 403, 404);
        Command(incidents, "/updates", "postUpdate", "Post an update", Post).Takes<UpdateBody>("""{"text":"Both hosts are isolated","verified":true}""");
        Command(incidents, "/correct", "correctIncident", "Correct title, description and place", Correct).Takes<CorrectBody>("""{"title":"Worm on the web servers","place":"Machine room 1","read":{"title":"Worm"}}""");
        Command(incidents, "/grade", "changeGrade", "Raise or lower the grade", ChangeGrade).Takes<GradeBody>("""{"grade":"I","reason":"Production is affected"}""");
        Command(incidents, "/leader", "appointLeader", "Appoint the leader", Appoint).Takes<LeaderBody>("""{"person":"Taylor Maxwell"}""");
        Command(incidents, "/stage", "changeStage", "Go to another stage", ChangeStage).Takes<StageBody>("""{"stage":"containment"}""");
        Command(incidents, "/stand-down", "standDown", "End the emergency response", StandDown).Takes<ReasonBody>("""{"reason":"Systems run as before"}""");
        Command(incidents, "/close", "closeIncident", "Close the incident", Close).Takes<ReasonBody>("""{"reason":"Summary is written"}""");
    }

    private static RouteHandlerBuilder Command(RouteGroupBuilder group, string path, string name, string summary, Delegate handler) =>
        group.MapPost("/{number}" + path, handler).Says(name, summary, "Needs the right command.").Gives<NumberAnswer>(Number, 200).Refuses(400, 401, 403, 404, 409, 413, 415, 422);

    private static Task<IResult> Open(HttpContext http, ApiCall call, OpenIncident open, Links links) =>
        call.Command<IncidentBody, Opened>(
            http,
            async (body, caller) => (ReportCalls.Fault(body) ?? (body.Grade is null ? Refusal.Invalid("grade", "Required") : null)) is { } fault
                ? fault
                : await open.ReportAndConfirm(caller, body.ToContent(), body.Grade!.Value, body.Reason, body.IsRestricted, cancellation: http.RequestAborted),
            opened => (201, new NumberAnswer(opened.Number, links.Incident(opened.Number))));

    private static Task<IResult> List(
        HttpContext http, ApiCall call, ListIncidents list, Links links, string? state = null, string? grade = null, string? q = null, string? after = null, string? limit = null)
    {
        var asked = Asked.State(state).Grade(grade).Limit(limit);
        return call.Ask<FoundIncidents>(
            http,
            async caller => asked.Fault is { } fault && caller.Has(Right.Read)
                ? fault
                : await list.Run(caller, new IncidentSearch(asked.StateValue, asked.GradeValue, q, after, asked.LimitValue), http.RequestAborted),
            page => new IncidentsAnswer([.. page.Items.Select(i => IncidentAnswer.Of(i, links))], page.Next));
    }

    private static Task<IResult> Read(string number, HttpContext http, ApiCall call, ReadIncident read, Links links) =>
        call.Ask(http, caller => read.Run(caller, number, http.RequestAborted), standing => IncidentAnswer.Of(standing, links));

    private static Task<IResult> Post(string number, HttpContext http, ApiCall call, CommandIncident command, Links links) =>
        Run<UpdateBody>(http, call, links, (body, caller) => command.Post(caller, number, body.Text, body.Verified, http.RequestAborted));

    private static Task<IResult> Correct(string number, HttpContext http, ApiCall call, CorrectIncident correct, Links links) =>
        Run<CorrectBody>(http, call, links, (body, caller) => correct.Run(caller, number, body.Text, body.Read?.Text, http.RequestAborted));

    private static Task<IResult> ChangeGrade(string number, HttpContext http, ApiCall call, CommandIncident command, Links links) =>
        Run<GradeBody>(http, call, links, async (body, caller) => body.Grade is { } grade ? await command.ChangeGrade(caller, number, grade, body.Reason, body.From, http.RequestAborted) : Refusal.Invalid("grade", "Required"));

    private static Task<IResult> Appoint(string number, HttpContext http, ApiCall call, CommandIncident command, Links links) =>
        Run<LeaderBody>(http, call, links, (body, caller) => command.Appoint(caller, number, body.Person, http.RequestAborted));

    private static Task<IResult> ChangeStage(string number, HttpContext http, ApiCall call, CommandIncident command, Links links) =>
        Run<StageBody>(http, call, links, async (body, caller) => body.Stage is { } stage ? await command.ChangeStage(caller, number, stage, http.RequestAborted) : Refusal.Invalid("stage", "Required"));

    private static Task<IResult> StandDown(string number, HttpContext http, ApiCall call, CommandIncident command, Links links) =>
        Run<ReasonBody>(http, call, links, (body, caller) => command.StandDown(caller, number, body.Reason, http.RequestAborted));

    private static Task<IResult> Close(string number, HttpContext http, ApiCall call, CommandIncident command, Links links) =>
        Run<ReasonBody>(http, call, links, (body, caller) => command.Close(caller, number, body.Reason, http.RequestAborted));

    private static Task<IResult> Run<TBody>(HttpContext http, ApiCall call, Links links, Func<TBody, Caller, Task<Outcome<string>>> run)
        where TBody : class, new() =>
        call.Command(http, run, number => (200, new NumberAnswer(number, links.Incident(number))));
}
