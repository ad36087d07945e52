using Hub.Domain.People;
using Hub.Web.Features.Directory;
using Hub.Web.Features.Directory.Sample;
using Hub.Web.Features.Plans;
using Hub.Web.Security;
using Microsoft.Extensions.Options;

namespace Hub.Web.Setup;

/// <summary>What an empty store is given before anything is served: a plan in force, and the posts that it names.</summary>
internal static class StoreContent
{
    /// <summary>Each step does nothing when its part of the store is filled, so that a killed first start is made good by the next.</summary>
    public static async Task FillStore(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var options = scope.ServiceProvider.GetRequiredService<IOptions<HubOptions>>().Value;
        var withSample = options.SampleData ?? app.Environment.IsDevelopment();
        _ = (await scope.ServiceProvider.GetRequiredService<PutDefaultPlanInForce>().Run(Caller.Program)).Value;
        _ = (await scope.ServiceProvider.GetRequiredService<SetUpDirectory>().Run(Caller.Program, withSample, options.TimeZone)).Value;
        if (withSample)
        {
            var roles = SampleOrganisation.Read().Persons.ToDictionary(p => p.Id, p => p.Roles);
            _ = (await scope.ServiceProvider.GetRequiredService<SampleAccounts>().Ensure(roles)).Value;
        }
    }
}
