using Hub.Domain.Clocks;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary>
/// Does what due deadlines ask: climbs ladders, reminds, marks duties overdue, asks for progress reports, puts plans in force. Many in one
/// transaction, loaded together; the sweep tries one that fails alone.
/// </summary>
public sealed class FireDeadlines(Writer writer, PlanInForce plans, IEnumerable<DeadlineAct> acts)
{
    /// <summary>Fires those of the deadlines that are pending, due and leased under this token; gives back how many.</summary>
    public Task<Outcome<int>> Run(IReadOnlyList<Guid> ids, Guid lease, CancellationToken cancellation = default) =>
        writer.Run<int>(
            Caller.Program,
            async work =>
            {
                var due = await work.Db.Deadlines
                    .Where(d => ids.Contains(d.Id) && d.State <= DeadlineState.Pending && d.LeaseOwner == lease && d.DueAt <= work.Now)
                    .OrderBy(d => d.DueAt).ToListAsync(cancellation);
                var files = await DeadlineFiles.Load(work, plans, due, cancellation);
                foreach (var deadline in due)
                {
                    // One that an earlier deadline of this batch has cancelled must not fire.
                    if (deadline.State != DeadlineState.Pending)
                    {
                        continue;
                    }

                    if (deadline.Kind == DeadlineKind.DutyReminder && files.Duty(deadline) is var (_, duty) && DutyPolicy.IsTooLateToRemind(duty, work.Now))
                    {
                        deadline.Skip(work.Now);
                        continue;
                    }

                    deadline.Fire(work.Now);
                    if (deadline.Kind == DeadlineKind.PlanComesIntoForce)
                    {
                        await PlanSteps.Due(work, deadline.SubjectId);
                        continue;
                    }

                    if (acts.FirstOrDefault(a => a.Kind == deadline.Kind) is { } act)
                    {
                        await act.Run(work, deadline, cancellation);
                        continue;
                    }

                    Fire(files, deadline, work.Now);
                }

                foreach (var (situation, chain) in files.Situations)
                {
                    Situations.Write(work, situation, chain);
                }

                work.ChangedDeadlines = true;
                return due.Count;
            },
            cancellation);

    private static void Fire(DeadlineFiles files, Deadline deadline, DateTimeOffset now)
    {
        switch (deadline.Kind)
        {
            case DeadlineKind.LadderStep when files.Climb(deadline) is var (situation, climb, content):
                ClimbPolicy.Advance(situation, climb, content, deadline.DueAt, now);
                break;
            case DeadlineKind.AcknowledgementExpires when files.Climb(deadline) is var (situation, climb, content):
                ClimbPolicy.Expired(situation, climb, content, now);
                break;
            case DeadlineKind.DutyReminder when files.Duty(deadline) is var (situation, duty):
                DutyPolicy.Remind(situation, duty, now);
                break;
            case DeadlineKind.DutyDue when files.Duty(deadline) is var (situation, duty):
                DutyPolicy.Overdue(situation, duty, now);
                break;
            case DeadlineKind.ProgressReport when files.Of(deadline) is { Incident.State: IncidentState.Open } situation:
                NoticePolicy.ProgressMissed(situation, now);
                break;
            default:
                break;
        }
    }
}
