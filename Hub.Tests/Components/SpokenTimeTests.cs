using System.Text.RegularExpressions;
using System.Xml.Linq;
using Bunit;
using Hub.Tests.Harness;
using Hub.Web.Components;

namespace Hub.Tests.Components;

/// <summary>Instants are shown in the viewer's zone with the zone named and UTC on hover, and numbers with the right form of the word, everywhere.</summary>
public sealed partial class SpokenTimeTests : PageContext
{
    /// <summary>Texts that are used for two and more only: one has a text of its own, or none is sent.</summary>
    private static readonly string[] AlwaysSeveral = ["NoticeTexts.Answer_Several", "NoticeTexts.Answer_WhichOne", "NoticeTexts.Bundle_", "PhoneTexts.BundleTitle", "ApiTexts.TooManyReports", "UndeliveredTexts.MinutesAgo",
        "PlanDifferenceTexts.Number", "ReadinessTexts.Intro", "ReadinessTexts.MailTitle", "RefusalTexts.StretchWrong", "RefusalTexts.TooFarAhead", "RotaTexts.NoGaps", "RotaTexts.Gaps", "RotaTexts.EveryDays", "RotaTexts.RotationDays",
        "ImportTexts.ChooseHint", "RefusalTexts.ImportTooManyLines", "RefusalTexts.RotaHours"];

    public static TheoryData<string> Pages => [.. Sources.Under("Hub.Web", ".razor").Where(file => !file.EndsWith("LocalTime.razor", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void No_page_writes_an_instant_but_by_the_components_for_it(string page)
    {
        var text = Sources.Read(page);
        var code = text.IndexOf("@code", StringComparison.Ordinal);
        RawInstants().Matches(code < 0 ? text : text[..code]).Select(m => m.Value).Should().BeEmpty("LocalTime, Countdown and Elapsed name the zone and say UTC on hover");
    }

    [Fact]
    public void A_countdown_says_on_hover_when_it_ends_in_both_times()
    {
        var shanghai = new ViewerTime(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        Show<Countdown>(p => p.AddCascadingValue(shanghai).Add(c => c.Due, Now.AddMinutes(10))).Find(".countdown")
            .GetAttribute("title").Should().Be("2026-07-01 14:10:00 UTC+8 · 2026-07-01 06:10:00 UTC");
    }

    [Fact]
    public void A_number_before_a_word_has_a_form_for_one()
    {
        foreach (var file in Sources.Under("Hub.Web/Resources", ".resx").Where(f => !f.Contains(".zh-", StringComparison.Ordinal)))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            var texts = XDocument.Parse(Sources.Read(file)).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);
            texts.Where(t => Plural().IsMatch(t.Value) && !texts.ContainsKey($"{t.Key}_One") && !AlwaysSeveral.Any(a => $"{name}.{t.Key}".StartsWith(a, StringComparison.Ordinal)))
                .Select(t => $"{name}.{t.Key}: {t.Value}").Should().BeEmpty();
        }
    }

    /// <summary>An instant between tags or in a text, as <c>&gt;@row.At&lt;</c>.</summary>
    [GeneratedRegex(@">\s*@[A-Za-z_.!?]*(At|Due|Until|Since|Instant)(\.[A-Za-z]*\([^)]*\))?\s*<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RawInstants();

    [GeneratedRegex(@"\{\d\} (more )?(notices|reports|incidents|people|entries|mails|messages|minutes|hours|days|persons|steps|results|duties|deadlines|addresses|tasks|gaps|weaknesses|findings|faults|times|attempts|lines)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Plural();
}
