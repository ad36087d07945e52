using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Tests.People;

public sealed class RosterTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);

    private readonly Person holder = Someone("Holder");
    private readonly Person first = Someone("First deputy");
    private readonly Person second = Someone("Second deputy");
    private readonly Office office = Office.Create("director", new LocalText("Director", "主任"));
    private readonly List<Group> groups = [];

    public RosterTests() => office.HeldBy(holder.Id, first.Id, second.Id);

    [Fact]
    public void An_office_is_its_holder_and_the_deputy_the_next() =>
        (Names("office:director"), Names("deputy:director")).Should().BeEquivalentTo((new[] { "Holder" }, new[] { "First deputy" }));

    [Fact]
    public void Who_is_on_call_and_said_that_they_take_no_shift_may_not_act_for_the_rota_and_who_takes_over_may()
    {
        var rota = Rota.Create("on-call", LocalText.Same("On call"), "Asia/Shanghai");
        rota.AddLayer(new DateOnly(2026, 11, 1), new TimeOnly(9, 0), 60, holder.Id);
        var away = new Absences([Unavailability.Of(holder.Id, Now.AddHours(-1), Now.AddHours(1))]);
        var target = Target.Parse("rota:on-call");

        May(Absences.None, Now, holder).Should().BeTrue();
        May(away, Now, holder).Should().BeFalse("the ladder does not tell them either");
        May(away, Now.AddHours(1), holder).Should().BeTrue();
        rota.StandIn(first.Id, Now.AddHours(-1), Now.AddHours(1));
        May(away, Now, first).Should().BeTrue();

        bool May(Absences absences, DateTimeOffset at, Person person)
        {
            var roster = new Roster([holder, first, second], [office], groups, [rota], absences);
            roster.Includes([target], person.Id, at).Should().Be(roster.Resolve([target], at).Any(r => r.Person.Id == person.Id), "who may act for a rota is whom it tells");
            return roster.Includes([target], person.Id, at);
        }
    }

    [Fact]
    public void An_absent_holder_is_stood_in_for_by_the_first_deputy_whose_own_deputy_is_the_second()
    {
        holder.AwayUntil(Now.AddHours(1));

        (Names("office:director"), Names("deputy:director")).Should().BeEquivalentTo((new[] { "First deputy" }, new[] { "Second deputy" }));
    }

    [Fact]
    public void Who_was_absent_counts_again_from_the_instant_named()
    {
        holder.AwayUntil(Now);

        Names("office:director").Should().Equal("Holder");
    }

    [Fact]
    public void Who_has_left_is_passed_over()
    {
        holder.Retire();
        first.AwayUntil(Now.AddDays(1));

        Names("office:director").Should().Equal("Second deputy");
        Names("deputy:director").Should().BeEmpty();
    }

    [Fact]
    public void An_office_with_everybody_away_names_nobody()
    {
        office.HeldBy();

        Names("office:director", "deputy:director").Should().BeEmpty();
    }

    [Fact]
    public void Everybody_is_named_once_as_what_they_were_named_first() =>
        Roster().Resolve([Target.Parse("deputy:director"), Target.Parse("office:director"), Target.Parse($"person:{first.Id}")], Now)
            .Select(r => (r.Person.Name, r.As.Zh)).Should().Equal(("First deputy", "主任（副职）"), ("Holder", "主任"));

    [Fact]
    public void Groups_that_hold_each_other_come_to_an_end()
    {
        groups.Add(Group.Create("a", LocalText.Same("A"), ["group:b", "office:director"]));
        groups.Add(Group.Create("b", LocalText.Same("B"), ["group:a", "deputy:director", "group:b"]));

        Names("group:a").Should().Equal("First deputy", "Holder");
    }

    [Fact]
    public void The_leader_is_whoever_leads_and_nobody_before()
    {
        Names("leader").Should().BeEmpty();
        Roster().Resolve([Target.Parse("leader")], Now, second.Id).Should().ContainSingle().Which.As.En.Should().Be("Incident leader");
    }

    [Fact]
    public void What_the_directory_does_not_hold_names_nobody() =>
        Names("office:x", "deputy:x", "group:x", "rota:x", $"person:{Guid.NewGuid()}").Should().BeEmpty();

    [Theory]
    [InlineData("leader:x")]
    [InlineData("office:")]
    [InlineData(":director")]
    [InlineData("person:samantha")]
    [InlineData("boss:director")]
    [InlineData("0:director")]
    [InlineData("office,deputy:director")]
    [InlineData("")]
    [InlineData(null)]
    public void A_text_that_is_no_target_is_not_taken_for_one(string? text) => Target.TryParse(text, out _).Should().BeFalse();

    private static Person Someone(string name) => Person.Create(Guid.NewGuid(), name, "en", "Asia/Shanghai");

    private Roster Roster() => new([holder, first, second], [office], groups, []);

    private IEnumerable<string> Names(params string[] targets) => Roster().Resolve(targets.Select(Target.Parse), Now).Select(r => r.Person.Name);
}
