using System.Globalization;
using Hub.Domain.Plans.Readiness;
using Hub.Domain.Shared;
using Hub.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hub.Web.Components.Readiness;

/// <summary>What a finding of readiness says to people, and where it is mended. In the language that is spoken where it is asked.</summary>
public sealed class FindingWords(IStringLocalizer<ReadinessTexts> texts)
{
    private static string Culture => CultureInfo.CurrentUICulture.Name;

    /// <summary>What was found, in a sentence.</summary>
    public string Say(Finding finding) => Fill($"Finding_{finding.Kind}", finding);

    /// <summary>What would mend it, in a sentence.</summary>
    public string MendOf(Finding finding) => Fill($"Mend_{finding.Mend}", finding);

    /// <summary>The grades that it concerns, as <c>Ⅰ Ⅱ</c>; empty: the plan as a whole.</summary>
    public static string GradesOf(Finding finding) => string.Join(' ', finding.Grades.Select(Domain.Grading.Grades.Numeral));

    /// <summary>For which grades, in words.</summary>
    public string ForGrades(Finding finding) =>
        finding.Grades.Count == 0 ? texts["WholePlan"] : texts[finding.Grades.Count == 1 ? "ForGrades_One" : "ForGrades", GradesOf(finding)];

    /// <summary>The persons whom it names.</summary>
    public string PersonsOf(Finding finding) => string.Join(texts["Comma"], finding.Persons.Select(p => p.Name));

    /// <summary>A stretch of time in a zone.</summary>
    /// <param name="span">The stretch.</param>
    /// <param name="whole">All that was looked at: what reaches its edge has no end of its own.</param>
    /// <param name="viewer">The zone.</param>
    public string Say(Span span, Span whole, ViewerTime viewer) => (span.From <= whole.From, span.Until >= whole.Until) switch
    {
        (true, true) => texts["SpanAll"],
        (true, false) => texts["SpanUntil", Instant(span.Until, viewer)],
        (false, true) => texts["SpanFrom", Instant(span.From, viewer)],
        _ => texts["SpanFromUntil", Instant(span.From, viewer), Instant(span.Until, viewer)],
    };

    /// <summary>When, with a number in place of all stretches but the first.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="whole">All that was looked at.</param>
    /// <param name="viewer">The zone.</param>
    public string When(Finding finding, Span whole, ViewerTime viewer) => Say(finding.Spans[0], whole, viewer) + (finding.Spans.Count > 1 ? $" {texts["MoreSpans", finding.Spans.Count - 1]}" : "");

    /// <summary>Where it is mended: a page of the program.</summary>
    public static string LinkOf(Finding finding) => finding.Subject.Kind switch
    {
        SubjectKind.Rota => $"/rotas/{Uri.EscapeDataString(finding.Subject.Key)}",
        SubjectKind.Office => Directory("offices", finding),
        SubjectKind.Person => Directory("people", finding),
        SubjectKind.Target => "/directory",
        SubjectKind.Duty when finding.Mend == Mend.EnterBody => "/directory?tab=bodies",
        SubjectKind.Duty when finding.Mend == Mend.GrantRelease => "/directory",
        _ => "/plan",
    };

    /// <summary>Speaks another language while something is written, as in a mail to somebody.</summary>
    public static T In<T>(string culture, Func<T> write)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh-Hans" : "en");
            return write();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static string Directory(string tab, Finding finding) => $"/directory?tab={tab}&q={Uri.EscapeDataString(Name(finding.Subject.Name))}";

    private static string Instant(DateTimeOffset at, ViewerTime viewer) => $"{viewer.Minute(at)} {viewer.ZoneName(at)}";

    private string Fill(string key, Finding finding) => texts[key, Name(finding.Subject.Name), finding.Step ?? 0, PersonsOf(finding), finding.Detail is { } detail ? Name(detail) : ""];

    private static string Name(LocalText text) => text.For(Culture);
}
