using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Web.Features.Notices;

namespace Hub.Web.Api;

/// <summary>Somebody cannot take it.</summary>
public sealed record DeclineBody
{
    [MaxLength(DeclineNotice.LongestReason), Description("Why; stands in the record.")]
    public string? Reason { get; init; }
}

/// <summary>Somebody hands it over.</summary>
public sealed record HandOverBody
{
    [Required, MaxLength(254), Description("Identity, mail address or exact name of the person who takes it.")]
    public string? Person { get; init; }
}

/// <summary>Somebody lets a ladder climb.</summary>
public sealed record ClimbBody
{
    [MaxLength(DeclineNotice.LongestReason), Description("Why; stands in the record.")]
    public string? Reason { get; init; }
}

/// <summary>Who cannot take it.</summary>
public sealed record DeclinedAnswer(
    string DeclinedBy, DateTimeOffset DeclinedAt, [property: Description("True when the ladder climbed for it; false while somebody else at its step can still answer.")] bool Climbed);

/// <summary>Who has it now.</summary>
public sealed record HandedOverAnswer(string Person, [property: Description("Identity of that person's notice.")] Guid Notice, DateTimeOffset AcknowledgeBy);

/// <summary>Where the ladder stands.</summary>
public sealed record ClimbedAnswer(
    [property: Description("The step that was told last, from 1.")] int Step, int Of, [property: Description("False when the ladder had left that step already.")] bool Climbed);

/// <summary>What a recipient answers besides that they acknowledge.</summary>
internal static class AnswerCalls
{
    public static void MapNoticeAnswers(this RouteGroupBuilder api)
    {
        api.MapPost("/notices/{id:guid}/decline", Decline).WithTags("Notices")
            .Says("declineNotice", "Say that the recipient cannot take it", "Needs the right acknowledge. The ladder climbs at once, unless somebody else at its step can still answer. Also 200 when it was said before. The recipient may acknowledge later.")
            .Takes<DeclineBody>("""{"reason":"On a plane until five"}""", optional: true)
            .Gives<DeclinedAnswer>("""{"declinedBy":"Samantha Smith (ticket system)","declinedAt":"2026-11-23T01:00:00Z","climbed":true}""", 200)
            .Refuses(400, 401, 403, 404, 409, 410, 413, 415, 422);
        api.MapPost("/notices/{id:guid}/hand-over", HandOver).WithTags("Notices")
            .Says("handOverNotice", "Hand a notice over", "Needs the right acknowledge. The other person gets it at the same step of the ladder with the full time. 409 when they are absent, have no verified address, are asked already or have acknowledged.")
            .Takes<HandOverBody>("""{"person":"Taylor Maxwell"}""")
            .Gives<HandedOverAnswer>("""{"person":"Taylor Maxwell","notice":"0193a1c0-0000-7000-8000-000000000000","acknowledgeBy":"2026-11-23T01:10:00Z"}""", 200)
            .Refuses(400, 401, 403, 404, 409, 410, 413, 415, 422);
        api.MapPost("/notices/{id:guid}/climb", Climb).WithTags("Notices")
            .Says("climbNow", "Let the ladder climb now", "The ladder that asked this recipient leaves their step before its time. Needs the right command. Once a step, however often it is called; 409 at the end of the ladder, or when it was answered.")
            .Takes<ClimbBody>("""{"reason":"Nobody picks up the telephone"}""", optional: true)
            .Gives<ClimbedAnswer>("""{"step":2,"of":3,"climbed":true}""", 200)
            .Refuses(400, 401, 403, 404, 409, 410, 413, 415, 422);
    }

    private static Task<IResult> Decline(Guid id, HttpContext http, ApiCall call, DeclineNotice decline) =>
        call.BareCommand<DeclineBody, Declined>(
            http,
            (body, caller) => decline.Run(caller, id, body.Reason, http.RequestAborted),
            declined => (200, new DeclinedAnswer(declined.By, declined.At, declined.Climbed)));

    private static Task<IResult> HandOver(Guid id, HttpContext http, ApiCall call, HandOverNotice handOver) =>
        call.Command<HandOverBody, HandedOver>(
            http,
            (body, caller) => handOver.Run(caller, id, body.Person, http.RequestAborted),
            handed => (200, new HandedOverAnswer(handed.To, handed.NoticeId, handed.AcknowledgeBy)));

    private static Task<IResult> Climb(Guid id, HttpContext http, ApiCall call, ClimbNow climb) =>
        call.BareCommand<ClimbBody, Climbed>(
            http,
            (body, caller) => climb.Run(caller, id, body.Reason, http.RequestAborted),
            climbed => (200, new ClimbedAnswer(climbed.Step, climbed.Of, climbed.IsNew)));
}
