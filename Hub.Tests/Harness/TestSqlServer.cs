using Hub.Web.Store;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Harness;

/// <summary>Databases on the server that <c>HUB_TEST_SQLSERVER</c> names, one a test, dropped at its end.</summary>
internal static class TestSqlServer
{
    public const string Variable = "HUB_TEST_SQLSERVER";

    public static async Task<TestStore> Fresh(Func<string, Func<HubDbContext>, Func<Task>, TestStore> make)
    {
        var server = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrWhiteSpace(server), $"SQL Server was not tried: {Variable} holds no connection string.");
        var connection = new SqlConnectionStringBuilder(server) { InitialCatalog = $"HubTest_{Guid.NewGuid():N}" }.ConnectionString;
        var options = new DbContextOptionsBuilder<SqlServerHubDbContext>()
            .UseApplicationServiceProvider(IdentityTables.Alone)
            .UseSqlServer(connection)
            .Options;
        await using (var db = new SqlServerHubDbContext(options))
        {
            await db.Database.MigrateAsync();
        }

        return make(connection, () => new SqlServerHubDbContext(options), async () =>
        {
            await using var db = new SqlServerHubDbContext(options);
            await db.Database.EnsureDeletedAsync();
        });
    }
}
