using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Store;

/// <summary>Steps of a plan version that touch more than itself: the one whose place it takes, and the deadline that puts it in force.</summary>
public static class PlanSteps
{
    /// <summary>The version with that number, to be changed. Refused: there is none.</summary>
    public static async Task<Outcome<PlanVersion>> Find(Work work, int number) =>
        await work.Db.PlanVersions.FirstOrDefaultAsync(v => v.Number == number && !v.IsDrillCopy) is { } version ? version : Refusal.NotFound("PlanUnknown", number);

    /// <summary>The next free number.</summary>
    public static async Task<int> NextNumber(Work work) =>
        (await work.Db.PlanVersions.Where(v => !v.IsDrillCopy).MaxAsync(v => (int?)v.Number) ?? 0) + 1;

    /// <summary>Comes into force now, in place of the present one. Refused: not approved.</summary>
    public static async Task<Outcome<int>> PutInForce(Work work, PlanVersion version)
    {
        var present = await work.Db.PlanVersions
            .Where(v => v.State == PlanState.InForce && !v.IsDrillCopy)
            .OrderByDescending(v => v.InForceFrom).ThenByDescending(v => v.Number)
            .FirstAsync();
        var stepped = version.ComeIntoForce(present, work.Now);
        if (stepped.IsRefused)
        {
            return stepped.Refusal;
        }

        await EndDeadline(work, version);
        work.Record("administration", stepped.Value.Retired);
        work.Record("administration", stepped.Value.InForce);
        return version.Number;
    }

    /// <summary>Is to come into force at an instant; an earlier appointment is void. Refused: not approved; the instant is past, or over a year ahead.</summary>
    public static async Task<Outcome<int>> PutInForceAt(Work work, PlanVersion version, DateTimeOffset from)
    {
        var planned = version.Plan(from, work.Now);
        if (planned.IsRefused)
        {
            return planned.Refusal;
        }

        await EndDeadline(work, version);
        work.Db.Deadlines.Add(Deadline.At(version.PlannedFrom!.Value, DeadlineKind.PlanComesIntoForce, version.Id, null));
        work.ChangedDeadlines = true;
        work.Record("administration", planned.Value);
        return version.Number;
    }

    /// <summary>Its instant has come. Does nothing when it is not waiting for it any more.</summary>
    public static async Task Due(Work work, Guid versionId)
    {
        if (await work.Db.PlanVersions.FirstOrDefaultAsync(v => v.Id == versionId) is { State: PlanState.Approved } version)
        {
            await PutInForce(work, version);

            // Several may fall due together after an outage: the next one finds this one in force.
            await work.Db.SaveChangesAsync();
        }
    }

    /// <summary>The version that would be in force again without this one: the last before it that was not withdrawn.</summary>
    public static async Task<PlanVersion?> PredecessorOf(Work work, PlanVersion version)
    {
        for (var id = version.ReplacedId; id is not null;)
        {
            var before = await work.Db.PlanVersions.FirstOrDefaultAsync(v => v.Id == id);
            if (before is null or { State: PlanState.Retired })
            {
                return before;
            }

            id = before.ReplacedId;
        }

        return null;
    }

    /// <summary>It does not come into force by itself any more.</summary>
    public static async Task EndDeadline(Work work, PlanVersion version)
    {
        foreach (var deadline in await work.Db.Deadlines.Where(d => d.SubjectId == version.Id && d.Kind == DeadlineKind.PlanComesIntoForce && d.State == DeadlineState.Pending).ToListAsync())
        {
            deadline.Cancel(work.Now);
            work.ChangedDeadlines = true;
        }
    }
}
