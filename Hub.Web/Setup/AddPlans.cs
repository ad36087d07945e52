using Hub.Web.Features.Directory;
using Hub.Web.Features.Plans;
using Hub.Web.Features.Plans.Texts;
using Hub.Web.Store;

namespace Hub.Web.Setup;

/// <summary>Use cases of the plan and of the directory that it names.</summary>
internal static class PlansSetup
{
    public static WebApplicationBuilder AddPlans(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<PutDefaultPlanInForce>();
        builder.Services.AddScoped<SetUpDirectory>();
        builder.Services.AddScoped<ShowPlan>();
        builder.Services.AddScoped<PreviewText>();
        builder.Services.AddScoped<PlansQuery>();
        builder.Services.AddScoped<OrganisationQuery>();
        builder.Services.AddScoped<PlanImport>();
        builder.Services.AddScoped<DraftPlan>();
        builder.Services.AddScoped<ChangePlan>();
        builder.Services.AddScoped<SubmitPlan>();
        builder.Services.AddScoped<DecidePlan>();
        builder.Services.AddScoped<DifferenceWords>();
        builder.Services.AddSingleton<CountFindings>(provider =>
        {
            var readiness = provider.GetRequiredService<ReadinessNow>();
            return (db, version, now) => PlanFindings.CountOpen(readiness, db, version, now);
        });
        return builder;
    }
}
