using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Harness;

/// <summary>What SQLite says of how it would answer a question: which index it asks, and what it reads through.</summary>
internal static class QueryPlans
{
    /// <summary>The lines of EXPLAIN QUERY PLAN.</summary>
    public static async Task<IReadOnlyList<string>> PlanOf<T>(this TestStore store, IQueryable<T> query)
    {
        await using var db = store.CreateDbContext();
        await using var command = query.CreateDbCommand();
        return await Explain(db, command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(p => (p.ParameterName, p.Value))]);
    }

    /// <summary>The lines of EXPLAIN QUERY PLAN of a statement as the program sent it.</summary>
    public static async Task<IReadOnlyList<string>> Explain(DbContext db, string sql, IReadOnlyList<(string Name, object? Value)> parameters)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        foreach (var (name, value) in parameters)
        {
            var its = command.CreateParameter();
            (its.ParameterName, its.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(its);
        }

        var lines = new List<string>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            lines.Add(rows.GetString(3));
        }

        return lines;
    }
}
