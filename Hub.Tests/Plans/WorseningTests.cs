using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Plans.Readiness;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Span = Hub.Domain.Plans.Readiness.Span;

namespace Hub.Tests.Plans;

/// <summary>What a change of the directory takes from the plan, without a store: readiness before against readiness after.</summary>
public sealed class WorseningTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);
    private static readonly Span Whole = new(Now, Now.AddDays(30));
    private readonly World world = new();

    [Fact]
    public void Who_has_a_shift_tomorrow_is_missed_tomorrow_and_no_longer_than_the_shift()
    {
        var found = world.Lost(world.With(p => p.Name == "bob", p => p.Retire()));

        var gap = found.Should().ContainSingle(f => f.Kind == FindingKind.NobodyOnCall).Subject;
        (gap.Subject.Key, gap.Grades.Count, gap.Spans[0]).Should().Be(("on-call", 4, Day(24)));
        gap.Spans.Should().HaveCount(15).And.OnlyContain(s => s.Length == TimeSpan.FromDays(1));
        found.Should().NotContain(f => f.Kind == FindingKind.NobodyReached, "the second step reaches somebody");
    }

    [Fact]
    public void Who_says_that_they_take_no_shift_that_day_is_not_missed_that_day_once_more()
    {
        var away = new Absences([Unavailability.Of(world.Id("bob"), Day(24).From, Day(24).Until)]);
        var before = world.With(_ => false, _ => { }, away);

        var found = Worsening.Between(Look(before), Look(world.With(p => p.Name == "bob", p => p.Retire(), away)));

        found.Should().ContainSingle(f => f.Kind == FindingKind.NobodyOnCall).Which.Spans[0].Should().Be(Day(26), "nobody was on call on the 24th anyway");
    }

    [Fact]
    public void Who_was_taken_over_by_a_colleague_is_not_missed_on_that_shift()
    {
        var cover = world.With(_ => false, _ => { }, cover: (world.Id("ann"), Day(24)));
        var after = world.With(p => p.Name == "bob", p => p.Retire(), cover: (world.Id("ann"), Day(24)));

        Worsening.Between(Look(cover), Look(after)).Should().ContainSingle(f => f.Kind == FindingKind.NobodyOnCall).Which.Spans[0].Should().Be(Day(26));
    }

    [Fact]
    public void An_address_that_comes_back_is_none_and_the_next_step_still_stands()
    {
        var found = world.Lost(world.With(p => p.Name == "director", p => p.ContactPoints[0].MarkBounced(Now)));

        found.Should().Contain(f => f.Kind == FindingKind.StepUnreachable && f.Subject.Key == "director" && f.Step == 1 && f.Grades.Count == 4 && f.Spans.Single() == Whole)
            .And.NotContain(f => f.Kind == FindingKind.NobodyReached)
            .And.NotContain(f => f.Kind == FindingKind.AddressBounces, "that the step reaches nobody is what it brings");
    }

    [Fact]
    public void A_ladder_that_reaches_nobody_at_all_is_said_first()
    {
        var found = world.Lost(world.With(p => p.Name is "legal" or "head" or "director", p => p.Retire()));

        found[0].Kind.Should().Be(FindingKind.NobodyReached);
        found.Where(f => f.Kind == FindingKind.NobodyReached).Select(f => (f.Subject.Key, string.Join(' ', f.Grades))).Should().BeEquivalentTo([("legal", "I II"), ("release", "I II")]);
    }

    [Fact]
    public void Nothing_changes_and_nothing_is_lost() =>
        world.Lost(world.With(_ => true, p => p.Describe(p.Name, "zh-Hans", p.TimeZone))).Should().BeEmpty();

    [Fact]
    public void What_was_wrong_before_is_no_consequence()
    {
        var before = world.With(p => p.Name == "bob", p => p.Retire());
        Worsening.Between(Look(before), Look(world.With(p => p.Name == "bob", p => p.Retire()))).Should().BeEmpty();
    }

    [Fact]
    public void What_held_for_one_grade_and_some_days_is_new_for_the_others_and_the_days_after()
    {
        var before = Result(Step([Grade.I], new Span(Now, Now.AddDays(10))));
        var after = Result(Step([Grade.I, Grade.II, Grade.III], new Span(Now, Now.AddDays(20))));

        Worsening.Between(before, after).Select(f => (string.Join(' ', f.Grades), f.Spans.Single())).Should().BeEquivalentTo(
            [("I", new Span(Now.AddDays(10), Now.AddDays(20))), ("II III", new Span(Now, Now.AddDays(20)))]);
        Worsening.Between(after, before).Should().BeEmpty("it becomes better");
    }

    private static Span Day(int day) => new(new DateTimeOffset(2026, 11, day, 1, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, day + 1, 1, 0, 0, TimeSpan.Zero));

    private static ReadinessResult Look(ReadinessInput input) => ReadinessCheck.Of(input, Whole.From, Whole.Until);

    private static ReadinessResult Result(Finding finding) => new(Whole, [finding], new Dictionary<Grade, IReadOnlyList<Span>>());

    private static Finding Step(IReadOnlyList<Grade> grades, Span span) => new()
    {
        Kind = FindingKind.StepUnreachable,
        Severity = FindingSeverity.Weakness,
        Mend = Mend.NameAnother,
        Subject = new FindingSubject(SubjectKind.Ladder, "main", LocalText.Same("main")),
        Grades = grades,
        Spans = [span],
        Step = 2,
    };

    private sealed class World
    {
        private static readonly string[] Names = ["ann", "bob", "chief", "director", "deputy", "head", "legal"];
        private readonly Dictionary<string, Guid> ids = Names.ToDictionary(n => n, _ => Guid.NewGuid(), StringComparer.Ordinal);

        public Guid Id(string name) => ids[name];

        public IReadOnlyList<Finding> Lost(ReadinessInput after) => Worsening.Between(Look(With(_ => false, _ => { })), Look(after));

        /// <summary>The same directory, with some of its persons changed.</summary>
        public ReadinessInput With(Func<Person, bool> who, Action<Person> change, Absences? absences = null, (Guid By, Span When)? cover = null)
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
            if (cover is { } stands)
            {
                rota.StandIn(stands.By, stands.When.From, stands.When.Until);
            }

            var body = ExternalBody.Create("regulator", LocalText.Same("Regulator"), ExternalBodyKind.Regulator, "en", "duty@regulator.example", null);
            return new ReadinessInput(
                StoryPlan.Plan, new Roster(persons, offices, [], [rota], absences), new Dictionary<string, ExternalBody>(StringComparer.Ordinal) { ["regulator"] = body });
        }

        private Office Hold(string key, params string[] holders)
        {
            var office = Office.Create(key, LocalText.Same(key));
            office.HeldBy(holders.Select(h => ids[h]));
            return office;
        }
    }
}
