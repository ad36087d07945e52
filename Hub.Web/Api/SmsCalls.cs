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

/// <summary>Calls of the SMS gateway. By GET and POST alike, since gateways differ; shown by the gateway's own secret, not by an API key.</summary>
internal static class SmsCalls
{
    private const string Secret = " Shown by Sms:Http:Secret in the query (Sms:Http:SecretParameter), in a header (Sms:Http:SecretHeader) or as a bearer token, not by an API key. Fields in the query, a form or JSON; a list in the JSON makes several.";

    public static void MapSms(this RouteGroupBuilder api)
    {
        const string report = "delivered: the message counts as received. Failed: as a refusal, the recipient's next address at once. Anything else, what comes twice and what comes too late changes nothing." + Secret;
        Describe(api.MapPost("/intake/sms/report", Report), "smsReport", "Take a delivery report of the SMS gateway", report, 404)
            .Accepts<SmsReportBody>(true, "application/json", "application/x-www-form-urlencoded").WithMetadata(new RequestExample("""{"id":"0192f3c07d1a7c1e8a51d2f0c5a80001","status":"delivered"}"""));
        Describe(api.MapGet("/intake/sms/report", Report), "smsReportByQuery", "Take a delivery report of the SMS gateway from the query", report, 404);
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder call, string name, string summary, string description, params int[] more) =>
        call.AllowAnonymous().WithTags("Intake").Says(name, summary, description).Produces(StatusCodes.Status200OK).Refuses([400, 401, 403, 413, 415, 429, .. more]);

    private static async Task<IResult> Report(HttpContext http, GatewaySecret secret, SmsReports reports, Problems problems, IOptions<SmsOptions> sms)
    {
        var (records, fault) = await Read(http, secret, problems);
        if (fault is not null)
        {
            return fault;
        }

        Refusal? refusal = null;
        var taken = 0;
        foreach (var record in records)
        {
            var outcome = await reports.Take(record, http.RequestAborted);
            refusal ??= outcome?.Refusal;
            taken += outcome?.Refusal is null ? 1 : 0;
        }

        // Of several, those that are not known must not make the gateway send all of them again.
        return taken == 0 && refusal is not null ? problems.Of(http, refusal) : Taken(sms.Value.Http);
    }

    private static async Task<(IReadOnlyList<Dictionary<string, string>> Records, IResult? Fault)> Read(HttpContext http, GatewaySecret secret, Problems problems)
    {
        if (secret.Fault(http) is { } refused)
        {
            return ([], refused);
        }

        var (records, status) = await GatewayFields.Read(http);
        return (records, status switch
        {
            0 => null,
            StatusCodes.Status413PayloadTooLarge => problems.Of(http, status, "BodyTooLarge", null, null, GatewayFields.MostBytes / 1024),
            _ => problems.Of(http, status, "FieldsWrong"),
        });
    }

    private static ApiAnswer Taken(SmsHttpOptions options)
    {
        var reply = options.Reply ?? "";
        return new ApiAnswer(StatusCodes.Status200OK, reply, reply.StartsWith('{') ? "application/json; charset=utf-8" : "text/plain; charset=utf-8");
    }
}
