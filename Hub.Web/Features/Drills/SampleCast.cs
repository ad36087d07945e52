using Hub.Domain.People;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Drills;

/// <summary>Who plays whom in the sample emergency: the holders of the sample organisation's offices.</summary>
public sealed class SampleCast
{
    private readonly Dictionary<string, Caller> players = new(StringComparer.Ordinal);

    /// <summary>The player of a part.</summary>
    public Caller this[string part] => players[part];

    /// <summary>Loads the cast; null when the sample organisation is not there.</summary>
    public static async Task<SampleCast?> Load(IDbContextFactory<HubDbContext> contexts, DateTimeOffset now)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var roster = await Rosters.Load(db);
        var cast = new SampleCast();
        var taylor = await db.Persons.AsNoTracking().FirstOrDefaultAsync(p => p.Name == "Taylor Maxwell");
        (string Part, string Target, Role Role)[] parts =
        [
            ("samantha", "rota:on-call", Role.OnCall),
            ("csirt-leader", "office:csirt-leader", Role.Commander),
            ("it-on-call", "rota:it-on-call", Role.OnCall),
            ("working-group", "office:working-group-head", Role.Commander),
            ("leadership", "office:leadership-head", Role.Leadership),
            ("executive", "office:chief-executive", Role.Leadership),
            ("legal", "office:legal-counsel", Role.Legal),
            ("communications", "office:communications", Role.Communications),
            ("deputy-director", "deputy:technical-director", Role.Commander),
        ];
        foreach (var (part, target, role) in parts)
        {
            if (roster.Resolve([Target.Parse(target)], now).FirstOrDefault() is not { } found)
            {
                return null;
            }

            cast.players[part] = Play(found.Person, role);
        }

        if (taylor is null)
        {
            return null;
        }

        cast.players["taylor"] = Play(taylor, Role.Commander);
        cast.players["detector"] = new Caller(CallerKind.Program, null, null, "Intrusion detector", Right.Report | Right.Read);
        return cast;
    }

    private static Caller Play(Person person, Role role) => new(CallerKind.Person, person.Id, person.Id, person.Name, RoleRights.Of(role));
}
