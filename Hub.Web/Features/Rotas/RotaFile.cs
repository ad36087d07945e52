using System.Globalization;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Rotas;

/// <summary>A rota as a command works on it: with everybody there is, and what all commands on rotas do the same way.</summary>
internal sealed class RotaFile
{
    private readonly Work work;

    private RotaFile(Work work, Rota rota, Roster roster) => (this.work, Rota, Roster) = (work, rota, roster);

    public Rota Rota { get; }

    public Roster Roster { get; }

    /// <summary>Who said that they are not available.</summary>
    public Absences Absences => Roster.Absences;

    /// <summary>True when the caller may change rotas and act for others: who administers, and who commands, since the person on call may have to be changed at night.</summary>
    public static bool MayChange(Caller caller) => caller.Has(Right.Administer) || caller.Has(Right.Command);

    /// <summary>The rota to be changed. Refused: unknown.</summary>
    public static async Task<Outcome<RotaFile>> Load(Work work, string? key, CancellationToken cancellation)
    {
        var rota = await work.Db.Rotas.AsSplitQuery().FirstOrDefaultAsync(r => r.Key == key, cancellation);
        return rota is null ? Refusal.NotFound("RotaUnknown", key ?? "") : new RotaFile(work, rota, await work.Roster());
    }

    /// <summary>The person for whom a command is given: the caller, or somebody named by whoever may act for others. Refused: neither, unknown, several of that name.</summary>
    /// <param name="work">The work.</param>
    /// <param name="person">Identity, mail address or exact name; null: the caller.</param>
    public static async Task<Outcome<Person>> Actor(Work work, string? person)
    {
        var roster = await work.Roster();
        var self = work.Caller.PersonId is { } own ? roster.Find(own) : null;
        if (MayChange(work.Caller))
        {
            return !string.IsNullOrWhiteSpace(person) ? Named(roster, "person", person) : self is not null ? self : Refusal.Invalid("person", "Required");
        }

        // whoever may act for nobody else does not learn here either whom there is, or whose an address is
        return self is not null && (string.IsNullOrWhiteSpace(person) || Means(self, person.Trim(), byMail: true)) ? self : Refusal.NotAllowed();
    }

    /// <summary>A person by identity, exact name or, unless the caller may see nobody's, mail address.</summary>
    public static Outcome<Person> Named(Roster roster, string field, string? person, bool byMail = true)
    {
        if (Text.Required(field, person, 254) is { } fault)
        {
            return fault;
        }

        var wanted = person!.Trim();
        var found = roster.Persons.Where(p => !p.IsRetired && Means(p, wanted, byMail)).Take(2).ToList();
        return found.Count switch
        {
            0 => Refusal.Invalid(field, "PersonUnknown", wanted),
            1 => found[0],
            _ => Refusal.Invalid(field, "PersonAmbiguous", wanted),
        };
    }

    private static bool Means(Person person, string wanted, bool byMail) => Guid.TryParse(wanted, out var id)
        ? person.Id == id
        : person.Name == wanted || (byMail && person.ContactPoints.Any(c => c.Is(Channel.Mail, wanted)));

    /// <summary>The fault of an interval that a command is about; at most a year ahead.</summary>
    public static Refusal? TimeFault(DateTimeOffset? from, DateTimeOffset? until, DateTimeOffset now) =>
        from is null ? Refusal.Invalid("from", "Required")
        : until is null ? Refusal.Invalid("until", "Required")
        : until <= from ? Refusal.Invalid("until", "UntilBeforeFrom")
        : until <= now ? Refusal.Invalid("until", "TimeOver")
        : until > now.AddDays(366) ? Refusal.Invalid("until", "TooFarAhead", 366)
        : null;

    /// <summary>Name of a person for the record.</summary>
    public string NameOf(Guid? person) => person is { } id && Roster.Find(id) is { } known ? known.Name : "";

    /// <summary>Adds a fact about this rota to the record of administration.</summary>
    public void Record(FactKind kind, params (string Name, string Value)[] data) =>
        work.Record("administration", new Fact(kind, [("rota", Rota.Key), ("rotaEn", Rota.NameEn), ("rotaZh", Rota.NameZh), .. data]));

    /// <summary>An interval as the record keeps it.</summary>
    public static (string, string)[] Time(DateTimeOffset from, DateTimeOffset until) => [("begins", Write(from)), ("ends", Write(until))];

    /// <summary>Sends what a policy wrote, unless it was nothing.</summary>
    public static void Send(Work work, ShiftNotice? told)
    {
        if (told is not null)
        {
            work.Insert(told.Notice);
            work.Deliver(told.Deliveries, [told.Notice]);
        }
    }

    /// <summary>Something became of a person's shift on this rota: they are told, unless they did it themselves.</summary>
    public void Tell(Guid person, ShiftNews news, string subject, (DateTimeOffset From, DateTimeOffset Until) time, string? other = null, string? by = null)
    {
        if (person != work.Caller.PersonId && Roster.Find(person) is { } known)
        {
            Send(work, ShiftPolicy.Moved(known, Rota, news, subject, time, by ?? work.Caller.Name, other, work.Now));
        }
    }

    /// <summary>Sets the next instant at which somebody is to be told of a shift of this rota, as it stands now.</summary>
    public Task Reschedule(CancellationToken cancellation, Absences? absences = null) => Reschedule(work, Rota, absences ?? Absences, cancellation);

    /// <summary>Sets the next instant at which somebody is to be told of a shift.</summary>
    public static async Task Reschedule(Work work, Rota rota, Absences absences, CancellationToken cancellation)
    {
        var subject = rota.Subject;
        foreach (var pending in await work.Db.Deadlines.Where(d => d.SubjectId == subject && d.Kind == DeadlineKind.ShiftNotice && d.State == DeadlineState.Pending).ToListAsync(cancellation))
        {
            pending.Cancel(work.Now);
        }

        if (rota.ToldUntil is { } told && TakeOvers.NextToTell(rota, told, absences) is { } next)
        {
            work.Insert(Deadline.At(next, DeadlineKind.ShiftNotice, subject, null));
        }

        work.ChangedDeadlines = true;
    }

    private static string Write(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
