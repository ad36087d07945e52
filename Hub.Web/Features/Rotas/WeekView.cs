using System.Globalization;
using Hub.Domain.People;

namespace Hub.Web.Features.Rotas;

/// <summary>A piece of a lane in the picture of a week.</summary>
/// <param name="Shift">What it is.</param>
/// <param name="Layer">Position of its layer.</param>
/// <param name="Left">Where it begins, in hundredths of the week's width.</param>
/// <param name="Width">How wide it is.</param>
public sealed record Block(LayerShift Shift, int Layer, double Left, double Width)
{
    /// <summary>Where it stands, as a style.</summary>
    public string Style => string.Create(CultureInfo.InvariantCulture, $"left:{Left:0.###}%;width:{Width:0.###}%");

    /// <summary>How it is drawn.</summary>
    public string Look => Shift switch
    {
        { IsClosed: true } => "closed",
        { PersonId: null } => "gap",
        { How: Holding.Override } => "override",
        { How: Holding.Next } => "next",
        _ => "turn",
    };
}

/// <summary>A day at the top of a week: where it begins, since a change of summer time makes it longer or shorter.</summary>
public sealed record DayMark(DateOnly Day, double Left, double Width)
{
    /// <summary>Where it stands, as a style.</summary>
    public string Style => string.Create(CultureInfo.InvariantCulture, $"left:{Left:0.###}%;width:{Width:0.###}%");
}

/// <summary>A layer in a week.</summary>
public sealed record Lane(RotaLayer Layer, IReadOnlyList<Block> Blocks);

/// <summary>One week of a rota's picture, from Monday 00:00 to Monday 00:00 in the rota's zone.</summary>
/// <param name="Monday">Its first day.</param>
/// <param name="From">First instant.</param>
/// <param name="Until">First instant that does not belong to it.</param>
/// <param name="Days">Its days.</param>
/// <param name="Lanes">Its layers.</param>
/// <param name="Now">Where the line of now stands, in hundredths of the width; null when now is not in it.</param>
public sealed record WeekView(DateOnly Monday, DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<DayMark> Days, IReadOnlyList<Lane> Lanes, double? Now)
{
    /// <summary>The weeks of a rota from a Monday on.</summary>
    public static IReadOnlyList<WeekView> Of(RotaDetail detail, DateOnly monday, int weeks) => [.. Enumerable.Range(0, weeks).Select(i => Of(detail, monday.AddDays(7 * i)))];

    /// <summary>The Monday of the week that an instant lies in.</summary>
    public static DateOnly MondayOf(DateTimeOffset at, string zone)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, WallClock.Zone(zone)).DateTime);
        return day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
    }

    /// <summary>The first instant of a day in a zone.</summary>
    public static DateTimeOffset Midnight(DateOnly day, string zone) => WallClock.Reached(day.ToDateTime(TimeOnly.MinValue), WallClock.Zone(zone));

    private static WeekView Of(RotaDetail detail, DateOnly monday)
    {
        var (rota, zone) = (detail.Rota, detail.Rota.TimeZone);
        var from = Midnight(monday, zone);
        var until = Midnight(monday.AddDays(7), zone);
        double At(DateTimeOffset instant) => (instant - from).TotalSeconds * 100 / (until - from).TotalSeconds;
        var days = Enumerable.Range(0, 7).Select(d => (Day: monday.AddDays(d), Left: At(Midnight(monday.AddDays(d), zone)), Right: At(Midnight(monday.AddDays(d + 1), zone))));
        var lanes = rota.Layers.OrderBy(l => l.Position).Select(l => new Lane(l, [.. rota.LayerShiftsBetween(l.Position, from, until, detail.Roster.Absences)
            .Select(s => new Block(detail.Shown(s), l.Position, At(s.From), At(s.Until) - At(s.From)))]));
        return new WeekView(
            monday, from, until, [.. days.Select(d => new DayMark(d.Day, d.Left, d.Right - d.Left))], [.. lanes], detail.At >= from && detail.At < until ? At(detail.At) : null);
    }
}
