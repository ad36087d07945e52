using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Schedule;

/// <summary>Gives a next step, due now, to every ladder that waits for an answer and has none: otherwise it would wait for ever. One that the plan repeats no more has none by right.</summary>
public sealed class LadderRepair(IDbContextFactory<HubDbContext> contexts, IServiceScopeFactory scopes)
{
    /// <summary>Mends what it finds; gives back how many.</summary>
    public async Task<int> Run(CancellationToken cancellation)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            if (!await Broken(db).AnyAsync(cancellation))
            {
                return 0;
            }
        }

        await using var scope = scopes.CreateAsyncScope();
        var mended = await scope.ServiceProvider.GetRequiredService<Writer>().Run<int>(
            Caller.Program,
            async work =>
            {
                var broken = await Broken(work.Db).ToListAsync(cancellation);
                foreach (var climb in broken)
                {
                    // Counts the climb's version up: a writer who answers it at this moment and this repair conflict.
                    work.Db.Entry(climb).Property(c => c.Version).CurrentValue++;
                    work.Db.Deadlines.Add(Deadline.At(work.Now, DeadlineKind.LadderStep, climb.Id, climb.IncidentId));
                }

                work.ChangedDeadlines = true;
                return broken.Count;
            },
            cancellation);
        return mended.Value;
    }

    private static IQueryable<Climb> Broken(HubDbContext db) => db.Climbs.IgnoreAutoIncludes().Where(c =>
        c.State == ClimbState.Climbing && c.LadderEndedAt == null && !db.Deadlines.Any(d => d.SubjectId == c.Id && d.State == DeadlineState.Pending && d.Kind == DeadlineKind.LadderStep));
}
