using System.Text.Json;
using Hub.Domain.People;
using Hub.Web.Features.Incidents;
using Hub.Web.Security;

namespace Hub.Web.Api;

/// <summary>Webhooks of monitoring systems.</summary>
internal static class IntakeCalls
{
    /// <summary>Longest webhook, bytes: a group may hold thousands of alerts, and one that is refused for its length is never sent again.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

    public static void MapIntake(this RouteGroupBuilder api) =>
        api.MapPost("/intake/alertmanager", Alertmanager).WithTags("Intake")
            .Says(
                "alertmanager",
                "Take alerts of Prometheus Alertmanager",
                "Webhook version 4. One report for each alert (receiver, fingerprint and start), so that firing again after it was resolved is a new report. The label severity suspects a grade: critical II, warning III, info IV. Too many reports and a full store answer 503, since Alertmanager repeats only that; what was taken before is not taken twice.")
            .Takes<AlertmanagerMessage>("""{"version":"4","receiver":"hub","alerts":[{"status":"firing","fingerprint":"d1b2","startsAt":"2026-11-23T01:00:00Z","labels":{"alertname":"DiskFull","severity":"warning","instance":"db-1"},"annotations":{"summary":"Disk of db-1 is full"}}]}""")
            .Gives<AlertsAnswer>("""{"reported":1,"repeated":0,"resolved":0,"ignored":0}""", 200)
            .Refuses(400, 401, 403, 413, 415);

    private static async Task<IResult> Alertmanager(HttpContext http, ApiCall call, TakeAlerts take, ReportLimit limit, Problems problems)
    {
        if (await ApiCall.ReadBody(http, MostBytes) is not { } bytes)
        {
            return problems.Of(http, StatusCodes.Status413PayloadTooLarge, "BodyTooLarge", null, null, MostBytes / 1024);
        }

        var (message, fault) = call.Read<AlertmanagerMessage>(http, bytes, Lenient);
        if (fault is not null)
        {
            return fault;
        }

        var caller = Callers.Of(http);
        var retryAfter = 0;
        var outcome = await take.Run(caller, message!, Allow, http.RequestAborted);
        if (outcome.IsRefused)
        {
            return problems.Of(http, outcome.Refusal);
        }

        var taken = outcome.Value;
        return taken.HeldBack > 0 ? problems.Of(http, StatusCodes.Status503ServiceUnavailable, "TooManyReports", null, retryAfter, ReportLimit.Most)
            : taken.Failed > 0 ? problems.Of(http, StatusCodes.Status503ServiceUnavailable, "AlertsFailed", null, 30, taken.Failed)
            : ApiCall.Json(StatusCodes.Status200OK, new AlertsAnswer(taken.Reported, taken.Repeated, taken.Resolved, taken.Ignored));

        int Allow(int wanted)
        {
            (var allowed, retryAfter) = limit.Take(caller.Id ?? Guid.Empty, wanted);
            return allowed;
        }
    }

    private static readonly JsonSerializerOptions Lenient = ApiJson.Lenient;
}
