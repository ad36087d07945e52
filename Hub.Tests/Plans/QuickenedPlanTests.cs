using System.Text.Json.Nodes;
using System.Xml;
using Hub.Domain.Plans;
using Hub.Web.Features.Plans;

namespace Hub.Tests.Plans;

public sealed class QuickenedPlanTests
{
    [Fact]
    public void Every_time_is_divided_and_nothing_else_changes()
    {
        var plan = DefaultPlan.Read();
        plan = plan with { Ladders = plan.Ladders.ToDictionary(l => l.Key, l => l.Value with { Steps = [l.Value.Steps[0] with { Within = TimeSpan.FromMinutes(7), Quorum = new Quorum(2) }], RepeatTimes = 3 }) };
        plan = plan with { Grades = plan.Grades.ToDictionary(g => g.Key, g => g.Value with { Notify = [.. g.Value.Notify.Select(n => n with { AcknowledgementLasts = TimeSpan.FromHours(4) })] }) };
        var expected = JsonNode.Parse(PlanJson.Write(plan))!;
        var times = Divide(expected, 60);

        times.Should().BeGreaterThan(50);
        JsonNode.DeepEquals(JsonNode.Parse(PlanJson.Write(plan.Quickened(60))), expected).Should().BeTrue();
    }

    [Fact]
    public void No_time_becomes_shorter_than_a_second()
    {
        var quick = DefaultPlan.Read().Quickened(1_000_000);

        quick.Triage.Within.Should().Be(TimeSpan.FromSeconds(1));
        quick.Ladders["legal"].RepeatEvery.Should().Be(TimeSpan.FromSeconds(1));
        quick.Duties["provincial-cyberspace-office"].RemindBefore.Should().Be(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_quickened_plan_has_no_fault() => PlanCheck.FaultsOf(DefaultPlan.Read().Quickened(60)).Should().BeEmpty();

    [Fact]
    public void A_divisor_below_one_is_a_mistake() =>
        FluentActions.Invoking(() => DefaultPlan.Read().Quickened(0)).Should().Throw<ArgumentOutOfRangeException>();

    private static int Divide(JsonNode node, int divisor)
    {
        var changed = 0;
        foreach (var (key, value) in node is JsonObject members ? members.ToList() : [])
        {
            if (value is JsonValue text && text.TryGetValue<string>(out var written) && written.StartsWith('P') && IsTime(written, out var time))
            {
                node[key] = XmlConvert.ToString(time / divisor);
                changed++;
            }
            else if (value is not null)
            {
                changed += Divide(value, divisor);
            }
        }

        return changed + (node is JsonArray items ? items.Sum(item => Divide(item!, divisor)) : 0);
    }

    private static bool IsTime(string text, out TimeSpan time)
    {
        try
        {
            time = XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (FormatException)
        {
            time = default;
            return false;
        }
    }
}
