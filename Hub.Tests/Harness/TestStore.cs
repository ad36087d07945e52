using System.Data.Common;
using Hub.Web.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Tests.Harness;

/// <summary>A fresh, migrated store for one test. On SQLite it is a copy of a file that was migrated once for the whole run.</summary>
public sealed class TestStore : IDbContextFactory<HubDbContext>, IAsyncDisposable
{
    /// <summary>Where every test's clock stands at first: a Monday morning in Shanghai.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<Task<string>> Template = new(MakeTemplate);

    private readonly Func<HubDbContext> create;
    private readonly Func<Task> end;

    private TestStore(StoreProvider provider, string connection, Func<HubDbContext> create, Func<Task> end, FakeTimeProvider? time)
    {
        Provider = provider;
        Connection = connection;
        this.create = create;
        this.end = end;
        Time = time ?? new FakeTimeProvider(Start);
        Gate = new WriteGate(provider == StoreProvider.Sqlite);
        Writer = NewWriter();
    }

    /// <summary>Which engine it is on.</summary>
    public StoreProvider Provider { get; }

    /// <summary>Its connection string.</summary>
    public string Connection { get; }

    /// <summary>The clock of its writers.</summary>
    public FakeTimeProvider Time { get; }

    /// <summary>The gate that its writers share, as in one process.</summary>
    public WriteGate Gate { get; }

    /// <summary>What its writers raise after a commit.</summary>
    public CommitSignals Signals { get; } = new();

    /// <summary>A writer without an Idempotency-Key.</summary>
    public Writer Writer { get; }

    /// <summary>A fresh store on SQLite.</summary>
    public static async Task<TestStore> Sqlite(FakeTimeProvider? time = null)
    {
        var file = NewFile();
        File.Copy(await Template.Value, file);
        return OnFile(file, time);
    }

    /// <summary>A fresh store on the engine. SQL Server skips the test, and says so, unless <c>HUB_TEST_SQLSERVER</c> holds a connection string.</summary>
    public static Task<TestStore> On(StoreProvider provider, FakeTimeProvider? time = null) =>
        provider == StoreProvider.Sqlite ? Sqlite(time) : TestSqlServer.Fresh((connection, make, drop) => new TestStore(provider, connection, make, drop, time));

    /// <summary>A store on a file as it lies there: nothing is migrated. Removed at the end.</summary>
    public static TestStore OnFile(string file, FakeTimeProvider? time = null)
    {
        var connection = $"Data Source={file}";
        var options = Options(connection);
        return new TestStore(StoreProvider.Sqlite, connection, () => new SqliteHubDbContext(options), () => Remove(connection, file), time);
    }

    /// <summary>Writes a migrated, empty store to a path, for a program that opens it itself.</summary>
    public static async Task CopyTo(string file) => File.Copy(await Template.Value, file);

    /// <summary>A path for a file of its own.</summary>
    public static string NewFile() => Path.Combine(Path.GetTempPath(), $"hub-test-{Guid.NewGuid():N}.db");

    /// <inheritdoc/>
    public HubDbContext CreateDbContext() => create();

    /// <summary>A further writer on the same store; in a scope of its own when a receipt is given.</summary>
    public Writer NewWriter(Receipt? receipt = null) => new(this, Gate, Signals, Time, receipt ?? new Receipt());

    /// <summary>Runs one statement as an administrator with a tool of their own would.</summary>
    public async Task<int> Execute(string sql)
    {
        await using var db = CreateDbContext();
        return await db.Database.ExecuteSqlRawAsync(sql);
    }

    /// <summary>Reads one value.</summary>
    public async Task<T> Read<T>(string sql)
    {
        await using var db = CreateDbContext();
        await db.Database.OpenConnectionAsync();
        await using DbCommand command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Gate.Dispose();
        await end();
    }

    private static DbContextOptions<SqliteHubDbContext> Options(string connection) => new DbContextOptionsBuilder<SqliteHubDbContext>()
        .UseApplicationServiceProvider(IdentityTables.Alone)
        .UseSqlite(connection)
        .AddInterceptors(new SqlitePragmas())
        .Options;

    private static async Task<string> MakeTemplate()
    {
        var file = NewFile();
        await using (var db = new SqliteHubDbContext(Options($"Data Source={file};Pooling=False")))
        {
            await db.Database.MigrateAsync();
        }

        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(file);
        return file;
    }

    private static Task Remove(string connection, string file)
    {
        using (var pooled = new SqliteConnection(connection))
        {
            SqliteConnection.ClearPool(pooled);
        }

        foreach (var part in new[] { file, file + "-wal", file + "-shm", file + ".migrating", file + ".leasing" })
        {
            File.Delete(part);
        }

        return Task.CompletedTask;
    }
}
