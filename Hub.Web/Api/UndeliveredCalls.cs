using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Web.Features.Notices;

namespace Hub.Web.Api;

/// <summary>Where a notice goes once more.</summary>
public sealed record SendAgainBody
{
    [Description("Channel of another address, with `address`: mail or sms. Without both it goes to the recipient's own addresses.")]
    public Channel? Channel { get; init; }

    [MaxLength(254), Description("Another address, used this once; the directory is not changed.")]
    public string? Address { get; init; }
}

/// <summary>Somebody told the recipient by telephone.</summary>
public sealed record ToldBody
{
    [Description("When they were told, ISO 8601 with its zone; without it, now.")]
    public DateTimeOffset? When { get; init; }
}

/// <summary>A way by which somebody could not be told.</summary>
public sealed record FailedWayAnswer(Channel Channel, string Address, string? Why, [property: Description("True while it is tried again.")] bool IsUnderWay);

/// <summary>Somebody who could not be told on any channel.</summary>
public sealed record UndeliveredAnswer(
    Guid Id, string Person, [property: Description("Office, group or rota by which the person is told.")] string As,
    [property: Description("Number of the incident or report.")] string Number, string Title, Grade? Grade, bool IsDrill, DateTimeOffset CreatedAt,
    [property: Description("Since when no channel is left.")] DateTimeOffset Since, IReadOnlyList<FailedWayAnswer> Ways);

/// <summary>Whom nobody could tell, the gravest first.</summary>
public sealed record UndeliveredListAnswer(IReadOnlyList<UndeliveredAnswer> Items, [property: Description("How many there are in all.")] int Total);

/// <summary>To which addresses it goes once more.</summary>
public sealed record SentAgainAnswer(Guid Id, IReadOnlyList<string> Addresses);

/// <summary>What nobody could be told: the list, and what helps.</summary>
internal static class UndeliveredCalls
{
    public static void MapUndelivered(this RouteGroupBuilder api)
    {
        api.MapGet("/notices/undelivered", List).WithTags("Notices")
            .Says("listUndelivered", "List what could not be delivered", "Each notice that no channel could carry: who, as what, why each channel failed, since when. Needs the right triage, command or administer. What gets through leaves the list by itself.")
            .Gives<UndeliveredListAnswer>(null, 200)
            .Refuses(400, 401, 403);
        api.MapPost("/notices/{id:guid}/send-again", SendOnceMore).WithTags("Notices")
            .Says("sendNoticeAgain", "Send a notice again", "To the recipient's addresses, or once to another. Needs the right triage or command. 409 while it is being sent there, or once it was acknowledged.")
            .Takes<SendAgainBody>("""{"channel":"sms","address":"+8613800000000"}""", optional: true)
            .Gives<SentAgainAnswer>("""{"id":"0193a1c0-0000-7000-8000-000000000000","addresses":["+8613800000000"]}""", 200)
            .Refuses(400, 401, 403, 404, 409, 410, 413, 415, 422);
        api.MapPost("/notices/{id:guid}/told", Told).WithTags("Notices")
            .Says("noticeTold", "Say that somebody told the recipient by telephone", "The notice counts as acknowledged by telephone, in the name of the caller. Needs the right triage or command.")
            .Takes<ToldBody>("""{"when":"2026-11-23T01:00:00Z"}""", optional: true)
            .Gives<AcknowledgedAnswer>("""{"acknowledgedBy":"ticket system","acknowledgedAt":"2026-11-23T01:00:00Z"}""", 200)
            .Refuses(400, 401, 403, 404, 409, 410, 413, 415, 422);
    }

    private static Task<IResult> List(HttpContext http, ApiCall call, UndeliveredQuery query, string? limit = null)
    {
        var asked = Asked.Nothing.Limit(limit);
        return call.Ask<UndeliveredList>(
            http,
            async caller => asked.Fault is { } fault && UndeliveredQuery.MayAct(caller) ? fault : await query.Run(caller, null, asked.LimitValue, http.RequestAborted),
            list => new UndeliveredListAnswer([.. list.Items.Select(u => Of(u, Problems.LanguageOf(http)))], list.Total));
    }

    private static UndeliveredAnswer Of(UndeliveredView u, string language) => new(
        u.Id, u.Person, u.As.For(language), u.Number, u.Title, u.Grade, u.IsDrill, u.CreatedAt, u.Since, [.. u.Ways.Select(w => new FailedWayAnswer(w.Channel, w.Address, w.Why, w.IsUnderWay))]);

    private static Task<IResult> SendOnceMore(Guid id, HttpContext http, ApiCall call, SendAgain again) =>
        call.BareCommand<SendAgainBody, SentOnceMore>(
            http,
            (body, caller) => again.Run(caller, id, body.Channel, body.Address, http.RequestAborted),
            sent => (200, new SentAgainAnswer(sent.NoticeId, sent.Addresses)));

    private static Task<IResult> Told(Guid id, HttpContext http, ApiCall call, TellByTelephone tell) =>
        call.BareCommand<ToldBody, Acknowledged>(
            http,
            (body, caller) => tell.Run(caller, id, body.When, http.RequestAborted),
            told => (200, new AcknowledgedAnswer(told.By, told.At)));
}
