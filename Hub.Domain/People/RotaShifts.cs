namespace Hub.Domain.People;

/// <summary>
/// The shifts of an interval, worked out from the instants at which something begins or ends: hand-overs, hours, overrides, absences.
/// Nothing is sampled, so the pieces are exact to the microsecond. Pure.
/// </summary>
internal static class RotaShifts
{
    /// <summary>The shifts of one layer, without overlap or hole. Without a layer: what overrides of all layers give.</summary>
    public static List<LayerShift> OfLayer(Rota rota, RotaLayer? layer, DateTimeOffset from, DateTimeOffset until, Absences absences, TimeZoneInfo zone)
    {
        var turns = layer is null ? [] : Turns(layer, from, until, zone);
        var standIns = rota.Overrides
            .Where(o => o.From < until && o.Until > from && (o.Layer is null || o.Layer == layer?.Position))
            .OrderByDescending(o => o.Sequence)
            .ToList();
        var edges = Edges(layer, turns, standIns, from, until, absences);
        var shifts = new List<LayerShift>(edges.Count);
        var turn = 0;
        for (var i = 0; i + 1 < edges.Count; i++)
        {
            var at = edges[i];
            while (turn < turns.Count && turns[turn].Until <= at)
            {
                turn++;
            }

            int? number = turn < turns.Count && turns[turn].From <= at ? turns[turn].Turn : null;
            var piece = Decide(layer, number, standIns, at, absences) with { Until = edges[i + 1] };
            if (shifts.Count > 0 && shifts[^1] with { Until = piece.Until } == piece with { From = shifts[^1].From })
            {
                shifts[^1] = shifts[^1] with { Until = piece.Until };
            }
            else
            {
                shifts.Add(piece);
            }
        }

        return shifts;
    }

    /// <summary>The shifts of all layers laid together: each piece with everybody who is on call in it.</summary>
    public static List<Shift> OfAll(Rota rota, DateTimeOffset from, DateTimeOffset until, Absences absences)
    {
        var zone = WallClock.Zone(rota.TimeZone);
        var lanes = rota.Layers.Count == 0
            ? [OfLayer(rota, null, from, until, absences, zone)]
            : rota.Layers.OrderBy(l => l.Position).Select(l => OfLayer(rota, l, from, until, absences, zone)).ToList();
        var positions = rota.Layers.Select(l => l.Position).Order().ToList();
        var standForAll = rota.Overrides.Where(o => o.Layer is null).Select(o => o.Id).ToHashSet();
        var at = new int[lanes.Count];
        var shifts = new List<Shift>();
        for (var start = from; start < until;)
        {
            var end = until;
            var onCall = new List<OnCall>(lanes.Count);
            for (var lane = 0; lane < lanes.Count; lane++)
            {
                while (lanes[lane][at[lane]].Until <= start)
                {
                    at[lane]++;
                }

                var piece = lanes[lane][at[lane]];
                end = piece.Until < end ? piece.Until : end;
                if (piece.PersonId is { } person && onCall.TrueForAll(o => o.PersonId != person))
                {
                    int? position = piece.OverrideId is { } id && standForAll.Contains(id) ? null : positions[lane];
                    onCall.Add(new OnCall(person, position, piece.How!.Value, piece.OverrideId));
                }
            }

            if (shifts.Count > 0 && shifts[^1].OnCall.SequenceEqual(onCall))
            {
                shifts[^1] = shifts[^1] with { Until = end };
            }
            else
            {
                shifts.Add(new Shift(start, end, onCall));
            }

            start = end;
        }

        return shifts;
    }

    // the turns of the interval, cut to the hours at which the layer holds
    private static List<(DateTimeOffset From, DateTimeOffset Until, int Turn)> Turns(RotaLayer layer, DateTimeOffset from, DateTimeOffset until, TimeZoneInfo zone)
    {
        // a layer that begins in a hundred years, or ended long ago, has no hours to work out before or after
        var life = layer.Life(zone);
        (from, until) = (Later(from, life.From), Earlier(until, life.Until));
        if (from >= until)
        {
            return [];
        }

        var open = layer.OpenTimes(from, until, zone).ToList();
        var found = new List<(DateTimeOffset, DateTimeOffset, int)>();
        var next = 0;
        foreach (var turn in layer.Turns(from, until, zone))
        {
            while (next < open.Count && open[next].Until <= turn.From)
            {
                next++;
            }

            for (var i = next; i < open.Count && open[i].From < turn.Until; i++)
            {
                found.Add((Later(open[i].From, turn.From), Earlier(open[i].Until, turn.Until), turn.Turn));
            }
        }

        return found;
    }

    private static List<DateTimeOffset> Edges(
        RotaLayer? layer,
        List<(DateTimeOffset From, DateTimeOffset Until, int Turn)> turns,
        List<ShiftOverride> standIns,
        DateTimeOffset from,
        DateTimeOffset until,
        Absences absences)
    {
        var edges = new SortedSet<DateTimeOffset> { from, until };
        foreach (var turn in turns)
        {
            edges.Add(turn.From);
            edges.Add(turn.Until);
        }

        foreach (var standIn in standIns)
        {
            edges.Add(standIn.From);
            edges.Add(standIn.Until);
        }

        foreach (var away in standIns.Select(o => o.PersonId).Concat(layer?.Participants ?? []).Distinct().SelectMany(absences.Of))
        {
            edges.Add(away.From);
            edges.Add(away.Until);
        }

        return [.. edges.Where(e => e >= from && e <= until)];
    }

    // who has the shift at an instant: the latest override whose person is available, then whose turn it is, then the next who is available
    private static LayerShift Decide(RotaLayer? layer, int? turn, List<ShiftOverride> standIns, DateTimeOffset at, Absences absences)
    {
        Guid? inTurn = turn is { } n && layer!.Participants.Count > 0 ? layer.Participants[n % layer.Participants.Count] : null;
        foreach (var standIn in standIns)
        {
            if (standIn.From <= at && at < standIn.Until && (standIn.Layer is null || turn is not null) && !absences.IsAway(standIn.PersonId, at))
            {
                return new LayerShift(at, at, standIn.PersonId, Holding.Override, standIn.Id, inTurn, turn);
            }
        }

        if (inTurn is not null)
        {
            for (var i = 0; i < layer!.Participants.Count; i++)
            {
                var person = layer.Participants[(turn!.Value + i) % layer.Participants.Count];
                if (!absences.IsAway(person, at))
                {
                    return new LayerShift(at, at, person, person == inTurn ? Holding.Turn : Holding.Next, null, inTurn, turn);
                }
            }
        }

        return new LayerShift(at, at, null, null, null, inTurn, turn);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
