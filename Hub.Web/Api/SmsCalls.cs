using System.ComponentModel;
using Hub.Domain.Shared;
using Hub.Web.Api.Gateway;
using Hub.Web.Dispatch;
using Microsoft.Extensions.Options;

namespace Hub.Web.Api;

/// <summary>A delivery report of the gateway, as the OpenAPI document shows it: the names are settings.</summary>
public sealed record SmsReportBody
{
    [Description("{id} of the request, or what the gateway calls the message (Sms:Http:Report:Id).")]
    public string? Id { get; init; }

    [Description("What became of it (Sms:Http:Report:Status).")]
    public string? Status { get; init; }

    [Description("Why it failed (Sms:Http:Report:Reason).")]
    public string? Reason { get; init; }
}

/// <summary>A short message that came in, as the OpenAPI document shows it: the names are settings.</summary>
public sealed record SmsInboundBody
{
    [Description("Number that it comes from (Sms:Http:Inbound:From).")]
    public string? From { get; init; }

    [Description("The text (Sms:Http:Inbound:Text).")]
    public string? Text { get; init; }

    [Description("What the gateway calls it, so that a repeated call is taken once (Sms:Http:Inbound:Id).")]
    public string? Id { get; init; }
}

/// <summary>Calls of the SMS gateway. By GET and POST alike, since gateways differ; shown by the gateway's own secret, not by an API key.</summary>
internal static class SmsCalls
{
    private const string Secret = " Shown by Sms:Http:Secret in the query (Sms:Http:SecretParameter), in a header (Sms:Http:SecretHeader) or as a bearer token, not by an API key. Fields in the query, a form or JSON; a list in the JSON makes several.";
    private const string AboutReport = "delivered: the message counts as received. Failed: as a refusal, the recipient's next address at once. Anything else, what comes twice and what comes too late changes nothing." + Secret;
    private const string AboutInbound = "An answer to a notice: 1 and the notice's four digits acknowledge, 2 cannot take it, ? asks for the details. What comes twice is taken once; a stranger's is kept and gets no answer." + Secret;
    private static readonly string[] Forms = ["application/json", "application/x-www-form-urlencoded"];

    public static void MapSms(this RouteGroupBuilder api)
    {
        Describe(api.MapPost("/intake/sms/report", Report), "smsReport", "Take a delivery report of the SMS gateway", AboutReport, 404)
            .Accepts<SmsReportBody>(true, Forms[0], Forms[1]).WithMetadata(new RequestExample("""{"id":"0192f3c07d1a7c1e8a51d2f0c5a80001","status":"delivered"}"""));
        Describe(api.MapGet("/intake/sms/report", Report), "smsReportByQuery", "Take a delivery report of the SMS gateway from the query", AboutReport, 404);
        Describe(api.MapPost("/intake/sms", Inbound), "smsInbound", "Take a short message that came in", AboutInbound, 404)
            .Accepts<SmsInboundBody>(true, Forms[0], Forms[1]).WithMetadata(new RequestExample("""{"from":"+8613800000001","text":"1 4821","id":"m-77"}"""));
        Describe(api.MapGet("/intake/sms", Inbound), "smsInboundByQuery", "Take a short message that came in from the query", AboutInbound, 404);
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder call, string name, string summary, string description, params int[] more) =>
        call.AllowAnonymous().WithTags("Intake").Says(name, summary, description).Produces(StatusCodes.Status200OK).Refuses([400, 401, 403, 413, 415, 429, .. more]);

    private static Task<IResult> Report(HttpContext http, GatewaySecret secret, SmsReports reports, Problems problems, IOptions<SmsOptions> sms) =>
        Each(http, secret, problems, sms, async record => (await reports.Take(record, http.RequestAborted))?.Refusal);

    private static Task<IResult> Inbound(HttpContext http, GatewaySecret secret, SmsInbox inbox, Problems problems, IOptions<SmsOptions> sms) =>
        Each(http, secret, problems, sms, record => inbox.Take(record, http.RequestAborted));

    private static async Task<IResult> Each(HttpContext http, GatewaySecret secret, Problems problems, IOptions<SmsOptions> sms, Func<IReadOnlyDictionary<string, string>, Task<Refusal?>> take)
    {
        if (secret.Fault(http) is { } refused)
        {
            return refused;
        }

        var (records, fault) = await GatewayFields.Read(http);
        if (fault != 0)
        {
            return fault == StatusCodes.Status413PayloadTooLarge
                ? problems.Of(http, fault, "BodyTooLarge", null, null, GatewayFields.MostBytes / 1024)
                : problems.Of(http, fault, "FieldsWrong");
        }

        Refusal? first = null;
        var taken = 0;
        foreach (var record in records)
        {
            var refusal = await take(record);
            first ??= refusal;
            taken += refusal is null ? 1 : 0;
        }

        // Of several, one that is not known must not make the gateway send all of them again.
        return taken == 0 && first is not null ? problems.Of(http, first) : Taken(sms.Value.Http);
    }

    private static ApiAnswer Taken(SmsHttpOptions options)
    {
        var reply = options.Reply ?? "";
        return new ApiAnswer(StatusCodes.Status200OK, reply, reply.StartsWith('{') ? "application/json; charset=utf-8" : "text/plain; charset=utf-8");
    }
}
