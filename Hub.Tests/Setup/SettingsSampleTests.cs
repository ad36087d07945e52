using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Tests.Harness;
using Hub.Web.Setup;
using Microsoft.Extensions.Configuration;

namespace Hub.Tests.Setup;

/// <summary><c>appsettings.sample.json</c> against the classes that the program reads.</summary>
public sealed class SettingsSampleTests
{
    /// <summary>Settings that the framework reads, not a class of ours.</summary>
    private static readonly string[] OfTheFramework = ["Urls", "ConnectionStrings:Hub"];

    private static readonly string Sample = Sources.Read("appsettings.sample.json");

    [Fact]
    public void Every_setting_is_in_the_sample_and_nothing_else()
    {
        var read = SettingsShape.Sections.SelectMany(s => Keys(s.Key, s.Value)).Concat(OfTheFramework);
        using var json = JsonDocument.Parse(Sample, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        Keys("", json.RootElement).Should().BeEquivalentTo(read);
    }

    [Fact]
    public void The_sample_shows_the_defaults()
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Path.Combine(Sources.Root, "appsettings.sample.json")).Build();
        foreach (var (section, type) in SettingsShape.Sections)
        {
            SettingsShape.Faults(configuration.GetSection(section), type).Should().BeEmpty();
            (configuration.GetSection(section).Get(type) ?? Activator.CreateInstance(type)).Should().BeEquivalentTo(Activator.CreateInstance(type), o => o.PreferringRuntimeMemberTypes(), section);
        }
    }

    [Fact]
    public void Every_setting_of_the_sample_has_a_comment()
    {
        var lines = Sample.Split('\n');
        var bare = Enumerable.Range(1, lines.Length - 1)
            .Where(i => Regex.IsMatch(lines[i], "^ *\"[A-Za-z]+\": [^{]", RegexOptions.None, TimeSpan.FromSeconds(1)) && !lines[i - 1].TrimStart().StartsWith("//", StringComparison.Ordinal))
            .Select(i => lines[i].Trim());
        bare.Should().BeEmpty();
    }

    [Fact]
    public void Every_class_of_settings_is_found() =>
        SettingsShape.Sections.Keys.Should().Contain(["Hub", "Store", "Mail", "Sms", "Live", "Heartbeat", "Oidc"]);

    private static IEnumerable<string> Keys(string prefix, Type type) =>
        SettingsShape.Settings(type).SelectMany(p => SettingsShape.IsGroup(p.PropertyType) ? Keys($"{prefix}:{p.Name}", p.PropertyType) : [$"{prefix}:{p.Name}"]);

    private static IEnumerable<string> Keys(string prefix, JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject().SelectMany(p => Keys(prefix.Length == 0 ? p.Name : $"{prefix}:{p.Name}", p.Value))
            : [prefix];
}
