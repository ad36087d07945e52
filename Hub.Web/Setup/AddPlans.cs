using Hub.Web.Features.Plans;

namespace Hub.Web.Setup;

/// <summary>Use cases of the plan.</summary>
internal static class PlansSetup
{
    public static WebApplicationBuilder AddPlans(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<PutDefaultPlanInForce>();
        return builder;
    }
}
