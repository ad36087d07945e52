using System.Globalization;
using Hub.Domain.People;

namespace Hub.Web.Features.Rotas;

/// <summary>Times of the week in the reader's words.</summary>
internal static class HoursWords
{
    /// <summary>As <c>Mon 09:00 – 17:00</c> or <c>Fri 18:00 – Mon 08:00</c>.</summary>
    public static string Of(WeeklySpan span)
    {
        var names = CultureInfo.CurrentUICulture.DateTimeFormat;
        var from = $"{names.GetAbbreviatedDayName(span.FromDay)} {span.From.ToString("HH:mm", CultureInfo.InvariantCulture)}";
        var until = span.Until.ToString("HH:mm", CultureInfo.InvariantCulture);
        return span.Days == 0 ? $"{from} – {until}" : $"{from} – {names.GetAbbreviatedDayName(span.UntilDay)} {until}";
    }
}
