using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Incidents;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Stories;

public sealed class TriageStories
{
    [Fact]
    public async Task Nobody_triages_and_the_report_climbs_to_the_chief_and_on_until_somebody_does()
    {
        await using var story = await Story.Begin();
        await story.Report();
        await story.Expects("samantha ReportToTriage");
        await story.Pass(15);
        await story.Expects("chief ReportToTriage");
        await story.Pass(15);
        await story.Expects("chief ReportToTriage");
        await story.Pass(5);
        await story.Expects("chief ReportToTriage");
        (await story.Record("reports")).Count(e => e.Kind == FactKind.NobodyAnswers).Should().Be(2);
        await story.Do<TriageReport, string>(t => t.Dismiss(Story.Chief, story.Number, "maintenance work"));
        await story.Pass(600);
        await story.Expects();
    }

    [Fact]
    public async Task A_report_that_is_suspected_grave_climbs_after_five_minutes()
    {
        await using var story = await Story.Begin();
        await story.Report(Grade.I);
        await story.Expects("samantha ReportToTriage");
        await story.Pass(5);
        await story.Expects("chief ReportToTriage");
    }

    [Fact]
    public async Task Acknowledging_a_report_gives_one_more_period_but_only_triage_ends_it()
    {
        await using var story = await Story.Begin();
        await story.Report();
        await story.Expects("samantha ReportToTriage");
        await story.Pass(10);
        await story.Acknowledge("samantha");
        await story.Pass(14);
        await story.Expects();
        await story.Pass(1);
        await story.Expects("chief ReportToTriage");
        await story.Confirm(Grade.IV);
        await story.Expects("director Activated");
        await story.Acknowledge("director");
        await story.Pass(300);
        await story.Expects();
    }

    [Fact]
    public async Task Reports_of_one_source_within_five_minutes_share_one_notice_and_triage_of_the_last_ends_it()
    {
        await using var story = await Story.Begin();
        await story.Report(externalId: "a");
        var first = story.Number;
        await story.Expects("samantha ReportToTriage");
        await story.Pass(4);
        await story.Report(externalId: "b");
        var second = story.Number;
        await story.Expects();
        await story.Report(source: "other");
        await story.Expects("samantha ReportToTriage");
        await story.Do<TriageReport, string>(t => t.Dismiss(Story.Samantha, story.Number, "noise"));
        await story.Do<TriageReport, string>(t => t.Dismiss(Story.Samantha, first, "noise"));
        await story.Pass(11);
        await story.Expects("chief ReportToTriage");
        await story.Do<TriageReport, string>(t => t.Dismiss(Story.Samantha, second, "noise"));
        await story.Pass(600);
        await story.Expects();
    }

    [Fact]
    public async Task A_graver_report_does_not_hide_behind_the_notice_of_a_harmless_one()
    {
        await using var story = await Story.Begin();
        await story.Report(Grade.IV, externalId: "a");
        await story.Report(Grade.I, externalId: "b");
        await story.Expects("samantha ReportToTriage", "samantha ReportToTriage");
    }

    [Fact]
    public async Task The_same_event_reported_again_is_the_same_report()
    {
        await using var story = await Story.Begin();
        await story.Report(externalId: "a");
        var number = story.Number;
        await story.Pass(6);
        await story.Report(externalId: "a");
        story.Number.Should().Be(number);
        await story.Expects("samantha ReportToTriage");
        (await story.Record("reports")).Should().ContainSingle(e => e.Kind == FactKind.ReportRepeated);
    }

    [Fact]
    public async Task A_report_that_joins_an_incident_stands_on_its_timeline()
    {
        await using var story = await Story.Begin();
        await story.Open(Grade.IV);
        await story.Acknowledge("director");
        var incident = story.Number;
        await story.Report();
        await story.Expects("director Activated", "samantha ReportToTriage");
        await story.Do<TriageReport, string>(t => t.Join(Story.Samantha, story.Number, incident, "the same worm"));
        (await story.Record(incident)).Should().ContainSingle(e => e.Kind == FactKind.ReportJoined);
        (await story.Try<TriageReport, string>(t => t.Dismiss(Story.Samantha, story.Number, "again"))).Refusal!.Code.Should().Be("ReportTriaged");
    }

    [Fact]
    public async Task Confirming_twice_is_refused_and_says_who_was_first()
    {
        await using var story = await Story.Begin();
        await story.Report();
        var report = story.Number;
        await story.Confirm(Grade.IV);
        var again = await story.Try<OpenIncident, Opened>(o => o.Confirm(Story.Chief, report, Grade.IV, null, "again"));
        again.Refusal!.Code.Should().Be("ReportTriaged");
        again.Refusal.Arguments.Should().Contain("samantha");
        await story.Expects("samantha ReportToTriage", "director Activated");
    }

    [Fact]
    public async Task The_reporter_hears_the_outcome()
    {
        await using var story = await Story.Begin();
        await using var db = story.Store.CreateDbContext();
        var deputy = await db.Persons.SingleAsync(p => p.Name == "deputy");
        var reporter = Story.Detector with { PersonId = deputy.Id, Name = "deputy" };
        story.Number = (await story.Do<ReportEvent, Reported>(r => r.Run(reporter, new ReportContent { Title = "Strange mail" }))).Number;
        await story.Do<TriageReport, string>(t => t.Dismiss(Story.Samantha, story.Number, "a newsletter"));
        await story.Expects("samantha ReportToTriage", "deputy ReportOutcome");
    }

    [Fact]
    public async Task What_the_caller_may_not_do_is_refused_and_leaves_no_trace()
    {
        await using var story = await Story.Begin();
        await story.Report();
        await story.Expects("samantha ReportToTriage");
        (await story.Try<TriageReport, string>(t => t.Dismiss(Story.Detector, story.Number, "no"))).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await story.Try<OpenIncident, Opened>(o => o.Confirm(Story.Legal, story.Number, Grade.IV, null, "no"))).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await story.Record("reports")).Should().HaveCount(2);
    }
}
