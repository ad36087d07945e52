using System.Globalization;
using System.Security.Claims;

namespace Hub.Web.Components;

/// <summary>Writes instants in the viewer's zone. The same digits in both languages, so that a time read out is never misheard.</summary>
public sealed record ViewerTime(TimeZoneInfo Zone)
{
    public static ViewerTime Utc { get; } = new(TimeZoneInfo.Utc);

    /// <summary>The zone of the person's account, else the organisation's, else UTC.</summary>
    public static ViewerTime For(ClaimsPrincipal? user, string? organisationZone)
    {
        foreach (var name in new[] { user?.FindFirst(ViewerClaims.Zone)?.Value, organisationZone })
        {
            if (!string.IsNullOrEmpty(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
            {
                return new ViewerTime(zone);
            }
        }

        return Utc;
    }

    public string Day(DateTimeOffset at) => Write(at, "yyyy-MM-dd");

    public string Time(DateTimeOffset at) => Write(at, "HH:mm:ss");

    public string Minute(DateTimeOffset at) => Write(at, "yyyy-MM-dd HH:mm");

    public string Full(DateTimeOffset at) => Write(at, "yyyy-MM-dd HH:mm:ss");

    /// <summary>The zone in short, as <c>UTC+8</c>: it names the offset at that instant, summer time included.</summary>
    public string ZoneName(DateTimeOffset at)
    {
        var offset = Zone.GetUtcOffset(at);
        if (offset == TimeSpan.Zero)
        {
            return "UTC";
        }

        var sign = offset < TimeSpan.Zero ? '-' : '+';
        var minutes = offset.Minutes == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $":{Math.Abs(offset.Minutes):00}");
        return string.Create(CultureInfo.InvariantCulture, $"UTC{sign}{Math.Abs(offset.Hours)}{minutes}");
    }

    private string Write(DateTimeOffset at, string format) =>
        TimeZoneInfo.ConvertTime(at, Zone).ToString(format, CultureInfo.InvariantCulture);
}
