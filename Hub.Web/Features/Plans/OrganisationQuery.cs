using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Plans;

/// <summary>One office, group or rota of a part of the organisation, with the people behind it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="People">Holder, members, or who is on call now; empty: nobody.</param>
/// <param name="Deputies">Deputies in order; only of an office.</param>
/// <param name="IsHead">True when it heads the part.</param>
public sealed record ChartPost(LocalText Name, IReadOnlyList<string> People, IReadOnlyList<string> Deputies, bool IsHead);

/// <summary>One box of the organisation chart, with what stands below it.</summary>
public sealed record ChartBox(string Key, PlanUnitKind Kind, LocalText Name, IReadOnlyList<ChartPost> Posts, IReadOnlyList<LocalText> Duties, IReadOnlyList<ChartBox> Below);

/// <summary>The organisation of a version with the people of today.</summary>
public sealed record OrganisationView(int Number, LocalText Name, IReadOnlyList<ChartBox> Boxes);

/// <summary>Reads a plan's organisation with who holds the offices now.</summary>
public sealed class OrganisationQuery(IDbContextFactory<HubDbContext> contexts, PlanInForce inForce, TimeProvider time)
{
    /// <summary>The organisation of a version. Refused: without the right to read; unknown.</summary>
    public async Task<Outcome<OrganisationView>> Run(Caller caller, int? number, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Read))
        {
            return Refusal.NotAllowed();
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var version = number is { } wanted
            ? await db.PlanVersions.AsNoTracking().FirstOrDefaultAsync(v => v.Number == wanted && !v.IsDrillCopy, cancellation)
            : (await inForce.Load(db)).Version;
        if (version is null)
        {
            return Refusal.NotFound("PlanUnknown", number!);
        }

        var (names, roster, now) = (await PlanNames.Load(db, cancellation), await Rosters.Load(db), time.GetUtcNow());
        var offices = await db.Offices.AsNoTracking().ToDictionaryAsync(o => o.Key, StringComparer.Ordinal, cancellation);
        return new OrganisationView(version.Number, version.Name, [.. version.Read().Organisation.Select(Box)]);

        ChartBox Box(PlanUnit unit) => new(
            unit.Key,
            unit.Kind,
            unit.Name.En.Length + unit.Name.Zh.Length == 0 && unit.Body is { } body ? names.Body(body) : unit.Name,
            [.. unit.Head.Select(t => Post(t, true)), .. unit.Members.Select(t => Post(t, false))],
            unit.Duties,
            [.. unit.Units.Select(Box)]);

        ChartPost Post(Target target, bool isHead)
        {
            if (target.Kind == TargetKind.Office && offices.TryGetValue(target.Key, out var office))
            {
                var seats = office.Seats.OrderBy(s => s.Position).Select(s => roster.Find(s.PersonId)?.Name).OfType<string>().ToList();
                return new ChartPost(office.Name, [.. seats.Take(1)], [.. seats.Skip(1)], isHead);
            }

            return new ChartPost(names.Of(target), [.. roster.Resolve([target], now).Select(r => r.Person.Name)], [], isHead);
        }
    }
}
