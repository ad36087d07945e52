using Microsoft.SqlServer.Dac.Model;

namespace Hub.Tests.Store;

/// <summary>The scripts in SQL Server's own model of a database: names that nothing defines show here (SQL71501, SQL71502).</summary>
public sealed class SqlModelTests
{
    [Fact]
    public void Schema_schedule_and_views_hold_together()
    {
        var faults = Faults("schema.sql", "quartz.sql", "views.sql");
        faults.Should().BeEmpty();
    }

    [Fact]
    public void The_model_finds_a_name_that_nothing_defines() =>
        Faults("views.sql").Should().Contain(f => f.Contains("SQL71501", StringComparison.Ordinal));

    private static IReadOnlyList<string> Faults(params string[] files)
    {
        using var model = new TSqlModel(SqlServerVersion.Sql160, new TSqlModelOptions());
        foreach (var definition in files.SelectMany(f => SqlText.Definitions(SqlText.File(f))))
        {
            model.AddObjects(definition);
        }

        return [.. model.Validate().Select(m => $"{m.Prefix}{m.Number}: {m.Message}")];
    }
}
