using Hub.Web.Live;

namespace Hub.Web.Setup;

/// <summary>What is live: the feed that follows the change log, and the hub for outside clients.</summary>
internal static class LiveSetup
{
    public static WebApplicationBuilder AddLive(this WebApplicationBuilder builder)
    {
        // The throttler spares the machine: it runs on the machine's own time, whatever clock the program is given.
        builder.Services.AddSingleton(_ => new Throttler(TimeProvider.System));
        builder.Services.AddSingleton<IncidentFeed>();
        builder.Services.AddHostedService(services => services.GetRequiredService<IncidentFeed>());
        return builder;
    }
}
