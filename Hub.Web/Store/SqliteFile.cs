using Microsoft.Data.Sqlite;

namespace Hub.Web.Store;

/// <summary>The embedded store's file: who uses it, a copy while it runs, and a copy back.</summary>
internal static class SqliteFile
{
    /// <summary>Full path of the file that a connection string names.</summary>
    public static string PathOf(string? connection) => Path.GetFullPath(new SqliteConnectionStringBuilder(connection).DataSource);

    /// <summary>Says to other processes that this one serves from the file. The operating system ends it with the process.</summary>
    public static FileStream Serve(string file) => new(file + ".serving", FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);

    /// <summary>
    /// Says to other processes that this one leases rows of the file. The operating system ends it with the process, however that ends.
    /// </summary>
    public static FileStream Lease(string file) => new(file + ".leasing", FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);

    /// <summary>Proof that no living process leases rows of the file, as long as it is held; null when one does, or when this file system keeps no locks.</summary>
    public static FileStream? LeasesAlone(string file)
    {
        try
        {
            var alone = new FileStream(file + ".leasing", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            if (!IsShared(file))
            {
                return alone;
            }

            alone.Dispose();
            return null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsShared(string file)
    {
        try
        {
            Lease(file).Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Copies the store, consistent as of one instant, while others read and write it.</summary>
    /// <exception cref="IOException">There is a file of that name already, or the copy is not sound.</exception>
    public static void Backup(string connection, string to)
    {
        if (File.Exists(to))
        {
            throw new IOException($"{to} exists already.");
        }

        var part = to + ".part";
        File.Delete(part);
        using (var source = new SqliteConnection(connection))
        using (var copy = Open(part, SqliteOpenMode.ReadWriteCreate))
        {
            source.Open();
            source.BackupDatabase(copy);
            Run(copy, "PRAGMA journal_mode=DELETE");
        }

        if (Fault(part) is { } fault)
        {
            File.Delete(part);
            throw new IOException($"The copy is not sound: {fault}");
        }

        File.Move(part, to);
    }

    /// <summary>Puts a copy in the store's place and keeps the former file aside. Gives back where that is; null when there was none.</summary>
    /// <exception cref="IOException">A program uses the store, or the copy is no sound store. Then nothing was changed.</exception>
    public static string? Restore(string file, string from, DateTimeOffset now)
    {
        if (!File.Exists(from))
        {
            throw new IOException($"{from} does not exist.");
        }

        if (Fault(from) is { } fault)
        {
            throw new IOException($"{from} is no sound store: {fault}");
        }

        using var alone = Alone(file);
        string? aside = null;
        if (File.Exists(file))
        {
            FoldLog(file);
            aside = $"{file}.before-restore-{now:yyyyMMddTHHmmssfff}";
        }

        var part = file + ".restoring";
        File.Copy(from, part, overwrite: true);
        using (var written = new FileStream(part, FileMode.Open, FileAccess.Write))
        {
            written.Flush(flushToDisk: true);
        }

        if (aside is not null)
        {
            File.Move(file, aside);
        }

        File.Move(part, file);
        return aside;
    }

    /// <summary>What is wrong with a file as a store; null when it is sound.</summary>
    private static string? Fault(string file)
    {
        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadOnly);
            var check = Run(connection, "PRAGMA integrity_check(1)");
            return check is not "ok"
                ? check
                : Run(connection, "SELECT COUNT(*) FROM sqlite_master WHERE name IN ('__EFMigrationsHistory', 'Timeline')") is "2" ? null : "it holds no tables of this program";
        }
        catch (SqliteException e)
        {
            return e.Message;
        }
    }

    private static FileStream Alone(string file)
    {
        try
        {
            return new FileStream(file + ".serving", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException($"A program serves from {file}: stop it first.", e);
        }
    }

    /// <summary>Brings the write-ahead log into the file. SQLite allows that to the only user of a file, so that it also finds other tools that have it open.</summary>
    private static void FoldLog(string file)
    {
        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadWrite);
            Run(connection, "PRAGMA journal_mode=DELETE");
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 5 or 6)
        {
            throw new IOException($"Another program has {file} open: stop it first.", e);
        }
        catch (SqliteException)
        {
            // A damaged store is a reason to restore: its log is kept beside it.
            foreach (var log in new[] { "-wal", "-shm" }.Where(log => File.Exists(file + log)))
            {
                File.Move(file + log, $"{file}.damaged{log}", overwrite: true);
            }
        }
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 2 }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static string? Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
