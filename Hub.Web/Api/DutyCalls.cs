using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Features.Clocks;
using Hub.Web.Features.Incidents;

namespace Hub.Web.Api;

/// <summary>Duties to outside bodies: read, correct, release or waive them, and record the number that came back.</summary>
internal static class DutyCalls
{
    public static void MapDuties(this RouteGroupBuilder api)
    {
        api.MapGet("/incidents/{number}/duties", Duties).WithTags("Duties")
            .Says("readDuties", "Read the duties of an incident", "What outside bodies must be told, the next due first.")
            .Gives<DutiesAnswer>(null, 200)
            .Refuses(401, 403, 404);
        Command(api, "/text", "correctDuty", "Correct the prepared text", Correct).Takes<DutyTextBody>("""{"subject":"Report of a cybersecurity incident","body":"…","version":1}""");
        Command(api, "/release", "releaseDuty", "Release the text to the body", Release).Takes<ReleaseBody>("""{"version":2}""", optional: true);
        Command(api, "/waive", "waiveDuty", "Decide that the body is not told", Waive).Takes<ReasonBody>("""{"reason":"Not within its remit"}""");
        Command(api, "/reference", "recordReference", "Record the number that the body gave back", Record).Takes<ReferenceBody>("""{"referenceNumber":"CAC-2026-118"}""");
    }

    private static RouteHandlerBuilder Command(RouteGroupBuilder api, string path, string name, string summary, Delegate handler) =>
        api.MapPost("/duties/{id:guid}" + path, handler).WithTags("Duties")
            .Says(name, summary, "Needs the right releaseOutside. Nothing leaves for an outside body before it is released.")
            .Gives<DutyDecidedAnswer>("""{"id":"0196f4a0-0000-7000-8000-000000000000","done":"released"}""", 200)
            .Refuses(400, 401, 403, 404, 409, 413, 415, 422);

    private static Task<IResult> Duties(string number, HttpContext http, ApiCall call, ReadIncident read) =>
        call.Ask(
            http,
            caller => read.Duties(caller, number, http.RequestAborted),
            duties => new DutiesAnswer(number, [.. duties.Select(d => DutyAnswer.Of(d, Problems.LanguageOf(http)))]));

    private static Task<IResult> Correct(Guid id, HttpContext http, ApiCall call, DecideDuty decide) =>
        call.Command<DutyTextBody, Guid>(http, (body, caller) => decide.Correct(caller, id, body.Subject, body.Body, body.Version, http.RequestAborted), Done("textCorrected"));

    private static Task<IResult> Release(Guid id, HttpContext http, ApiCall call, DecideDuty decide) =>
        call.BareCommand<ReleaseBody, Guid>(http, (body, caller) => decide.Release(caller, id, body.Version, http.RequestAborted), Done("released"));

    private static Task<IResult> Waive(Guid id, HttpContext http, ApiCall call, DecideDuty decide) =>
        call.Command<ReasonBody, Guid>(http, (body, caller) => decide.Waive(caller, id, body.Reason, http.RequestAborted), Done("waived"));

    private static Task<IResult> Record(Guid id, HttpContext http, ApiCall call, DecideDuty decide) =>
        call.Command<ReferenceBody, Guid>(http, (body, caller) => decide.RecordReference(caller, id, body.ReferenceNumber, http.RequestAborted), Done("referenceRecorded"));

    private static Func<Guid, (int, object)> Done(string done) => id => (200, new DutyDecidedAnswer(id, done));
}
