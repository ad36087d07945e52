using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Store;

namespace Hub.Tests.Harness;

/// <summary>A plan in force that tells one group of people by mail at once, whatever the grade.</summary>
internal static class OneGroup
{
    /// <summary>Adds them to a fresh store; gives back the plan's version.</summary>
    public static Guid Add(HubDbContext db, int people, DateTimeOffset now)
    {
        var persons = Enumerable.Range(0, people).Select(i =>
        {
            var person = Person.Create(Guid.NewGuid(), $"Person {i}", i % 2 == 0 ? "en" : "zh-Hans", "Asia/Shanghai");
            person.ReachBy([(Channel.Mail, $"person{i}@contoso.example")]);
            person.ContactPoints[0].Verify(now);
            return person;
        }).ToList();
        db.Persons.AddRange(persons);
        db.Groups.Add(Group.Create("team", LocalText.Same("Team"), persons.Select(p => $"person:{p.Id}")));
        foreach (var (key, seat) in new[] { ("lead", 0), ("deputy", 1) })
        {
            var office = Office.Create(key, LocalText.Same(key));
            office.HeldBy([persons[seat].Id]);
            db.Offices.Add(office);
        }

        var version = PlanVersion.PutInForce(Plan(), 1, now);
        db.PlanVersions.Add(version);
        return version.Id;
    }

    private static EmergencyPlan Plan()
    {
        var hour = TimeSpan.FromHours(1);
        var rule = new GradeRule
        {
            Response = LocalText.Same("Response"),
            AcknowledgeWithin = hour,
            Notify = [new NoticeRule { Key = "team", Ladder = "team", AcknowledgeWithin = hour }],
        };
        return new EmergencyPlan
        {
            Key = "bench",
            Name = LocalText.Same("Bench"),
            Scope = LocalText.Same("Bench"),
            Leader = [Target.Parse("office:lead")],
            Triage = new TriageRule { Ladder = "triage", Within = hour, WithinWhenGrave = hour, Channels = [Channel.Mail] },
            Ladders = new Dictionary<string, Ladder>(StringComparer.Ordinal) { ["team"] = Ladder("group:team"), ["triage"] = Ladder("office:lead", "office:deputy") },
            Grades = Enum.GetValues<Grade>().ToDictionary(g => g, _ => rule),
        };
    }

    private static Ladder Ladder(params string[] steps) =>
        new() { Steps = [.. steps.Select(s => new Step { To = [Target.Parse(s)] })], RepeatEvery = TimeSpan.FromHours(1) };
}
