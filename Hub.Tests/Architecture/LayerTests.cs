using System.Reflection;
using System.Text.RegularExpressions;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Hub.Tests.Architecture;

/// <summary>Who may know whom (design, section 3).</summary>
public sealed partial class LayerTests
{
    private static readonly ArchUnitNET.Domain.Architecture House = new ArchLoader().LoadAssemblies(typeof(Refusal).Assembly, typeof(HubDbContext).Assembly).Build();

    /// <summary>The arrows inside the domain run one way: each folder knows only those before it.</summary>
    private static readonly string[] DomainOrder = ["Shared", "People", "Grading", "Incidents", "Plans", "Notices", "Clocks", "Response", "Evidence", "Reviews", "Drills", "Patrols"];

    public static TheoryData<string, string> ForbiddenInsideTheDomain()
    {
        var pairs = new TheoryData<string, string>();
        for (var i = 0; i < DomainOrder.Length; i++)
        {
            for (var j = i + 1; j < DomainOrder.Length; j++)
            {
                if (Directory.Exists(Path.Combine(Root, "Hub.Domain", DomainOrder[i])) && Directory.Exists(Path.Combine(Root, "Hub.Domain", DomainOrder[j])))
                {
                    pairs.Add(DomainOrder[i], DomainOrder[j]);
                }
            }
        }

        return pairs;
    }

    public static TheoryData<string, string> Features()
    {
        var names = Directory.GetDirectories(Path.Combine(Root, "Hub.Web", "Features")).Select(d => Path.GetFileName(d)!).ToList();
        var pairs = new TheoryData<string, string>();
        foreach (var one in names)
        {
            foreach (var other in names.Where(n => n != one))
            {
                pairs.Add(one, other);
            }
        }

        return pairs;
    }

    private static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Hub.sln")))
            {
                folder = Path.GetDirectoryName(folder)!;
            }

            return folder;
        }
    }

    [Fact]
    public void The_domain_references_the_base_class_library_only() =>
        typeof(Refusal).Assembly.GetReferencedAssemblies().Select(a => a.Name).Should().OnlyContain(name => name!.StartsWith("System", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(ForbiddenInsideTheDomain))]
    public void The_arrows_inside_the_domain_run_one_way(string lower, string higher) =>
        Types().That().ResideInNamespaceMatching($@"^Hub\.Domain\.{lower}(\.|$)").Should().NotDependOnAnyTypesThat().ResideInNamespaceMatching($@"^Hub\.Domain\.{higher}(\.|$)")
            .WithoutRequiringPositiveResults().Check(House);

    [Theory]
    [MemberData(nameof(Features))]
    public void A_feature_does_not_know_another(string one, string other)
    {
        // The sample emergency plays the other features' use cases: that is what it is for. Pages call use cases of what they show.
        if (KnowsByPurpose.Contains((one, other)))
        {
            return;
        }

        Types().That().ResideInNamespaceMatching($@"^Hub\.Web\.Features\.{one}(\.|$)").Should().NotDependOnAnyTypesThat().ResideInNamespaceMatching($@"^Hub\.Web\.Features\.{other}(\.|$)")
            .WithoutRequiringPositiveResults().Check(House);
    }

    [Fact]
    public void The_store_knows_the_domain_and_no_feature_page_or_channel() =>
        Types().That().ResideInNamespaceMatching(@"^Hub\.Web\.Store(\.|$)").Should()
            .NotDependOnAnyTypesThat().ResideInNamespaceMatching(@"^Hub\.Web\.(Features|Components|Api|Live|Dispatch|Schedule)(\.|$)").Check(House);

    [Fact]
    public void Sending_and_the_feed_know_no_feature_and_no_page() =>
        // Except for what reads answers: that calls use cases, as the API does.
        Types().That().ResideInNamespaceMatching(@"^Hub\.Web\.(Dispatch|Live)($|\.(?!Inbound))").Should()
            .NotDependOnAnyTypesThat().ResideInNamespaceMatching(@"^Hub\.Web\.(Features|Api)(\.|$)").Check(House);

    [Fact]
    public void No_component_is_given_a_context_of_the_store()
    {
        var guilty = typeof(HubDbContext).Assembly.GetTypes().Where(t => typeof(IComponent).IsAssignableFrom(t))
            .SelectMany(t => t.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(p => p.GetCustomAttribute<InjectAttribute>() is not null && typeof(DbContext).IsAssignableFrom(p.PropertyType))
            .Select(p => $"{p.DeclaringType!.Name}.{p.Name}");
        guilty.Should().BeEmpty();
    }

    [Fact]
    public void No_name_says_nothing()
    {
        string[] empty = ["Service", "Services", "Helper", "Helpers", "Util", "Utils", "Manager", "Managers", "Common", "Models"];
        var types = typeof(HubDbContext).Assembly.GetTypes().Concat(typeof(Refusal).Assembly.GetTypes()).Where(t => !t.Name.Contains('<', StringComparison.Ordinal));
        types.Where(t => empty.Any(e => t.Name.EndsWith(e, StringComparison.Ordinal))).Select(t => t.FullName).Should().BeEmpty();
        SourceFolders().Where(f => empty.Contains(Path.GetFileName(f))).Should().BeEmpty();
    }

    [Fact]
    public void Files_stay_small()
    {
        var tooLong = SourceFolders().SelectMany(Directory.GetFiles)
            .Where(f => !f.Contains("Migrations", StringComparison.Ordinal))
            .Select(f => (File: Path.GetRelativePath(Root, f), Lines: Path.GetExtension(f) is ".cs" or ".razor" ? File.ReadLines(f).Count() : 0))
            .Where(f => f.Lines > (f.File.EndsWith(".razor", StringComparison.Ordinal) ? 150 : 300));
        tooLong.Should().BeEmpty();
        File.ReadLines(Path.Combine(Root, "Hub.Web", "Program.cs")).Count().Should().BeLessThanOrEqualTo(40);
    }

    [Fact]
    public void The_top_level_is_the_fixed_one()
    {
        string[] known =
        [
            "Hub.Web", "Hub.Domain", "Hub.Tests", "sql", "docs", "bench", ".ci", ".config", ".git",
            "appsettings.sample.json", "Hub.sln", "README.md", "CHANGELOG.md", "LICENSE", "test.sh",
            "Directory.Build.props", "Directory.Packages.props", ".editorconfig", "global.json", "BannedSymbols.txt", ".gitignore",
        ];
        var there = Directory.GetFileSystemEntries(Root).Select(e => Path.GetFileName(e)!).Where(n => n is not ("data" or "artifacts" or "TestResults"));
        there.Should().BeSubsetOf(known);
    }

    private static readonly HashSet<(string, string)> KnowsByPurpose =
    [
        ("Drills", "Incidents"), ("Drills", "Notices"), ("Drills", "Clocks"),
    ];

    private static IEnumerable<string> SourceFolders() =>
        new[] { "Hub.Domain", "Hub.Web", "Hub.Tests" }
            .SelectMany(p => Directory.GetDirectories(Path.Combine(Root, p), "*", SearchOption.AllDirectories).Append(Path.Combine(Root, p)))
            .Where(f => !BuildOutput().IsMatch(f));

    [GeneratedRegex(@"[\\/](bin|obj)([\\/]|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BuildOutput();
}
