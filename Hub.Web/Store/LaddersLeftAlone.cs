using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Store;

/// <summary>Ladders that wait for people whom no channel reaches climb now, when too few of their step can still answer; unless they are at their end already.</summary>
internal static class LaddersLeftAlone
{
    /// <summary>So many of those who are left are looked at before all of them are: with a step of a thousand it is nearly always enough.</summary>
    private const int Few = 20;

    /// <summary>Looks once at each matter, however many of its notices have failed.</summary>
    /// <param name="work">The work in which they failed; what was decided of them is written by this.</param>
    /// <param name="failed">Notices that no channel could carry.</param>
    public static async Task ClimbNow(Work work, IReadOnlyCollection<Notice> failed)
    {
        if (failed.Count == 0)
        {
            return;
        }

        await work.Db.SaveChangesAsync();
        foreach (var matter in failed.GroupBy(n => (n.Matter, n.Issue)).OrderBy(m => m.Key.Matter, StringComparer.Ordinal).ThenBy(m => m.Key.Issue))
        {
            var ((about, issue), people) = (matter.Key, matter.Select(n => n.PersonId).ToList());
            var theirs = work.Db.Climbs.IgnoreAutoIncludes()
                .Where(c => c.Matter == about && c.Issue == issue && c.State == ClimbState.Climbing && c.NobodyAnswersSince == null
                    && work.Db.Set<Told>().Any(t => t.ClimbId == c.Id && t.Step == c.Step && people.Contains(t.PersonId)));

            // When the last two of a step fail at once on two nodes, each would count on the other: the rows are locked, nothing
            // else, so that one looks after the other and nobody else's decision goes stale.
            await theirs.ExecuteUpdateAsync(set => set.SetProperty(c => c.Version, c => c.Version));
            var climbs = await theirs.AsNoTracking().ToListAsync();
            foreach (var climb in climbs)
            {
                if (!await CanStillBeAnswered(work.Db, climb))
                {
                    await PullForward(work, climb.Id);
                }
            }
        }
    }

    /// <summary>As <see cref="ClimbPolicy.CanStillBeAnswered(Climb, IEnumerable{Notice}, Func{Guid, bool})"/> says, without reading everybody of the step.</summary>
    private static async Task<bool> CanStillBeAnswered(HubDbContext db, Climb climb)
    {
        var (id, step, about, issue) = (climb.Id, climb.Step, climb.Matter, climb.Issue);
        var left = db.Set<Told>()
            .Where(t => t.ClimbId == id && t.Step == step && !db.Notices.Any(n => n.Matter == about && n.Issue == issue && n.PersonId == t.PersonId
                && (n.State == NoticeState.Declined || (n.State == NoticeState.Open && n.IsUndelivered))))
            .OrderBy(t => t.PersonId).Select(t => t.PersonId);
        foreach (var most in new[] { climb.Needed + Few, int.MaxValue })
        {
            var ids = await left.Take(most).ToListAsync();
            var people = await db.Persons.AsNoTracking().Where(p => ids.Contains(p.Id)).ToListAsync();
            if (people.Count(CanBeCountedOn) >= climb.Needed)
            {
                return true;
            }

            if (ids.Count < most)
            {
                return false;
            }
        }

        return false;
    }

    private static bool CanBeCountedOn(Person person) => person is { IsRetired: false, IsReachable: true };

    private static async Task PullForward(Work work, Guid climb)
    {
        foreach (var deadline in await work.Db.Deadlines.Where(d => d.SubjectId == climb && d.Kind == DeadlineKind.LadderStep && d.State == DeadlineState.Pending).ToListAsync())
        {
            deadline.PullForward(work.Now);
            work.ChangedDeadlines = true;
        }
    }
}
