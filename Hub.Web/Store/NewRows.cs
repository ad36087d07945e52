using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Hub.Web.Store;

/// <summary>
/// Writes many new rows of one table. EF makes a statement of its own for every row on SQLite, and a notice is five rows:
/// here one statement a table is prepared and run for each row. On other engines EF has batches, and writes them itself.
/// </summary>
internal static class NewRows
{
    private static readonly ConcurrentDictionary<IEntityType, Statement> Statements = new();

    /// <summary>True when rows of this store are written here. Told by the type, since EF looks the engine's name up by reflection every time.</summary>
    public static bool ArePrepared(DbContext db) => db is SqliteHubDbContext;

    /// <summary>Writes the rows inside the context's transaction. What they refer to must be written already.</summary>
    public static async Task Write(DbContext db, Type type, IReadOnlyList<object> rows, CancellationToken cancellation)
    {
        var statement = Statements.GetOrAdd(db.Model.FindEntityType(type)!, (entity, context) => Statement.Of(entity, context), db);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = statement.Text;
        statement.AddParameters(command);
        foreach (var row in rows)
        {
            statement.Fill(command, row);
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    private sealed record Column(string Name, RelationalTypeMapping Mapping, ValueConverter? Converter, bool IsNullable, Func<object, object?> Read);

    private sealed record Statement(string Text, IReadOnlyList<Column> Columns)
    {
        public static Statement Of(IEntityType entity, DbContext context)
        {
            var names = context.GetService<ISqlGenerationHelper>();
            var table = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
            var columns = entity.GetProperties().Select(p => new Column(p.GetColumnName(table)!, p.GetRelationalTypeMapping(), p.GetTypeMapping().Converter, p.IsNullable, Reader(p))).ToList();
            var into = string.Join(", ", columns.Select(c => names.DelimitIdentifier(c.Name)));
            var values = string.Join(", ", columns.Select((_, i) => $"@p{i}"));
            return new Statement($"INSERT INTO {names.DelimitIdentifier(table.Name)} ({into}) VALUES ({values});", columns);
        }

        public void AddParameters(DbCommand command)
        {
            for (var i = 0; i < Columns.Count; i++)
            {
                command.Parameters.Add(Columns[i].Mapping.CreateParameter(command, $"@p{i}", null, nullable: true));
            }
        }

        public void Fill(DbCommand command, object row)
        {
            for (var i = 0; i < Columns.Count; i++)
            {
                var value = Columns[i].Read(row);
                command.Parameters[i].Value = (value is null ? null : Columns[i].Converter is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;
            }
        }

        private static Func<object, object?> Reader(IProperty property)
        {
            var row = Expression.Parameter(typeof(object));
            var value = Expression.Property(Expression.Convert(row, property.DeclaringType.ClrType), property.PropertyInfo!);
            return Expression.Lambda<Func<object, object?>>(Expression.Convert(value, typeof(object)), row).Compile();
        }
    }
}
