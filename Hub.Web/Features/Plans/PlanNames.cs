using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Plans;

/// <summary>Somebody or something of the directory that a plan can name.</summary>
public sealed record NamedTarget(Target Target, LocalText Name);

/// <summary>What the directory calls everything that a plan names by keys: for reading, and to choose from.</summary>
/// <param name="Targets">Offices, groups, rotas, persons and the leader, in this order, each by name.</param>
/// <param name="Bodies">Outside bodies by key.</param>
public sealed record PlanNames(IReadOnlyList<NamedTarget> Targets, IReadOnlyDictionary<string, LocalText> Bodies)
{
    private readonly Dictionary<Target, LocalText> byTarget = Targets.ToDictionary(t => t.Target, t => t.Name);

    /// <summary>The keys, for the plan check.</summary>
    public KnownKeys Known => new(Keys(TargetKind.Office), Keys(TargetKind.Group), Keys(TargetKind.Rota), Bodies.Keys.ToHashSet(StringComparer.Ordinal));

    /// <summary>Everything that there is now.</summary>
    public static async Task<PlanNames> Load(HubDbContext db, CancellationToken cancellation)
    {
        var targets = new List<NamedTarget>();
        var offices = await db.Offices.AsNoTracking().OrderBy(o => o.NameEn).ToListAsync(cancellation);
        targets.AddRange(offices.Select(o => new NamedTarget(new Target(TargetKind.Office, o.Key), o.Name)));
        targets.AddRange(offices.Select(o => new NamedTarget(new Target(TargetKind.Deputy, o.Key), o.NameOfDeputy())));
        targets.AddRange((await db.Groups.AsNoTracking().ToListAsync(cancellation)).OrderBy(g => g.Name.En, StringComparer.OrdinalIgnoreCase).Select(g => new NamedTarget(new Target(TargetKind.Group, g.Key), g.Name)));
        targets.AddRange((await db.Rotas.AsNoTracking().ToListAsync(cancellation)).OrderBy(r => r.Name.En, StringComparer.OrdinalIgnoreCase).Select(r => new NamedTarget(new Target(TargetKind.Rota, r.Key), r.Name)));
        targets.Add(new NamedTarget(new Target(TargetKind.Leader, ""), Roster.LeaderName));
        targets.AddRange((await db.Persons.AsNoTracking().IgnoreAutoIncludes().Where(p => !p.IsRetired).OrderBy(p => p.Name).Select(p => new { p.Id, p.Name }).ToListAsync(cancellation))
            .Select(p => new NamedTarget(new Target(TargetKind.Person, p.Id.ToString()), LocalText.Same(p.Name))));
        var bodies = await db.ExternalBodies.AsNoTracking().ToDictionaryAsync(b => b.Key, b => b.Name, StringComparer.Ordinal, cancellation);
        return new PlanNames(targets, bodies);
    }

    /// <summary>Name of a target; what the plan writes when the directory does not hold it.</summary>
    public LocalText Of(Target target) => byTarget.GetValueOrDefault(target) ?? LocalText.Same(target.ToString());

    /// <summary>Name of an outside body; its key when the directory does not hold it.</summary>
    public LocalText Body(string key) => Bodies.GetValueOrDefault(key) ?? LocalText.Same(key);

    /// <summary>Name of a ladder: its own, or whom its first step tells.</summary>
    public LocalText Ladder(EmergencyPlan plan, string key)
    {
        var ladder = plan.Ladders.GetValueOrDefault(key);
        return ladder?.Name ?? (ladder?.Steps is [{ To: [var first, ..] }, ..] ? Of(first) : LocalText.Same(key));
    }

    private HashSet<string> Keys(TargetKind kind) => Targets.Where(t => t.Target.Kind == kind).Select(t => t.Target.Key).ToHashSet(StringComparer.Ordinal);
}
