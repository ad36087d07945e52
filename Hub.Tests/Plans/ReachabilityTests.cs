using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Tests.Harness;

namespace Hub.Tests.Plans;

/// <summary>What a change of the directory takes from the plan, without a store.</summary>
public sealed class ReachabilityTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Who_has_a_shift_tomorrow_is_missed_tomorrow_and_no_longer_than_the_shift()
    {
        var world = new World();
        var after = world.With(p => p.Name == "bob", p => p.Retire());

        var losses = world.Lost(after);

        var shift = losses.Should().ContainSingle(l => l.Kind == LossKind.StepUnreachable && l.Key == "triage").Subject;
        (shift.Step, shift.From, shift.Until).Should().Be((1, new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 25, 1, 0, 0, TimeSpan.Zero)));
        shift.Name.En.Should().Be("Triage of reports");
        losses.Should().NotContain(l => l.Kind == LossKind.NobodyReached, "the second step reaches somebody");
    }

    [Fact]
    public void An_address_that_comes_back_is_none_and_the_next_step_still_stands()
    {
        var world = new World();
        var after = world.With(p => p.Name == "director", p => p.ContactPoints[0].MarkBounced(Now));

        world.Lost(after).Should().Contain(l => l.Kind == LossKind.StepUnreachable && l.Key == "director" && l.Step == 1 && l.Grades.Count == 4)
            .And.NotContain(l => l.Kind == LossKind.NobodyReached);
    }

    [Fact]
    public void A_ladder_that_reaches_nobody_at_all_is_said_first()
    {
        var world = new World();
        var after = world.With(p => p.Name is "legal" or "head" or "director", p => p.Retire());

        var losses = world.Lost(after);

        losses[0].Kind.Should().Be(LossKind.NobodyReached);
        losses.Where(l => l.Kind == LossKind.NobodyReached).Select(l => l.Key).Should().BeEquivalentTo("legal", "release");
    }

    [Fact]
    public void Nothing_changes_and_nothing_is_lost()
    {
        var world = new World();
        world.Lost(world.With(_ => true, p => p.Describe(p.Name, "zh-Hans", p.TimeZone))).Should().BeEmpty();
    }

    [Fact]
    public void What_was_wrong_before_is_no_consequence()
    {
        var world = new World();
        var before = world.With(p => p.Name == "bob", p => p.Retire());
        Reachability.Lost(StoryPlan.Plan, before, world.With(p => p.Name == "bob", p => p.Retire()), Now, Now.AddDays(30), t => LocalText.Same(t.ToString())).Should().BeEmpty();
    }

    private sealed class World
    {
        private static readonly string[] Names = ["ann", "bob", "chief", "director", "deputy", "head", "legal"];
        private readonly Dictionary<string, Guid> ids = Names.ToDictionary(n => n, _ => Guid.NewGuid(), StringComparer.Ordinal);

        public IReadOnlyList<Loss> Lost(Leaning after) => Reachability.Lost(StoryPlan.Plan, With(_ => false, _ => { }), after, Now, Now.AddDays(30), t => LocalText.Same(t.ToString()));

        /// <summary>The same directory, with some of its persons changed.</summary>
        public Leaning With(Func<Person, bool> who, Action<Person> change)
        {
            var persons = Names.Select(n => Person.Create(ids[n], n, "en", "Asia/Shanghai")).ToList();
            foreach (var person in persons)
            {
                person.ReachBy((Channel.Mail, $"{person.Name}@corp.example"));
                person.ContactPoints[0].Verify(Now);
            }

            persons.FindAll(p => who(p)).ForEach(change);
            List<Office> offices = [Hold("chief", "chief", "ann"), Hold("director", "director", "deputy"), Hold("head", "head", "director"), Hold("legal", "legal", "head")];
            var rota = Rota.Create("on-call", LocalText.Same("On call"), "Asia/Shanghai");
            rota.AddLayer(new DateOnly(2026, 11, 23), new TimeOnly(9, 0), 1, ids["ann"], ids["bob"]);
            var body = ExternalBody.Create("regulator", LocalText.Same("Regulator"), ExternalBodyKind.Regulator, "en", "duty@regulator.example", null);
            return new Leaning(
                new Roster(persons, offices, [], [rota]), offices, [rota], [.. persons.Select(p => p.AbsentUntil).OfType<DateTimeOffset>()],
                new Dictionary<string, ExternalBody>(StringComparer.Ordinal) { ["regulator"] = body });
        }

        private Office Hold(string key, params string[] holders)
        {
            var office = Office.Create(key, LocalText.Same(key));
            office.HeldBy(holders.Select(h => ids[h]));
            return office;
        }
    }
}
