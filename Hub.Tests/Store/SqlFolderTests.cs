using System.Text.RegularExpressions;
using Hub.Tests.Harness;
using Hub.Web.Store;
using Hub.Web.Store.Migrations.Sqlite;

namespace Hub.Tests.Store;

public sealed class SqlFolderTests
{
    public static TheoryData<string> Files => [.. Directory.GetFiles(Path.Combine(Sources.Root, "sql"), "*.sql").Select(f => Path.GetFileName(f)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_script_parses(string file) => SqlText.Parse(SqlText.File(file)).Faults.Should().BeEmpty();

    [Fact]
    public void The_parser_finds_a_fault() => SqlText.Parse("CREATE TABEL x (id int);").Faults.Should().NotBeEmpty();

    [Fact]
    public void The_folder_holds_what_its_page_names()
    {
        var named = Regex.Matches(SqlText.File("README.md"), "`(?<name>[a-z]+\\.sql)`", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal);
        named.Should().BeEquivalentTo(Directory.GetFiles(Path.Combine(Sources.Root, "sql"), "*.sql").Select(Path.GetFileName));
    }

    [Fact]
    public void The_schema_is_what_the_migrations_make() =>
        (SqlText.File("schema.sql") == SchemaScript.Idempotent()).Should().BeTrue("sql/schema.sql is stale; write it anew: dotnet run --project Hub.Web -- store script --to ../sql/schema.sql");

    [Fact]
    public void The_role_may_not_change_what_SQLite_keeps_from_change()
    {
        var denied = Regex.Matches(SqlText.File("role.sql"), @"DENY UPDATE, DELETE ON OBJECT::dbo\.(?<name>\w+) TO hub_program;", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        denied.Select(m => m.Groups["name"].Value).Should().BeEquivalentTo(InsertOnly.Tables);
    }

    [Fact]
    public void Readers_are_granted_every_view()
    {
        var views = Regex.Matches(SqlText.File("views.sql"), @"CREATE OR ALTER VIEW dbo\.(?<name>\w+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(m => m.Groups["name"].Value);
        var granted = Regex.Matches(SqlText.File("role.sql"), @"GRANT SELECT ON OBJECT::dbo\.(?<name>\w+) TO hub_reports;", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(m => m.Groups["name"].Value);
        granted.Should().BeEquivalentTo(views);
    }

    [Fact]
    public void Quartz_finds_the_tables_that_its_own_package_would_make()
    {
        using var stream = typeof(Quartz.IScheduler).Assembly.GetManifestResourceStream("Quartz.Impl.AdoJobStore.Schema.create_sqlServer.sql")!;
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        text = text[text.IndexOf("\n--;;", StringComparison.Ordinal)..].Replace("{0}", "QRTZ_", StringComparison.Ordinal).Replace("{1}", "QRTZ_", StringComparison.Ordinal);

        SqlText.Tables(SqlText.File("quartz.sql")).Should().BeEquivalentTo(SqlText.Tables(text));
        SqlText.Tables(text).Should().ContainKey("QRTZ_TRIGGERS").WhoseValue.Should().Contain("TRIGGER_STATE nvarchar(16) NOT NULL");
        SqlText.Definitions(SqlText.File("quartz.sql")).Should().HaveSameCount(SqlText.Definitions(text));
    }
}
