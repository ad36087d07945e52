using System.Globalization;

namespace Hub.Web.Dispatch.Channels.Gateway;

/// <summary>HTTP statuses as settings write them: <c>200-299,409</c>.</summary>
internal sealed class StatusSet
{
    private readonly List<(int From, int To)> ranges;

    private StatusSet(List<(int From, int To)> ranges) => this.ranges = ranges;

    /// <summary>Reads it; null when it is not written so. Empty holds none.</summary>
    public static StatusSet? Read(string text)
    {
        var read = new List<(int, int)>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-', StringSplitOptions.TrimEntries);
            if (ends.Length > 2 || !IsStatus(ends[0], out var from) || !IsStatus(ends[^1], out var to) || to < from)
            {
                return null;
            }

            read.Add((from, to));
        }

        return new StatusSet(read);
    }

    public bool Has(int status) => ranges.Exists(r => r.From <= status && status <= r.To);

    private static bool IsStatus(string text, out int status) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out status) && status is >= 100 and <= 599;
}
