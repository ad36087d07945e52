using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Rotas;

/// <summary>Somebody on call, and whether they can be counted on.</summary>
public sealed record OnCallPerson(Guid Id, string Name, bool IsPresent);

/// <summary>A time without anybody on call.</summary>
public sealed record Gap(DateTimeOffset From, DateTimeOffset Until);

/// <summary>A rota in the list: who is on call, until when, who is next, what nobody has in the coming 30 days.</summary>
public sealed record RotaLine(
    string Key, LocalText Name, string TimeZone, int Layers, IReadOnlyList<OnCallPerson> Now, DateTimeOffset? Until, IReadOnlyList<OnCallPerson> Next, IReadOnlyList<Gap> Gaps);

/// <summary>One rota, with everything that its page draws.</summary>
/// <param name="Rota">The rota.</param>
/// <param name="Line">As in the list.</param>
/// <param name="Roster">Who there is, with their absences.</param>
/// <param name="Requests">Open requests for cover of it.</param>
/// <param name="At">When it was read, UTC.</param>
public sealed record RotaDetail(Rota Rota, RotaLine Line, Roster Roster, IReadOnlyList<CoverRequest> Requests, DateTimeOffset At)
{
    /// <summary>Name of a person; empty when unknown.</summary>
    public string NameOf(Guid? person) => person is { } id ? Roster.Find(id)?.Name ?? "" : "";

    /// <summary>True when a person has left: nobody is told in their place.</summary>
    public bool HasLeft(Guid person) => Roster.Find(person) is null or { IsRetired: true };

    /// <summary>A shift as it counts: whose holder has left is nobody's.</summary>
    public LayerShift Shown(LayerShift shift) =>
        shift.PersonId is { } holder && HasLeft(holder) ? shift with { PersonId = null, How = null, OverrideId = null } : shift;
}

/// <summary>A shift of one's own.</summary>
public sealed record OwnShift(string RotaKey, LocalText Rota, LocalText Layer, int Position, DateTimeOffset From, DateTimeOffset Until, Holding How);

/// <summary>A request for cover, in names.</summary>
public sealed record CoverLine(Guid Id, string RotaKey, LocalText Rota, DateTimeOffset From, DateTimeOffset Until, string AskedBy, string? AskedOf, string? Note, bool IsOwn);

/// <summary>What concerns one person: shifts ahead, requests that wait for an answer or are their own, when they are not available.</summary>
public sealed record OwnShifts(IReadOnlyList<OwnShift> Shifts, IReadOnlyList<CoverLine> Requests, IReadOnlyList<Unavailability> Unavailable, bool IsOnARota);

/// <summary>Reads rotas. Refused: without the right to read.</summary>
public sealed class RotasQuery(IDbContextFactory<HubDbContext> contexts, TimeProvider time)
{
    /// <summary>Days ahead in which gaps are named.</summary>
    public const int GapDays = 30;

    // a shift that has begun, or goes on after those days, is shown whole
    private static readonly TimeSpan Around = TimeSpan.FromDays(40);

