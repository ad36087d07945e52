using CsCheck;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Tests.People;

/// <summary>
/// At every minute exactly the person that a slow, obvious clock on the wall says: it is watched minute by minute and only ever goes on,
/// hand-overs are counted as it passes them, and everything else is looked up at that minute.
/// </summary>
public sealed class RotaReferenceTests
{
    private const int Days = 6;

    private static readonly Guid[] People = [.. Enumerable.Range(0, 4).Select(_ => Guid.NewGuid())];

    // each zone with the days around which its clocks change, or any day where they never do
    private static readonly (string Zone, DateOnly[] Changes)[] Zones =
    [
        ("Europe/Berlin", [new(2026, 3, 29), new(2026, 10, 25)]),
        ("America/New_York", [new(2026, 3, 8), new(2026, 11, 1)]),
        ("Asia/Shanghai", [new(2026, 3, 29), new(2026, 12, 31)]),
        ("Australia/Lord_Howe", [new(2026, 4, 5), new(2026, 10, 4)]),
        ("America/Santiago", [new(2026, 4, 5), new(2026, 9, 6)]),
        ("Asia/Beirut", [new(2026, 3, 29), new(2026, 10, 25)]),
        ("Pacific/Chatham", [new(2026, 4, 5), new(2026, 9, 27)]),
        ("Africa/Casablanca", [new(2026, 2, 15), new(2026, 3, 22)]),
    ];

