using Hub.Web.Features.Directory;
using Hub.Web.Features.Plans;

namespace Hub.Web.Setup;

/// <summary>Use cases of the plan and of the directory that it names.</summary>
internal static class PlansSetup
{
    public static WebApplicationBuilder AddPlans(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<PutDefaultPlanInForce>();
        builder.Services.AddScoped<SetUpDirectory>();
        builder.Services.AddScoped<ShowPlan>();
        return builder;
    }
}
