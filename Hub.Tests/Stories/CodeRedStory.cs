using Hub.Domain.Clocks;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Features.Incidents;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Stories;

/// <summary>The Code Red II case of the source plans (S9), with the built-in plan and the sample organisation.</summary>
public sealed class CodeRedStory
{
    [Fact]
    public async Task Code_Red_II_from_the_detector_to_the_closing()
    {
        await using var store = await FilledStore.Sqlite();
        await using var story = Story.Resume(store);
        var people = await People(store);
        await story.Report(Grade.II, source: "intrusion-detector", externalId: "web2-1");
        await story.Expects("Samantha Smith ReportToTriage", "Samantha Smith ReportToTriage sms");

        await story.Pass(3);
        await story.Acknowledge("Samantha Smith");
        story.Number = (await story.Do<OpenIncident, Opened>(o => o.Confirm(
            people["Samantha Smith"], story.Number, Grade.II, Category.Manmade, "Signature in the log and root.exe on the disk: no false positive"))).Number;
        var activated = await story.Read();
        foreach (var asked in new[] { "CSIRT Leader", "Technical Director", "Working Group Head", "Chairman", "General Manager", "Legal Counsel", "Communications Officer" })
        {
            activated.Should().Contain(m => m.StartsWith(asked, StringComparison.Ordinal) && m.EndsWith("Activated", StringComparison.Ordinal), $"{asked} is told by mail");
            activated.Should().Contain(m => m.StartsWith(asked, StringComparison.Ordinal) && m.EndsWith("Activated sms", StringComparison.Ordinal), $"{asked} is told by SMS");
        }

        activated.Where(m => m.EndsWith("Activated", StringComparison.Ordinal)).Should().OnlyHaveUniqueItems("nobody gets two mails for one matter");
        activated.Should().NotContain(m => m.StartsWith("duty ", StringComparison.Ordinal), "nothing leaves without a release");
        (await story.Incident()).LeaderName.Should().StartWith("CSIRT Leader");

        foreach (var name in people.Keys.Where(n => n is not "Technical Director" and not "Taylor Maxwell" and not "Deputy Technical Director"))
        {
            await story.AcknowledgeAll(people[name].PersonId!.Value);
        }

        await story.Command(c => c.Appoint(people["CSIRT Leader"], story.Number, "taylor.maxwell@contoso.example"));
        await story.Expects("Taylor Maxwell LeaderAppointed", "Taylor Maxwell LeaderAppointed sms");
        await story.AcknowledgeAll(people["Taylor Maxwell"].PersonId!.Value);

        await story.Pass(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        await story.Expects();
        await story.Pass(TimeSpan.FromSeconds(1));
        var climbed = await story.Read();
        climbed.Should().HaveCount(2).And.OnlyContain(m => m.StartsWith("Deputy Technical Director", StringComparison.Ordinal), "the director stayed silent for ten minutes");
        await story.AcknowledgeAll(people["Deputy Technical Director"].PersonId!.Value);

        var taylor = people["Taylor Maxwell"];
        await story.Command(c => c.Post(taylor, story.Number, "WEB2 is off the network."));
        await story.Command(c => c.ChangeStage(taylor, story.Number, Stage.Containment));
        await using (var db = store.CreateDbContext())
        {
            foreach (var duty in await db.Duties.OrderBy(d => d.DueAt).Select(d => d.Id).ToListAsync())
            {
                await story.Decide(d => d.Release(people["Legal Counsel"], duty));
            }

            (await db.Duties.CountAsync(d => d.State == DutyState.Released && d.SentAt != null)).Should().Be(4);
        }

        (await story.Read()).Should().HaveCount(4).And.OnlyContain(m => m.StartsWith("duty ", StringComparison.Ordinal));
        await story.Command(c => c.ChangeStage(taylor, story.Number, Stage.Recovery));
        await story.Command(c => c.StandDown(taylor, story.Number, "WEB2 serves again"));
        var told = (await story.Read()).Where(m => m.EndsWith("StoodDown", StringComparison.Ordinal)).ToList();
        await story.Command(c => c.Close(people["CSIRT Leader"], story.Number, "documented"));
        (await story.Read()).Where(m => m.EndsWith("Closed", StringComparison.Ordinal)).Should().HaveCount(told.Count).And.OnlyHaveUniqueItems();
        await story.Pass(2000);
        await story.Expects();

        (await story.Record()).Select(e => e.Kind).Should().ContainInOrder(
            FactKind.IncidentOpened, FactKind.PlanActivated, FactKind.LeaderAppointed, FactKind.DutyOpened, FactKind.Acknowledged, FactKind.LeaderAppointed, FactKind.LadderClimbed,
            FactKind.UpdatePosted, FactKind.StageChanged, FactKind.DutyReleased, FactKind.DutySent, FactKind.StageChanged, FactKind.StoodDown, FactKind.Closed);
        (await story.Record()).Should().OnlyContain(e => e.Actor.Length > 0 && e.At <= story.Time.GetUtcNow());
    }

    private static async Task<Dictionary<string, Caller>> People(TestStore store)
    {
        await using var db = store.CreateDbContext();
        return (await db.Persons.AsNoTracking().ToListAsync()).ToDictionary(
            p => p.Name.Split(" · ")[0],
            p => new Caller(CallerKind.Person, p.Id, p.Id, p.Name, RoleRights.Of([Role.Commander, Role.Legal, Role.OnCall])));
    }
}
