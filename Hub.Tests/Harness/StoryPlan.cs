using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Store;

namespace Hub.Tests.Harness;

/// <summary>A small organisation with a small plan, so that a story can name every message that it expects.</summary>
internal static class StoryPlan
{
    public static EmergencyPlan Plan { get; } = new()
    {
        Key = "story",
        Name = LocalText.Same("Story plan"),
        Scope = LocalText.Same("Stories"),
        Leader = [Target.Parse("office:chief")],
        Triage = new TriageRule { Ladder = "triage", Within = Minutes(15), WithinWhenGrave = Minutes(5), Channels = [Channel.Mail] },
        Ladders = new Dictionary<string, Ladder>
        {
            ["triage"] = Ladder(5, "rota:on-call", "office:chief"),
            ["director"] = Ladder(10, "office:director", "deputy:director", "office:head"),
            ["legal"] = Ladder(10, "office:legal", "office:head"),
            ["release"] = Ladder(10, "office:legal", "office:head"),
        },
        Grades = new Dictionary<Grade, GradeRule>
        {
            [Grade.I] = Rule(5, Minutes(30), ["regulator"], ["office:head"], "director", "legal"),
            [Grade.II] = Rule(10, Minutes(60), ["regulator"], ["office:head"], "director", "legal"),
            [Grade.III] = Rule(15, null, [], ["office:legal"], "director"),
            [Grade.IV] = Rule(30, null, [], [], "director"),
        },
        Duties = new Dictionary<string, DutyRule>
        {
            ["regulator"] = new()
            {
                Name = new LocalText("Report to the regulator", "向监管部门报告"),
                Body = "regulator",
                Within = Minutes(240),
                RemindBefore = Minutes(60),
                Ladder = "release",
                AcknowledgeWithin = Minutes(15),
                Subject = new LocalText("Incident {number}", "事件 {number}"),
                Text = new LocalText("{title}, grade {grade}", "{title}，{grade}"),
            },
        },
    };

    /// <summary>Puts the plan and the people into the store.</summary>
    public static Task Load(HubDbContext db, DateTimeOffset now) => Load(db, now, Plan);

    /// <summary>Puts another plan and the people into the store.</summary>
    public static async Task Load(HubDbContext db, DateTimeOffset now, EmergencyPlan plan)
    {
        var people = new Dictionary<string, Person>(StringComparer.Ordinal);
        foreach (var name in new[] { "samantha", "chief", "director", "deputy", "head", "legal" })
        {
            var person = Person.Create(Guid.NewGuid(), name, "en", "Asia/Shanghai");
            person.ReachableBy(name is "director" ? [(Channel.Mail, $"{name}@contoso.example"), (Channel.Sms, "+861000000001")] : [(Channel.Mail, $"{name}@contoso.example")]);
            people[name] = person;
            db.Persons.Add(person);
        }

        void Hold(string office, params string[] holders)
        {
            var made = Office.Create(office, LocalText.Same(office));
            made.HeldBy(holders.Select(h => people[h].Id));
            db.Offices.Add(made);
        }

        Hold("chief", "chief", "samantha");
        Hold("director", "director", "deputy");
        Hold("head", "head", "director");
        Hold("legal", "legal", "head");
        var rota = Rota.Create("on-call", LocalText.Same("On call"), "Asia/Shanghai");
        rota.AddLayer(new DateOnly(2020, 1, 1), new TimeOnly(9, 0), 7, people["samantha"].Id);
        db.Rotas.Add(rota);
        db.ExternalBodies.Add(ExternalBody.Create("regulator", new LocalText("Regulator", "监管部门"), ExternalBodyKind.Regulator, "zh-Hans", "duty@regulator.example", null));
        db.PlanVersions.Add(PlanVersion.PutInForce(plan, 1, now));
        await db.SaveChangesAsync();
    }

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);

    private static Ladder Ladder(int repeatMinutes, params string[] steps) => new()
    {
        Steps = [.. steps.Select(s => new Step { To = [Target.Parse(s)] })],
        RepeatEvery = Minutes(repeatMinutes),
    };

    private static GradeRule Rule(int acknowledgeMinutes, TimeSpan? progress, string[] duties, string[] inform, params string[] ladders) => new()
    {
        Response = LocalText.Same("Response"),
        AcknowledgeWithin = Minutes(acknowledgeMinutes),
        Notify = [.. ladders.Select(l => new NoticeRule { Key = l, Ladder = l, AcknowledgeWithin = Minutes(acknowledgeMinutes) })],
        Inform = [.. inform.Select(Target.Parse)],
        ProgressEvery = progress,
        Duties = duties,
    };
}
