using System.Text.RegularExpressions;

namespace Hub.Domain.Plans;

/// <summary>
/// The events whose notices a plan may put in its own words, and the names that such a text may hold in braces: those that every
/// notice of the event has a value for. A name without a value (an incident without a place) is left empty.
/// </summary>
public static partial class StandingTexts
{
    /// <summary>Characters of a headline: with grade, number and title it must stay readable as the subject of a mail.</summary>
    public const int LongestHeadline = 60;

    /// <summary>Characters of a sentence.</summary>
    public const int LongestSentence = 500;

    /// <summary>Characters of the words of a short message: one segment has room for 70 signs with grade, number and link.</summary>
    public const int LongestSms = 20;

    private static readonly string[] Incident = ["number", "title", "grade", "category", "place", "leader", "by"];
    private static readonly string[] Duty = ["number", "title", "grade", "category", "place", "leader", "duty", "body", "dueAt"];

    private static readonly Dictionary<string, string[]> NamesOf = new(StringComparer.Ordinal)
    {
        ["reportToTriage"] = ["number", "title", "grade", "place", "source", "by"],
        ["activated"] = Incident,
        ["gradeRaised"] = [.. Incident, "from"],
        ["gradeLowered"] = [.. Incident, "from"],
        ["leaderAppointed"] = Incident,
        ["stoodDown"] = Incident,
        ["closed"] = Incident,
        ["dutyToRelease"] = Duty,
        ["dutyOverdue"] = Duty,
        ["progressReportDue"] = ["number", "title", "grade", "category", "place", "leader"],
        ["situationReportToApprove"] = [.. Incident, "version"],
        ["reportOutcome"] = ["number", "title", "incident", "by"],
        ["readinessFindings"] = ["number", "title"],
    };

    /// <summary>Keys of the events, in the order in which an emergency brings them.</summary>
    public static IReadOnlyCollection<string> Events => NamesOf.Keys;

    /// <summary>
    /// The names that the text of an event may hold; none for an unknown event. What asks for acknowledgement may name <c>{until}</c>
    /// too; a short message holds none, since grade, number and title stand in it anyway.
    /// </summary>
    public static IReadOnlyList<string> NamesIn(string eventKey, StandingPart part) => part switch
    {
        _ when !NamesOf.ContainsKey(eventKey) => [],
        StandingPart.Sms => [],
        StandingPart.Asked => [.. NamesOf[eventKey], "until"],
        _ => NamesOf[eventKey],
    };

    /// <summary>Most characters of a part.</summary>
    public static int Longest(StandingPart part) => part switch
    {
        StandingPart.Headline => LongestHeadline,
        StandingPart.Sms => LongestSms,
        _ => LongestSentence,
    };

    /// <summary>What stands in braces in a text, and every brace that is not closed.</summary>
    public static IEnumerable<(string Written, string Name)> Braces(string text) =>
        Braced().Matches(text).Select(m => (m.Value, m.Groups["name"].Value));

    /// <summary>Puts values in the place of names, in one pass: braces in a value stay as they are.</summary>
    public static string Fill(string template, Func<string, string> value) => Braced().Replace(template, m => m.Groups["name"].Success ? value(m.Groups["name"].Value) : m.Value);

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}|[{}]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Braced();
}
