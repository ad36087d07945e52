using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Rotas;

/// <summary>What somebody on call asks.</summary>
/// <param name="Person">Who asks: identity, mail address or exact name; null: the caller.</param>
/// <param name="Layer">Position of the layer; null: all that the asker stands in for.</param>
/// <param name="From">First instant to be covered.</param>
/// <param name="Until">First instant that is not.</param>
/// <param name="Of">Who is asked; null: anybody on the rota.</param>
/// <param name="Note">Why, at most 200 characters.</param>
public sealed record CoverEntry(string? Person, int? Layer, DateTimeOffset? From, DateTimeOffset? Until, string? Of, string? Note);

/// <summary>Asks a colleague, or anybody on the rota, to take a shift of one's own. Whoever administers or commands may ask for others.</summary>
public sealed class AskForCover(Writer writer)
{
    /// <summary>Most open requests of one person.</summary>
    public const int Most = 20;

    /// <summary>Asks; gives the request's identity. Refused: it is not the asker's shift; it has begun; a field is wrong; nobody could be asked; asked already.</summary>
    public async Task<Outcome<Guid>> Run(Caller caller, string key, CoverEntry entry, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Read))
        {
            return Refusal.NotAllowed();
        }

        return await writer.Run<Guid>(caller, async work =>
        {
            var asker = await RotaFile.Actor(work, entry.Person);
            var found = await RotaFile.Load(work, key, cancellation);
            if (asker.IsRefused)
            {
                return asker.Refusal;
            }

            if (found.IsRefused)
            {
                return found.Refusal;
            }

            var (file, rota) = (found.Value, found.Value.Rota);
            if ((RotaFile.TimeFault(entry.From, entry.Until, work.Now) ?? Text.Optional("note", entry.Note, 200)) is { } fault)
            {
                return fault;
            }

            var time = (From: entry.From!.Value.Stored(), Until: entry.Until!.Value.Stored());
            if (time.From <= work.Now)
            {
                return Refusal.Invalid("from", "ShiftHasBegun");
            }

            if (!IsOwn(rota, entry.Layer, time, asker.Value.Id, file.Absences))
            {
                return Refusal.Invalid("from", "NotYourShift");
            }

            var asked = Asked(file, entry, asker.Value.Id, time, caller.Has(Right.Triage) || RotaFile.MayChange(caller));
            if (asked.IsRefused)
            {
                return asked.Refusal;
            }

            var open = await work.Db.CoverRequests.Where(c => c.AskedBy == asker.Value.Id && c.State == CoverState.Open).ToListAsync(cancellation);
            if (open.Count >= Most || open.Exists(c => c.RotaKey == key && c.Layer == entry.Layer && c.From < time.Until && c.Until > time.From))
            {
                return open.Count >= Most ? Refusal.Conflict("TooManyCovers", Most) : Refusal.Conflict("CoverAskedAlready");
            }

            var named = string.IsNullOrWhiteSpace(entry.Of) ? null : asked.Value[0];
            var request = CoverRequest.Ask(key, entry.Layer, time, asker.Value.Id, named?.Id, entry.Note, work.Now);
            work.Db.CoverRequests.Add(request);
            work.Insert(Deadline.At(request.From, DeadlineKind.CoverExpires, request.Id, null));
            work.ChangedDeadlines = true;
            foreach (var colleague in asked.Value)
            {
                RotaFile.Send(work, ShiftPolicy.Asks(colleague, rota, request, asker.Value.Name, work.Now));
            }

            file.Record(FactKind.CoverAsked, [("name", asker.Value.Name), ("of", named?.Name ?? ""), .. RotaFile.Time(time.From, time.Until)]);
            return request.Id;
        }, cancellation);
    }

    /// <summary>True when the shift is the person's at every instant of the time at which the layer holds.</summary>
    internal static bool IsOwn(Rota rota, int? layer, (DateTimeOffset From, DateTimeOffset Until) time, Guid person, Absences absences)
    {
        if (layer is { } position)
        {
            var shifts = rota.LayerShiftsBetween(position, time.From, time.Until, absences).Where(s => !s.IsClosed).ToList();
            return shifts.Count > 0 && shifts.TrueForAll(s => s.PersonId == person);
        }

        return rota.ShiftsBetween(time.From, time.Until, absences).All(s => s.OnCall.Any(o => o.PersonId == person && o.Layer is null));
    }

    // who is asked: the one named, or everybody who takes turns, is available for all of it and has not left
    private static Outcome<List<Person>> Asked(RotaFile file, CoverEntry entry, Guid asker, (DateTimeOffset From, DateTimeOffset Until) time, bool seesAddresses)
    {
        bool IsAway(Guid person) => file.Absences.Of(person).Any(a => a.From < time.Until && a.Until > time.From);

        if (!string.IsNullOrWhiteSpace(entry.Of))
        {
            var named = RotaFile.Named(file.Roster, "of", entry.Of, seesAddresses);
            return named.IsRefused ? named.Refusal
                : named.Value.Id == asker ? Refusal.Invalid("of", "CoverOfOneself")
                : IsAway(named.Value.Id) ? Refusal.Invalid("of", "PersonNotAvailable", named.Value.Name)
                : new List<Person> { named.Value };
        }

        var all = file.Rota.Layers.SelectMany(l => l.Participants).Distinct()
            .Where(p => p != asker && !IsAway(p)).Select(file.Roster.Find).OfType<Person>().Where(p => !p.IsRetired).ToList();
        return all.Count == 0 ? Refusal.Invalid("of", "NobodyToAsk") : all;
    }
}
