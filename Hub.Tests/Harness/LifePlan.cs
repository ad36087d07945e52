using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;

namespace Hub.Tests.Harness;

/// <summary>An organisation and a plan with every difficulty at once: shared people, steps of several, quorums, ladders that change with the grade.</summary>
internal static class LifePlan
{
    public static readonly string[] Names = ["chief", "director", "deputy", "head", "legal", "second", "press", "guard", "mute", "loose"];

    public static EmergencyPlan Plan { get; } = new()
    {
        Key = "lives",
        Name = LocalText.Same("Lives"),
        Scope = LocalText.Same("Lives"),
        Leader = [Target.Parse("office:chief")],
        Triage = new TriageRule { Ladder = "leader", Within = Minutes(15), WithinWhenGrave = Minutes(5) },
        Ladders = new Dictionary<string, Ladder>(StringComparer.Ordinal)
        {
            ["leader"] = Ladder(5, ["leader"], ["office:chief"], ["office:head"]),
            ["director"] = Ladder(10, ["office:director"], ["deputy:director"], ["office:head"]),
            ["director-short"] = Ladder(7, ["office:director", "deputy:director"], ["office:head"]),
            ["team"] = Ladder(10, ["group:team"], ["office:director"], ["office:head", "office:chief"]),
            ["brief"] = TwoAtSecond(Ladder(10, ["office:press", "office:guard"], ["office:legal", "office:director", "office:loose"], ["office:head"]) with { RepeatTimes = 2 }),
            ["vacant"] = Ladder(10, ["office:vacant"], ["office:mute"], ["office:guard"]),
            ["release"] = Ladder(10, ["office:legal", "office:press"], ["deputy:legal"], ["office:head"]),
        },
        Grades = new Dictionary<Grade, GradeRule>
        {
            [Grade.I] = Rule(5, 30, ["regulator", "police"], ["group:team"], ("leader", "leader", 1), ("director", "director-short", 1), ("team", "team", 0), ("vacant", "vacant", 1), ("brief", "brief", 0)),
            [Grade.II] = Rule(10, 60, ["regulator"], ["office:head", "office:legal"], ("leader", "leader", 1), ("director", "director", 1), ("team", "team", 2)),
            [Grade.III] = Lasting(90, Rule(15, null, [], ["office:press", "office:mute"], ("leader", "leader", 1), ("director", "director", 1), ("brief", "brief", 1))),
            [Grade.IV] = Lasting(45, Rule(30, null, [], [], ("team", "team", 1))),
        },
        Duties = new Dictionary<string, DutyRule>(StringComparer.Ordinal) { ["regulator"] = Duty(240, 60), ["police"] = Duty(60, null) },
    };

    public static Life Open(Grade grade, string title = "Worm on WEB2")
    {
        var people = Names.ToDictionary(n => n, n => Person.Create(Guid.NewGuid(), n, "en", "Asia/Shanghai"), StringComparer.Ordinal);
        foreach (var person in people.Values.Where(p => p.Name is not "mute" and not "loose"))
        {
            person.ReachableBy((Channel.Mail, $"{person.Name}@contoso.example"), (Channel.Sms, $"+8610{1_000_000 + Array.IndexOf(Names, person.Name)}"));
        }

        people["press"].BeQuiet(new TimeOnly(22, 0), new TimeOnly(9, 30));
        people["loose"].ReachBy((Channel.Mail, "loose@contoso.example"));
        var group = Group.Create("team", LocalText.Same("Team"), ["office:legal", "office:guard", "office:mute", "office:press"]);
        var roster = new Roster(
            people.Values,
            [Hold("chief", "chief", "deputy"), Hold("director", "director", "deputy"), Hold("head", "head", "director"), Hold("legal", "legal", "second"), Hold("press", "press"), Hold("guard", "guard"), Hold("mute", "mute"), Hold("loose", "loose"), Hold("vacant")],
            [group],
            []);
        return new Life(Plan, roster, people.Values, grade, title);

        Office Hold(string office, params string[] holders)
        {
            var made = Office.Create(office, LocalText.Same(office));
            made.HeldBy(holders.Select(h => people[h].Id));
            return made;
        }
    }

    public static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);

    /// <summary>The ladder "brief", whose second step asks for two.</summary>
    private static Ladder TwoAtSecond(Ladder ladder) => ladder with { Steps = [ladder.Steps[0], ladder.Steps[1] with { Quorum = new Quorum(2) }, ladder.Steps[2]] };

    private static GradeRule Lasting(int minutes, GradeRule rule) => rule with { Notify = [.. rule.Notify.Select(n => n with { AcknowledgementLasts = Minutes(minutes) })] };

    private static Ladder Ladder(int repeat, params string[][] steps) => new()
    {
        Steps = [.. steps.Select(s => new Step { To = [.. s.Select(Target.Parse)] })],
        RepeatEvery = Minutes(repeat),
    };

    private static DutyRule Duty(int within, int? remind) => new()
    {
        Name = LocalText.Same("Tell them"),
        Body = "regulator",
        Within = Minutes(within),
        RemindBefore = remind is { } before ? Minutes(before) : null,
        Ladder = "release",
        AcknowledgeWithin = Minutes(15),
        Subject = LocalText.Same("{number} {title}"),
        Text = LocalText.Same("{description}"),
    };

    private static GradeRule Rule(int within, int? progress, string[] duties, string[] inform, params (string Key, string Ladder, int Quorum)[] notify) => new()
    {
        Response = LocalText.Same("Response"),
        AcknowledgeWithin = Minutes(within),
        Notify = [.. notify.Select(n => new NoticeRule { Key = n.Key, Ladder = n.Ladder, AcknowledgeWithin = Minutes(within), Quorum = new Quorum(n.Quorum) })],
        Inform = [.. inform.Select(Target.Parse)],
        ProgressEvery = progress is { } every ? Minutes(every) : null,
        Duties = duties,
    };
}
