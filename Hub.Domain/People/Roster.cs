using Hub.Domain.Shared;

namespace Hub.Domain.People;

/// <summary>Somebody whom a target names, and as what.</summary>
/// <param name="Person">Who.</param>
/// <param name="As">Office, group or rota by which they are told, in both languages.</param>
public sealed record Recipient(Person Person, LocalText As);

/// <summary>Persons, offices, groups and rotas as they stand: resolves whom a plan addresses. Immutable.</summary>
public sealed partial class Roster
{
    /// <summary>What the incident's leader is called, in both languages.</summary>
    public static readonly LocalText LeaderName = new("Incident leader", "事件负责人");

    private readonly Dictionary<Guid, Person> persons;
    private readonly Dictionary<string, Office> offices;
    private readonly Dictionary<string, Group> groups;
    private readonly Dictionary<string, Rota> rotas;

    /// <summary>A roster of everything that the directory holds.</summary>
    /// <param name="persons">Everybody.</param>
    /// <param name="offices">Posts with their holders.</param>
    /// <param name="groups">Named lists of targets.</param>
    /// <param name="rotas">Who takes turns.</param>
    /// <param name="absences">Who said that they take no shift, and when; nobody when null.</param>
    public Roster(IEnumerable<Person> persons, IEnumerable<Office> offices, IEnumerable<Group> groups, IEnumerable<Rota> rotas, Absences? absences = null)
    {
        Absences = absences ?? Absences.None;
        this.persons = persons.ToDictionary(p => p.Id);
        this.offices = offices.ToDictionary(o => o.Key, StringComparer.Ordinal);
        this.groups = groups.ToDictionary(g => g.Key, StringComparer.Ordinal);
        this.rotas = rotas.ToDictionary(r => r.Key, StringComparer.Ordinal);
    }

    /// <summary>Who said that they take no shift, and when.</summary>
    public Absences Absences { get; }

    /// <summary>Everybody, in no order, also those who have left.</summary>
    public IReadOnlyCollection<Person> Persons => persons.Values;

    /// <summary>The rotas, in no order.</summary>
    public IReadOnlyCollection<Rota> Rotas => rotas.Values;

    /// <summary>The rota with that key; null when there is none.</summary>
    public Rota? FindRota(string key) => rotas.GetValueOrDefault(key);

    /// <summary>The person with that identity; null when there is none.</summary>
    public Person? Find(Guid personId) => persons.GetValueOrDefault(personId);

    /// <summary>The office with that key; null when there is none.</summary>
    public Office? FindOffice(string key) => offices.GetValueOrDefault(key);

    /// <summary>The group with that key; null when there is none.</summary>
    public Group? FindGroup(string key) => groups.GetValueOrDefault(key);

    /// <summary>What people call a target, in both languages; the target itself as it is written when the directory does not hold it.</summary>
    public LocalText NameOf(Target target) => target.Kind switch
    {
        TargetKind.Office => FindOffice(target.Key)?.Name,
        TargetKind.Deputy => FindOffice(target.Key)?.NameOfDeputy(),
        TargetKind.Group => FindGroup(target.Key)?.Name,
        TargetKind.Rota => FindRota(target.Key)?.Name,
        TargetKind.Person when Guid.TryParse(target.Key, out var id) && Find(id) is { } person => LocalText.Same(person.Name),
        TargetKind.Leader => LeaderName,
        _ => null,
    } ?? LocalText.Same(target.ToString());

    /// <summary>Everybody whom the targets name at an instant, each person once, in order. Nobody when a target is unknown or empty.</summary>
    public IReadOnlyList<Recipient> Resolve(IEnumerable<Target> targets, DateTimeOffset now, Guid? leader = null)
    {
        var found = new List<Recipient>();
        var seen = new HashSet<Guid>();
        var groupsSeen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var target in targets)
        {
            Add(target, now, leader, found, seen, groupsSeen);
        }

        return found;
    }

    /// <summary>Who holds an office at an instant: its holder, or the first deputy who is present. Null: the seat is empty.</summary>
    public Person? HolderOf(string officeKey, DateTimeOffset now) =>
        offices.TryGetValue(officeKey, out var office) ? Present(office, now).FirstOrDefault() : null;

    /// <summary>Keys of the offices that the targets name, also by a deputy or through groups: each once, in order.</summary>
    public IReadOnlyList<string> OfficesOf(IEnumerable<Target> targets)
    {
        var found = new List<string>();
        var groupsSeen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<Target>(targets.Reverse());
        while (open.TryPop(out var target))
        {
            if (target.Kind is TargetKind.Office or TargetKind.Deputy && !found.Contains(target.Key, StringComparer.Ordinal))
            {
                found.Add(target.Key);
            }
            else if (target.Kind == TargetKind.Group && groups.TryGetValue(target.Key, out var group) && groupsSeen.Add(target.Key))
            {
                foreach (var member in Enumerable.Reverse(group.Members))
                {
                    open.Push(Target.Parse(member));
                }
            }
        }

        return found;
    }

    private void Add(Target target, DateTimeOffset now, Guid? leader, List<Recipient> found, HashSet<Guid> seen, HashSet<string> groupsSeen)
    {
        switch (target.Kind)
        {
            case TargetKind.Office when offices.TryGetValue(target.Key, out var office):
                Take(Present(office, now).FirstOrDefault(), office.Name);
                break;
            case TargetKind.Deputy when offices.TryGetValue(target.Key, out var office):
                Take(Present(office, now).Skip(1).FirstOrDefault(), office.NameOfDeputy());
                break;
            case TargetKind.Group when groups.TryGetValue(target.Key, out var group) && groupsSeen.Add(group.Key):
                foreach (var member in group.Members)
                {
                    Add(Target.Parse(member), now, leader, found, seen, groupsSeen);
                }

                break;
            case TargetKind.Rota when rotas.TryGetValue(target.Key, out var rota):
                foreach (var personId in rota.OnCallAt(now, Absences))
                {
                    Take(persons.GetValueOrDefault(personId), rota.Name);
                }

                break;
            case TargetKind.Person:
                Take(persons.GetValueOrDefault(Guid.Parse(target.Key)), null);
                break;
            case TargetKind.Leader when leader is { } leaderId:
                Take(persons.GetValueOrDefault(leaderId), LeaderName);
                break;
            default:
                break;
        }

        void Take(Person? person, LocalText? role)
        {
            if (person is not null && person.IsPresent(now) && seen.Add(person.Id))
            {
                found.Add(new Recipient(person, role ?? LocalText.Same(person.Name)));
            }
        }
    }

    private IEnumerable<Person> Present(Office office, DateTimeOffset now) =>
        office.Seats.OrderBy(s => s.Position).Select(s => persons.GetValueOrDefault(s.PersonId)).OfType<Person>().Where(p => p.IsPresent(now));
}
