using Hub.Domain.People;

namespace Hub.Domain.Plans.Readiness;

/// <summary>When whom the plan tells can change within a stretch: between two such instants the answer stands still, so that looking once is enough.</summary>
internal sealed class Changes(Roster roster, Span interval)
{
    private readonly Dictionary<string, IReadOnlyList<Shift>> shifts = new(StringComparer.Ordinal);

    /// <summary>The pieces of the stretch in which everybody named stands still.</summary>
    public IEnumerable<Span> Pieces(NamedByPlan named) => Spans.Cut(
        interval,
        named.Rotas.Keys.SelectMany(key => Pieces(roster.FindRota(key)!)).Select(p => p.Span.From)
            .Concat(named.Offices.Keys.SelectMany(key => roster.FindOffice(key)!.Seats).SelectMany(s => OfPerson(s.PersonId)))
            .Concat(named.Persons.Keys.SelectMany(OfPerson)));

    /// <summary>The pieces in which an office and its people stand still.</summary>
    public IEnumerable<Span> Pieces(Office office) => Spans.Cut(interval, office.Seats.SelectMany(s => OfPerson(s.PersonId)));

    /// <summary>The pieces in which a rota and its people stand still, with those who are on call, absent or not.</summary>
    public IEnumerable<(Span Span, IReadOnlyList<Person> OnCall)> Pieces(Rota rota)
    {
        if (!shifts.TryGetValue(rota.Key, out var known))
        {
            shifts[rota.Key] = known = rota.ShiftsBetween(interval.From, interval.Until, roster.Absences);
        }

        foreach (var shift in known)
        {
            var onCall = shift.OnCall.Select(o => roster.Find(o.PersonId)).OfType<Person>().ToList();
            foreach (var piece in Spans.Cut(new Span(shift.From, shift.Until), onCall.SelectMany(p => OfPerson(p.Id))))
            {
                yield return (piece, onCall);
            }
        }
    }

    private IEnumerable<DateTimeOffset> OfPerson(Guid id) => roster.Find(id)?.AbsentUntil is { } until ? [until] : [];
}
