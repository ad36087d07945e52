using System.Globalization;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Rotas;

/// <summary>When somebody is not available.</summary>
/// <param name="Person">Identity, mail address or exact name; null: the caller.</param>
/// <param name="From">First instant.</param>
/// <param name="Until">First instant at which they are available again.</param>
/// <param name="Note">Why, at most 200 characters.</param>
/// <param name="AcceptsGaps">True when whoever says it has seen that nobody takes some of the shifts.</param>
public sealed record UnavailableEntry(string? Person, DateTimeOffset? From, DateTimeOffset? Until, string? Note, bool AcceptsGaps);

/// <summary>What was said, and what follows.</summary>
public sealed record SaidUnavailable(Guid Id, IReadOnlyList<Consequence> Consequences);

/// <summary>"I am not available": the next participant of each layer takes the shifts, who is told at once; where there is nobody, that is said before it is saved.</summary>
public sealed class SayUnavailable(Writer writer)
{
    /// <summary>Most intervals of one person that are not over.</summary>
    public const int Most = 50;

    /// <summary>What would follow; nothing is changed. Refused: a field is wrong; for somebody else without the right to administer or command.</summary>
    public async Task<Outcome<IReadOnlyList<Consequence>>> Look(Caller caller, UnavailableEntry entry, CancellationToken cancellation = default)
    {
        IReadOnlyList<Consequence>? seen = null;
        var outcome = await writer.Run<Guid>(caller, async work =>
        {
            var checkedEntry = await Check(work, entry);
            if (!checkedEntry.IsRefused)
            {
                seen = checkedEntry.Value.Consequences;
            }

            // Only a look: whatever it is, it is rolled back.
            return checkedEntry.Refusal ?? Refusal.Conflict("OnlyALook");
        }, cancellation);
        return seen is null ? outcome.Refusal! : new List<Consequence>(seen);
    }

    /// <summary>Says it. Refused: as <see cref="Look"/>; it leaves a gap and that was not accepted.</summary>
    public Task<Outcome<SaidUnavailable>> Run(Caller caller, UnavailableEntry entry, CancellationToken cancellation = default) =>
        writer.Run<SaidUnavailable>(caller, async work =>
        {
            var outcome = await Check(work, entry);
            if (outcome.IsRefused)
            {
                return outcome.Refusal;
            }

            var (person, said, consequences) = outcome.Value;
            if (!entry.AcceptsGaps && consequences.FirstOrDefault(c => c.IsGap) is { } gap)
            {
                return Refusal.Conflict("LeavesGap", gap.Rota.For(CultureInfo.CurrentUICulture.Name), gap.From.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
            }

            if (await work.Db.Unavailabilities.CountAsync(u => u.PersonId == person.Id && u.Until > work.Now, cancellation) >= Most)
            {
                return Refusal.Conflict("TooManyUnavailabilities", Most);
            }

            work.Db.Unavailabilities.Add(said);
            Record(work, person, said, "unavailable", $"{consequences.Count(c => !c.IsGap)}/{consequences.Count(c => c.IsGap)}");
            await Follow(work, consequences, said.Id, ShiftNews.Next, person.Name, (await work.Roster()).Absences.With(said), cancellation);
            return new SaidUnavailable(said.Id, consequences);
        }, cancellation);

    /// <summary>Available again: all of it when it has not begun, else the rest. Refused: unknown; over; somebody else's without the right.</summary>
    public Task<Outcome<Guid>> Withdraw(Caller caller, Guid id, CancellationToken cancellation = default) =>
        writer.Run<Guid>(caller, async work =>
        {
            if (await work.Db.Unavailabilities.FirstOrDefaultAsync(u => u.Id == id, cancellation) is not { } said)
            {
                return Refusal.NotFound("UnavailabilityUnknown");
            }

            var person = await RotaFile.Actor(work, said.PersonId.ToString());
            if (person.IsRefused || said.Until <= work.Now)
            {
                return person.Refusal ?? Refusal.Conflict("UnavailabilityOver");
            }

            var roster = await work.Roster();
            var without = roster.Absences.Without(id);
            var from = said.From > work.Now ? said.From : work.Now;
            var back = Consequence.Of(roster, said.PersonId, from, said.Until, without, roster.Absences);
            if (said.From < work.Now)
            {
                said.EndAt(work.Now);
            }
            else
            {
                work.Db.Unavailabilities.Remove(said);
            }

            Record(work, person.Value, said, "availableAgain", "");
            await Follow(work, back, id, ShiftNews.Lost, person.Value.Name, without, cancellation);
            return id;
        }, cancellation);

    private static async Task<Outcome<(Person Person, Unavailability Said, IReadOnlyList<Consequence> Consequences)>> Check(Work work, UnavailableEntry entry)
    {
        if (!work.Caller.Has(Right.Read))
        {
            return Refusal.NotAllowed();
        }

        var person = await RotaFile.Actor(work, entry.Person);
        if ((person.Refusal ?? RotaFile.TimeFault(entry.From, entry.Until, work.Now) ?? Text.Optional("note", entry.Note, 200)) is { } fault)
        {
            return fault;
        }

        var said = Unavailability.Of(person.Value.Id, entry.From!.Value, entry.Until!.Value, entry.Note);
        var roster = await work.Roster();
        var from = said.From > work.Now ? said.From : work.Now;
        return (person.Value, said, Consequence.Of(roster, said.PersonId, from, said.Until, roster.Absences, roster.Absences.With(said)));
    }

    private static void Record(Work work, Person person, Unavailability said, string change, string detail) =>
        work.Record("administration", new Fact(FactKind.AvailabilityChanged, [("name", person.Name), ("change", change), .. RotaFile.Time(said.From, said.Until), ("detail", detail)]));

    // each who takes a shift is told of the first of a rota; the times of notice are set anew
    private static async Task Follow(Work work, IReadOnlyList<Consequence> consequences, Guid id, ShiftNews news, string name, Absences absences, CancellationToken cancellation)
    {
        var roster = await work.Roster();
        foreach (var first in consequences.Where(c => c.TakenBy is not null && c.TakenBy.Id != work.Caller.PersonId).DistinctBy(c => (c.RotaKey, c.TakenBy!.Id)))
        {
            var rota = roster.FindRota(first.RotaKey)!;
            RotaFile.Send(work, ShiftPolicy.Moved(first.TakenBy!, rota, news, $"{id:N}:{rota.Subject.ToString("N")[..8]}", (first.From, first.Until), work.Caller.Name, name, work.Now));
        }

        foreach (var key in consequences.Select(c => c.RotaKey).Distinct(StringComparer.Ordinal))
        {
            await RotaFile.Reschedule(work, roster.FindRota(key)!, absences, cancellation);
        }
    }
}
