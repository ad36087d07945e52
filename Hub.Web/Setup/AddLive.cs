using Hub.Domain.People;
using Hub.Web.Live;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.SignalR;

namespace Hub.Web.Setup;

/// <summary>What is live: the feed that follows the change log, and the hub for outside clients.</summary>
internal static class LiveSetup
{
    public static WebApplicationBuilder AddLive(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<LiveOptions>().BindConfiguration(LiveOptions.Section)
            .Validate(o => string.IsNullOrWhiteSpace(o.Redis) || RedisWake.IsAddress(o.Redis), "Live:Redis must be a Redis connection string, such as redis.example:6379, or empty.")
            .ValidateOnStart();

        // The throttler spares the machine: it runs on the machine's own time, whatever clock the program is given.
        services.AddSingleton(_ => new Throttler(TimeProvider.System));
        services.AddSingleton<BoardAge>();
        services.AddSingleton<IncidentFeed>();
        services.AddSingleton<BoardConnections>();
        services.AddSingleton<HubLifetimeManager<BoardHub>>(provider => provider.GetRequiredService<BoardConnections>());
        services.AddSingleton<BoardFanout>();
        services.AddHostedService(provider => provider.GetRequiredService<BoardFanout>());
        services.AddHostedService(provider => provider.GetRequiredService<IncidentFeed>());
        services.AddHostedService<BoardGuard>();
        services.AddSingleton<Presence>();
        services.AddHostedService(provider => provider.GetRequiredService<Presence>());
        services.AddScoped<PresenceCircuit>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<PresenceCircuit>());
        services.AddHostedService<RedisWake>();
        services.AddSignalR().AddMessagePackProtocol();
        return builder;
    }

    public static WebApplication MapLive(this WebApplication app)
    {
        app.MapHub<BoardHub>("/hubs/board").RequireAuthorization(nameof(Right.Read));
        return app;
    }
}
