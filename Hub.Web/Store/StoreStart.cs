using System.Data.Common;
using Hub.Domain.Notices;
using Hub.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Store;

/// <summary>The program must not serve with this store; the message says why and what to do, in one line.</summary>
public sealed class StoreNotReadyException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Brings the store up to date before anything else looks at it, or refuses it.</summary>
public sealed class StoreStart(IDbContextFactory<HubDbContext> contexts, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);
    private FileStream? serving;
    private FileStream? leasing;

    /// <summary>Before serving: SQLite migrates itself; SQL Server with pending migrations is refused, since its administrator decides when.</summary>
    /// <exception cref="StoreNotReadyException">It cannot be served.</exception>
    public async Task Prepare(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (db.Database.IsSqlite())
        {
            await Migrate(cancellation);
            return;
        }

        if (await Pending(db, cancellation) is { Count: > 0 } pending)
        {
            throw new StoreNotReadyException($"The store lacks {pending.Count} migration(s), the first is {pending[0]}. Run 'store migrate', or let a database administrator run sql/schema.sql, and start again.");
        }
    }

    /// <summary>Applies what is pending, on either engine. Gives back the names of the migrations that were applied.</summary>
    /// <exception cref="StoreNotReadyException">The store is newer than the program, or another process has been migrating it for minutes.</exception>
    public async Task<IReadOnlyList<string>> Migrate(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var turn = db.Database.IsSqlite() ? await Turn(db, cancellation) : null;
        var pending = await Pending(db, cancellation);
        if (pending.Count == 0)
        {
            return pending;
        }

        if (turn is not null)
        {
            // EF's lock is a row that nobody removes when its process is killed, and EF waits for it for ever.
            // Our turn shows that no living process migrates this file.
            await db.Database.ExecuteSqlRawAsync("""DROP TABLE IF EXISTS "__EFMigrationsLock";""", cancellation);
        }

        await db.Database.MigrateAsync(cancellation);
        return pending;
    }

    /// <summary>From now on this process serves from the store, so that nobody restores another under it.</summary>
    /// <exception cref="StoreNotReadyException">It is being restored right now, or its folder cannot be written.</exception>
    public void Hold()
    {
        using var db = contexts.CreateDbContext();
        if (!db.Database.IsSqlite())
        {
            return;
        }

        try
        {
            serving ??= SqliteFile.Serve(SqliteFile.PathOf(db.Database.GetConnectionString()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreNotReadyException($"The store is being restored, or its folder cannot be written: {e.Message}", e);
        }
    }

    /// <summary>
    /// From now on this process leases rows of the store. When no other living process does so on its file, all leases that stand
    /// there are those of dead ones: they end at once, so that a start after a crash does not wait for them to run out.
    /// </summary>
    /// <returns>How many deliveries are free again.</returns>
    public async Task<int> Lease(CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (!db.Database.IsSqlite())
        {
            return 0;
        }

        var file = SqliteFile.PathOf(db.Database.GetConnectionString());
        var (freed, over) = (0, time.GetUtcNow().Stored().AddSeconds(-1));
        using (var alone = SqliteFile.LeasesAlone(file))
        {
            if (alone is not null)
            {
                // Their owners stay, so that the takeover is counted as one.
                freed = await db.Deliveries.Where(d => d.State == DeliveryState.Queued && d.LeaseUntil > over)
                    .ExecuteUpdateAsync(set => set.SetProperty(d => d.LeaseUntil, over), cancellation);
                await db.Deadlines.Where(d => d.State == DeadlineState.Pending && d.LeaseUntil > over)
                    .ExecuteUpdateAsync(set => set.SetProperty(d => d.LeaseUntil, over), cancellation);
            }
        }

        leasing = await Retried(() => SqliteFile.Lease(file), file, cancellation);
        return freed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        leasing?.Dispose();
        serving?.Dispose();
    }

    private static async Task<IReadOnlyList<string>> Pending(HubDbContext db, CancellationToken cancellation)
    {
        try
        {
            var known = db.Database.GetMigrations().ToArray();
            var applied = await db.Database.GetAppliedMigrationsAsync(cancellation);
            return applied.Except(known, StringComparer.Ordinal).FirstOrDefault() is { } newer
                ? throw new StoreNotReadyException($"The store was made by a newer version of the program: it has the migration {newer}, which this one does not know.")
                : [.. known.Except(applied, StringComparer.Ordinal)];
        }
        catch (DbException e)
        {
            throw new StoreNotReadyException($"The store does not answer: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    /// <summary>Waits until no other process migrates this file. The operating system ends the turn of a process that was killed.</summary>
    private Task<FileStream> Turn(HubDbContext db, CancellationToken cancellation)
    {
        var file = SqliteFile.PathOf(db.Database.GetConnectionString());
        return Retried(() => new FileStream(file + ".migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), file, cancellation);
    }

    /// <summary>Opens a file as soon as no other process is in the way.</summary>
    private async Task<FileStream> Retried(Func<FileStream> open, string file, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return open();
            }
            catch (IOException) when (time.GetElapsedTime(started) < LongestWait && Directory.Exists(Path.GetDirectoryName(file)))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellation);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new StoreNotReadyException($"The store {file} cannot be prepared: {e.Message}", e);
            }
        }
    }
}
