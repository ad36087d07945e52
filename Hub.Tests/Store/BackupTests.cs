using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Store;
using Microsoft.Data.Sqlite;

namespace Hub.Tests.Store;

public sealed class BackupTests : IDisposable
{
    private readonly string copy = TestStore.NewFile();

    [Fact]
    public async Task A_copy_made_while_the_store_is_written_is_consistent()
    {
        await using var store = await TestStore.Sqlite();
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await Append(store.Writer, $"{i}");
            }
        });
        while (await store.Read<long>("SELECT COUNT(*) FROM Timeline") < 20)
        {
            await Task.Yield();
        }

        SqliteFile.Backup(store.Connection, copy);
        await stop.CancelAsync();
        await writing;

        await using var copied = TestStore.OnFile(copy);
        var chain = (await new RecordCheck(copied).Run(null)).Should().ContainSingle().Which;
        chain.Fault.Should().BeNull();
        chain.Count.Should().BeInRange(20, await store.Read<long>("SELECT COUNT(*) FROM Timeline"));
        (await copied.Read<long>("SELECT Value FROM Counters WHERE Name = 'changes'")).Should().Be(chain.Count);
    }

    [Fact]
    public async Task What_was_copied_comes_back_and_the_former_store_is_kept()
    {
        await using var store = await TestStore.Sqlite();
        var file = SqliteFile.PathOf(store.Connection);
        await Append(store.Writer, "before");
        SqliteFile.Backup(store.Connection, copy);
        await Append(store.Writer, "after");
        ClosePool(store);

        var aside = SqliteFile.Restore(file, copy, TestStore.Start)!;

        (await store.Read<long>("SELECT COUNT(*) FROM Timeline")).Should().Be(1);
        await using var former = TestStore.OnFile(aside);
        (await former.Read<long>("SELECT COUNT(*) FROM Timeline")).Should().Be(2);
    }

    [Fact]
    public async Task Nothing_is_restored_under_a_program_that_serves()
    {
        await using var store = await TestStore.Sqlite();
        await Append(store.Writer, "kept");
        SqliteFile.Backup(store.Connection, copy);
        var file = SqliteFile.PathOf(store.Connection);
        var restore = () => SqliteFile.Restore(file, copy, TestStore.Start);

        using (SqliteFile.Serve(file))
        {
            using var second = SqliteFile.Serve(file);
            restore.Should().Throw<IOException>().WithMessage("*stop it first*");
        }

        ClosePool(store);
        restore.Should().NotThrow();
    }

    [Fact]
    public async Task Nothing_is_restored_while_another_tool_has_the_file_open()
    {
        await using var store = await TestStore.Sqlite();
        SqliteFile.Backup(store.Connection, copy);
        await using var tool = new SqliteConnection(store.Connection + ";Pooling=False");
        await tool.OpenAsync();
        await using var reading = tool.CreateCommand();
        reading.CommandText = "SELECT COUNT(*) FROM Timeline";
        await reading.ExecuteScalarAsync();

        var restore = () => SqliteFile.Restore(SqliteFile.PathOf(store.Connection), copy, TestStore.Start);

        restore.Should().Throw<IOException>().WithMessage("*open*");
    }

    [Theory]
    [InlineData("This is no database, but a text that somebody gave the wrong name to, longer than a header.")]
    [InlineData("")]
    public async Task A_file_that_is_no_store_is_refused_and_the_store_stays(string content)
    {
        await using var store = await TestStore.Sqlite();
        await Append(store.Writer, "kept");
        await File.WriteAllTextAsync(copy, content);

        var restore = () => SqliteFile.Restore(SqliteFile.PathOf(store.Connection), copy, TestStore.Start);

        restore.Should().Throw<IOException>().WithMessage("*no sound store*");
        (await store.Read<long>("SELECT COUNT(*) FROM Timeline")).Should().Be(1);
    }

    [Fact]
    public async Task A_damaged_copy_is_refused()
    {
        await using var store = await TestStore.Sqlite();
        SqliteFile.Backup(store.Connection, copy);
        await using (var file = new FileStream(copy, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Position = 4096 * 3;
            file.Write(Enumerable.Repeat((byte)0xA5, 4096 * 20).ToArray());
        }

        var restore = () => SqliteFile.Restore(SqliteFile.PathOf(store.Connection), copy, TestStore.Start);

        restore.Should().Throw<IOException>().WithMessage("*no sound store*");
    }

    [Fact]
    public async Task A_copy_never_overwrites_a_file()
    {
        await using var store = await TestStore.Sqlite();
        await File.WriteAllTextAsync(copy, "mine");

        var backup = () => SqliteFile.Backup(store.Connection, copy);

        backup.Should().Throw<IOException>().WithMessage("*exists already*");
        (await File.ReadAllTextAsync(copy)).Should().Be("mine");
    }

    public void Dispose() => File.Delete(copy);

    private static void ClosePool(TestStore store)
    {
        using var pooled = new SqliteConnection(store.Connection);
        SqliteConnection.ClearPool(pooled);
    }

    private static Task Append(Writer writer, string text) => writer.Run<string>(Caller.Program, work =>
    {
        work.Record("reports", new Fact(FactKind.UpdatePosted, ("text", text)), number: "R-2026-0001");
        return Task.FromResult<Outcome<string>>("written");
    });
}
