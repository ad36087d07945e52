using Hub.Web.Api;
using Hub.Web.Api.Gateway;
using Hub.Web.Features.Directory.Import;
using Hub.Web.Features.Incidents;
using Hub.Web.Features.Notices;
using Hub.Web.Features.Rotas;
using Hub.Web.Security;

namespace Hub.Web.Setup;

/// <summary>The HTTP API for outside programs, the document that describes it, and the page behind a notice's link.</summary>
internal static class ApiSetup
{
    public static WebApplicationBuilder AddApi(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddOpenApi("v1", ApiDocument.Configure);
        services.AddSingleton<Problems>();
        services.AddSingleton<Links>();
        services.AddSingleton<ReportLimit>();
        services.AddSingleton<WrongTokens>();
        services.AddSingleton<GatewaySecret>();
        services.AddScoped<SmsReports>();
        services.AddScoped<SmsInbox>();
        services.AddScoped<ApiCall>();
        services.AddScoped<ListIncidents>();
        services.AddScoped<ReadIncident>();
        services.AddScoped<TakeAlerts>();

        // Links of notices are capabilities: what writes addresses into the log is quiet, whatever the general level is.
        foreach (var writer in (string[])["Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Routing", "Microsoft.AspNetCore.HttpLogging", "Microsoft.AspNetCore.HttpsPolicy", "Microsoft.AspNetCore.StaticFiles", "Microsoft.AspNetCore.StaticAssets"])
        {
            builder.Logging.AddFilter(writer, LogLevel.Warning);
        }

        return builder;
    }

    /// <summary>Comes before authentication, so that an answer without words gets some: no key, no such call.</summary>
    public static void UseApi(this WebApplication app) => app.Use(async (http, next) =>
    {
        await next(http);
        if (http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            && http.Response is { StatusCode: >= 400, HasStarted: false, ContentType: null, ContentLength: null })
        {
            await http.RequestServices.GetRequiredService<Problems>().OfStatus(http, http.Response.StatusCode).ExecuteAsync(http);
        }
    });

    public static WebApplication MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").RequireAuthorization().AddEndpointFilter<ApiFaults>().DisableAntiforgery();
        api.MapReports();
        api.MapIncidents();
        api.MapStandings();
        api.MapSituationReports();
        api.MapSearch();
        api.MapNotices();
        api.MapUndelivered();
        api.MapNoticeAnswers();
        api.MapDuties();
        api.MapReadiness();
        api.MapDirectory();
        api.MapPlans();
        api.MapIntake();
        api.MapSms();
        api.MapRotas();
        api.MapCovers();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapPhone();
        app.MapDirectoryFiles();
        app.MapCalendar();
        return app;
    }
}
