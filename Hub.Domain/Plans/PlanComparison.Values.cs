using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Domain.Plans;

public sealed partial class PlanComparison
{
    private void CompareOrganisation()
    {
        const PlanPart part = PlanPart.Organisation;
        var (old, fresh) = (Placed(before.Organisation, null), Placed(now.Organisation, null));
        foreach (var key in Keys(old.Keys, fresh.Keys))
        {
            var (a, b) = (old.GetValueOrDefault(key), fresh.GetValueOrDefault(key));
            PlanDifference About(DifferenceOf of) => new(part, of, default) { Key = key };
            if (a.Unit is null || b.Unit is null)
            {
                Whole(About(DifferenceOf.Unit), a.Unit?.Name, b.Unit?.Name);
                continue;
            }

            Value(About(DifferenceOf.UnitName), a.Unit.Name, b.Unit.Name);
            Value(About(DifferenceOf.UnitPlace), a.Above?.Name, b.Above?.Name, a.Above?.Key == b.Above?.Key);
            Targets(About(DifferenceOf.UnitHead), a.Unit.Head, b.Unit.Head);
            Targets(About(DifferenceOf.UnitMembers), a.Unit.Members, b.Unit.Members);
            Value(About(DifferenceOf.UnitBody), a.Unit.Body, b.Unit.Body);
            Items(About(DifferenceOf.UnitDuty), a.Unit.Duties, b.Unit.Duties);
            Items(About(DifferenceOf.UnitPreparation), a.Unit.Preparation, b.Unit.Preparation);
        }
    }

    private static Dictionary<string, (PlanUnit? Unit, PlanUnit? Above)> Placed(IEnumerable<PlanUnit> units, PlanUnit? above)
    {
        var placed = new Dictionary<string, (PlanUnit? Unit, PlanUnit? Above)>(StringComparer.Ordinal);
        foreach (var unit in units)
        {
            placed[unit.Key] = (unit, above);
            foreach (var (key, below) in Placed(unit.Units, unit))
            {
                placed[key] = below;
            }
        }

        return placed;
    }

    private void EachGrade(Action<Grade, GradeRule, GradeRule> compare)
    {
        foreach (var grade in Grades.All)
        {
            // A plan without one of the grades has a fault, and is never in force.
            if (before.Grades.TryGetValue(grade, out var old) && now.Grades.TryGetValue(grade, out var fresh))
            {
                compare(grade, old, fresh);
            }
        }
    }

    private static IEnumerable<string> Keys(IEnumerable<string> old, IEnumerable<string> fresh) => fresh.Concat(old).Distinct(StringComparer.Ordinal);

    /// <summary>Something that is there, is not there any more, or is another.</summary>
    private void Value<T>(PlanDifference about, T? old, T? fresh, bool isSame = false)
    {
        if (!isSame && !EqualityComparer<T>.Default.Equals(old, fresh))
        {
            Add(about, old, fresh);
        }
    }

    /// <summary>Something that stands or falls as a whole; when it is on both sides its parts are compared.</summary>
    private void Whole(PlanDifference about, object? old, object? fresh)
    {
        if (old is null != fresh is null)
        {
            Add(about, old, fresh);
        }
    }

    private void Add(PlanDifference about, object? old, object? fresh) => found.Add(about with
    {
        Kind = old is null ? DifferenceKind.Added : fresh is null ? DifferenceKind.Removed : DifferenceKind.Changed,
        Before = old,
        Now = fresh,
    });

    private void Items(PlanDifference about, IReadOnlyList<LocalText> old, IReadOnlyList<LocalText> fresh)
    {
        foreach (var (gone, come) in Alignment.Of(old, fresh, (a, b) => a == b))
        {
            Whole(about, gone, come);
        }
    }

    private void Targets(PlanDifference about, IReadOnlyList<Target> old, IReadOnlyList<Target> fresh)
    {
        var (gone, come) = (old.Except(fresh).ToList(), fresh.Except(old).ToList());
        if (gone.Count + come.Count > 0)
        {
            found.Add(about with
            {
                Kind = gone.Count == 0 ? DifferenceKind.Added : come.Count == 0 ? DifferenceKind.Removed : DifferenceKind.Changed,
                Before = gone.Count == 0 ? null : gone,
                Now = come.Count == 0 ? null : come,
            });
        }
        else if (!old.SequenceEqual(fresh))
        {
            found.Add(about with { Kind = DifferenceKind.Changed, Before = old, Now = fresh });
        }
    }

    /// <summary>A list that narrows a right; an empty one leaves it to everybody who has it.</summary>
    private void Narrowed(PlanDifference about, IReadOnlyList<Target> old, IReadOnlyList<Target> fresh)
    {
        if (!old.SequenceEqual(fresh))
        {
            Add(about, old.Count == 0 ? null : old, fresh.Count == 0 ? null : fresh);
        }
    }

    private void Channels(PlanDifference about, IReadOnlyList<Channel> old, IReadOnlyList<Channel> fresh)
    {
        if (!old.SequenceEqual(fresh))
        {
            found.Add(about with { Kind = DifferenceKind.Changed, Before = old, Now = fresh });
        }
    }
}
