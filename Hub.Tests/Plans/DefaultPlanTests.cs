using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Domain.Grading;
using Hub.Domain.Plans;
using Hub.Web.Features.Plans;

namespace Hub.Tests.Plans;

public sealed class DefaultPlanTests
{
    private readonly EmergencyPlan plan = DefaultPlan.Read();

    [Fact]
    public void The_built_in_plan_has_no_fault() => PlanCheck.FaultsOf(plan).Should().BeEmpty();

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        var once = PlanJson.Write(plan);

        PlanJson.Write(PlanJson.Read(once)).Should().Be(once);
        PlanJson.Read(once).Should().BeEquivalentTo(plan);
    }

    [Fact]
    public void A_version_from_before_the_plan_had_more_parts_still_reads()
    {
        var old = JsonNode.Parse(PlanJson.Write(plan))!.AsObject();
        foreach (var member in new[] { "document", "owner", "approvers", "articles", "safeguards", "organisation", "authority" })
        {
            old.Remove(member).Should().BeTrue();
        }

        foreach (var grade in old["grades"]!.AsObject())
        {
            grade.Value!.AsObject().Remove("measures").Should().BeTrue();
        }

        PlanCheck.FaultsOf(PlanJson.Read(old.ToJsonString())).Should().BeEmpty();
    }

    [Fact]
    public void Grades_are_written_as_people_write_them() =>
        JsonNode.Parse(PlanJson.Write(plan))!["grades"]!.AsObject().Select(g => g.Key).Should().Equal("I", "II", "III", "IV");

    [Theory]
    [InlineData("\"key\": \"network-security\", \"surprise\": 1,", "surprise")]
    [InlineData("\"key\": null,", "key")]
    [InlineData("\"key\": \"a\", \"key\": \"b\",", "key")]
    [InlineData("", "key")]
    public void A_member_that_is_unknown_empty_double_or_missing_is_refused_by_its_name(string member, string name)
    {
        var json = PlanJson.Write(plan).Replace("\"key\": \"network-security\",", member, StringComparison.Ordinal);

        FluentActions.Invoking(() => PlanJson.Read(json)).Should().Throw<JsonException>().WithMessage($"*{name}*");
    }

    [Fact]
    public void The_graver_the_grade_the_sooner_it_must_be_acknowledged() =>
        Grades.All.Select(g => plan.Grades[g].Notify.Select(n => n.AcknowledgeWithin).Distinct().Should().ContainSingle().Subject.TotalMinutes)
            .Should().Equal(5, 10, 15, 30);

    [Fact]
    public void Considerable_incidents_and_graver_are_reported_to_the_cyberspace_administration_within_four_hours()
    {
        Grades.All.Where(g => plan.Grades[g].Duties.Contains("provincial-cyberspace-office")).Should().Equal(Grade.I, Grade.II, Grade.III);
        plan.Duties["provincial-cyberspace-office"].Within.Should().Be(TimeSpan.FromHours(4));
    }

    [Fact]
    public void Every_ladder_and_every_duty_is_used()
    {
        var rules = plan.Grades.Values.SelectMany(g => g.Notify).Select(n => n.Ladder);
        rules.Append(plan.Triage.Ladder).Concat(plan.Duties.Values.Select(d => d.Ladder)).Should().Contain(plan.Ladders.Keys);
        plan.Grades.Values.SelectMany(g => g.Duties).Should().Contain(plan.Duties.Keys);
    }

    [Fact]
    public void The_schema_describes_every_member_that_a_plan_writes()
    {
        var schema = JsonNode.Parse(DefaultPlan.Schema())!.AsObject();
        schema["$schema"]!.GetValue<string>().Should().Be("https://json-schema.org/draft/2020-12/schema");

        SchemaWalk.Undescribed(schema, JsonNode.Parse(PlanJson.Write(plan))).Should().BeEmpty();
        var someone = plan.Owner;
        var full = plan with
        {
            Document = plan.Document! with { FileNumber = "SEC-01" },
            Authority = Grades.All.ToDictionary(g => g, _ => new GradeAuthority { Activate = someone, Raise = someone, Lower = someone, StandDown = someone, Close = someone, Approve = someone }),
            Ladders = plan.Ladders.ToDictionary(l => l.Key, l => l.Value with { RepeatTimes = 3, Steps = [.. l.Value.Steps.Select(s => s with { Quorum = new Quorum(2), Within = TimeSpan.FromMinutes(5) })] }, StringComparer.Ordinal),
            Grades = plan.Grades.ToDictionary(g => g.Key, g => g.Value with { Notify = [.. g.Value.Notify.Select(n => n with { AcknowledgementLasts = TimeSpan.FromHours(4), Quorum = Quorum.Everyone })] }),
        };
        SchemaWalk.Undescribed(schema, JsonNode.Parse(PlanJson.Write(full))).Should().BeEmpty();
        PlanJson.Write(PlanJson.Read(PlanJson.Write(full))).Should().Be(PlanJson.Write(full));
    }

    [Fact]
    public void The_schema_refuses_what_the_program_refuses()
    {
        var schema = JsonNode.Parse(DefaultPlan.Schema())!.AsObject();
        var wrong = JsonNode.Parse(PlanJson.Write(plan))!;
        wrong["surprise"] = 1;
        wrong["triage"]!["within"] = "15 minutes";
        wrong["triage"]!.AsObject().Remove("ladder");
        wrong["leader"]![0] = "nobody";

        SchemaWalk.Undescribed(schema, wrong).Should().HaveCount(4);
    }
}
