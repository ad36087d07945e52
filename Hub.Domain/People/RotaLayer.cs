using Hub.Domain.Shared;

namespace Hub.Domain.People;

/// <summary>One rotation of a rota.</summary>
public sealed class RotaLayer
{
    private RotaLayer()
    {
    }

    internal RotaLayer(string rotaKey, int position, LayerTerms terms)
    {
        RotaKey = rotaKey;
        Position = position;
        Change(terms);
    }

    /// <summary>Which rota.</summary>
    public string RotaKey { get; private set; } = "";

    /// <summary>Order among the layers, from 0; also its identity: it stays when another layer is removed, and changes only when the layers are put in another order.</summary>
    public int Position { get; private set; }

    /// <summary>English name; empty when it is called by its number.</summary>
    public string NameEn { get; private set; } = "";

    /// <summary>Chinese name; empty when it is called by its number.</summary>
    public string NameZh { get; private set; } = "";

    /// <summary>Day of the first hand-over, in the rota's zone.</summary>
    public DateOnly FirstDay { get; private set; }

    /// <summary>Day on which the last shift ends, at the time of hand-over; null: it goes on.</summary>
    public DateOnly? LastDay { get; private set; }

    /// <summary>Time of day of every hand-over, in the rota's zone.</summary>
    public TimeOnly HandOverAt { get; private set; }

    /// <summary>Days that one shift lasts.</summary>
    public int ShiftDays { get; private set; } = 1;

    /// <summary>Persons in turn.</summary>
    public List<Guid> Participants { get; private set; } = [];

    /// <summary>The times of the week at which it holds; none: always.</summary>
    public List<WeeklySpan> Hours { get; private set; } = [];

    /// <summary>Name in both languages: its own, or by its number from 1.</summary>
    public LocalText Name => NameEn.Length + NameZh.Length == 0
        ? new($"Layer {Position + 1}", $"第 {Position + 1} 层")
        : new(NameEn.Length > 0 ? NameEn : NameZh, NameZh.Length > 0 ? NameZh : NameEn);

    /// <summary>How it rotates.</summary>
    public LayerTerms Terms => new()
    {
        Name = new LocalText(NameEn, NameZh),
        FirstDay = FirstDay,
        LastDay = LastDay,
        HandOverAt = HandOverAt,
        ShiftDays = ShiftDays,
        Participants = [.. Participants],
        Hours = [.. Hours],
    };

    internal void Change(LayerTerms terms)
    {
        NameEn = Text.Straight(terms.Name.En);
        NameZh = Text.Straight(terms.Name.Zh);
        FirstDay = terms.FirstDay;
        LastDay = terms.LastDay;
        HandOverAt = terms.HandOverAt;
        ShiftDays = terms.ShiftDays;
        Participants = [.. terms.Participants];
        Hours = [.. terms.Hours];
    }

    /// <summary>From its first hand-over until its last shift ends.</summary>
    internal (DateTimeOffset From, DateTimeOffset Until) Life(TimeZoneInfo zone) =>
        (HandOver(0, zone), LastDay is { } last ? WallClock.Reached(last.ToDateTime(HandOverAt), zone) : DateTimeOffset.MaxValue);

    /// <summary>
    /// The turns that an interval touches, in order, each with its own length: turn <c>n</c> belongs to participant <c>n</c> modulo their number.
    /// Hand-overs are counted by the clock on the wall, so a change of summer time lengthens or shortens one shift and moves none.
    /// </summary>
    internal IEnumerable<(DateTimeOffset From, DateTimeOffset Until, int Turn)> Turns(DateTimeOffset from, DateTimeOffset until, TimeZoneInfo zone)
    {
        var end = Life(zone).Until;
        var turn = Math.Max(0, (WallClock.Day(from, zone) - FirstDay.DayNumber - 1) / ShiftDays);
        var start = HandOver(turn, zone);
        while (start < until && start < end)
        {
            var next = HandOver(turn + 1, zone);
            if (next > from)
            {
                yield return (start, next < end ? next : end, turn);
            }

            start = next;
            turn++;
        }
    }

    /// <summary>The times within an interval at which it holds at all, in order, apart from each other and cut to the interval.</summary>
    internal IEnumerable<(DateTimeOffset From, DateTimeOffset Until)> OpenTimes(DateTimeOffset from, DateTimeOffset until, TimeZoneInfo zone)
    {
        if (Hours.Count == 0)
        {
            yield return (from, until);
            yield break;
        }

        var lastDay = WallClock.Day(until, zone);
        var found = new List<(DateTimeOffset From, DateTimeOffset Until)>();
        for (var number = Math.Max(0, WallClock.Day(from, zone) - 8); number <= lastDay; number++)
        {
            var day = DateOnly.FromDayNumber(number);
            foreach (var span in Hours)
            {
                if (span.FromDay == day.DayOfWeek)
                {
                    found.Add((WallClock.Reached(day.ToDateTime(span.From), zone), WallClock.Reached(day.AddDays(span.Days).ToDateTime(span.Until), zone)));
                }
            }
        }

        found.Sort();
        (DateTimeOffset From, DateTimeOffset Until)? open = null;
        foreach (var (begins, ends) in found.Where(f => f.Until > from && f.From < until && f.From < f.Until))
        {
            var piece = (From: begins < from ? from : begins, Until: ends > until ? until : ends);
            if (open is { } before && piece.From <= before.Until)
            {
                open = (before.From, piece.Until > before.Until ? piece.Until : before.Until);
                continue;
            }

            if (open is { } whole)
            {
                yield return whole;
            }

            open = piece;
        }

        if (open is { } rest)
        {
            yield return rest;
        }
    }

    private DateTimeOffset HandOver(int turn, TimeZoneInfo zone) => WallClock.Reached(FirstDay.AddDays(turn * ShiftDays).ToDateTime(HandOverAt), zone);
}
