using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Hub.Tests.Store;

public sealed class FullStoreTests
{
    [Fact]
    public async Task A_store_without_room_says_so_and_nothing_is_half_written()
    {
        await using var store = await TestStore.Sqlite();
        var full = new NoRoom(store.Connection);
        var writer = new Writer(full, store.Gate, store.Signals, store.Time, new Receipt());

        var write = () => writer.Run<string>(Caller.Program, async work =>
        {
            var number = await work.NextNumber("R-2026");
            var (report, fact) = Report.Receive($"R-2026-{number:0000}", new ReportContent { Title = "Flood", Description = new string('x', 10_000) }, "Samantha Smith", null, false, work.Now);
            work.Db.Reports.Add(report);
            for (var i = 0; i < 50; i++)
            {
                work.Record("reports", fact with { Data = [("text", new string('y', 4_000))] }, number: report.Number);
            }

            return "written";
        });

        var thrown = (await write.Should().ThrowAsync<Exception>()).Which;
        Conflicts.IsFull(thrown).Should().BeTrue();
        Conflicts.IsConflict(thrown).Should().BeFalse("trying again would not help");
        await using var db = store.CreateDbContext();
        (await db.Reports.CountAsync() + await db.Timeline.CountAsync() + await db.Counters.CountAsync() + await db.Changes.CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task With_room_again_the_same_store_takes_the_next_command()
    {
        await using var store = await TestStore.Sqlite();
        var full = new NoRoom(store.Connection);
        Func<Work, Task<Outcome<string>>> record = work =>
        {
            work.Record("reports", new Fact(FactKind.ReportReceived, ("text", new string('y', 200_000))), number: "R-2026-0001");
            return Task.FromResult<Outcome<string>>("written");
        };
        var refused = () => new Writer(full, store.Gate, store.Signals, store.Time, new Receipt()).Run(Caller.Program, record);
        await refused.Should().ThrowAsync<Exception>();

        (await store.Writer.Run(Caller.Program, record)).IsRefused.Should().BeFalse();

        (await new RecordCheck(store).Run(null)).Should().ContainSingle().Which.Should().Match<ChainState>(s => s.Fault == null && s.Count == 1);
    }

    /// <summary>Contexts whose file may not grow any more.</summary>
    private sealed class NoRoom(string connection) : DbConnectionInterceptor, IDbContextFactory<HubDbContext>
    {
        public HubDbContext CreateDbContext() => new SqliteHubDbContext(new DbContextOptionsBuilder<SqliteHubDbContext>()
            .UseApplicationServiceProvider(IdentityTables.Alone)
            .UseSqlite(new SqliteConnectionStringBuilder(connection) { Pooling = false }.ConnectionString)
            .AddInterceptors(new SqlitePragmas(), this)
            .Options);

        public override async Task ConnectionOpenedAsync(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA max_page_count = 1";
            await command.ExecuteScalarAsync(cancellationToken);
        }
    }
}
