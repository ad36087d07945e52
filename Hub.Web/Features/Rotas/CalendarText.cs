using System.Globalization;
using Hub.Domain.People;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Calendar = Ical.Net.Calendar;

namespace Hub.Web.Features.Rotas;

/// <summary>Shifts as an iCalendar text: one event a shift, in UTC, so that a change of summer time cannot move it, with an identity that stays.</summary>
internal static class CalendarText
{
    /// <summary>The shifts of one person on all rotas.</summary>
    public static string OfPerson(Roster roster, Person person, DateTimeOffset from, DateTimeOffset until, DateTimeOffset now)
    {
        var isChinese = IsChinese(person.Culture);
        var calendar = New(isChinese ? $"值班：{person.Name}" : $"On call: {person.Name}");
        foreach (var rota in roster.Rotas.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            foreach (var (layer, shift) in Shifts(rota, from, until, roster.Absences).Where(s => s.Shift.PersonId == person.Id))
            {
                Add(calendar, rota, layer, shift, now, (isChinese ? "值班：" : "On call: ") + Name(rota, layer, person.Culture));
            }
        }

        return Write(calendar);
    }

    /// <summary>The shifts of one rota with the names of those who have them, and what nobody has.</summary>
    public static string OfRota(Roster roster, Rota rota, string culture, DateTimeOffset from, DateTimeOffset until, DateTimeOffset now)
    {
        var nobody = IsChinese(culture) ? "无人值班" : "Nobody on call";
        var calendar = New(rota.Name.For(culture));
        foreach (var (layer, shift) in Shifts(rota, from, until, roster.Absences))
        {
            var who = shift.PersonId is { } id && roster.Find(id) is { IsRetired: false } person ? person.Name : nobody;
            Add(calendar, rota, layer, shift, now, $"{who} · {Name(rota, layer, culture)}");
        }

        return Write(calendar);
    }

    private static IEnumerable<(RotaLayer Layer, LayerShift Shift)> Shifts(Rota rota, DateTimeOffset from, DateTimeOffset until, Absences absences) =>
        rota.Layers.OrderBy(l => l.Position).SelectMany(l => rota.LayerShiftsBetween(l.Position, from, until, absences).Where(s => !s.IsClosed).Select(s => (l, s)));

    private static string Name(Rota rota, RotaLayer layer, string culture) =>
        rota.Layers.Count == 1 ? rota.Name.For(culture) : $"{rota.Name.For(culture)}, {layer.Name.For(culture)}";

    private static void Add(Calendar calendar, Rota rota, RotaLayer layer, LayerShift shift, DateTimeOffset now, string summary) => calendar.Events.Add(new CalendarEvent
    {
        Uid = string.Create(CultureInfo.InvariantCulture, $"{rota.Subject:N}-{layer.Position}-{shift.From.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}@hub"),
        Summary = summary,
        DtStamp = Utc(now),
        Start = Utc(shift.From),
        End = Utc(shift.Until),
        Transparency = TransparencyType.Transparent,
    });

    private static Calendar New(string name)
    {
        var calendar = new Calendar { ProductId = "-//Hub//Rotas//EN", Method = "PUBLISH" };
        calendar.AddProperty("X-WR-CALNAME", name);
        return calendar;
    }

    private static CalDateTime Utc(DateTimeOffset at)
    {
        var utc = at.UtcDateTime;
        return new CalDateTime(new DateTime(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc), "UTC");
    }

    private static string Write(Calendar calendar) => new CalendarSerializer().SerializeToString(calendar) ?? "";

    private static bool IsChinese(string culture) => culture.StartsWith("zh", StringComparison.OrdinalIgnoreCase);
}
