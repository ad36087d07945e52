using System.Globalization;
using System.Text;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Shared;

namespace Hub.Web.Features.Incidents;

/// <summary>A webhook of Prometheus Alertmanager, version 4, as far as it matters here.</summary>
public sealed record AlertmanagerMessage
{
    /// <summary>Name of the receiver in Alertmanager's settings: the same on all its replicas.</summary>
    public string? Receiver { get; init; }

    /// <summary>The alerts of the group.</summary>
    public IReadOnlyList<Alert?>? Alerts { get; init; }
}

/// <summary>One alert.</summary>
public sealed record Alert
{
    /// <summary><c>firing</c> or <c>resolved</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Hash of the labels.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>When it began to fire.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>What it is about.</summary>
    public IReadOnlyDictionary<string, string?>? Labels { get; init; }

    /// <summary>Words for people.</summary>
    public IReadOnlyDictionary<string, string?>? Annotations { get; init; }

    /// <summary>Where it came from.</summary>
    public string? GeneratorURL { get; init; }
}

/// <summary>Makes reports of alerts. What does not fit into a report is shortened, never refused: nobody reads a refusal there.</summary>
internal static class AlertReports
{
    /// <summary>Identity of an alert at its source: fingerprint and start, so that firing again is another report. Null without a fingerprint.</summary>
    public static string? IdOf(Alert alert) =>
        string.IsNullOrWhiteSpace(alert.Fingerprint) ? null : Line($"{alert.Fingerprint.Trim()}@{alert.StartsAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)}", 200);

    /// <summary>Name of the source.</summary>
    public static string SourceOf(AlertmanagerMessage message) => Line($"alertmanager:{message.Receiver}", 100)!;

    /// <summary>True when the source says that it is over.</summary>
    public static bool IsResolved(Alert alert) => string.Equals(alert.Status, "resolved", StringComparison.OrdinalIgnoreCase);

    /// <summary>The report of an alert.</summary>
    public static ReportContent Of(Alert alert, string source, string id, DateTimeOffset now) => new()
    {
        Title = Line(Value(alert.Annotations, "summary"), 200) ?? Line(Value(alert.Labels, "alertname"), 200) ?? "Alert",
        Description = Description(alert),
        OccurredAt = alert.StartsAt is { } start && start <= now ? start : null,
        Place = Line(Value(alert.Labels, "instance"), 200),
        SuspectedGrade = Value(alert.Labels, "severity")?.ToLowerInvariant() switch
        {
            "critical" => Grade.II,
            "warning" => Grade.III,
            "info" => Grade.IV,
            _ => null,
        },
        Source = source,
        ExternalId = id,
    };

    private static string? Description(Alert alert)
    {
        var text = new StringBuilder();
        foreach (var part in (string?[])[Value(alert.Annotations, "description"), alert.GeneratorURL])
        {
            if (!string.IsNullOrWhiteSpace(part))
            {
                text.Append(part.Trim()).Append('\n');
            }
        }

        foreach (var (name, value) in alert.Labels ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            text.Append(name).Append(" = ").Append(value).Append('\n');
        }

        return Lines(text.ToString(), 10_000);
    }

    private static string? Value(IReadOnlyDictionary<string, string?>? values, string name) => values?.GetValueOrDefault(name);

    private static string? Line(string? text, int longest) => Lines(text?.ReplaceLineEndings(" ").Replace('\t', ' '), longest);

    private static string? Lines(string? text, int longest)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var clean = Text.Clean(new string([.. text.Where(c => c is '\n' or '\t' || !(char.IsControl(c) || c is '\u2028' or '\u2029'))]));
        if (clean is null || clean.Length <= longest)
        {
            return clean;
        }

        // Never through the middle of a character outside the basic plane.
        var end = char.IsHighSurrogate(clean[longest - 2]) ? longest - 2 : longest - 1;
        return clean[..end] + "…";
    }
}
