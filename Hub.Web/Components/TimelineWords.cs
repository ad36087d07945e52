using System.Globalization;
using System.Text.RegularExpressions;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Web.Resources;
using Hub.Web.Store;
using Microsoft.Extensions.Localization;

namespace Hub.Web.Components;

/// <summary>One entry of the record, in words.</summary>
/// <param name="Number">Position in its chain.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Kind">What.</param>
/// <param name="Actor">Who.</param>
/// <param name="Sentence">What happened.</param>
/// <param name="Detail">What was said: a reason, an update, a released text.</param>
public sealed record TimelineLine(long Number, DateTimeOffset At, FactKind Kind, string Actor, string Sentence, string? Detail)
{
    /// <summary>What became of a statement; null when nobody has judged it, and for everything else.</summary>
    public Verdict? Verdict { get; init; }
}

/// <summary>Which part of the record is shown.</summary>
public enum TimelineFilter
{
    /// <summary>Everything.</summary>
    All,

    /// <summary>What may be relied on: commands, and statements that somebody answers for.</summary>
    Verified,

    /// <summary>What people decided.</summary>
    Decisions,

    /// <summary>Who was told, and who answered.</summary>
    Notices,

    /// <summary>How it stands, in the leader's words.</summary>
    Updates,
}

/// <summary>Writes entries of the record as sentences, in the viewer's language and zone.</summary>
public sealed partial class TimelineWords(IStringLocalizer<TimelineTexts> texts, IStringLocalizer<WordTexts> words)
{
    /// <summary>Values that are shown below the sentence, since they may have many lines.</summary>
    private static readonly string[] Details = ["reason", "text"];

    /// <summary>Which filter shows an entry besides <see cref="TimelineFilter.All"/>.</summary>
    public static TimelineFilter FilterOf(FactKind kind) => kind switch
    {
        FactKind.UpdatePosted or FactKind.ReportJoined or FactKind.ProgressReportMissed or FactKind.StatementVerified or FactKind.StatementRetracted => TimelineFilter.Updates,
        >= FactKind.Notified and <= FactKind.LadderEnded => TimelineFilter.Notices,
        FactKind.DutyOverdue or FactKind.DutyReminded or FactKind.DutySent or FactKind.DutyUndelivered => TimelineFilter.Notices,
        _ => TimelineFilter.Decisions,
    };

    /// <summary>True for what nobody may overlook.</summary>
    public static bool IsLoud(FactKind kind) => kind is FactKind.NobodyAnswers or FactKind.LadderEnded or FactKind.Undelivered or FactKind.DutyOverdue or FactKind.DutyUndelivered or FactKind.ProgressReportMissed or FactKind.GradeRaised;

    /// <summary>The entry in words.</summary>
    public TimelineLine Write(TimelineEntry entry, RuleNames names, ViewerTime viewer)
    {
        var data = entry.ReadData();
        var values = Values(data, names, viewer, entry.At);
        var key = entry.Kind.ToString();
        if (entry.Kind == FactKind.Acknowledged && values.GetValueOrDefault("by") is { } by && by != values.GetValueOrDefault("name"))
        {
            key = "Acknowledged_For";
        }
        else if (data.FirstOrDefault(d => d.Name == "why").Value is { Length: > 0 } why && texts[$"{key}_{why}"] is { ResourceNotFound: false })
        {
            key = $"{key}_{why}";
        }

        var sentence = Place().Replace(texts[key], place => values.GetValueOrDefault(place.Groups["name"].Value) ?? "");
        var detail = string.Join("\n", Details.Select(d => data.FirstOrDefault(p => p.Name == d).Value).Where(v => !string.IsNullOrWhiteSpace(v)));
        return new TimelineLine(
            entry.Number, entry.At, entry.Kind, entry.ActorKind == CallerKind.Program ? texts["Program"] : entry.Actor, sentence.Trim(), detail.Length == 0 ? null : detail);
    }

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.None, 1000)]
    private static partial Regex Place();

    private Dictionary<string, string> Values(IReadOnlyList<(string Name, string Value)> data, RuleNames names, ViewerTime viewer, DateTimeOffset said)
    {
        var culture = CultureInfo.CurrentUICulture.Name;
        var suffix = culture.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "Zh" : "En";
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in data)
        {
            values[name] = name switch
            {
                "grade" or "from" when Enum.TryParse<Grade>(value, out var grade) => $"{grade.Numeral()} {words[$"Grade_{grade}"]}",
                "stage" or "from" when Enum.TryParse<Stage>(value, out var stage) => words[$"Stage_{stage}"],
                "standing" or "was" when Enum.TryParse<SystemState>(value, out var system) => words[$"System_{system}"],
                "category" => words[$"Category_{value}"],
                "rule" => names.Rule(value).For(culture),
                "targets" => string.Join(texts["ListComma"], value.Split(", ").Select(t => names.Target(t).For(culture))),
                "means" => Known($"means_{value}", value),
                "field" => Known($"field_{value}", value),
                "change" => Known($"change_{value}", value),
                "why" => Known($"why_{value}", value),
                "source" => value.Length == 0 ? "" : texts["FromSource", value],
                "before" => value.Length == 0 ? "" : texts["InPlaceOf", value],
                _ when Instant(value) is { } at => $"{(viewer.Day(at) == viewer.Day(said) ? viewer.Time(at) : viewer.Full(at))} {viewer.ZoneName(at)}",
                _ => value,
            };
            if (name.EndsWith(suffix, StringComparison.Ordinal))
            {
                values[name[..^2]] = value;
            }
        }

        return values;
    }

    private string Known(string key, string otherwise) => texts[key] is { ResourceNotFound: false } text ? text : otherwise;

    private static DateTimeOffset? Instant(string value) =>
        value.Length > 20 && DateTimeOffset.TryParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
