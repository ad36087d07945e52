namespace Hub.Domain.People;

/// <summary>Somebody takes over a shift from somebody else.</summary>
/// <param name="PersonId">Who has it from then on.</param>
/// <param name="Layer">Position of the layer; null when they stand in for all of them.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Until">Until when they have it at least, UTC.</param>
public sealed record TakeOver(Guid PersonId, int? Layer, DateTimeOffset At, DateTimeOffset Until);

/// <summary>The instants at which people take over. Pure.</summary>
public static class TakeOvers
{
    // the hours of a layer may leave a week between two shifts of the same person: that is no taking over
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(8);

    /// <summary>Who takes over from an instant until before another, in order of time. Going on after hours that nobody else had is none.</summary>
    public static IReadOnlyList<TakeOver> Between(Rota rota, DateTimeOffset from, DateTimeOffset until, Absences absences)
    {
        var found = new List<TakeOver>();
        foreach (var layer in rota.Layers)
        {
            Guid? last = null;
            foreach (var shift in rota.LayerShiftsBetween(layer.Position, from - LookBack, until + LookBack, absences))
            {
                if (shift.IsClosed)
                {
                    continue;
                }

                if (shift.PersonId is { } person && person != last && shift.From >= from && shift.From < until)
                {
                    var isOfAll = rota.Overrides.Any(o => o.Id == shift.OverrideId && o.Layer is null);
                    found.Add(new TakeOver(person, isOfAll ? null : layer.Position, shift.From, shift.Until));
                }
                else if (found.Count > 0 && shift.PersonId == last && found[^1] is { } before && before.PersonId == last && before.Until == shift.From)
                {
                    found[^1] = before with { Until = shift.Until };
                }

                last = shift.PersonId;
            }
        }

        return [.. found.OrderBy(t => t.At).DistinctBy(t => (t.PersonId, t.At))];
    }

    /// <summary>Those of whom people are to be told in (<paramref name="after"/>, <paramref name="now"/>]; what has begun meanwhile is told once, as begun, and what is over not at all.</summary>
    public static IReadOnlyList<(TakeOver TakeOver, bool HasBegun)> ToTell(Rota rota, DateTimeOffset after, DateTimeOffset now, Absences absences)
    {
        var lead = rota.TellBefore ?? TimeSpan.Zero;
        return [.. Between(rota, after, now + lead + TimeSpan.FromTicks(1), absences)
            .Select(t => (TakeOver: t, HasBegun: t.At <= now))
            .Where(t => t.HasBegun
                ? rota.TellAtHandOver && t.TakeOver.At > after && t.TakeOver.Until > now
                : rota.TellBefore is not null && t.TakeOver.At - lead > after)];
    }

    /// <summary>The next instant after another at which somebody is to be told, or at which to look again; null when nobody is told on this rota.</summary>
    public static DateTimeOffset? NextToTell(Rota rota, DateTimeOffset after, Absences absences)
    {
        if (rota.TellBefore is null && !rota.TellAtHandOver)
        {
            return null;
        }

        var look = after.AddDays(7);
        var lead = rota.TellBefore ?? TimeSpan.Zero;
        return Between(rota, after, look + lead, absences)
            .SelectMany(t => new[] { rota.TellBefore is null ? (DateTimeOffset?)null : t.At - lead, rota.TellAtHandOver ? t.At : null })
            .Where(at => at > after)
            .Append(look)
            .Min();
    }
}
