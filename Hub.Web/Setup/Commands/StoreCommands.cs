using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Setup.Commands;

/// <summary><c>store …</c>: what the person who keeps the store does at the console.</summary>
internal static class StoreCommands
{
    public static Command[] All { get; } =
    [
        new("store migrate", "", Migrate) { NeedsStore = false },
        new("store script", "[--to FILE]", Script) { NeedsStore = false },
        new("store backup", "--to FILE", Backup) { NeedsStore = false },
        new("store restore", "--from FILE", Restore) { NeedsStore = false },
    ];

    private static async Task<int> Migrate(CommandCall call)
    {
        var applied = await call.Services.GetRequiredService<StoreStart>().Migrate();
        foreach (var migration in applied)
        {
            await call.Out.WriteLineAsync($"Applied {migration}.");
        }

        await call.Out.WriteLineAsync("The store is up to date.");
        return 0;
    }

    private static async Task<int> Script(CommandCall call)
    {
        if (call["to"] is { } file)
        {
            await File.WriteAllTextAsync(file, SchemaScript.Idempotent());
            return 0;
        }

        await call.Out.WriteAsync(SchemaScript.Idempotent());
        return 0;
    }

    private static async Task<int> Backup(CommandCall call)
    {
        if (Connection(call) is not { } connection)
        {
            return await call.Fail("store backup: only for SQLite. On SQL Server use BACKUP DATABASE, see sql/README.md.");
        }

        if (!File.Exists(SqliteFile.PathOf(connection)))
        {
            return await call.Fail($"store backup: there is no store at {SqliteFile.PathOf(connection)}.");
        }

        SqliteFile.Backup(connection, call["to"]!);
        await call.Out.WriteLineAsync($"Copied to {Path.GetFullPath(call["to"]!)}.");
        return 0;
    }

    private static async Task<int> Restore(CommandCall call)
    {
        if (Connection(call) is not { } connection)
        {
            return await call.Fail("store restore: only for SQLite. On SQL Server use RESTORE DATABASE, see sql/README.md.");
        }

        var now = call.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var aside = SqliteFile.Restore(SqliteFile.PathOf(connection), call["from"]!, now);
        await call.Out.WriteLineAsync($"Restored from {Path.GetFullPath(call["from"]!)}." + (aside is null ? "" : $" The former store is kept as {aside}."));
        return 0;
    }

    /// <summary>The connection string; null when the store is not SQLite.</summary>
    private static string? Connection(CommandCall call)
    {
        using var db = call.Services.GetRequiredService<IDbContextFactory<HubDbContext>>().CreateDbContext();
        return db.Database.IsSqlite() ? db.Database.GetConnectionString() : null;
    }
}
