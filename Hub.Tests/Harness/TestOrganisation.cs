using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;

namespace Hub.Tests.Harness;

/// <summary>A small organisation for the built-in plan: a holder and a deputy for every office that it names, and its rotas.</summary>
public sealed class TestOrganisation
{
    private static readonly string[] Offices =
    [
        "csirt-leader", "technical-director", "leadership-head", "leadership-deputy", "working-group-head", "chief-executive",
        "finance-director", "it-operations-manager", "legal-counsel", "communications",
    ];

    private static readonly string[] Rotas = ["on-call", "on-call-backup", "it-on-call"];

    private static readonly (string Key, string Office)[] Groups =
    [
        ("leadership", "leadership-head"), ("working-group", "working-group-head"), ("implementation", "it-operations-manager"), ("daily-operation", "it-operations-manager"),
    ];

    private readonly Dictionary<string, Person> persons = new(StringComparer.Ordinal);

    /// <summary>The holder of an office (<c>legal-counsel</c>), its deputy (<c>legal-counsel-deputy</c>) or the person on a rota (<c>on-call</c>).</summary>
    public Person this[string key] => persons[key];

    /// <summary>Adds everybody who is not there yet.</summary>
    public async Task AddTo(HubDbContext db)
    {
        foreach (var key in Offices)
        {
            var office = Office.Create(key, LocalText.Same(Spell(key)));
            office.HeldBy(Add(key, NameOf(key)).Id, Add($"{key}-deputy", $"Deputy {Spell(key).ToLowerInvariant()}").Id);
            db.Offices.Add(office);
        }

        foreach (var key in Rotas)
        {
            var rota = Rota.Create(key, LocalText.Same(Spell(key)), "Asia/Shanghai");
            rota.AddLayer(new DateOnly(2020, 1, 1), new TimeOnly(9, 0), 7, Add(key, NameOf(key)).Id);
            db.Rotas.Add(rota);
        }

        foreach (var (key, office) in Groups)
        {
            db.Groups.Add(Group.Create(key, LocalText.Same(Spell(key)), [$"office:{office}"]));
        }

        db.Persons.AddRange(persons.Values);
        await db.SaveChangesAsync();
    }

    private static string NameOf(string key) => key switch
    {
        "on-call" => "Samantha Smith",
        "csirt-leader" => "Taylor Maxwell",
        "technical-director" => "Robert Brown",
        _ => Spell(key),
    };

    private static string Spell(string key) => char.ToUpperInvariant(key[0]) + key[1..].Replace('-', ' ');

    private Person Add(string key, string name)
    {
        var person = Person.Create(Guid.NewGuid(), name, key == "leadership-head" ? "zh-Hans" : "en", "Asia/Shanghai");
        person.ReachBy((Channel.Mail, $"{key}@org.example"));
        persons[key] = person;
        return person;
    }
}
