using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Hub.Web.Store;

/// <summary>Lets <c>dotnet ef migrations add NAME --context SqliteHubDbContext</c> see the model; opens no store.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteHubDbContext>
{
    public SqliteHubDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteHubDbContext>().UseApplicationServiceProvider(IdentityTables.Alone).UseSqlite("Data Source=design-time.db").Options);
}

/// <summary>Lets <c>dotnet ef migrations add NAME --context SqlServerHubDbContext</c> see the model; opens no store.</summary>
internal sealed class SqlServerDesignTime : IDesignTimeDbContextFactory<SqlServerHubDbContext>
{
    public SqlServerHubDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerHubDbContext>().UseApplicationServiceProvider(IdentityTables.Alone).UseSqlServer("Server=design-time").Options);
}
