using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Features.Plans;
using Kind = Hub.Domain.Plans.PlanFaultKind;

namespace Hub.Tests.Plans;

public sealed class PlanCheckPartsTests
{
    private static readonly EmergencyPlan Sound = DefaultPlan.Read();

    [Fact]
    public void A_part_of_the_organisation_that_stands_twice_or_is_misplaced_is_found()
    {
        var police = Unit("police", PlanUnitKind.ExternalBody) with { Body = "public-security" };
        Faults(Unit("top"), police, Unit("team") with { Units = [Unit("top")] }).Should().Equal(new PlanFault("$.organisation[2].units[0].key", Kind.Duplicate, "top"));
        Faults(police with { Body = null }).Should().Equal(new PlanFault("$.organisation[0].body", Kind.BodyMisplaced));
        Faults(police with { Members = [Target.Parse("office:audit")] }).Should().Equal(new PlanFault("$.organisation[0].body", Kind.BodyMisplaced, "public-security"));
        Faults(Unit("team") with { Body = "public-security" }).Should().Equal(new PlanFault("$.organisation[0].body", Kind.BodyMisplaced, "public-security"));
        Faults(police).Should().BeEmpty();
    }

    [Fact]
    public void An_organisation_that_is_too_deep_or_too_large_is_found()
    {
        var deep = Enumerable.Range(0, PlanCheck.DeepestUnit).Aggregate(Unit("leaf"), (below, i) => Unit($"level-{i}") with { Units = [below] });
        Faults(deep).Should().Equal(new PlanFault("$.organisation", Kind.OrganisationTooLarge));
        Faults(deep.Units[0]).Should().BeEmpty();
        Faults([.. Enumerable.Range(0, PlanCheck.MostUnits + 1).Select(i => Unit($"u{i}"))]).Should().Equal(new PlanFault("$.organisation", Kind.OrganisationTooLarge));
    }

    [Fact]
    public void Whom_the_directory_does_not_know_is_found_in_organisation_authority_owner_and_approvers()
    {
        var known = new KnownKeys(
            Sound.Ladders.Values.SelectMany(l => l.Steps).SelectMany(s => s.To).Select(t => t.Key).Append("finance-director").Append("working-group-head").ToHashSet(StringComparer.Ordinal),
            new HashSet<string> { "leadership", "implementation", "working-group", "daily-operation" },
            new HashSet<string> { "on-call", "on-call-backup", "it-on-call" },
            Sound.Duties.Values.Select(d => d.Body).ToHashSet(StringComparer.Ordinal));
        var plan = Sound with
        {
            Owner = [Target.Parse("office:ghost")],
            Approvers = [Target.Parse("group:ghosts")],
            Organisation = [Unit("a") with { Head = [Target.Parse("office:ghost")] }, Unit("b", PlanUnitKind.ExternalBody) with { Body = "ghost" }],
            Authority = new Dictionary<Grade, GradeAuthority> { [Grade.I] = new() { StandDown = [Target.Parse("rota:ghost")] } },
        };

        PlanCheck.FaultsOf(plan, known).Should().Equal(
            new PlanFault("$.owner[0]", Kind.TargetUnknown, "office:ghost"),
            new PlanFault("$.approvers[0]", Kind.TargetUnknown, "group:ghosts"),
            new PlanFault("$.organisation[0].head[0]", Kind.TargetUnknown, "office:ghost"),
            new PlanFault("$.organisation[1].body", Kind.BodyUnknown, "ghost"),
            new PlanFault("$.authority.I.standDown[0]", Kind.TargetUnknown, "rota:ghost"));
    }

    [Fact]
    public void The_leader_cannot_activate_own_or_head_what_stands_before_an_incident()
    {
        var leader = new[] { Target.Parse("leader") };
        var plan = Sound with { Owner = leader, Authority = new Dictionary<Grade, GradeAuthority> { [Grade.II] = new() { Activate = leader, Close = leader } } };

        PlanCheck.FaultsOf(plan).Should().Equal(new PlanFault("$.owner", Kind.LeaderNamesItself, "leader"), new PlanFault("$.authority.II.activate", Kind.LeaderNamesItself, "leader"));
    }

    [Fact]
    public void Words_that_lack_a_language_or_go_on_for_ever_are_found()
    {
        var half = new LocalText("words", "");
        var plan = Sound with
        {
            Document = new PlanDocument { FileNumber = " ", Category = half },
            Articles = [new Article { Heading = half, Text = new LocalText(new string('x', PlanCheck.LongestText + 1), "字") }],
            Safeguards = [half],
            Grades = Sound.Grades.ToDictionary(g => g.Key, g => g.Key == Grade.I ? g.Value with { Measures = [half] } : g.Value),
        };

        PlanCheck.FaultsOf(plan).Should().BeEquivalentTo(
        [
            new PlanFault("$.document.fileNumber", Kind.TextMissing, " "),
            new PlanFault("$.document.category.zh", Kind.TextMissing),
            new PlanFault("$.articles[0].heading.zh", Kind.TextMissing),
            new PlanFault("$.articles[0].text.en", Kind.TextTooLong, "8001"),
            new PlanFault("$.safeguards[0].zh", Kind.TextMissing),
            new PlanFault("$.grades.I.measures[0].zh", Kind.TextMissing),
        ]);
    }

    private static PlanUnit Unit(string key, PlanUnitKind kind = PlanUnitKind.Other) => new() { Key = key, Kind = kind, Name = LocalText.Same(key) };

    private static IReadOnlyList<PlanFault> Faults(params IReadOnlyList<PlanUnit> units) => PlanCheck.FaultsOf(Sound with { Organisation = units });
}
