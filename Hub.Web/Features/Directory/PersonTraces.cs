using Hub.Domain.People;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Hub.Web.Features.Directory;

/// <summary>Whether anything in the store names a person. Asks every column that can hold an identity, so that a table that comes later is not forgotten.</summary>
internal static class PersonTraces
{
    /// <summary>What a person owns, and what goes with the person.</summary>
    private static readonly Type[] Own = [typeof(Person), typeof(ContactPoint), typeof(AddressCheck)];

    public static async Task<bool> Any(HubDbContext db, Guid personId, CancellationToken cancellation)
    {
        var written = personId.ToString();
        if (await db.Timeline.AnyAsync(e => e.Data.Contains(written), cancellation))
        {
            return true;
        }

        var quoted = db.GetService<ISqlGenerationHelper>();
        foreach (var (table, column) in Columns(db.Model))
        {
            var asked = $"SELECT COUNT(*) AS {quoted.DelimitIdentifier("Value")} FROM {quoted.DelimitIdentifier(table)} WHERE {quoted.DelimitIdentifier(column)} = {{0}}";
            if (await db.Database.SqlQueryRaw<int>(asked, personId).SingleAsync(cancellation) > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<(string Table, string Column)> Columns(IModel model) =>
        from type in model.GetEntityTypes()
        where !Own.Contains(type.ClrType) && !type.IsMappedToJson()
        let table = type.GetTableName()
        where table is not null
        from property in type.GetProperties()
        where (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(Guid)
        select (table, property.GetColumnName());
}
