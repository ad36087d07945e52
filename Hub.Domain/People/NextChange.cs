namespace Hub.Domain.People;

/// <summary>When the next change of who is on call is. Pure.</summary>
internal static class NextChange
{
    // several layers come round together after the least common multiple of their rounds; beyond this nobody arranges that on purpose
    private const int LongestTogether = 1500;

    /// <summary>
    /// The first instant after another at which somebody else is on call, UTC; null when nothing changes any more. Between two events (a layer begins or
    /// ends, an override or an absence does) turns and hours come round again and again: what does not change in one round does not change until the
    /// next event, so that nothing is looked at for the hundred years between.
    /// </summary>
    public static DateTimeOffset? After(Rota rota, DateTimeOffset instant, Absences absences)
    {
        var from = instant.ToUniversalTime();
        var now = rota.OnCallAt(from, absences);
        var round = TimeSpan.FromDays(Round(rota) + 4);
        var looked = from;
        foreach (var about in Events(rota, absences).Select(e => e.ToUniversalTime().AddDays(-2)).Where(e => e > from).Append(from).Order())
        {
            var end = about + round;
            for (var (at, days) = (about > looked ? about : looked, 14.0); at < end; days *= 2)
            {
                var until = at.AddDays(days) < end ? at.AddDays(days) : end;
                if (rota.ShiftsBetween(at, until, absences).FirstOrDefault(s => !s.OnCall.Select(o => o.PersonId).SequenceEqual(now)) is { } other)
                {
                    return other.From;
                }

                at = until;
            }

            looked = end > looked ? end : looked;
        }

        return null;
    }

    private static long Round(Rota rota)
    {
        var hasHours = rota.Layers.Any(l => l.Hours.Count > 0);
        var (longest, together) = (7L, hasHours ? 7L : 1L);
        foreach (var layer in rota.Layers)
        {
            var turns = (long)layer.ShiftDays * Math.Max(1, layer.Participants.Count);
            longest = Math.Max(longest, hasHours ? Multiple(turns, 7) : turns);
            together = Math.Min(Multiple(together, turns), LongestTogether);
        }

        return Math.Max(longest, together);
    }

    private static long Multiple(long one, long other)
    {
        var (a, b) = (one, other);
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return one / a * other;
    }

    private static IEnumerable<DateTimeOffset> Events(Rota rota, Absences absences) =>
        rota.Layers.SelectMany(l => new DateOnly?[] { l.FirstDay, l.LastDay }).OfType<DateOnly>().Select(d => new DateTimeOffset(d.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero))
            .Concat(rota.Overrides.SelectMany(o => new[] { o.From, o.Until }))
            .Concat(rota.Overrides.Select(o => o.PersonId).Concat(rota.Layers.SelectMany(l => l.Participants)).Distinct().SelectMany(absences.Of).SelectMany(a => new[] { a.From, a.Until }));
}
