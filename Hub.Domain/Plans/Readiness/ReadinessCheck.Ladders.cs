using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Domain.Plans.Readiness;

/// <content>Ladders and their steps.</content>
public sealed partial class ReadinessCheck
{
    /// <summary>What a duty's ladder must also have: somebody who may release.</summary>
    private readonly Dictionary<string, List<(Span Span, IReadOnlyList<Person> Reached)>> reachedBy = new(StringComparer.Ordinal);

    private void CheckLadders()
    {
        // A report has no leader yet: a ladder that names the leader reaches others for triage than for an incident.
        foreach (var group in uses.GroupBy(u => (u.Ladder, HasLeader: u.Audience.Kind != AudienceKind.Triage || !NamesLeader(u.Ladder))))
        {
            var (key, hasLeader) = group.Key;
            var ladder = plan.Ladders[key];
            var grades = group.Select(u => u.Audience.Grade).Distinct().ToList();
            var audiences = group.Select(u => u.Audience).Distinct().ToList();
            var subject = new FindingSubject(SubjectKind.Ladder, key, NameOf(key));
            var pieces = new List<(Span, IReadOnlyList<Person>)>();
            if (hasLeader)
            {
                reachedBy[key] = pieces;
            }

            foreach (var piece in changes.Pieces(new NamedByPlan(plan, roster).Add(ladder.Steps.SelectMany(s => s.To), grades)))
            {
                pieces.Add((piece, CheckLadder(ladder, hasLeader, subject, grades, audiences, piece)));
            }
        }
    }

    private bool NamesLeader(string ladder) => new NamedByPlan(plan, roster).Add(plan.Ladders[ladder].Steps.SelectMany(s => s.To), []).NamesLeader;

    /// <summary>Looks at a ladder in a piece, and gives everybody whom it reaches there.</summary>
    private List<Person> CheckLadder(Ladder ladder, bool hasLeader, FindingSubject subject, List<Grade> grades, List<Audience> audiences, Span piece)
    {
        var leader = hasLeader ? roster.Resolve(plan.Leader, piece.From).FirstOrDefault()?.Person.Id : null;
        var steps = ladder.Steps.Select(s => roster.Resolve(s.To, piece.From, leader).Select(r => r.Person).ToList()).ToList();
        var reached = steps.SelectMany(s => s).DistinctBy(p => p.Id).Where(input.Reaches).ToList();
        if (reached.Count == 0)
        {
            var asked = steps.SelectMany(s => s).DistinctBy(p => p.Id).ToList();
            var targets = ladder.Steps.SelectMany(s => s.To).Distinct().ToList();
            Add(FindingKind.NobodyReached, MendOf(targets, asked), subject, grades, piece, asked, audiences, detail: NamesOf(targets));
            return reached;
        }

        for (var i = 0; i < steps.Count; i++)
        {
            var to = ladder.Steps[i].To;
            if (!steps[i].Exists(input.Reaches) && !(steps[i].Count == 0 && to.All(t => IsSaidElsewhere(t, piece.From, hasLeader))))
            {
                Add(FindingKind.StepUnreachable, MendOf(to, steps[i]), subject, grades, piece, steps[i], audiences, i + 1, NamesOf(to));
            }
        }

        if (reached.Count == 1)
        {
            Add(FindingKind.OnePerson, Mend.NameAnother, subject, grades, piece, reached, audiences);
        }
        else if (Devices(reached[0]) is var devices && reached.TrueForAll(p => Devices(p).SetEquals(devices)))
        {
            Add(FindingKind.OneDevice, Mend.EnterOwnAddress, subject, grades, piece, reached, audiences, detail: LocalText.Same(string.Join(", ", devices.Select(d => d.Address).Order(StringComparer.Ordinal))));
        }

        return reached;
    }

    /// <summary>The first present person whom the plan names leads; without one the incident begins without a leader.</summary>
    private void CheckLeader()
    {
        foreach (var piece in changes.Pieces(new NamedByPlan(plan, roster).Add(plan.Leader, [])).Where(p => roster.Resolve(plan.Leader, p.From).Count == 0))
        {
            Add(FindingKind.NobodyLeads, MendOf(plan.Leader, []), ThePlan(), Grades.All, piece, detail: NamesOf(plan.Leader));
        }
    }

    /// <summary>True when a target names nobody for a reason that is a finding of its own: the step need not say it once more.</summary>
    private bool IsSaidElsewhere(Target target, DateTimeOffset at, bool hasLeader) => target.Kind switch
    {
        TargetKind.Office or TargetKind.Rota => roster.Resolve([target], at).Count == 0,
        TargetKind.Deputy => roster.FindOffice(target.Key) is not { } office || Staff(office).Count < 2,
        TargetKind.Leader => hasLeader,
        TargetKind.Group => roster.FindGroup(target.Key) is null,
        _ => roster.Find(Guid.Parse(target.Key)) is null,
    };

    private Mend MendOf(IReadOnlyList<Target> targets, List<Person> asked)
    {
        if (asked.Count > 0)
        {
            var all = asked.SelectMany(p => p.ContactPoints).ToList();
            var points = all.FindAll(input.CanSendTo);
            return all.Count == 0 ? Mend.EnterAddress : points.Count == 0 ? Mend.SetUpChannel : points.TrueForAll(p => p.BouncedAt is not null) ? Mend.CorrectAddress : Mend.VerifyAddress;
        }

        var first = targets.Count == 0 ? default : targets[0];
        return first.Kind switch
        {
            TargetKind.Rota => Mend.FillShift,
            TargetKind.Deputy => Mend.NameDeputy,
            TargetKind.Office when targets.Count > 0 => roster.FindOffice(first.Key) is { } office && Staff(office).Count > 0 ? Mend.NameDeputy : Mend.NameHolder,
            _ => Mend.NameAnother,
        };
    }

    private HashSet<(Channel Channel, string Address)> Devices(Person person) =>
        [.. person.ContactPoints.Where(c => c.Counts && input.CanSendTo(c)).Select(c => (c.Channel, c.Address.ToLowerInvariant()))];

    /// <summary>Holder and deputies who have not left.</summary>
    private List<Person> Staff(Office office) =>
        [.. office.Seats.OrderBy(s => s.Position).Select(s => roster.Find(s.PersonId)).OfType<Person>().Where(p => !p.IsRetired).DistinctBy(p => p.Id)];

    /// <summary>A ladder is called by whom it asks first: its key says nothing to people.</summary>
    private LocalText NameOf(string ladder) => NamesOf(plan.Ladders[ladder].Steps[0].To);

    private LocalText NamesOf(IEnumerable<Target> targets)
    {
        var names = targets.Distinct().Select(roster.NameOf).ToList();
        return new LocalText(string.Join(", ", names.Select(n => n.En)), string.Join("、", names.Select(n => n.Zh)));
    }

    private FindingSubject ThePlan() => new(SubjectKind.Plan, plan.Key, plan.Name);
}