    /// <summary>All rotas, by name.</summary>
    public async Task<Outcome<IReadOnlyList<RotaLine>>> List(Caller caller, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Read))
        {
            return Refusal.NotAllowed();
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        var roster = await Rosters.Load(db, now);
        return new List<RotaLine>(roster.Rotas.Select(r => Line(r, roster, now)).OrderBy(r => r.Name.En, StringComparer.Ordinal));
    }

    /// <summary>One rota; overrides and absences that ended before an instant are left out. Refused also: unknown.</summary>
    public async Task<Outcome<RotaDetail>> Find(Caller caller, string key, DateTimeOffset from, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Read))
        {
            return Refusal.NotAllowed();
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        var roster = await Rosters.Load(db, from < now ? from : now);
        if (roster.FindRota(key) is not { } rota)
        {
            return Refusal.NotFound("RotaUnknown", key);
        }

        var requests = await db.CoverRequests.AsNoTracking().Where(c => c.RotaKey == key && c.State == CoverState.Open && c.From > now).OrderBy(c => c.From).ToListAsync(cancellation);
        return new RotaDetail(rota, Line(rota, roster, now), roster, requests, now);
    }

    /// <summary>Who is on call on a rota at an instant, past or to come. Refused also: unknown.</summary>
    public async Task<Outcome<IReadOnlyList<OnCallPerson>>> At(Caller caller, string key, DateTimeOffset at, CancellationToken cancellation = default)
    {
        var found = await Find(caller, key, at, cancellation);
        return found.IsRefused ? found.Refusal : new List<OnCallPerson>(People(found.Value.Roster, found.Value.Rota.OnCallAt(at, found.Value.Roster.Absences), at));
    }

    /// <summary>What concerns the caller's own person; nothing for a machine.</summary>
    public async Task<OwnShifts> Own(Caller caller, CancellationToken cancellation = default)
    {
        if (caller.PersonId is not { } own)
        {
            return new OwnShifts([], [], [], false);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        var roster = await Rosters.Load(db, now - Around);
        var open = await db.CoverRequests.AsNoTracking().Where(c => c.State == CoverState.Open && c.From > now).OrderBy(c => c.From).ToListAsync(cancellation);
        var shifts = roster.Rotas.SelectMany(r => r.Layers.SelectMany(l => r.LayerShiftsBetween(l.Position, now - Around, now.AddDays(GapDays) + Around, roster.Absences)
            .Where(s => s.PersonId == own && s.Until > now && s.From < now.AddDays(GapDays)).Select(s => new OwnShift(r.Key, r.Name, l.Name, l.Position, s.From, s.Until, s.How!.Value))));
        var requests = open.Where(c => c.AskedBy == own || (c.WaitsFor(own) && (c.AskedOf == own || roster.FindRota(c.RotaKey)?.HasParticipant(own) is true)));
        return new OwnShifts(
            [.. shifts.OrderBy(s => s.From)],
            [.. requests.Select(c => Of(c, roster, own))],
            [.. roster.Absences.Of(own).Where(a => a.Until > now).OrderBy(a => a.From)],
            roster.Rotas.Any(r => r.HasParticipant(own)));
    }

    /// <summary>Who could take a shift: everybody who has not left, those who take turns on the rota first.</summary>
    public static IReadOnlyList<Person> Takers(RotaDetail detail) =>
        [.. detail.Roster.Persons.Where(p => !p.IsRetired).OrderBy(p => detail.Rota.HasParticipant(p.Id) ? 0 : 1).ThenBy(p => p.Name, StringComparer.Ordinal)];

    private static CoverLine Of(CoverRequest request, Roster roster, Guid own) => new(
        request.Id, request.RotaKey, roster.FindRota(request.RotaKey)?.Name ?? LocalText.Same(request.RotaKey), request.From, request.Until,
        roster.Find(request.AskedBy)?.Name ?? "", request.AskedOf is { } of ? roster.Find(of)?.Name : null, request.Note, request.AskedBy == own);

    // what nobody has, and what only people have who have left: neighbours are one gap
    private static List<Gap> Gaps(Rota rota, Roster roster, DateTimeOffset now)
    {
        var gaps = new List<Gap>();
        foreach (var shift in rota.ShiftsBetween(now, now.AddDays(GapDays), roster.Absences).Where(s => s.OnCall.All(o => roster.Find(o.PersonId) is null or { IsRetired: true })))
        {
            if (gaps.Count > 0 && gaps[^1].Until == shift.From)
            {
                gaps[^1] = gaps[^1] with { Until = shift.Until };
            }
            else
            {
                gaps.Add(new Gap(shift.From, shift.Until));
            }
        }

        return gaps;
    }

    private static RotaLine Line(Rota rota, Roster roster, DateTimeOffset now)
    {
        var until = rota.NextChangeAfter(now, roster.Absences);
        return new RotaLine(
            rota.Key, rota.Name, rota.TimeZone, rota.Layers.Count,
            People(roster, rota.OnCallAt(now, roster.Absences), now), until, until is { } at ? People(roster, rota.OnCallAt(at, roster.Absences), at) : [], Gaps(rota, roster, now));
    }

    private static List<OnCallPerson> People(Roster roster, IEnumerable<Guid> ids, DateTimeOffset at) =>
        [.. ids.Select(roster.Find).OfType<Person>().Where(p => !p.IsRetired).Select(p => new OnCallPerson(p.Id, p.Name, p.IsPresent(at)))];
}
