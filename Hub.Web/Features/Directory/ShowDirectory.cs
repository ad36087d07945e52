using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Directory;

/// <summary>Somebody of the directory, and whether they can be counted on now.</summary>
public sealed record PersonView(Guid Id, string Name, bool IsPresent, DateTimeOffset? AbsentUntil, bool IsRetired);

/// <summary>An office: holder first, then the deputies in order.</summary>
public sealed record OfficeView(string Key, LocalText Name, IReadOnlyList<PersonView> Seats, long Version);

/// <summary>A group: its members as they are written, and whom it names now.</summary>
public sealed record GroupView(string Key, LocalText Name, IReadOnlyList<string> Targets, IReadOnlyList<Recipient> Members, long Version);

/// <summary>A rota: who is on call now, until when, and who is next.</summary>
public sealed record RotaView(string Key, LocalText Name, IReadOnlyList<PersonView> Now, DateTimeOffset? Until, IReadOnlyList<PersonView> Next);

/// <summary>An asset with its owner in words.</summary>
public sealed record AssetView(Asset Asset, LocalText? Owner);

/// <summary>The directory as it stands, without its people.</summary>
public sealed record DirectoryView(
    IReadOnlyList<RotaView> Rotas,
    IReadOnlyList<OfficeView> Offices,
    IReadOnlyList<GroupView> Groups,
    IReadOnlyList<ExternalBody> Bodies,
    IReadOnlyList<AssetView> Assets,
    IReadOnlyDictionary<string, LocalText> Duties,
    IReadOnlyDictionary<string, LocalText> Targets,
    DateTimeOffset At)
{
    /// <summary>What a target is called; as it is written when it names nothing.</summary>
    public LocalText Say(string target) => Targets.GetValueOrDefault(target) ?? LocalText.Same(target);
}

/// <summary>Reads the directory for people.</summary>
public sealed class ShowDirectory(IDbContextFactory<HubDbContext> contexts, PlanInForce plans, TimeProvider time)
{
    /// <summary>Refused: without the right to read.</summary>
    public async Task<Outcome<DirectoryView>> Run(Caller caller, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Read))
        {
            return Refusal.NotAllowed();
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        var persons = await db.Persons.AsNoTracking().IgnoreAutoIncludes().ToListAsync(cancellation);
        var offices = await db.Offices.AsNoTracking().ToListAsync(cancellation);
        var groups = await db.Groups.AsNoTracking().ToListAsync(cancellation);
        var rotas = await db.Rotas.AsNoTracking().AsSplitQuery().ToListAsync(cancellation);
        var bodies = await db.ExternalBodies.AsNoTracking().ToListAsync(cancellation);
        var assets = await db.Assets.AsNoTracking().ToListAsync(cancellation);
        var roster = new Roster(persons, offices, groups, rotas, await Rosters.Absences(db, now));
        var targets = Written(persons, offices, groups, rotas);
        var duties = await db.PlanVersions.AnyAsync(v => v.State == Domain.Plans.PlanState.InForce && !v.IsDrillCopy, cancellation)
            ? (await plans.Load(db)).Plan.Duties.ToDictionary(d => d.Key, d => d.Value.Name, StringComparer.Ordinal)
            : [];
        return new DirectoryView(
            [.. rotas.Select(r => Show(r, now, roster.Absences, View)).OrderBy(r => r.Name.En, StringComparer.Ordinal)],
            [.. offices.Select(o => new OfficeView(o.Key, o.Name, View(o.Seats.OrderBy(s => s.Position).Select(s => s.PersonId)), o.Version)).OrderBy(o => o.Name.En, StringComparer.Ordinal)],
            [.. groups.Select(g => new GroupView(g.Key, g.Name, g.Members, roster.Resolve([new Target(TargetKind.Group, g.Key)], now), g.Version)).OrderBy(g => g.Name.En, StringComparer.Ordinal)],
            [.. bodies.OrderBy(b => b.IsRetired).ThenBy(b => b.Kind).ThenBy(b => b.NameEn, StringComparer.Ordinal)],
            [.. assets.OrderBy(a => a.IsRetired).ThenByDescending(a => a.Importance).ThenBy(a => a.NameEn, StringComparer.Ordinal)
                .Select(a => new AssetView(a, a.Owner is { } owner ? targets.GetValueOrDefault(owner) ?? LocalText.Same(owner) : null))],
            duties,
            targets,
            now);

        IReadOnlyList<PersonView> View(IEnumerable<Guid> ids) =>
            [.. ids.Select(roster.Find).OfType<Person>().Select(p => new PersonView(p.Id, p.Name, p.IsPresent(now), p.AbsentUntil > now ? p.AbsentUntil : null, p.IsRetired))];
    }

    private static Dictionary<string, LocalText> Written(List<Person> persons, List<Office> offices, List<Group> groups, List<Rota> rotas) =>
        persons.Select(p => (new Target(TargetKind.Person, p.Id.ToString()), LocalText.Same(p.Name)))
            .Concat(offices.SelectMany(o => new[] { (new Target(TargetKind.Office, o.Key), o.Name), (new Target(TargetKind.Deputy, o.Key), o.NameOfDeputy()) }))
            .Concat(groups.Select(g => (new Target(TargetKind.Group, g.Key), g.Name)))
            .Concat(rotas.Select(r => (new Target(TargetKind.Rota, r.Key), r.Name)))
            .ToDictionary(t => t.Item1.ToString(), t => t.Item2, StringComparer.Ordinal);

    private static RotaView Show(Rota rota, DateTimeOffset now, Absences absences, Func<IEnumerable<Guid>, IReadOnlyList<PersonView>> view)
    {
        var until = rota.NextChangeAfter(now, absences);
        return new RotaView(rota.Key, rota.Name, view(rota.OnCallAt(now, absences)), until, until is { } at ? view(rota.OnCallAt(at, absences)) : []);
    }
}
