using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;

namespace Hub.Web.Features.Rotas;

/// <summary>Somebody who is to stand in.</summary>
/// <param name="Person">Identity, mail address or exact name.</param>
/// <param name="From">First instant.</param>
/// <param name="Until">First instant that is not covered any more.</param>
/// <param name="Layer">Position of the layer whose shift is taken; null: all, also where nobody would be on call.</param>
public sealed record StandInEntry(string? Person, DateTimeOffset? From, DateTimeOffset? Until, int? Layer);

/// <summary>
/// Gives a shift, or any time, to somebody else: an override above the rotation. Needs the right to administer or to command; who is on call
/// asks a colleague instead, since nobody is put on call by another without being asked.
/// </summary>
public sealed class StandIn(Writer writer)
{
    /// <summary>Most overrides that are not over, of one rota.</summary>
    public const int Most = 500;

    /// <summary>Adds an override; gives its identity. Refused: without the right; unknown; a field is wrong; the person is not available then.</summary>
    public async Task<Outcome<Guid>> Run(Caller caller, string key, StandInEntry entry, CancellationToken cancellation = default)
    {
        if (!RotaFile.MayChange(caller))
        {
            return Refusal.NotAllowed();
        }

        return await writer.Run<Guid>(caller, async work =>
        {
            var found = await RotaFile.Load(work, key, cancellation);
            if (found.IsRefused)
            {
                return found.Refusal;
            }

            var (file, rota) = (found.Value, found.Value.Rota);
            var person = RotaFile.Named(file.Roster, "person", entry.Person);
            if ((person.Refusal ?? Fault(file, person.Value, entry, work.Now)) is { } fault)
            {
                return fault;
            }

            Put(file, work, person.Value, (entry.From!.Value, entry.Until!.Value), entry.Layer, out var added);
            await file.Reschedule(cancellation);
            return added.Id;
        }, cancellation);
    }

    /// <summary>Takes an override away: the shift is the turn's again. Refused: without the right; unknown; over already.</summary>
    public async Task<Outcome<Guid>> Remove(Caller caller, string key, Guid id, CancellationToken cancellation = default)
    {
        if (!RotaFile.MayChange(caller))
        {
            return Refusal.NotAllowed();
        }

        return await writer.Run<Guid>(caller, async work =>
        {
            var found = await RotaFile.Load(work, key, cancellation);
            if (found.IsRefused)
            {
                return found.Refusal;
            }

            var (file, rota) = (found.Value, found.Value.Rota);
            if (rota.Overrides.FirstOrDefault(o => o.Id == id) is not { } gone)
            {
                return Refusal.NotFound("OverrideUnknown");
            }

            if (gone.Until <= work.Now)
            {
                return Refusal.Conflict("OverrideOver");
            }

            var from = gone.From > work.Now ? gone.From : work.Now;
            var before = OnCall(rota, from, gone.Until, file.Absences);
            rota.RemoveOverride(id);
            file.Record(FactKind.OverrideRemoved, [("name", file.NameOf(gone.PersonId)), .. RotaFile.Time(gone.From, gone.Until)]);
            var after = OnCall(rota, from, gone.Until, file.Absences);
            foreach (var person in before.Except(after))
            {
                file.Tell(person, ShiftNews.Lost, $"{id:N}", (from, gone.Until));
            }

            foreach (var person in after.Except(before))
            {
                file.Tell(person, ShiftNews.Back, $"{id:N}", (from, gone.Until));
            }

            await file.Reschedule(cancellation);
            return id;
        }, cancellation);
    }

    /// <summary>Puts somebody in, records it, and tells them and those whom they replace.</summary>
    internal static void Put(RotaFile file, Work work, Person person, (DateTimeOffset From, DateTimeOffset Until) time, int? layer, out ShiftOverride added)
    {
        var rota = file.Rota;
        var from = time.From > work.Now ? time.From : work.Now;
        var before = OnCall(rota, from, time.Until, file.Absences);
        added = rota.StandIn(person.Id, time.From, time.Until, layer);
        file.Record(FactKind.StoodIn, [("name", person.Name), .. RotaFile.Time(time.From, time.Until), ("layer", layer is { } at ? rota.LayerAt(at)!.Name.En : "")]);
        file.Tell(person.Id, ShiftNews.Given, $"{added.Id:N}", time);
        foreach (var other in before.Except(OnCall(rota, from, time.Until, file.Absences)))
        {
            file.Tell(other, ShiftNews.Lost, $"{added.Id:N}", time, person.Name);
        }
    }

    private static HashSet<Guid> OnCall(Rota rota, DateTimeOffset from, DateTimeOffset until, Absences absences) =>
        [.. rota.ShiftsBetween(from, until, absences).SelectMany(s => s.OnCall).Select(o => o.PersonId)];

    private static Refusal? Fault(RotaFile file, Person person, StandInEntry entry, DateTimeOffset now)
    {
        if (RotaFile.TimeFault(entry.From, entry.Until, now) is { } fault)
        {
            return fault;
        }

        if (entry.Layer is { } layer && file.Rota.LayerAt(layer) is null)
        {
            return Refusal.Invalid("layer", "LayerUnknown");
        }

        if (entry.From < now.AddDays(-31))
        {
            return Refusal.Invalid("from", "TimeOver");
        }

        if (file.Rota.Overrides.Count(o => o.Until > now) >= Most)
        {
            return Refusal.Conflict("TooManyOverrides", Most);
        }

        return file.Absences.Of(person.Id).Any(a => a.From < entry.Until && a.Until > entry.From) ? Refusal.Invalid("person", "PersonNotAvailable", person.Name) : null;
    }
}
