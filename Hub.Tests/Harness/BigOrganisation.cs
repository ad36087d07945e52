using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Plans.Readiness;
using Hub.Domain.Shared;

namespace Hub.Tests.Harness;

/// <summary>Five hundred persons, sixty rotas with daily shifts at different hours and zones, forty offices, and a plan of four grades that names all of them.</summary>
internal static class BigOrganisation
{
    public const int Persons = 500;
    public const int Rotas = 60;

    private static readonly string[] Zones = ["Asia/Shanghai", "Europe/Berlin", "America/New_York"];

    public static ReadinessInput Input(DateTimeOffset from)
    {
        var people = Enumerable.Range(0, Persons).Select(i =>
        {
            var person = Person.Create(Guid.NewGuid(), $"Person {i}", i % 2 == 0 ? "zh-Hans" : "en", Zones[i % Zones.Length]);
            person.ReachBy((Channel.Mail, $"person{i}@contoso.example"), (Channel.Sms, $"+86100{i:D7}"));
            foreach (var point in person.ContactPoints)
            {
                point.Verify(from);
            }

            if (i % 10 == 0)
            {
                person.AwayUntil(from.AddHours(i + 1));
            }

            return person;
        }).ToList();
        var rotas = Enumerable.Range(0, Rotas).Select(i =>
        {
            var rota = Rota.Create($"rota-{i}", LocalText.Same($"Rota {i}"), Zones[i % Zones.Length]);
            rota.AddLayer(DateOnly.FromDateTime(from.UtcDateTime).AddDays(-30), new TimeOnly(i % 24, i % 60), 1, Enumerable.Range(0, 7).Select(p => people[((i * 8) + p) % Persons].Id));
            for (var day = 0; day < 4; day++)
            {
                rota.StandIn(people[((i * 8) + 7) % Persons].Id, from.AddDays((day * 7) + 1).AddMinutes(i), from.AddDays((day * 7) + 1).AddMinutes(i + 300));
            }

            return rota;
        }).ToList();
        var offices = Enumerable.Range(0, 40).Select(i =>
        {
            var office = Office.Create($"office-{i}", LocalText.Same($"Office {i}"));
            office.HeldBy(people[i * 12].Id, people[(i * 12) + 1].Id, people[(i * 12) + 2].Id);
            return office;
        }).ToList();
        var bodies = Enumerable.Range(0, 4).Select(i => ExternalBody.Create($"body-{i}", LocalText.Same($"Body {i}"), ExternalBodyKind.Regulator, "en", $"body{i}@contoso.example", null)).ToDictionary(b => b.Key, StringComparer.Ordinal);
        var everybody = people.Select(p => p.Id).ToHashSet();
        return new ReadinessInput(Plan(), new Roster(people, offices, [Group.Create("everybody", LocalText.Same("Everybody"), people.Select(p => $"person:{p.Id}"))], rotas), bodies) { MayRelease = everybody, MayApprove = everybody };
    }

    /// <summary>Twenty ladders: each asks three rotas, then an office, then a deputy and another office.</summary>
    private static EmergencyPlan Plan() => new()
    {
        Key = "big",
        Name = LocalText.Same("Big"),
        Scope = LocalText.Same("Big"),
        Leader = [Target.Parse("office:office-0")],
        Triage = new TriageRule { Ladder = "ladder-0", Within = TimeSpan.FromMinutes(15), WithinWhenGrave = TimeSpan.FromMinutes(5) },
        Ladders = Enumerable.Range(0, 20).ToDictionary(i => $"ladder-{i}", i => new Ladder
        {
            Steps =
            [
                new Step { To = [Target.Parse($"rota:rota-{i * 3}"), Target.Parse($"rota:rota-{(i * 3) + 1}"), Target.Parse($"rota:rota-{(i * 3) + 2}")] },
                new Step { To = [Target.Parse($"office:office-{i}")] },
                new Step { To = [Target.Parse($"deputy:office-{i}"), Target.Parse($"office:office-{i + 20}")] },
            ],
            RepeatEvery = TimeSpan.FromMinutes(10),
        }, StringComparer.Ordinal),
        Grades = Grades.All.ToDictionary(g => g, _ => new GradeRule
        {
            Response = LocalText.Same("Response"),
            AcknowledgeWithin = TimeSpan.FromMinutes(10),
            Notify = [.. Enumerable.Range(0, 16).Select(n => new NoticeRule { Key = $"rule-{n}", Ladder = $"ladder-{n}", AcknowledgeWithin = TimeSpan.FromMinutes(5) })],
            Inform = [Target.Parse("group:everybody")],
            Duties = ["duty-0", "duty-1", "duty-2", "duty-3"],
        }),
        Duties = Enumerable.Range(0, 4).ToDictionary(i => $"duty-{i}", i => new DutyRule
        {
            Name = LocalText.Same($"Duty {i}"),
            Body = $"body-{i}",
            Within = TimeSpan.FromHours(4),
            Ladder = $"ladder-{16 + i}",
            AcknowledgeWithin = TimeSpan.FromMinutes(15),
            Subject = LocalText.Same("{number}"),
            Text = LocalText.Same("{title}"),
        }, StringComparer.Ordinal),
    };
}
