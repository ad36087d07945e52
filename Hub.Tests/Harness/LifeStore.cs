using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Store;

namespace Hub.Tests.Harness;

/// <summary>The organisation of <see cref="LifePlan"/> in a store.</summary>
internal static class LifeStore
{
    public static string Mail(string name) => $"{name}@contoso.example";

    public static string Number(string name) => $"+8610{1_000_000 + Array.IndexOf(LifePlan.Names, name)}";

    public static async Task Load(HubDbContext db, DateTimeOffset now)
    {
        var people = LifePlan.Names.ToDictionary(n => n, n => Person.Create(Guid.NewGuid(), n, "en", "Asia/Shanghai"), StringComparer.Ordinal);
        foreach (var (name, person) in people)
        {
            switch (name)
            {
                case "mute":
                    break;
                case "loose":
                    person.ReachBy((Channel.Mail, Mail(name)));
                    break;
                default:
                    person.ReachableBy((Channel.Mail, Mail(name)), (Channel.Sms, Number(name)));
                    break;
            }
        }

        people["press"].BeQuiet(new TimeOnly(22, 0), new TimeOnly(9, 30));
        db.Persons.AddRange(people.Values);
        foreach (var (key, holders) in new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["chief"] = ["chief", "deputy"],
            ["director"] = ["director", "deputy"],
            ["head"] = ["head", "director"],
            ["legal"] = ["legal", "second"],
            ["press"] = ["press"],
            ["guard"] = ["guard"],
            ["mute"] = ["mute"],
            ["loose"] = ["loose"],
            ["vacant"] = [],
        })
        {
            var office = Office.Create(key, LocalText.Same(key));
            office.HeldBy(holders.Select(h => people[h].Id));
            db.Offices.Add(office);
        }

        db.Groups.Add(Group.Create("team", LocalText.Same("Team"), ["office:legal", "office:guard", "office:mute", "office:press"]));
        foreach (var body in LifePlan.Plan.Duties.Values.DistinctBy(d => d.Body))
        {
            db.ExternalBodies.Add(ExternalBody.Create(body.Body, LocalText.Same(body.Body), ExternalBodyKind.Regulator, "en", "duty@regulator.example", null));
        }

        db.PlanVersions.Add(PlanVersion.PutInForce(LifePlan.Plan, 1, now));
        await db.SaveChangesAsync();
    }
}
