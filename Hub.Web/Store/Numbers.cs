using System.Globalization;
using Hub.Web.Setup;
using Microsoft.Extensions.Options;

namespace Hub.Web.Store;

/// <summary>Numbers for people: <c>R-2026-0001</c>, <c>INC-2026-0001</c>, <c>DR-2026-0001</c>, counted by year in the organisation's zone.</summary>
public sealed class Numbers(IOptions<HubOptions> options)
{
    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);

    /// <summary>The next number of a report.</summary>
    public Task<string> Report(Work work) => Next(work, "R");

    /// <summary>The next number of an incident, or of a drill.</summary>
    public Task<string> Incident(Work work, bool isDrill) => Next(work, isDrill ? "DR" : "INC");

    private async Task<string> Next(Work work, string prefix)
    {
        var series = string.Create(CultureInfo.InvariantCulture, $"{prefix}-{TimeZoneInfo.ConvertTime(work.Now, zone).Year:0000}");
        var number = await work.NextNumber(series);
        return string.Create(CultureInfo.InvariantCulture, $"{series}-{number:0000}");
    }
}
