using Hub.Domain.Grading;
using Hub.Domain.People;

namespace Hub.Domain.Plans.Readiness;

/// <summary>What a list of targets comes down to once groups and the leader are taken apart, and for which grades.</summary>
internal sealed class NamedByPlan(EmergencyPlan plan, Roster roster)
{
    /// <summary>Rotas by key.</summary>
    public Dictionary<string, SortedSet<Grade>> Rotas { get; } = new(StringComparer.Ordinal);

    /// <summary>Offices by key.</summary>
    public Dictionary<string, SortedSet<Grade>> Offices { get; } = new(StringComparer.Ordinal);

    /// <summary>Persons named themselves.</summary>
    public Dictionary<Guid, SortedSet<Grade>> Persons { get; } = [];

    /// <summary>True once the incident's leader was named.</summary>
    public bool NamesLeader { get; private set; }

    /// <summary>Targets that the directory does not hold.</summary>
    public Dictionary<Target, SortedSet<Grade>> Unknown { get; } = [];

    /// <summary>Takes targets apart.</summary>
    public NamedByPlan Add(IEnumerable<Target> targets, IReadOnlyCollection<Grade> grades)
    {
        foreach (var target in targets)
        {
            Add(target, grades, []);
        }

        return this;
    }

    private void Add(Target target, IReadOnlyCollection<Grade> grades, HashSet<string> groupsSeen)
    {
        switch (target.Kind)
        {
            case TargetKind.Office or TargetKind.Deputy when roster.FindOffice(target.Key) is not null:
                For(Offices, target.Key).UnionWith(grades);
                break;
            case TargetKind.Rota when roster.FindRota(target.Key) is not null:
                For(Rotas, target.Key).UnionWith(grades);
                break;
            case TargetKind.Person when Guid.TryParse(target.Key, out var id) && roster.Find(id) is not null:
                For(Persons, id).UnionWith(grades);
                break;
            case TargetKind.Group when roster.FindGroup(target.Key) is { } group:
                if (groupsSeen.Add(group.Key))
                {
                    group.Members.ForEach(m => Add(Target.Parse(m), grades, groupsSeen));
                }

                break;
            case TargetKind.Leader:
                NamesLeader = true;
                foreach (var named in plan.Leader.Where(t => t.Kind != TargetKind.Leader))
                {
                    Add(named, grades, groupsSeen);
                }

                break;
            default:
                For(Unknown, target).UnionWith(grades);
                break;
        }
    }

    private static SortedSet<Grade> For<TKey>(Dictionary<TKey, SortedSet<Grade>> all, TKey key)
        where TKey : notnull
    {
        if (!all.TryGetValue(key, out var grades))
        {
            all[key] = grades = [];
        }

        return grades;
    }
}
