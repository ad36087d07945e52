using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Plans.Readiness;
using Hub.Domain.Shared;
using Hub.Web.Store;

namespace Hub.Tests.Harness;

/// <summary>A small organisation and plan at which readiness finds nothing, until a test breaks something.</summary>
internal sealed class ReadinessBed
{
    public static readonly DateTimeOffset From = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Until = From.AddDays(30);

    /// <summary>A program that can send by every channel.</summary>
    public static ChannelsInUse EveryChannel { get; } = () => new HashSet<Channel>(Enum.GetValues<Channel>());

    public ReadinessBed()
    {
        foreach (var name in new[] { "Anna", "Ben", "Carl", "Dora" })
        {
            var person = Person.Create(Guid.NewGuid(), name, "en", "Asia/Shanghai");
            person.ReachableBy((Channel.Mail, $"{name}@contoso.example"));
            People[name] = person;
        }

        Hold("head", "Anna", "Ben");
        Hold("legal", "Carl", "Dora");
        OnCall = Rota.Create("on-call", new LocalText("On call", "应急值班"), "Asia/Shanghai");
        OnCall.AddLayer(new DateOnly(2026, 1, 5), new TimeOnly(9, 0), 7, Id("Anna"), Id("Ben"));
        Bodies["regulator"] = ExternalBody.Create("regulator", LocalText.Same("Regulator"), ExternalBodyKind.Regulator, "en", "duty@regulator.example", null);
        Plan = new EmergencyPlan
        {
            Key = "bed",
            Name = new LocalText("Plan", "预案"),
            Scope = LocalText.Same("Scope"),
            Leader = [Target.Parse("office:head")],
            Triage = new TriageRule { Ladder = "main", Within = Minutes(15), WithinWhenGrave = Minutes(5) },
            Ladders = new Dictionary<string, Ladder>(StringComparer.Ordinal)
            {
                ["main"] = Ladder("rota:on-call", "office:head", "office:legal"),
                ["head"] = Ladder("office:head", "deputy:head"),
                ["release"] = Ladder("office:legal", "deputy:legal"),
            },
            Grades = Grades.All.ToDictionary(g => g, g => new GradeRule
            {
                Response = LocalText.Same("Response"),
                AcknowledgeWithin = Minutes(10),
                Notify = [new NoticeRule { Key = "main", Ladder = "main", AcknowledgeWithin = Minutes(10) }, .. g == Grade.I ? [new NoticeRule { Key = "head", Ladder = "head", AcknowledgeWithin = Minutes(5) }] : Array.Empty<NoticeRule>()],
                Duties = g is Grade.I or Grade.II ? ["regulator"] : [],
            }),
            Duties = new Dictionary<string, DutyRule>(StringComparer.Ordinal)
            {
                ["regulator"] = new()
                {
                    Name = new LocalText("Tell the regulator", "报告主管部门"),
                    Body = "regulator",
                    Within = Minutes(60),
                    Ladder = "release",
                    AcknowledgeWithin = Minutes(15),
                    Subject = LocalText.Same("{number}"),
                    Text = LocalText.Same("{title}"),
                },
            },
        };
    }

    public EmergencyPlan Plan { get; set; }

    public Dictionary<string, Person> People { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Office> Offices { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, ExternalBody> Bodies { get; } = new(StringComparer.Ordinal);

    public List<Group> Groups { get; } = [];

    public Rota OnCall { get; set; }

    public ReadinessInput Input => new(Plan, new Roster(People.Values, Offices.Values, Groups, [OnCall]), Bodies)
    {
        MayRelease = new HashSet<Guid> { Id("Carl"), Id("Dora") },
        MayApprove = new HashSet<Guid> { Id("Anna"), Id("Ben") },
    };

    public static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);

    public static Ladder Ladder(params string[] steps) => new()
    {
        Steps = [.. steps.Select(s => new Step { To = [.. s.Split(' ').Select(Target.Parse)] })],
        RepeatEvery = Minutes(10),
    };

    public Guid Id(string name) => People[name].Id;

    public void Hold(string office, params string[] holders)
    {
        Offices[office] = Office.Create(office, LocalText.Same(office));
        Offices[office].HeldBy(holders.Select(Id));
    }

    public void Put(string ladder, params string[] steps) =>
        Plan = Plan with { Ladders = new Dictionary<string, Ladder>(Plan.Ladders, StringComparer.Ordinal) { [ladder] = Ladder(steps) } };

    public ReadinessResult Look() => ReadinessCheck.Of(Input, From, Until);
}