    private static readonly Gen<TimeOnly> Time = Gen.OneOf(
        Gen.Int[0, 23].Select(h => new TimeOnly(h, 0)),
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 59], (h, m) => new TimeOnly(h, m)));

    private static readonly Gen<WeeklySpan> Span = Gen.Select(Gen.Enum<DayOfWeek>(), Time, Gen.Enum<DayOfWeek>(), Time, (d, from, e, until) => new WeeklySpan(d, from, e, until));

    private static readonly Gen<LayerTerms> Layer = Gen.Select(
        Gen.Int[-20, 2], Time, Gen.OneOf(Gen.Const(1), Gen.Const(7), Gen.Int[1, 12]), Gen.Int[0, 3].Array[1, 4], Span.Array[0, 3], Gen.Int[-1, 3],
        (start, at, days, people, hours, last) => new LayerTerms
        {
            FirstDay = new DateOnly(2000, 1, 1).AddDays(100 + start),
            HandOverAt = at,
            ShiftDays = days,
            Participants = [.. people.Select(p => People[p])],
            Hours = hours,
            LastDay = last < 0 ? null : new DateOnly(2000, 1, 1).AddDays(100 + 3 + last),
        });

    private static readonly Gen<(int Person, int From, int Length, int Layer)[]> Pieces = Gen.Select(Gen.Int[0, 3], Gen.Int[-600, Days * 1440], Gen.Int[1, 3000], Gen.Int[-1, 2]).Array[0, 4];

    [Fact]
    public void Every_minute_of_the_shifts_is_what_the_clock_on_the_wall_says() =>
        Gen.Select(Gen.Int[0, Zones.Length - 1], Gen.Int[0, 1], Layer.Array[0, 2], Pieces, Pieces, Gen.Int[0, 1440]).Sample(
            (zone, change, layers, standIns, aways, offset) => Compare(Zones[zone].Zone, Zones[zone].Changes[change], layers, standIns, aways, offset), iter: 400);

    private static bool Compare(string zoneName, DateOnly change, LayerTerms[] layers, (int Person, int From, int Length, int Layer)[] standIns, (int Person, int From, int Length, int Layer)[] aways, int offset)
    {
        // what was drawn around day 100 stands around the change of the clocks
        var shift = change.DayNumber - 2 - new DateOnly(2000, 1, 1).AddDays(100).DayNumber;
        var rota = Rota.Create("r", LocalText.Same("R"), zoneName);
        foreach (var layer in layers)
        {
            rota.AddLayer(layer with { FirstDay = layer.FirstDay.AddDays(shift), LastDay = layer.LastDay?.AddDays(shift) });
        }

        var from = new DateTimeOffset(change.AddDays(-3).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddMinutes(offset);
        foreach (var (person, start, length, layer) in standIns)
        {
            rota.StandIn(People[person], from.AddMinutes(start), from.AddMinutes(start + length), layer < 0 || layer >= layers.Length ? null : layer);
        }

        var away = aways.Select(a => (Person: People[a.Person], From: from.AddMinutes(a.From), Until: from.AddMinutes(a.From + a.Length))).ToList();
        var absences = new Absences(away.Select(a => Unavailability.Of(a.Person, a.From, a.Until)));
        var shifts = rota.ShiftsBetween(from, from.AddDays(Days), absences);
        IsWhole(shifts, from, from.AddDays(Days));
        var walls = rota.Layers.Select(l => new Wall(l, TimeZoneInfo.FindSystemTimeZoneById(zoneName))).ToList();
        var piece = 0;
        for (var at = from.AddDays(-22); at < from.AddDays(Days); at = at.AddMinutes(1))
        {
            walls.ForEach(w => w.Pass(at));
            if (at < from)
            {
                continue;
            }

            while (shifts[piece].Until <= at)
            {
                piece++;
            }

            var expected = Expected(rota, walls, away, at);
            var given = shifts[piece].OnCall.Select(o => o.PersonId).ToList();
            given.Should().Equal(expected, $"at {at:O} in {zoneName}");
            if (at.Minute % 20 == 0)
            {
                rota.OnCallAt(at, absences).Should().Equal(expected);
            }
        }

        return true;
    }

    private static void IsWhole(IReadOnlyList<Shift> shifts, DateTimeOffset from, DateTimeOffset until)
    {
        shifts[0].From.Should().Be(from);
        shifts[^1].Until.Should().Be(until);
        foreach (var (one, next) in shifts.Zip(shifts.Skip(1)))
        {
            next.From.Should().Be(one.Until);
            next.OnCall.SequenceEqual(one.OnCall).Should().BeFalse();
        }

        shifts.Should().OnlyContain(s => s.From < s.Until);
    }

    private static List<Guid> Expected(Rota rota, List<Wall> walls, List<(Guid Person, DateTimeOffset From, DateTimeOffset Until)> away, DateTimeOffset at)
    {
        bool IsAway(Guid person) => away.Exists(a => a.Person == person && a.From <= at && at < a.Until);

        var found = new List<Guid>();
        foreach (var wall in walls.Count > 0 ? walls : [null!])
        {
            Guid? who = null;
            for (var i = rota.Overrides.Count - 1; i >= 0 && who is null; i--)
            {
                var standIn = rota.Overrides[i];
                var counts = standIn.Layer is null || (wall is not null && standIn.Layer == wall.Position && wall.Turn is not null);
                who = counts && standIn.From <= at && at < standIn.Until && !IsAway(standIn.PersonId) ? standIn.PersonId : null;
            }

            for (var i = 0; who is null && wall?.Turn is { } turn && i < wall.Participants.Count; i++)
            {
                var next = wall.Participants[(turn + i) % wall.Participants.Count];
                who = IsAway(next) ? null : next;
            }

            if (who is { } person && !found.Contains(person))
            {
                found.Add(person);
            }
        }

        return found;
    }

    /// <summary>A clock on the wall and somebody who looks at it every minute, and never believes that it goes back.</summary>
    private sealed class Wall(RotaLayer layer, TimeZoneInfo zone)
    {
        private DateTime latest = DateTime.MinValue;
        private DateTime handOver = layer.FirstDay.ToDateTime(layer.HandOverAt);
        private int turn = -1;

        public int Position => layer.Position;

        public IReadOnlyList<Guid> Participants => layer.Participants;

        public int? Turn => turn < 0 || IsOver || !IsOpen ? null : turn;

        private bool IsOver => layer.LastDay is { } last && latest >= last.ToDateTime(layer.HandOverAt);

        private bool IsOpen => layer.Hours.Count == 0 || layer.Hours.Exists(Holds);

        public void Pass(DateTimeOffset at)
        {
            var shown = TimeZoneInfo.ConvertTime(at, zone).DateTime;
            latest = shown > latest ? shown : latest;
            while (latest >= handOver)
            {
                turn++;
                handOver = handOver.AddDays(layer.ShiftDays);
            }
        }

        private bool Holds(WeeklySpan span)
        {
            static int Minute(DayOfWeek day, TimeOnly time) => ((int)day * 1440) + (time.Hour * 60) + time.Minute;
            var now = Minute(latest.DayOfWeek, TimeOnly.FromDateTime(latest));
            var (from, until) = (Minute(span.FromDay, span.From), Minute(span.UntilDay, span.Until));
            return from < until ? from <= now && now < until : now >= from || now < until;
        }
    }
}
