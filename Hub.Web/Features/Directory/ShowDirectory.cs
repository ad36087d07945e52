using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Directory;

/// <summary>Somebody of the directory, and whether they can be counted on now.</summary>
public sealed record PersonView(string Name, bool IsPresent);

/// <summary>An office: holder first, then the deputies in order.</summary>
public sealed record OfficeView(string Key, LocalText Name, IReadOnlyList<PersonView> Seats);

/// <summary>A group and whom it names now.</summary>
public sealed record GroupView(string Key, LocalText Name, IReadOnlyList<Recipient> Members);

/// <summary>A rota: who is on call now, until when, and who is next.</summary>
public sealed record RotaView(string Key, LocalText Name, IReadOnlyList<PersonView> Now, DateTimeOffset? Until, IReadOnlyList<PersonView> Next);

/// <summary>The directory as it stands.</summary>
public sealed record DirectoryView(
    IReadOnlyList<RotaView> Rotas,
    IReadOnlyList<OfficeView> Offices,
    IReadOnlyList<GroupView> Groups,
    IReadOnlyList<ExternalBody> Bodies,
    DateTimeOffset At);

/// <summary>Reads the directory for people.</summary>
public sealed class ShowDirectory(IDbContextFactory<HubDbContext> contexts, TimeProvider time)
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
        var roster = await Rosters.Load(db);
        var offices = await db.Offices.AsNoTracking().ToListAsync(cancellation);
        var groups = await db.Groups.AsNoTracking().ToListAsync(cancellation);
        var rotas = await db.Rotas.AsNoTracking().AsSplitQuery().ToListAsync(cancellation);
        var bodies = await db.ExternalBodies.AsNoTracking().ToListAsync(cancellation);
        return new DirectoryView(
            [.. rotas.Select(r => Show(r, now, View)).OrderBy(r => r.Name.En, StringComparer.Ordinal)],
            [.. offices.Select(o => new OfficeView(o.Key, o.Name, View(o.Seats.OrderBy(s => s.Position).Select(s => s.PersonId)))).OrderBy(o => o.Name.En, StringComparer.Ordinal)],
            [.. groups.Select(g => new GroupView(g.Key, g.Name, roster.Resolve([new Target(TargetKind.Group, g.Key)], now))).OrderBy(g => g.Name.En, StringComparer.Ordinal)],
            [.. bodies.OrderBy(b => b.Kind).ThenBy(b => b.NameEn, StringComparer.Ordinal)],
            now);

        IReadOnlyList<PersonView> View(IEnumerable<Guid> ids) =>
            [.. ids.Select(roster.Find).OfType<Person>().Where(p => !p.IsRetired).Select(p => new PersonView(p.Name, p.IsPresent(now)))];
    }

    private static RotaView Show(Rota rota, DateTimeOffset now, Func<IEnumerable<Guid>, IReadOnlyList<PersonView>> view)
    {
        var until = rota.NextChangeAfter(now);
        return new RotaView(rota.Key, rota.Name, view(rota.OnCallAt(now)), until, until is { } at ? view(rota.OnCallAt(at)) : []);
    }
}
