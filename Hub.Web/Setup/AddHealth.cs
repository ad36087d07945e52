using System.Net;
using Hub.Domain.People;
using Hub.Web.Components;
using Hub.Web.Live;
using Hub.Web.Schedule;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using OpenTelemetry.Metrics;

namespace Hub.Web.Setup;

/// <summary>What monitors ask: does it live, is it ready, does the engine turn and the store take what it writes, and its figures.</summary>
internal static class HealthSetup
{
    private static readonly TimeSpan StoreAnswersWithin = TimeSpan.FromSeconds(3);

    public static WebApplicationBuilder AddHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(EngineMeter.Name, EngineMeter.Name + ".*")
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections", "System.Runtime")
            .AddPrometheusExporter());
        builder.Services.AddAuthorizationBuilder().AddPolicy("Metrics", policy => policy.RequireAssertion(context =>
            (context.Resource is HttpContext http && IsFromThisMachine(http)) || context.User.HasClaim(ViewerClaims.Right, nameof(Right.Read))));
        return builder;
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Json(new { status = "ok", version = Build.Version })).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/health/ready", Ready).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/health/engine", Engine).AllowAnonymous().ExcludeFromDescription();
        app.MapPrometheusScrapingEndpoint("/metrics").RequireAuthorization("Metrics");
    }

    private static async Task<IResult> Ready(IDbContextFactory<HubDbContext> contexts, IncidentFeed feed, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(StoreAnswersWithin);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(limit.Token);
            await db.Counters.AnyAsync(limit.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // What exactly is wrong with the store is for the log, not for whoever asks.
            return Answer(false, new { status = "unavailable", store = "no answer", board = feed.IsLoaded });
        }

        return Answer(feed.IsLoaded, new { status = feed.IsLoaded ? "ok" : "unavailable", store = "ok", board = feed.IsLoaded });
    }

    private static IResult Engine(SweepPulse sweep, SenderPulse sender, EngineHealth health, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var works = Turns(sweep.LastCycle, now) && Turns(sender(), now) && health.StoreTakes;
        return Answer(works, new
        {
            status = works ? "ok" : "unavailable",
            sweep = sweep.LastCycle,
            sender = sender(),
            findings = health.Findings.Select(f => new { kind = f.Kind.ToString(), f.Count }),
        });
    }

    private static bool Turns(DateTimeOffset? last, DateTimeOffset now) => last is { } at && now - at <= Watchman.StillAfter;

    private static IResult Answer(bool well, object what) => Results.Json(what, statusCode: well ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);

    // A proxy on this machine speaks for somebody else: then only a key opens.
    private static bool IsFromThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");
}
