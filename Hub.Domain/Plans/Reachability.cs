using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Domain.Plans;

/// <summary>What a change of the directory can spoil. The numbers stand in the API: never change one.</summary>
public enum LossKind
{
    /// <summary>No step of a ladder reaches anybody any more.</summary>
    NobodyReached = 1,

    /// <summary>A step of a ladder reaches nobody any more and is passed over.</summary>
    StepUnreachable = 2,

    /// <summary>An office has nobody any more who can be reached.</summary>
    OfficeEmpty = 3,

    /// <summary>An office has no deputy any more who can be reached.</summary>
    NoDeputy = 4,

    /// <summary>A body that must be told has neither mailbox nor telephone any more.</summary>
    BodyUnreachable = 5,
}

/// <summary>Something that is spoilt.</summary>
/// <param name="Kind">What.</param>
/// <param name="Key">Key of the ladder, office or body.</param>
/// <param name="Name">What it is called; a ladder by the audience or duty that it serves.</param>
/// <param name="Step">Step of the ladder, from 1; null when it is no step.</param>
/// <param name="Grades">Grades that it concerns, gravest first.</param>
/// <param name="From">First instant at which it is so, UTC.</param>
/// <param name="Until">First instant after it at which it is so no more, UTC; null: to the end of what was looked at.</param>
public sealed record Loss(LossKind Kind, string Key, LocalText Name, int? Step, IReadOnlyList<Grade> Grades, DateTimeOffset From, DateTimeOffset? Until);

/// <summary>What the plan hangs on: everybody of the directory, and the outside bodies by key.</summary>
/// <param name="Roster">Persons, offices, groups and rotas.</param>
/// <param name="Offices">The offices once more, to look at their seats.</param>
/// <param name="Rotas">The rotas once more, to know when they change.</param>
/// <param name="Absences">Instants at which an absence ends.</param>
/// <param name="Bodies">Outside bodies by key, without retired ones.</param>
public sealed record Leaning(
    Roster Roster, IReadOnlyList<Office> Offices, IReadOnlyList<Rota> Rotas, IReadOnlyList<DateTimeOffset> Absences, IReadOnlyDictionary<string, ExternalBody> Bodies);

/// <summary>
/// Compares what the plan reaches before and after a change of the directory. Looks at every instant at which a rota changes or an
/// absence ends, before or after, since nothing changes between them. Pure.
/// </summary>
public static class Reachability
{
    /// <summary>What is reached before and not after, from an instant until another; what reaches nobody first.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="before">The directory as it stands.</param>
    /// <param name="after">The directory as it would stand.</param>
    /// <param name="from">First instant that is looked at.</param>
    /// <param name="until">First instant that is not.</param>
    /// <param name="say">What a target is called.</param>
    public static IReadOnlyList<Loss> Lost(EmergencyPlan plan, Leaning before, Leaning after, DateTimeOffset from, DateTimeOffset until, Func<Target, LocalText> say)
    {
        var places = Places(plan, say);
        var open = new Dictionary<(LossKind Kind, string Key, int? Step), (Loss Loss, bool IsOver)>();
        foreach (var at in Instants(before, from, until).Concat(Instants(after, from, until)).Distinct().Order())
        {
            var wrong = Wrong(plan, places, before, at).Select(Identity).ToHashSet();
            var now = Wrong(plan, places, after, at).Where(l => !wrong.Contains(Identity(l))).ToDictionary(Identity);
            foreach (var (key, loss) in now)
            {
                open.TryAdd(key, (loss, false));
            }

            foreach (var key in open.Where(o => !o.Value.IsOver && !now.ContainsKey(o.Key)).Select(o => o.Key).ToList())
            {
                open[key] = (open[key].Loss with { Until = at }, true);
            }
        }

        return [.. open.Values.Select(o => o.Loss).OrderBy(l => l.Kind).ThenBy(l => l.From).ThenBy(l => l.Key, StringComparer.Ordinal).ThenBy(l => l.Step)];
    }

