using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hub.Tests.Harness;

namespace Hub.Tests.Resources;

public sealed partial class ResourceTests
{
    /// <summary>Keys that are put together at run time, as <c>$"Grade_{grade}"</c>: a key with one of these beginnings counts as used.</summary>
    private static readonly string[] ComposedPrefixes =
        ["Grade_", "Stage_", "State_", "Category_", "Channel_", "Kind_", "Language_", "Status_", "Role_", "Right_", "Diff_"];

    /// <summary>Asked for by a library, so that no source of ours names the keys.</summary>
    private static readonly string[] AskedFromOutside = ["MudTexts"];

    public static TheoryData<string> Names => [.. Sources.Under("Hub.Web/Resources", ".resx")
        .Select(file => Path.GetFileName(file).Split('.')[0])
        .Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_text_is_there_in_both_languages(string name)
    {
        var english = Texts(name, "");
        var chinese = Texts(name, ".zh-Hans");
        chinese.Keys.Should().BeEquivalentTo(english.Keys);
        english.Concat(chinese).Where(text => string.IsNullOrWhiteSpace(text.Value)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Both_languages_have_the_same_gaps_to_fill(string name)
    {
        var chinese = Texts(name, ".zh-Hans");
        foreach (var (key, text) in Texts(name, ""))
        {
            Gaps(chinese[key]).Should().BeEquivalentTo(Gaps(text), key);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_text_is_used(string name)
    {
        if (AskedFromOutside.Contains(name, StringComparer.Ordinal))
        {
            return;
        }

        var sources = string.Join('\n', Sources.Under("Hub.Web", ".razor", ".cs").Concat(Sources.Under("Hub.Domain", ".cs")).Select(file => Sources.Read(file)));
        Texts(name, "").Keys
            .Where(key => !ComposedPrefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)))
            .Where(key => !sources.Contains($"\"{key}\"", StringComparison.Ordinal))
            .Where(key => !Composed(sources).Any(pattern => pattern.IsMatch(key)))
            .Where(key => !(name == "NoticeTexts" && Enum.TryParse<Hub.Domain.Notices.NoticeEvent>(key.Split('_')[0], out _)))
            .Where(key => !(name == "TimelineTexts" && Enum.TryParse<Hub.Domain.Incidents.FactKind>(key.Split('_')[0], out _)))
            .Where(key => !(name == "NoticeTexts" && Enum.TryParse<Hub.Domain.Notices.NoticeEvent>(key.Split('_')[0], out _)))
            .Should().BeEmpty($"no source asks for them; if they are put together at run time, list their beginning in {nameof(ComposedPrefixes)}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_marker_class_leads_to_the_texts(string name) =>
        typeof(Hub.Web.Resources.ShellTexts).Assembly.GetType($"Hub.Web.Resources.{name}").Should().NotBeNull();

    [Fact]
    public void Every_text_that_the_shell_asks_for_exists()
    {
        var asked = Sources.Under("Hub.Web/Components", ".razor", ".cs")
            .Select(file => Sources.Read(file))
            .Where(text => text.Contains("IStringLocalizer<ShellTexts>", StringComparison.Ordinal))
            .SelectMany(text => Asked().Matches(text).Select(m => m.Groups["key"].Value))
            .Distinct(StringComparer.Ordinal);
        asked.Should().BeSubsetOf(Texts("ShellTexts", "").Keys);
    }

    /// <summary>Keys that are put together on the spot, as <c>L[$"Event_{notice.Event}"]</c> or <c>L[$"{command}Title"]</c>.</summary>
    private static IEnumerable<Regex> Composed(string sources) => Templates().Matches(sources)
        .Select(m => m.Groups["template"].Value).Distinct(StringComparer.Ordinal)
        .Where(template => Holes().Replace(template, "").Count(char.IsLetter) >= 2)
        .Select(template => new Regex("^" + Holes().Replace(template, @"\w+") + "$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)));

    [GeneratedRegex(@"\$""(?<template>\w*\{[^""{}\s]+\}\w*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Templates();

    [GeneratedRegex(@"\{[^{}]+\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Holes();

    private static Dictionary<string, string> Texts(string name, string suffix) =>
        XDocument.Parse(Sources.Read("Hub.Web", "Resources", $"{name}{suffix}.resx")).Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value, StringComparer.Ordinal);

    private static IEnumerable<string> Gaps(string text) => Gap().Matches(text).Select(m => m.Value).Distinct(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d+", RegexOptions.None, 1000)]
    private static partial Regex Gap();

    [GeneratedRegex("\\bL\\[\"(?<key>\\w+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Asked();
}
