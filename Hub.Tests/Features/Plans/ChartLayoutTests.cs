using Hub.Domain.Plans;
using Hub.Web.Features.Plans;

namespace Hub.Tests.Features.Plans;

public sealed class ChartLayoutTests
{
    [Fact]
    public void No_two_boxes_of_the_built_in_plan_touch_and_each_stands_right_of_what_is_above_it()
    {
        var (places, width, height) = ChartLayout.Of([.. DefaultPlan.Read().Organisation.Select(Box)], Lines);

        places.Should().HaveCount(DefaultPlan.Read().Organisation.Sum(u => u.WithAllBelow().Count()));
        foreach (var place in places)
        {
            (place.Left + ChartLayout.BoxWidth).Should().BeLessThanOrEqualTo(width);
            (place.Top + place.Height).Should().BeLessThanOrEqualTo(height);
            places.Where(p => p != place && p.Left == place.Left).Should().OnlyContain(p => p.Top >= place.Top + place.Height || p.Top + p.Height <= place.Top);
            if (place.Above is { } above)
            {
                place.Left.Should().BeGreaterThan(above.Left + ChartLayout.BoxWidth);
            }
        }
    }

    [Theory]
    [InlineData("short")]
    [InlineData("Head of the leadership group: Chairman · 董事长; deputies: Deputy General Manager · 分管副总经理")]
    [InlineData("信息网络安全领导小组信息网络安全领导小组信息网络安全领导小组信息网络安全领导小组信息网络安全领导小组")]
    [InlineData("averyveryveryveryveryveryveryverylongwordwithoutanyspaceatallinit")]
    [InlineData("🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥")]
    public void Text_is_cut_into_lines_that_fit_and_nothing_is_lost(string text)
    {
        var lines = ChartLayout.Wrap(text).ToList();

        string.Concat(lines).Replace(" ", "").Should().Be(text.Replace(" ", ""));
        lines.Should().OnlyContain(l => l.Sum(c => c > 0x2E7F ? 2 : 1) <= 44 && !char.IsLowSurrogate(l[0]));
    }

    [Fact]
    public void Nothing_is_an_empty_picture() => ChartLayout.Of([], Lines).Places.Should().BeEmpty();

    private static ChartBox Box(PlanUnit unit) => new(unit.Key, unit.Kind, unit.Name, [], unit.Duties, [.. unit.Units.Select(Box)]);

    private static IEnumerable<ChartLine> Lines(ChartBox box) => ChartLayout.Wrap(box.Name.En).Concat(["one", "two"]).Select(t => new ChartLine(t, false));
}
