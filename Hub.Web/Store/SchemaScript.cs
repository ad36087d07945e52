using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hub.Web.Store;

/// <summary>The SQL Server schema as a script for a database administrator; <c>sql/schema.sql</c> holds its text.</summary>
internal static class SchemaScript
{
    // sqlcmd switches quoted identifiers off, and then an index with a filter cannot be made.
    private const string Head =
        """
        -- Hub: the schema on SQL Server, and every upgrade to it. Generated from the migrations; do not edit.
        -- Run it in the program's database, before the first start and before every new version. It applies only what
        -- is missing, so running it again changes nothing. Written by: store script
        SET ANSI_NULLS ON;
        SET QUOTED_IDENTIFIER ON;
        SET XACT_ABORT ON;
        GO


        """;

    /// <summary>The script; may be run on an empty database and on any earlier version.</summary>
    public static string Idempotent()
    {
        using var db = new SqlServerDesignTime().CreateDbContext([]);
        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
        return (Head + script.TrimStart('\uFEFF')).ReplaceLineEndings("\n").TrimEnd() + "\n";
    }
}
