using Microsoft.EntityFrameworkCore.Migrations;

namespace Hub.Web.Store.Migrations.Sqlite;

/// <summary>
/// Triggers that keep the record insert-only below the program too. A migration that rebuilds one of the tables
/// drops them silently and must call <see cref="Protect"/> again; a test looks for them after all migrations.
/// </summary>
internal static class InsertOnly
{
    /// <summary>Tables whose rows nobody changes or removes.</summary>
    public static IReadOnlyList<string> Tables { get; } = ["Timeline", "Acknowledgements", "DeliveryAttempts"];

    /// <summary>The statements that make the triggers.</summary>
    public static IEnumerable<string> Statements => Tables.SelectMany(table => new[] { Trigger(table, "UPDATE"), Trigger(table, "DELETE") });

    /// <summary>Makes the triggers.</summary>
    public static void Protect(MigrationBuilder migration)
    {
        foreach (var statement in Statements)
        {
            migration.Sql(statement);
        }
    }

    /// <summary>An approved situation report is never changed or removed.</summary>
    public static IReadOnlyList<string> Frozen { get; } = [.. new[] { "UPDATE", "DELETE" }.Select(action =>
        $"""
        CREATE TRIGGER IF NOT EXISTS "SituationReports_frozen_{action}" BEFORE {action} ON "SituationReports" WHEN OLD."State" = 3
        BEGIN
            SELECT RAISE(ABORT, 'An approved situation report is frozen');
        END;
        """)];

    /// <summary>Makes the triggers of frozen rows; again after a migration that rebuilds their table.</summary>
    public static void Freeze(MigrationBuilder migration)
    {
        foreach (var statement in Frozen)
        {
            migration.Sql(statement);
        }
    }

    private static string Trigger(string table, string action) =>
        $"""
        CREATE TRIGGER IF NOT EXISTS "{table}_no_{action}" BEFORE {action} ON "{table}"
        BEGIN
            SELECT RAISE(ABORT, '{table} is insert-only');
        END;
        """;
}
