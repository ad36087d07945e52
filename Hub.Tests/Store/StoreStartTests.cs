using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Dispatch;
using Hub.Tests.Harness;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Store;

public sealed class StoreStartTests
{
    [Fact]
    public async Task A_first_start_makes_the_store_and_a_second_has_nothing_to_do()
    {
        await using var store = TestStore.OnFile(TestStore.NewFile());
        var start = new StoreStart(store, TimeProvider.System);

        (await start.Migrate()).Should().NotBeEmpty();
        (await start.Migrate()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_migration_lock_that_a_killed_start_left_behind_does_not_stop_the_next()
    {
        await using var store = TestStore.OnFile(TestStore.NewFile());
        await store.Execute("""CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01');""");

        await new StoreStart(store, TimeProvider.System).Prepare().WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);

        (await store.Read<long>("""SELECT COUNT(*) FROM "__EFMigrationsHistory";""")).Should().BePositive();
    }

    [Fact]
    public async Task An_empty_file_that_a_killed_start_left_behind_becomes_a_store()
    {
        var file = TestStore.NewFile();
        await File.WriteAllBytesAsync(file, []);
        await using var store = TestStore.OnFile(file);

        await new StoreStart(store, TimeProvider.System).Prepare();

        (await store.Read<long>("""SELECT COUNT(*) FROM "__EFMigrationsHistory";""")).Should().BePositive();
    }

    [Fact]
    public async Task What_a_dead_process_had_leased_is_free_at_the_next_start_but_not_what_a_living_one_has()
    {
        await using var store = await TestStore.Sqlite();
        var notice = Letters.Notice(Letters.Samantha(), now: store.Time.GetUtcNow());
        await using (var db = store.CreateDbContext())
        {
            db.AddRange(Letters.Samantha(), notice, Delivery.Of(notice, Channel.Mail, "samantha.smith@hub.example", 0, null, store.Time.GetUtcNow()));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using var former = new Node(store);
        using (var living = new StoreStart(store, store.Time))
        {
            (await living.Lease()).Should().Be(0);
            (await former.Claims.Take(10, 4, [], TestContext.Current.CancellationToken)).Should().ContainSingle();
            using var beside = new StoreStart(store, store.Time);
            (await beside.Lease()).Should().Be(0, "the one that leased it lives");
            using var other = new Node(store);
            (await other.Drain()).Should().Be(0);
        }

        // Both have ended, as the operating system sees it; the clock stands still, so that the lease has not run out.
        using var next = new StoreStart(store, store.Time);
        (await next.Lease()).Should().Be(1);
        using var node = new Node(store);
        (await node.Drain()).Should().Be(1);
    }

    [Fact]
    public async Task Starts_at_once_free_what_is_dead_and_all_of_them_go_on()
    {
        await using var store = await TestStore.Sqlite();
        var starts = Enumerable.Range(0, 4).Select(_ => new StoreStart(store, TimeProvider.System)).ToList();
        await Task.WhenAll(starts.Select(s => Task.Run(() => s.Lease()))).WaitAsync(Soon.Patience, TimeProvider.System);
        using (var late = new StoreStart(store, TimeProvider.System))
        {
            (await late.Lease()).Should().Be(0);
        }

        starts.ForEach(s => s.Dispose());
    }

    [Fact]
    public async Task Two_starts_at_once_migrate_once()
    {
        await using var store = TestStore.OnFile(TestStore.NewFile());

        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new StoreStart(store, TimeProvider.System).Migrate())));

        applied.Count(a => a.Count > 0).Should().Be(1);
    }

    [Fact]
    public async Task A_store_of_a_newer_program_is_refused_by_name()
    {
        await using var store = await TestStore.Sqlite();
        await store.Execute("""INSERT INTO "__EFMigrationsHistory" VALUES ('99990101000000_FromTheFuture', '10.0.0');""");

        var start = () => new StoreStart(store, TimeProvider.System).Prepare();

        (await start.Should().ThrowAsync<StoreNotReadyException>()).WithMessage("*newer version*99990101000000_FromTheFuture*");
    }

    [Fact]
    public async Task A_database_server_that_does_not_answer_is_said_in_one_line()
    {
        var options = new DbContextOptionsBuilder<SqlServerHubDbContext>().UseApplicationServiceProvider(IdentityTables.Alone).UseSqlServer("Server=tcp:127.0.0.1,1;Connect Timeout=1;ConnectRetryCount=0;Encrypt=False").Options;
        var start = () => new StoreStart(new SqlServer(options), TimeProvider.System).Prepare();

        var message = (await start.Should().ThrowAsync<StoreNotReadyException>()).Which.Message;
        message.Should().Contain("does not answer").And.NotContain("\n");
    }

    [Fact]
    public async Task SQL_Server_with_a_pending_migration_is_refused_and_the_command_named()
    {
        await using var store = await TestStore.On(StoreProvider.SqlServer);
        await store.Execute("DELETE FROM [__EFMigrationsHistory]");

        var start = () => new StoreStart(store, TimeProvider.System).Prepare();

        (await start.Should().ThrowAsync<StoreNotReadyException>()).WithMessage("*store migrate*");
    }

    private sealed class SqlServer(DbContextOptions<SqlServerHubDbContext> options) : IDbContextFactory<HubDbContext>
    {
        public HubDbContext CreateDbContext() => new SqlServerHubDbContext(options);
    }
}
