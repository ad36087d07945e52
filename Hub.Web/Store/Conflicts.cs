using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Store;

/// <summary>Tells a lost race from a fault.</summary>
internal static class Conflicts
{
    private const int Busy = 5;
    private const int Locked = 6;

    /// <summary>True when the lock of another writer outlasted the wait for it.</summary>
    public static bool IsLockedOut(Exception exception) => exception.GetBaseException() is SqliteException { SqliteErrorCode: Busy or Locked };

    /// <summary>True when another writer came first (stale version, duplicate key, deadlock, busy): deciding again can help.</summary>
    public static bool IsConflict(Exception exception) => exception switch
    {
        DbUpdateConcurrencyException => true,
        DbUpdateException { InnerException: { } inner } => IsConflict(inner),

        // On SQL Server EF wraps what it holds for transient, such as a deadlock, in one of these.
        InvalidOperationException { InnerException: { } inner } => IsConflict(inner),
        SqliteException { SqliteErrorCode: Busy or Locked } => true,
        SqliteException { SqliteExtendedErrorCode: 2067 or 1555 } => true,
        SqlException { Number: 1205 or 2601 or 2627 or 3960 } => true,
        _ => false,
    };

    /// <summary>True when the store has no room left: nothing was written, and the caller says so (503).</summary>
    public static bool IsFull(Exception? exception) => exception switch
    {
        null => false,
        SqliteException { SqliteErrorCode: 13 or 10 } => true,
        SqlException { Number: 1105 or 9002 } => true,
        _ => IsFull(exception.InnerException),
    };
}
