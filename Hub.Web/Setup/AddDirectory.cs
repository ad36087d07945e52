using Hub.Web.Features.Directory;
using Hub.Web.Features.Directory.Import;

namespace Hub.Web.Setup;

/// <summary>What keeps and shows the directory.</summary>
internal static class DirectorySetup
{
    public static WebApplicationBuilder AddDirectory(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddScoped<SavePerson>();
        services.AddScoped<RetirePerson>();
        services.AddScoped<RemovePerson>();
        services.AddScoped<SaveOffice>();
        services.AddScoped<RemoveOffice>();
        services.AddScoped<SaveGroup>();
        services.AddScoped<RemoveGroup>();
        services.AddScoped<SaveBody>();
        services.AddScoped<RetireBody>();
        services.AddScoped<SaveAsset>();
        services.AddScoped<RetireAsset>();
        services.AddScoped<ImportDirectory>();
        services.AddScoped<ExportDirectory>();
        services.AddScoped<AskConsequences>();
        services.AddScoped<PeopleQuery>();
        services.AddScoped<ShowDirectory>();
        return builder;
    }
}
