using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Web.Features.Rotas;

/// <summary>What follows for one shift when somebody is not available.</summary>
/// <param name="RotaKey">Which rota.</param>
/// <param name="Rota">Its name.</param>
/// <param name="Layer">Name of the layer.</param>
/// <param name="From">First instant.</param>
/// <param name="Until">First instant that does not belong to it.</param>
/// <param name="TakenBy">Who takes it; null: nobody, the layer has a gap.</param>
/// <param name="Still">Names of those who are on call on other layers at that time; empty with nobody to take it: the whole rota has a gap.</param>
public sealed record Consequence(string RotaKey, LocalText Rota, LocalText Layer, DateTimeOffset From, DateTimeOffset Until, Person? TakenBy, IReadOnlyList<string> Still)
{
    /// <summary>True when nobody takes the shift.</summary>
    public bool IsGap => TakenBy is null;

    /// <summary>What follows for the shifts of a person on all rotas, in order of time.</summary>
    public static IReadOnlyList<Consequence> Of(Roster roster, Guid person, DateTimeOffset from, DateTimeOffset until, Absences before, Absences after)
    {
        var found = new List<Consequence>();
        foreach (var rota in roster.Rotas)
        {
            foreach (var layer in rota.Layers.OrderBy(l => l.Position))
            {
                var own = rota.LayerShiftsBetween(layer.Position, from, until, before).Where(s => s.PersonId == person).ToList();
                if (own.Count == 0)
                {
                    continue;
                }

                foreach (var shift in rota.LayerShiftsBetween(layer.Position, from, until, after).Where(s => s.PersonId != person))
                {
                    foreach (var lost in own.Where(o => o.From < shift.Until && o.Until > shift.From))
                    {
                        var (begins, ends) = (lost.From > shift.From ? lost.From : shift.From, lost.Until < shift.Until ? lost.Until : shift.Until);
                        var still = rota.ShiftsBetween(begins, ends, after).SelectMany(s => s.OnCall).Select(o => o.PersonId).Distinct();
                        found.Add(new Consequence(
                            rota.Key, rota.Name, layer.Name, begins, ends, shift.PersonId is { } taker ? roster.Find(taker) : null,
                            [.. still.Select(roster.Find).OfType<Person>().Where(p => !p.IsRetired).Select(p => p.Name)]));
                    }
                }
            }
        }

        return [.. found.OrderBy(c => c.From).ThenBy(c => c.RotaKey, StringComparer.Ordinal)];
    }
}
