using Hub.Web.Features.Rotas;

namespace Hub.Web.Setup;

/// <summary>Rotas: use cases, queries, what is due on them.</summary>
internal static class RotaSetup
{
    public static void AddRotas(this IServiceCollection services)
    {
        services.AddScoped<KeepRotas>();
        services.AddScoped<KeepLayers>();
        services.AddScoped<ArrangeLayers>();
        services.AddScoped<StandIn>();
        services.AddScoped<AskForCover>();
        services.AddScoped<AnswerCover>();
        services.AddScoped<SayUnavailable>();
        services.AddScoped<KeepFeeds>();
        services.AddScoped<RotasQuery>();
        foreach (var act in ShiftDeadlines.Acts)
        {
            services.AddSingleton(act);
        }
    }
}
