using System.Globalization;
using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Plans.Readiness;
using Hub.Domain.Shared;

namespace Hub.Tests.Harness;

/// <summary>A random organisation with a random plan: absent, retired, unreachable and shared people, rotas with holes across a change of summer time.</summary>
internal sealed class ReadinessWorld
{
    public static readonly DateTimeOffset From = new(2026, 10, 20, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Until = From.AddDays(14);

    private static readonly string[] Zones = ["Asia/Shanghai", "Europe/Berlin", "America/New_York"];

    private readonly int seed;

    private ReadinessWorld(int seed, EmergencyPlan plan, Roster roster, Dictionary<string, ExternalBody> bodies)
    {
        this.seed = seed;
        Plan = plan;
        Roster = roster;
        Input = new ReadinessInput(plan, roster, bodies);
    }

    public EmergencyPlan Plan { get; }

    public Roster Roster { get; }

    public ReadinessInput Input { get; }

    public static ReadinessWorld Random(int seed)
    {
        var dice = new Dice(seed);
        var people = Enumerable.Range(0, 9).Select(i => Somebody(dice, i)).ToList();
        var offices = Enumerable.Range(0, 4).Select(i =>
        {
            var office = Office.Create($"o{i}", LocalText.Same($"Office {i}"));
            office.HeldBy(dice.Some(people, 0, 3).Select(p => p.Id));
            return office;
        }).ToList();
        var rotas = Enumerable.Range(0, 3).Select(i => OnCall(dice, i, people)).ToList();
        var groups = Enumerable.Range(0, 2).Select(i => Group.Create($"g{i}", LocalText.Same($"Group {i}"), [.. Targets(dice, people, 2).Select(t => t.ToString())])).ToList();
        var bodies = Enumerable.Range(0, 2).Where(_ => dice.Of(6) > 0)
            .Select(i => ExternalBody.Create($"b{i}", LocalText.Same($"Body {i}"), ExternalBodyKind.Regulator, "en", dice.Of(4) > 0 ? $"b{i}@contoso.example" : null, dice.Of(2) > 0 ? "+86 10 0000 0000" : null))
            .ToDictionary(b => b.Key, StringComparer.Ordinal);
        return new ReadinessWorld(seed, MakePlan(dice, people), new Roster(people, offices, groups, rotas), bodies);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"world {seed}");

    private static Person Somebody(Dice dice, int i)
    {
        var person = Person.Create(Guid.NewGuid(), $"P{i}", "en", "Asia/Shanghai");
        switch (dice.Of(8))
        {
            case 0:
                break;
            case 1:
                person.ReachBy((Channel.Mail, $"p{i}@contoso.example"));
                break;
            case 2:
                person.ReachableBy((Channel.Mail, $"p{i}@contoso.example"));
                person.ContactPoints[0].MarkBounced(From);
                break;
            case 3:
                person.ReachableBy((Channel.Sms, "+861000000001"));
                break;
            default:
                person.ReachableBy((Channel.Mail, $"p{i}@contoso.example"), (Channel.Sms, $"+86100000010{i}"));
                break;
        }

        if (dice.Of(3) == 0)
        {
            person.AwayUntil(From.AddMinutes(dice.Of(12 * 24 * 60)));
        }

        if (dice.Of(12) == 0)
        {
            person.Retire();
        }

        return person;
    }

    private static Rota OnCall(Dice dice, int i, List<Person> people)
    {
        var rota = Rota.Create($"r{i}", LocalText.Same($"Rota {i}"), Zones[dice.Of(Zones.Length)]);
        for (var layer = dice.Of(3); layer > 0; layer--)
        {
            rota.AddLayer(new DateOnly(2026, 10, 15).AddDays(dice.Of(14)), new TimeOnly(dice.Of(24), dice.Of(4) * 15), 1 + dice.Of(3), dice.Some(people, 0, 3).Select(p => p.Id));
        }

        for (var standIn = dice.Of(3); standIn > 0; standIn--)
        {
            var from = From.AddMinutes(dice.Of(13 * 24 * 60));
            rota.StandIn(people[dice.Of(people.Count)].Id, from, from.AddMinutes(1 + dice.Of(3 * 24 * 60)));
        }

        return rota;
    }

    private static List<Target> Targets(Dice dice, List<Person> people, int most) =>
        [.. Enumerable.Range(0, 1 + dice.Of(most)).Select(_ => dice.Of(10) switch
        {
            0 or 1 or 2 => new Target(TargetKind.Rota, $"r{dice.Of(3)}"),
            3 or 4 => new Target(TargetKind.Office, $"o{dice.Of(4)}"),
            5 or 6 => new Target(TargetKind.Deputy, $"o{dice.Of(4)}"),
            7 => new Target(TargetKind.Group, $"g{dice.Of(3)}"),
            8 => new Target(TargetKind.Leader, ""),
            _ => new Target(TargetKind.Person, people[dice.Of(people.Count)].Id.ToString()),
        })];

    private static EmergencyPlan MakePlan(Dice dice, List<Person> people) => new()
    {
        Key = "world",
        Name = LocalText.Same("World"),
        Scope = LocalText.Same("World"),
        Leader = [.. Targets(dice, people, 2).Where(t => t.Kind != TargetKind.Leader)],
        Triage = new TriageRule { Ladder = $"l{dice.Of(5)}", Within = Minutes(15), WithinWhenGrave = Minutes(5) },
        Ladders = Enumerable.Range(0, 5).ToDictionary(i => $"l{i}", _ => new Ladder
        {
            Steps = [.. Enumerable.Range(0, 1 + dice.Of(3)).Select(_ => new Step { To = Targets(dice, people, 2), Quorum = dice.Of(4) == 0 ? new Quorum(dice.Of(3)) : null })],
            RepeatEvery = Minutes(10),
        }, StringComparer.Ordinal),
        Grades = Grades.All.ToDictionary(g => g, g => new GradeRule
        {
            Response = LocalText.Same("Response"),
            AcknowledgeWithin = Minutes(10),
            Notify = [.. Enumerable.Range(0, 1 + dice.Of(2)).Select(n => new NoticeRule { Key = $"n{n}", Ladder = $"l{dice.Of(5)}", AcknowledgeWithin = Minutes(5), Quorum = new Quorum(dice.Of(3)) })],
            Inform = Targets(dice, people, 1),
            Duties = g is Grade.I or Grade.II && dice.Of(2) == 0 ? ["d0", "d1"] : [],
        }),
        Duties = Enumerable.Range(0, 2).ToDictionary(i => $"d{i}", i => new DutyRule
        {
            Name = LocalText.Same($"Duty {i}"),
            Body = $"b{i}",
            Within = Minutes(60),
            Ladder = $"l{dice.Of(5)}",
            AcknowledgeWithin = Minutes(15),
            Subject = LocalText.Same("{number}"),
            Text = LocalText.Same("{title}"),
        }, StringComparer.Ordinal),
    };

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);

    /// <summary>Numbers that follow from a seed, the same on every machine.</summary>
    private sealed class Dice(int seed)
    {
        private readonly Random random = new(seed);

        public int Of(int sides) => random.Next(sides);

        public IReadOnlyList<T> Some<T>(IReadOnlyList<T> all, int least, int most) =>
            [.. Enumerable.Range(0, least + Of(most - least + 1)).Select(_ => all[Of(all.Count)])];
    }
}
