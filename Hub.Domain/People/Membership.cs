namespace Hub.Domain.People;

/// <summary>Which offices and groups a person belongs to, whoever is present or on call just now. Pure.</summary>
public sealed class Membership
{
    private readonly Dictionary<Guid, List<(Office Office, int Position)>> posts = [];
    private readonly Dictionary<Guid, List<Group>> groups = [];

    /// <summary>Reads offices, groups and rotas once.</summary>
    public Membership(IReadOnlyCollection<Office> offices, IReadOnlyCollection<Group> groups, IReadOnlyCollection<Rota> rotas)
    {
        foreach (var office in offices)
        {
            foreach (var seat in office.Seats)
            {
                Note(posts, seat.PersonId, (office, seat.Position));
            }
        }

        var held = offices.ToDictionary(o => o.Key, StringComparer.Ordinal);
        var turns = rotas.ToDictionary(r => r.Key, StringComparer.Ordinal);
        var known = groups.ToDictionary(g => g.Key, StringComparer.Ordinal);
        foreach (var group in groups)
        {
            foreach (var person in Of(group, []).Distinct())
            {
                Note(this.groups, person, group);
            }
        }

        IEnumerable<Guid> Of(Group group, HashSet<string> seen) =>
            seen.Add(group.Key) ? group.Members.SelectMany(m => Target.TryParse(m, out var target) ? Named(target, seen) : []) : [];

        IEnumerable<Guid> Named(Target target, HashSet<string> seen) => target.Kind switch
        {
            TargetKind.Office when held.TryGetValue(target.Key, out var office) => office.Seats.Select(s => s.PersonId),
            TargetKind.Deputy when held.TryGetValue(target.Key, out var office) => office.Seats.Where(s => s.Position > 0).Select(s => s.PersonId),
            TargetKind.Rota when turns.TryGetValue(target.Key, out var rota) => rota.Layers.SelectMany(l => l.Participants),
            TargetKind.Group when known.TryGetValue(target.Key, out var inner) => Of(inner, seen),
            TargetKind.Person => [Guid.Parse(target.Key)],
            _ => [],
        };
    }

    /// <summary>The offices in which a person has a seat, with its position: 0 is the holder.</summary>
    public IReadOnlyList<(Office Office, int Position)> PostsOf(Guid personId) => posts.GetValueOrDefault(personId) ?? [];

    /// <summary>The groups that a person belongs to, directly or through an office, a rota or another group.</summary>
    public IReadOnlyList<Group> GroupsOf(Guid personId) => groups.GetValueOrDefault(personId) ?? [];

    private static void Note<T>(Dictionary<Guid, List<T>> into, Guid personId, T what)
    {
        if (!into.TryGetValue(personId, out var list))
        {
            into[personId] = list = [];
        }

        list.Add(what);
    }
}
