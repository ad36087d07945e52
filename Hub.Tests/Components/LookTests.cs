using Hub.Domain.Plans.Readiness;
using Hub.Tests.Harness;
using Hub.Web.Components;
using Hub.Web.Components.Ladder;

namespace Hub.Tests.Components;

/// <summary>The page of the look shows every widget, in every state that it can have.</summary>
public sealed class LookTests
{
    private static readonly string Sheet = Sources.Read("Hub.Web", "Components", "Look", "LookSheet.razor") + Sources.Read("Hub.Web", "Components", "Look", "LookPage.razor");

    // what frames pages, or is a page of its own
    private static readonly string[] NoWidgets = ["App", "Beat", "Fault", "GoToSignIn", "NoRight", "NotFound", "Parts", "Routes"];

    [Fact]
    public void Every_widget_stands_on_it()
    {
        var folder = Path.Combine(Sources.Root, "Hub.Web", "Components");
        var widgets = Directory.EnumerateFiles(folder, "*.razor", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(Path.GetDirectoryName(f)) is not ("Layout" or "Look"))
            .Select(f => Path.GetFileNameWithoutExtension(f)!).Except(NoWidgets).ToList();
        widgets.Should().HaveCountGreaterThan(15);
        widgets.Where(w => !Sheet.Contains($"<{w} ", StringComparison.Ordinal) && !Sheet.Contains($"<{w}>", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public void Every_state_of_them_stands_on_it()
    {
        var all = States<LadderMark>().Concat(States<LadderStepState>()).Concat(States<FindingSeverity>()).Concat(States<BannerTone>().Where(t => t != $"BannerTone.{default(BannerTone)}"));
        all.Where(s => !Sheet.Contains(s, StringComparison.Ordinal)).Should().BeEmpty();

        // those whose states are walked through
        foreach (var walked in new[] { "Grades.All", "Enum.GetValues<Stage>()", "Enum.GetValues<IncidentState>()" })
        {
            Sheet.Should().Contain(walked);
        }

        static IEnumerable<string> States<T>()
            where T : struct, Enum => Enum.GetNames<T>().Select(n => $"{typeof(T).Name}.{n}");
    }
}
