using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Domain.Plans.Readiness;

/// <content>Duties to outside bodies, and what only one person could decide.</content>
public sealed partial class ReadinessCheck
{
    private void CheckDuties()
    {
        foreach (var (key, duty) in plan.Duties)
        {
            var grades = Grades.All.Where(g => plan.Grades.TryGetValue(g, out var rule) && rule.Duties.Contains(key, StringComparer.Ordinal)).ToList();
            if (grades.Count == 0)
            {
                continue;
            }

            var subject = new FindingSubject(SubjectKind.Duty, key, duty.Name);
            var audiences = grades.ConvertAll(g => new Audience(AudienceKind.Duty, key, g));
            if (!input.Bodies.TryGetValue(duty.Body, out var body) || body.IsRetired || body.Ways.Count == 0)
            {
                Add(FindingKind.BodyUnreachable, Mend.EnterBody, subject, grades, interval, detail: body?.Name ?? LocalText.Same(duty.Body));
            }

            if (!plan.Ladders.TryGetValue(duty.Ladder, out var ladder))
            {
                continue;
            }

            if (ladder.Steps.Aggregate(TimeSpan.Zero, (sum, step) => sum + (step.Within ?? duty.AcknowledgeWithin)) > duty.Within)
            {
                Add(FindingKind.ClockTooShort, Mend.AlignTimes, subject, grades, interval, audiences: audiences, detail: NameOf(duty.Ladder));
            }

            CheckRelease(subject, grades, audiences, duty.Ladder);
        }
    }

    /// <summary>Whether somebody whom the duty's ladder reaches may release it, and whether more than one: the release has a text that somebody wrote.</summary>
    private void CheckRelease(FindingSubject subject, List<Grade> grades, List<Audience> audiences, string ladder)
    {
        if (input.MayRelease is not { } entitled)
        {
            return;
        }

        foreach (var (piece, reached) in reachedBy[ladder].Where(r => r.Reached.Count > 0))
        {
            var may = reached.Where(p => entitled.Contains(p.Id)).ToList();
            if (may.Count < 2)
            {
                Add(may.Count == 0 ? FindingKind.NobodyMayRelease : FindingKind.OneMayRelease, Mend.GrantRelease, subject, grades, piece, may, audiences);
            }
        }
    }

    /// <summary>Whether somebody who did not write the version may approve it; of an unknown author at least two must have the right.</summary>
    private void CheckApproval()
    {
        if (input.MayApprove is null)
        {
            return;
        }

        var may = input.MayApprove.Select(roster.Find).OfType<Person>().Where(p => !p.IsRetired && (plan.Approvers.Count == 0 || roster.Includes(plan.Approvers, p.Id, interval.From))).ToList();
        var others = input.Authors.Count > 0 ? may.Count(p => !input.Authors.Contains(p.Id)) : may.Count - 1;
        if (others < 1)
        {
            Add(FindingKind.OnlyAuthorMayApprove, Mend.GrantApproval, ThePlan(), [], interval, may);
        }
    }
}
