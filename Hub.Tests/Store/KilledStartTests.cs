using System.Diagnostics;
using Hub.Domain.Plans;
using Hub.Tests.Harness;
using Hub.Web.Store;
using Hub.Web.Store.Migrations.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Store;

/// <summary>The real process, killed with <c>kill -9</c> in its very first start: the next start must work.</summary>
public sealed class KilledStartTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hub-killed-").FullName;

    [Theory]
    [InlineData("the file is there", "hub.db", 0)]
    [InlineData("the file has its first page", "hub.db", 4_096)]
    [InlineData("tables are being made", "hub.db-wal", 1)]
    [InlineData("the migration is half through", "hub.db-wal", 300_000)]
    [InlineData("the store is being filled", "hub.db-wal", 700_000)]
    public async Task Killed_when(string instant, string file, long bytes)
    {
        await using (var first = HubProcess.Serve(folder, "Hub:SampleData=true"))
        {
            var reached = await Until(() => Length(file) >= bytes || first.HasEnded);
            await first.Kill();
            reached.Should().BeTrue($"the start must come to where {instant}; it wrote: {first.Output}");
        }

        await using var next = HubProcess.Serve(folder, "Hub:SampleData=true");
        using var client = new HttpClient { BaseAddress = await next.Address() };
        (await client.GetAsync(new Uri("/", UriKind.Relative))).Should().NotBeNull();
        await next.Kill();

        await using var store = TestStore.OnFile(Path.Combine(folder, "hub.db"));
        (await store.Read<string>("PRAGMA integrity_check")).Should().Be("ok");
        (await new StoreStart(store, TimeProvider.System).Migrate()).Should().BeEmpty();
        (await store.Read<long>("SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger'")).Should().Be((2 * InsertOnly.Tables.Count) + 2, "each table that is only added to has two, and approved situation reports have two");
        await using var db = store.CreateDbContext();
        (await db.PlanVersions.CountAsync(v => v.State == PlanState.InForce && !v.IsDrillCopy)).Should().Be(1);
        (await db.Persons.Select(p => p.Name).ToListAsync()).Should().NotBeEmpty().And.OnlyHaveUniqueItems();
        (await new RecordCheck(store).Run(null)).Should().OnlyContain(c => c.Fault == null);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<bool> Until(Func<bool> state)
    {
        var started = Stopwatch.GetTimestamp();
        while (!state())
        {
            if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromMinutes(1))
            {
                return false;
            }

            await Task.Yield();
        }

        return true;
    }

    private long Length(string file) => new FileInfo(Path.Combine(folder, file)) is { Exists: true } found ? found.Length : -1;
}