    private static (LossKind Kind, string Key, int? Step) Identity(Loss loss) => (loss.Kind, loss.Key, loss.Step);

    private static IEnumerable<DateTimeOffset> Instants(Leaning leaning, DateTimeOffset from, DateTimeOffset until)
    {
        yield return from;
        foreach (var absence in leaning.Absences.Where(a => from < a && a < until))
        {
            yield return absence;
        }

        foreach (var rota in leaning.Rotas)
        {
            for (var at = rota.NextChangeAfter(from, leaning.Roster.Absences); at is { } change && change < until; at = rota.NextChangeAfter(change, leaning.Roster.Absences))
            {
                yield return change;
            }
        }
    }

    private static IEnumerable<Loss> Wrong(EmergencyPlan plan, IReadOnlyList<Place> places, Leaning leaning, DateTimeOffset at)
    {
        var leader = leaning.Roster.Resolve(plan.Leader, at).Select(r => (Guid?)r.Person.Id).FirstOrDefault();
        foreach (var place in places)
        {
            var reached = place.Ladder.Steps.Select(s => leaning.Roster.Resolve(s.To, at, leader).Any(r => r.Person.IsReachable)).ToList();
            if (!reached.Contains(true))
            {
                yield return new Loss(LossKind.NobodyReached, place.Key, place.Name, null, place.Grades, at, null);
            }

            for (var step = 0; step < reached.Count; step++)
            {
                if (!reached[step])
                {
                    yield return new Loss(LossKind.StepUnreachable, place.Key, place.Name, step + 1, place.Grades, at, null);
                }
            }
        }

        foreach (var office in leaning.Offices)
        {
            var there = office.Seats.Select(s => leaning.Roster.Find(s.PersonId)).OfType<Person>().Count(p => p.IsPresent(at) && p.IsReachable);
            if (there < 2)
            {
                yield return new Loss(there == 0 ? LossKind.OfficeEmpty : LossKind.NoDeputy, office.Key, office.Name, null, [], at, null);
            }
        }

        foreach (var duty in plan.Duties.Values.Where(d => leaning.Bodies.GetValueOrDefault(d.Body) is not { } body || (body.Mail is null && body.Telephone is null)))
        {
            yield return new Loss(LossKind.BodyUnreachable, duty.Body, duty.Name, null, [.. Grades.All.Where(g => plan.Grades.TryGetValue(g, out var rule) && rule.Duties.Any(k => plan.Duties.GetValueOrDefault(k) == duty))], at, null);
        }
    }

    /// <summary>Every ladder once, with all whom it serves.</summary>
    private static List<Place> Places(EmergencyPlan plan, Func<Target, LocalText> say)
    {
        var uses = Grades.All.Select(g => (plan.Triage.Ladder, Name: new LocalText("Triage of reports", "事件研判"), Grade: g))
            .Concat(plan.Grades.SelectMany(g => g.Value.Notify.Select(n => (n.Ladder, Name: NameOf(n.Ladder), Grade: g.Key))))
            .Concat(plan.Grades.SelectMany(g => g.Value.Duties.Where(plan.Duties.ContainsKey).Select(d => (plan.Duties[d].Ladder, plan.Duties[d].Name, Grade: g.Key))));
        return
        [
            .. uses.Where(u => plan.Ladders.ContainsKey(u.Ladder)).GroupBy(u => u.Ladder, StringComparer.Ordinal).Select(ladder => new Place(
                ladder.Key, ladder.First().Name, plan.Ladders[ladder.Key], [.. ladder.Select(u => u.Grade).Distinct().Order()])),
        ];

        // an audience is called as whoever is told first
        LocalText NameOf(string ladder) =>
            plan.Ladders.TryGetValue(ladder, out var steps) && steps.Steps is [{ To: [var first, ..] }, ..] ? say(first) : LocalText.Same(ladder);
    }

    private sealed record Place(string Key, LocalText Name, Ladder Ladder, IReadOnlyList<Grade> Grades);
}
