using Hub.Web.Store;
using Hub.Web.Store.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Web.Setup;

/// <summary>The store: SQLite or SQL Server behind one factory, the writer, the signals.</summary>
internal static class StoreSetup
{
    public static WebApplicationBuilder AddStore(this WebApplicationBuilder builder)
    {
        var engine = StoreOptions.Engine(builder.Configuration);
        builder.Services.AddOptions<StoreOptions>().BindConfiguration(StoreOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<StoreOptions>, StoreCheck>();
        builder.Services.AddSingleton<IValidateOptions<HubOptions>, StoreCheck>();
        var folder = builder.Configuration["Hub:DataFolder"] is { Length: > 0 } configured ? configured : Path.Combine(builder.Environment.ContentRootPath, "data");
        Make(folder);
        builder.Services.AddSingleton(new DataFolder(Path.GetFullPath(folder)));
        builder.Services.Configure<Microsoft.AspNetCore.Identity.IdentityOptions>(IdentityTables.Choose);
        var connection = builder.Configuration.GetConnectionString("Hub");
        if (engine == StoreProvider.Sqlite)
        {
            connection = string.IsNullOrWhiteSpace(connection) ? $"Data Source={Path.Combine(folder, "hub.db")}" : connection;
            builder.Services.AddPooledDbContextFactory<SqliteHubDbContext>(db => db.UseSqlite(connection).AddInterceptors(new SqlitePragmas()));
            builder.Services.AddSingleton<IDbContextFactory<HubDbContext>, Contexts<SqliteHubDbContext>>();
        }
        else
        {
            builder.Services.AddPooledDbContextFactory<SqlServerHubDbContext>(db => db.UseSqlServer(connection));
            builder.Services.AddSingleton<IDbContextFactory<HubDbContext>, Contexts<SqlServerHubDbContext>>();
        }

        builder.Services.AddScoped(services => services.GetRequiredService<IDbContextFactory<HubDbContext>>().CreateDbContext());
        builder.Services.AddSingleton(new WriteGate(engine == StoreProvider.Sqlite));
        builder.Services.AddSingleton<CommitSignals>();
        builder.Services.AddSingleton<StoreStart>();
        builder.Services.AddSingleton<RecordCheck>();
        builder.Services.AddSingleton<SearchIndexer>();
        builder.Services.AddSingleton<PlanInForce>();
        builder.Services.AddScoped<Receipt>();
        builder.Services.AddScoped<Writer>();
        builder.Services.AddSingleton(TimeProvider.System);
        return builder;
    }

    /// <summary>Brings the store up to date before anything is served. False, with one line that says why, when it must not be served.</summary>
    public static async Task<bool> PrepareStore(this WebApplication app, TextWriter errors)
    {
        try
        {
            var start = app.Services.GetRequiredService<StoreStart>();
            start.Hold();
            await start.Prepare();
            await start.Lease();
            return true;
        }
        catch (StoreNotReadyException e)
        {
            await errors.WriteLineAsync(e.Message);
            return false;
        }
    }

    private static void Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The check of the settings names it, together with every other fault.
        }
    }

    /// <summary>Gives out the derived context under the name that the program knows.</summary>
    private sealed class Contexts<TContext>(IDbContextFactory<TContext> factory) : IDbContextFactory<HubDbContext>
        where TContext : HubDbContext
    {
        public HubDbContext CreateDbContext() => factory.CreateDbContext();
    }
}
