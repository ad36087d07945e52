using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Plans;

/// <summary>Whom a target names, by its own name and by the people who would be told now.</summary>
public sealed record TargetView(LocalText Name, IReadOnlyList<Recipient> People);

/// <summary>An outside body of a duty.</summary>
public sealed record BodyView(LocalText Name, string Culture);

/// <summary>The plan in force, with the people whom it would tell now.</summary>
public sealed record PlanView(
    PlanVersion Version,
    EmergencyPlan Plan,
    IReadOnlyDictionary<Target, TargetView> Targets,
    IReadOnlyDictionary<string, BodyView> Bodies,
    DateTimeOffset At);

/// <summary>Reads the plan in force for people.</summary>
public sealed class ShowPlan(IDbContextFactory<HubDbContext> contexts, PlanInForce inForce, TimeProvider time)
{
    /// <summary>Refused: without the right to read.</summary>
    public async Task<Outcome<PlanView>> Run(Caller caller, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Read))
        {
            return Refusal.NotAllowed();
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        var (version, plan) = await inForce.Load(db);
        var roster = await Rosters.Load(db);
        var names = await NamesOf(db, cancellation);
        var leader = roster.Resolve(plan.Leader, now).FirstOrDefault()?.Person.Id;
        var targets = plan.Ladders.Values.SelectMany(l => l.Steps).SelectMany(s => s.To)
            .Concat(plan.Grades.Values.SelectMany(g => g.Inform))
            .Concat(plan.Leader)
            .Distinct()
            .ToDictionary(t => t, t =>
            {
                var people = roster.Resolve([t], now, leader);
                return new TargetView(NameOf(t, names, people), people);
            });
        var bodies = await db.ExternalBodies.AsNoTracking().ToDictionaryAsync(b => b.Key, b => new BodyView(b.Name, b.Culture), cancellation);
        return new PlanView(version, plan, targets, bodies, now);
    }

    private static async Task<Dictionary<(TargetKind, string), LocalText>> NamesOf(HubDbContext db, CancellationToken cancellation)
    {
        var names = new Dictionary<(TargetKind, string), LocalText>();
        foreach (var office in await db.Offices.AsNoTracking().ToListAsync(cancellation))
        {
            names[(TargetKind.Office, office.Key)] = office.Name;
            names[(TargetKind.Deputy, office.Key)] = office.NameOfDeputy();
        }

        foreach (var group in await db.Groups.AsNoTracking().ToListAsync(cancellation))
        {
            names[(TargetKind.Group, group.Key)] = group.Name;
        }

        foreach (var rota in await db.Rotas.AsNoTracking().ToListAsync(cancellation))
        {
            names[(TargetKind.Rota, rota.Key)] = rota.Name;
        }

        return names;
    }

    private static LocalText NameOf(Target target, Dictionary<(TargetKind, string), LocalText> names, IReadOnlyList<Recipient> people) => target.Kind switch
    {
        TargetKind.Leader => Roster.LeaderName,
        TargetKind.Person => LocalText.Same(people.Count > 0 ? people[0].Person.Name : target.Key),
        _ => names.GetValueOrDefault((target.Kind, target.Key)) ?? LocalText.Same(target.ToString()),
    };
}
