using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Schedule;

/// <summary>
/// Proves in each cycle of the watchman that the store takes what is written, before somebody needs it: a line of its own, kept
/// like every command. That line finds a place where a command finds none, so after one was refused for want of room, something
/// larger than any command must fit in too.
/// </summary>
public sealed partial class StoreProof(IDbContextFactory<HubDbContext> contexts, WriteGate gate, CommitSignals signals, TimeProvider time, ILogger<StoreProof> log)
{
    private const int Large = 256 * 1024;

    /// <summary>A line of each machine: a node that is frozen in the middle of its own holds up no other's.</summary>
    internal static readonly string Line = new([.. $"{nameof(Watchman)} {Environment.MachineName}".Take(64)]);

    /// <summary>True when the store takes what is written.</summary>
    public async Task<bool> Run(CancellationToken cancellation)
    {
        try
        {
            await Write(cancellation);
            return true;
        }
        catch (Exception e) when (Conflicts.IsConflict(e) && !Conflicts.IsLockedOut(e))
        {
            // Somebody else wrote at this moment, so it takes. A lock that outlasted the wait for it is another matter: no command gets through either.
            return true;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            Refused(e);
            return false;
        }
    }

    private async Task Write(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().Stored();
        var wasFull = signals.IsStoreFull;
        using var turn = await gate.Enter(cancellation);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await db.JobRuns.Where(r => r.Name == Line).ExecuteUpdateAsync(set => set.SetProperty(r => r.At, now), cancellation) == 0)
        {
            db.JobRuns.Add(new JobRun { Name = Line, At = now });
        }

        var large = new IdempotentAnswer { Scope = $"{Line} {Guid.NewGuid():N}", Body = wasFull ? new string('x', Large) : "", At = now };
        if (wasFull)
        {
            db.IdempotentAnswers.Add(large);
        }

        await db.SaveChangesAsync(cancellation);
        if (wasFull)
        {
            await db.IdempotentAnswers.Where(a => a.Scope == large.Scope).ExecuteDeleteAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
        if (wasFull)
        {
            signals.IsStoreFull = false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The store takes nothing: no command can be carried out.")]
    private partial void Refused(Exception fault);
}
