using System.Text.RegularExpressions;
using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Tests.Harness;
using Hub.Web.Features.Directory;
using Hub.Web.Features.Directory.Sample;
using Hub.Web.Features.Plans;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Features.Directory;

public sealed class SampleOrganisationTests
{
    private readonly SampleOrganisation sample = SampleOrganisation.Read();
    private readonly EmergencyPlan plan = DefaultPlan.Read();

    [Fact]
    public void The_built_in_plan_names_nothing_that_the_sample_organisation_lacks() =>
        PlanCheck.FaultsOf(plan, new KnownKeys(
            sample.Offices.Select(o => o.Key).ToHashSet(),
            sample.Groups.Select(g => g.Key).ToHashSet(),
            sample.Rotas.Select(r => r.Key).ToHashSet(),
            sample.Bodies.Select(b => b.Key).ToHashSet())).Should().BeEmpty();

    [Fact]
    public void Everybody_has_an_address_that_cannot_be_anybodys()
    {
        sample.Persons.Should().OnlyContain(p => p.Mail.EndsWith("@contoso.example"));
        sample.Bodies.Should().OnlyContain(b => b.Reach.Mail!.EndsWith(".example") && (b.Reach.Portal == null || b.Reach.Portal.EndsWith(".example")));
        sample.Persons.Where(p => p.Sms != null).Should().OnlyContain(p => Regex.IsMatch(p.Sms!, @"^\+8610000000\d\d$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        sample.Persons.Select(p => p.Mail).Concat(sample.Persons.Select(p => p.Sms).OfType<string>()).Should().OnlyHaveUniqueItems();
        sample.Persons.Select(p => p.Id).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Every_duty_of_the_plan_belongs_to_the_body_that_it_names() =>
        sample.Bodies.SelectMany(b => b.Duties.Select(d => (Duty: d, Body: b.Key))).Should().BeEquivalentTo(plan.Duties.Select(d => (Duty: d.Key, d.Value.Body)));

    [Fact]
    public void Every_asset_has_an_office_that_answers_for_it_and_a_sound_worth()
    {
        sample.Assets.Should().NotBeEmpty().And.OnlyContain(a => a.Worth.Fault() == null);
        sample.Offices.Select(o => $"office:{o.Key}").Should().Contain(sample.Assets.Select(a => a.Owner));
    }

    [Fact]
    public void Every_office_has_a_holder_and_a_deputy_who_exist()
    {
        sample.Offices.Should().OnlyContain(o => o.Seats.Distinct().Count() >= 2);
        sample.Persons.Select(p => p.Key).Should().Contain(sample.Offices.SelectMany(o => o.Seats));
        sample.Persons.Select(p => p.Key).Should().Contain(sample.Rotas.SelectMany(r => r.Layers).SelectMany(l => l.Participants));
        sample.Groups.SelectMany(g => g.Members).Should().OnlyContain(m => IsTarget(m));
    }

    [Fact]
    public async Task All_whom_the_plan_names_are_there_at_any_hour_of_a_year()
    {
        await using var store = await Filled();
        await using var db = store.CreateDbContext();
        var roster = await Rosters.Load(db);
        var leader = roster.Resolve(plan.Leader, TestStore.Start).Single().Person.Id;
        var targets = plan.Ladders.Values.SelectMany(l => l.Steps).SelectMany(s => s.To)
            .Concat(plan.Grades.Values.SelectMany(g => g.Inform)).Concat(plan.Leader).Distinct().ToList();

        for (var at = TestStore.Start; at < TestStore.Start.AddYears(1); at += TimeSpan.FromHours(5))
        {
            foreach (var target in targets)
            {
                roster.Resolve([target], at, leader).Should().NotBeEmpty("{0} must be there at {1:O}", target, at);
            }
        }
    }

    [Fact]
    public async Task Samantha_is_on_call_at_any_first_start()
    {
        await using var store = await Filled();
        await using var db = store.CreateDbContext();
        var roster = await Rosters.Load(db);

        for (var at = TestStore.Start.AddYears(-5); at < TestStore.Start.AddYears(5); at += TimeSpan.FromHours(37))
        {
            roster.Resolve([Target.Parse("rota:on-call")], at).Select(r => r.Person.Name).Should().Equal("Samantha Smith");
        }
    }

    [Fact]
    public async Task Whom_a_grave_notice_reaches_by_short_message_has_a_number()
    {
        await using var store = await Filled();
        await using var db = store.CreateDbContext();
        var roster = await Rosters.Load(db);
        var firstSteps = plan.Grades[Grade.I].Notify.Select(n => plan.Ladders[n.Ladder].Steps[0]).Append(plan.Ladders["triage"].Steps[0]);

        foreach (var step in firstSteps)
        {
            roster.Resolve(step.To, TestStore.Start, SampleOrganisation.PersonId("csirt-leader"))
                .Should().OnlyContain(r => r.Person.ContactPoints.Any(c => c.Channel == Channel.Sms));
        }
    }

    private static bool IsTarget(string text) => Target.TryParse(text, out _);

    private static async Task<TestStore> Filled()
    {
        var store = await TestStore.Sqlite();
        (await new SetUpDirectory(store.Writer).Run(Caller.Program, withSample: true, "Asia/Shanghai", TestContext.Current.CancellationToken)).Value.Should().Be(DirectorySetUp.Sample);
        return store;
    }
}
