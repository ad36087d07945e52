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
    PlanNames Names,
    DateTimeOffset At)
{
    /// <summary>A ladder; one without steps when a draft names none that there is.</summary>
    public Ladder LadderOf(string key) => Plan.Ladders.GetValueOrDefault(key) ?? new Ladder { Steps = [], RepeatEvery = TimeSpan.Zero, RepeatTimes = 0 };

    /// <summary>Whom a target names.</summary>
    public TargetView Of(Target target) => Targets.GetValueOrDefault(target) ?? new TargetView(Names.Of(target), []);
}

/// <summary>Reads the plan in force for people.</summary>
public sealed class ShowPlan(IDbContextFactory<HubDbContext> contexts, PlanInForce inForce, TimeProvider time)
{
    /// <summary>The plan in force. Refused: without the right to read.</summary>
    public Task<Outcome<PlanView>> Run(Caller caller, CancellationToken cancellation = default) => Run(caller, null, cancellation);

    /// <summary>A version by its number; without one, the plan in force. Refused: without the right to read; unknown.</summary>
    public async Task<Outcome<PlanView>> Run(Caller caller, int? number, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Read))
        {
            return Refusal.NotAllowed();
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        var found = number is { } wanted ? await db.PlanVersions.AsNoTracking().FirstOrDefaultAsync(v => v.Number == wanted && !v.IsDrillCopy, cancellation) : (await inForce.Load(db)).Version;
        if (found is not { } version)
        {
            return Refusal.NotFound("PlanUnknown", number!);
        }

        var plan = version.Read();
        var roster = await Rosters.Load(db);
        var names = await PlanNames.Load(db, cancellation);
        var leader = roster.Resolve(plan.Leader, now).FirstOrDefault()?.Person.Id;
        var targets = plan.Ladders.Values.SelectMany(l => l.Steps).SelectMany(s => s.To)
            .Concat(plan.Grades.Values.SelectMany(g => g.Inform))
            .Concat(plan.Leader)
            .Distinct()
            .ToDictionary(t => t, t =>
            {
                var people = roster.Resolve([t], now, leader);
                return new TargetView(t.Kind == TargetKind.Person && people.Count > 0 ? LocalText.Same(people[0].Person.Name) : names.Of(t), people);
            });
        var bodies = await db.ExternalBodies.AsNoTracking().ToDictionaryAsync(b => b.Key, b => new BodyView(b.Name, b.Culture), cancellation);
        return new PlanView(version, plan, targets, bodies, names, now);
    }
}
