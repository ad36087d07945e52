using Hub.Domain.Shared;
using Hub.Web.Features.Incidents;
using Hub.Web.Security;

namespace Hub.Web.Api;

/// <summary>Reports: send one, and judge it.</summary>
internal static class ReportCalls
{
    public static void MapReports(this RouteGroupBuilder api)
    {
        var reports = api.MapGroup("/reports").WithTags("Reports");
        reports.MapPost("", Send)
            .Says("sendReport", "Report an event", "Anybody with the right to report. The person on call is told at once. The same source and externalId again is the same report: 200 and its number.")
            .Takes<ReportBody>("""{"title":"Intrusion detector: command and control traffic","category":"manmade","place":"Data centre A","suspectedGrade":"II","source":"ids","externalId":"4711"}""")
            .Gives<NumberAnswer>("""{"number":"R-2026-0001","url":"https://hub.example/reports#R-2026-0001"}""", 201, 200)
            .Refuses(400, 401, 403, 413, 415, 422, 429);
        reports.MapPost("/{number}/confirm", Confirm)
            .Says("confirmReport", "Confirm a report as an incident", "Needs the right triage. The plan in force is activated: when this answers, every notice that the plan asks for is in the store.")
            .Takes<ConfirmBody>("""{"grade":"II","reason":"Two hosts confirmed, data at risk"}""")
            .Gives<NumberAnswer>("""{"number":"INC-2026-0001","url":"https://hub.example/incidents/INC-2026-0001"}""", 201)
            .Refuses(400, 401, 403, 404, 409, 413, 415, 422);
        reports.MapPost("/{number}/dismiss", Dismiss)
            .Says("dismissReport", "Judge a report a false alarm", "Needs the right triage.")
            .Takes<ReasonBody>("""{"reason":"Planned load test"}""")
            .Gives<NumberAnswer>("""{"number":"R-2026-0001","url":"https://hub.example/reports#R-2026-0001"}""", 200)
            .Refuses(400, 401, 403, 404, 409, 413, 415, 422);
        reports.MapPost("/{number}/join", Join)
            .Says("joinReport", "Add a report to an incident", "Needs the right triage. It then stands on the incident's timeline.")
            .Takes<JoinBody>("""{"incident":"INC-2026-0001","reason":"Same attacker"}""")
            .Gives<JoinAnswer>("""{"number":"R-2026-0002","incident":"INC-2026-0001","url":"https://hub.example/incidents/INC-2026-0001"}""", 200)
            .Refuses(400, 401, 403, 404, 409, 413, 415, 422);
    }

    /// <summary>The report's content, or the fault of what only the API knows.</summary>
    internal static Refusal? Fault(ReportBody body) =>
        body.Reporter is { } reporter && string.IsNullOrWhiteSpace(reporter.Name) ? Refusal.Invalid("reporter.name", "Required") : null;

    private static async Task<IResult> Send(HttpContext http, ApiCall call, ReportEvent report, ReportLimit limit, Problems problems, Links links)
    {
        var (taken, retryAfter) = limit.Take(Callers.Of(http).Id ?? Guid.Empty);
        return taken == 0
            ? problems.Of(http, StatusCodes.Status429TooManyRequests, "TooManyReports", null, retryAfter, ReportLimit.Most)
            : await call.Command<ReportBody, Reported>(
                http,
                async (body, caller) => Fault(body) is { } fault ? fault : await report.Run(caller, body.ToContent(), cancellation: http.RequestAborted),
                reported => (reported.IsNew ? 201 : 200, new NumberAnswer(reported.Number, links.Report(reported.Number))));
    }

    private static Task<IResult> Confirm(string number, HttpContext http, ApiCall call, OpenIncident open, Links links) =>
        call.Command<ConfirmBody, Opened>(
            http,
            async (body, caller) => body.Grade is { } grade
                ? await open.Confirm(caller, number, grade, body.Category, body.Reason, body.IsRestricted, http.RequestAborted)
                : Refusal.Invalid("grade", "Required"),
            opened => (201, new NumberAnswer(opened.Number, links.Incident(opened.Number))));

    private static Task<IResult> Dismiss(string number, HttpContext http, ApiCall call, TriageReport triage, Links links) =>
        call.Command<ReasonBody, string>(
            http,
            (body, caller) => triage.Dismiss(caller, number, body.Reason, http.RequestAborted),
            report => (200, new NumberAnswer(report, links.Report(report))));

    private static Task<IResult> Join(string number, HttpContext http, ApiCall call, TriageReport triage, Links links) =>
        call.Command<JoinBody, string>(
            http,
            async (body, caller) => Text.Required("incident", body.Incident, 20) is { } fault
                ? fault
                : await triage.Join(caller, number, body.Incident!.Trim(), body.Reason, http.RequestAborted),
            incident => (200, new JoinAnswer(number, incident, links.Incident(incident))));
}
