using Hub.Domain.People;
using Hub.Web.Features.Incidents;
using Hub.Web.Features.Notices;

namespace Hub.Web.Api;

/// <summary>The record of an incident, its notices, and their acknowledgement.</summary>
internal static class NoticeCalls
{
    public static void MapNotices(this RouteGroupBuilder api)
    {
        api.MapGet("/incidents/{number}/timeline", Timeline).WithTags("Incidents")
            .Says("readTimeline", "Read the record of an incident", "Oldest first. Each entry holds the hash of the one before, so that a change of the record shows.")
            .Gives<TimelineAnswer>(null, 200)
            .Refuses(400, 401, 403, 404);
        api.MapGet("/incidents/{number}/notices", Notices).WithTags("Notices")
            .Says("readNotices", "Read the notices of an incident", "With every delivery of each.")
            .Gives<NoticesAnswer>(null, 200)
            .Refuses(401, 403, 404);
        api.MapPost("/notices/{id:guid}/acknowledge", Acknowledge).WithTags("Notices")
            .Says("acknowledgeNotice", "Acknowledge a notice", "Needs the right acknowledge. Also 200 when it was acknowledged before, with who did and when. The record names the key and the person. Never limited.")
            .Takes<AcknowledgeBody>("""{"onBehalfOf":"Samantha Smith"}""", optional: true)
            .Gives<AcknowledgedAnswer>("""{"acknowledgedBy":"Samantha Smith (ticket system)","acknowledgedAt":"2026-11-23T01:00:00Z"}""", 200)
            .Refuses(400, 401, 403, 404, 409, 410, 413, 415, 422);
    }

    private static Task<IResult> Timeline(string number, HttpContext http, ApiCall call, ReadIncident read, string? after = null, string? limit = null)
    {
        var asked = Asked.Nothing.After(after).Limit(limit);
        return call.Ask<TimelinePage>(
            http,
            async caller => asked.Fault is { } fault && caller.Has(Right.Read) ? fault : await read.Timeline(caller, number, asked.AfterValue, asked.LimitValue, http.RequestAborted),
            page => new TimelineAnswer(number, [.. page.Entries.Select(e => EntryAnswer.Of(e, page.StandingOf(e)))], page.Next));
    }

    private static Task<IResult> Notices(string number, HttpContext http, ApiCall call, ReadIncident read) =>
        call.Ask(
            http,
            caller => read.Notices(caller, number, http.RequestAborted),
            notices => new NoticesAnswer(number, [.. notices.Select(n => NoticeAnswer.Of(n, Problems.LanguageOf(http)))]));

    private static Task<IResult> Acknowledge(Guid id, HttpContext http, ApiCall call, AcknowledgeNotice acknowledge) =>
        call.BareCommand<AcknowledgeBody, Acknowledged>(
            http,
            (body, caller) => acknowledge.Run(caller, id, body.OnBehalfOf, http.RequestAborted),
            acknowledged => (200, new AcknowledgedAnswer(acknowledged.By, acknowledged.At)));
}
