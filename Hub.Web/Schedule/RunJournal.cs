using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Schedule;

/// <summary>Keeps in the store when each recurring job ran last: the embedded scheduler forgets it with the process.</summary>
public sealed class RunJournal(IDbContextFactory<HubDbContext> contexts, WriteGate gate, TimeProvider time)
{
    /// <summary>A job has run to its end now.</summary>
    public async Task Completed(string job, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().Stored();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        using var turn = await gate.Enter(cancellation);
        if (await db.JobRuns.Where(r => r.Name == job).ExecuteUpdateAsync(set => set.SetProperty(r => r.At, now), cancellation) == 0)
        {
            db.JobRuns.Add(new JobRun { Name = job, At = now });
            try
            {
                await db.SaveChangesAsync(cancellation);
            }
            catch (DbUpdateException e) when (Conflicts.IsConflict(e))
            {
                // Another node has just written the same.
            }
        }
    }

    /// <summary>True when the job never ran, or its time has passed while nobody was there to run it.</summary>
    public async Task<bool> IsOverdue(string job, TimeSpan every, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var last = await db.JobRuns.Where(r => r.Name == job).Select(r => (DateTimeOffset?)r.At).FirstOrDefaultAsync(cancellation);
        return last is null || time.GetUtcNow() - last > every;
    }
}
