using Hub.Tests.Harness;
using Hub.Web.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Store;

public sealed class MigrationTests
{
    private const string Refresh = "dotnet ef migrations add NAME --project Hub.Web --context {0} --output-dir Store/Migrations/{1}";

    [Fact]
    public void The_SQLite_migrations_hold_the_whole_model()
    {
        using var db = new SqliteDesignTime().CreateDbContext([]);
        db.Database.HasPendingModelChanges().Should().BeFalse("otherwise: " + string.Format(null, Refresh, nameof(SqliteHubDbContext), "Sqlite"));
    }

    [Fact]
    public void The_SQL_Server_migrations_hold_the_whole_model()
    {
        using var db = new SqlServerDesignTime().CreateDbContext([]);
        db.Database.HasPendingModelChanges().Should().BeFalse("otherwise: " + string.Format(null, Refresh, nameof(SqlServerHubDbContext), "SqlServer"));
    }

    [Fact]
    public async Task Passkeys_have_a_table_on_both_engines()
    {
        await using var store = await TestStore.Sqlite();
        (await store.Read<long>("SELECT COUNT(*) FROM sqlite_master WHERE name = 'AspNetUserPasskeys'")).Should().Be(1);
        await using var server = new SqlServerDesignTime().CreateDbContext([]);
        server.Database.GenerateCreateScript().Should().Contain("CREATE TABLE [AspNetUserPasskeys]");
    }

    [Theory]
    [InlineData("Timeline", "INSERT INTO Timeline (Chain, Number, At, Kind, Actor, ActorKind, Data, Format, PreviousHash, Hash) VALUES ('x', 1, 0, 1, 'a', 1, '[]', 1, x'00', x'00')", "Actor = 'b'")]
    [InlineData("Acknowledgements", "INSERT INTO Acknowledgements (NoticeId, Issue, PersonId, Means, \"By\", At) VALUES ('n', 1, 'p', 1, 'a', 0)", "\"By\" = 'b'")]
    [InlineData("DeliveryAttempts", "INSERT INTO DeliveryAttempts (Id, DeliveryId, At, Accepted) VALUES ('i', 'd', 0, 1)", "Accepted = 0")]
    public async Task After_all_migrations_the_record_can_be_added_to_and_nothing_else(string table, string insert, string change)
    {
        await using var store = await TestStore.Sqlite();
        await store.Execute(insert);

        var update = () => store.Execute($"UPDATE {table} SET {change}");
        var delete = () => store.Execute($"DELETE FROM {table}");

        (await update.Should().ThrowAsync<SqliteException>()).WithMessage($"*{table} is insert-only*");
        (await delete.Should().ThrowAsync<SqliteException>()).WithMessage($"*{table} is insert-only*");
        (await store.Read<long>($"SELECT COUNT(*) FROM {table}")).Should().Be(1);
    }
}
