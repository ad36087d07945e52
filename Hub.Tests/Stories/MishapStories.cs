using System.Data.Common;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Incidents;
using Hub.Web.Live;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Hub.Tests.Stories;

/// <summary>What goes wrong beside the emergency itself.</summary>
public sealed class MishapStories
{
    [Fact]
    public async Task The_relay_is_down_while_the_end_repeats_and_each_telephone_rings_once_when_it_is_back()
    {
        await using var story = await Story.Begin();
        story.Mail.IsUp = false;
        await story.Report();
        await story.Pass(60);
        await story.Expects();
        story.Mail.IsUp = true;
        await story.Pass(1);
        await story.Expects("samantha ReportToTriage", "chief ReportToTriage");
        await story.Pass(5);
        await story.Expects("chief ReportToTriage");
    }

    [Fact]
    public async Task A_reminder_that_waits_for_the_relay_is_not_sent_after_the_report_was_judged()
    {
        await using var story = await Story.Begin();
        await story.Report();
        await story.Pass(15);
        await story.Expects("samantha ReportToTriage", "chief ReportToTriage");
        await story.Acknowledge("chief");
        story.Mail.IsUp = false;
        await story.Pass(16);
        await story.Do<TriageReport, string>(t => t.Dismiss(Story.Chief, story.Number, "noise"));
        story.Mail.IsUp = true;
        await story.Pass(30);
        await story.Expects();
    }

    [Fact]
    public async Task One_of_a_step_cannot_be_reached_and_the_others_keep_their_time()
    {
        await using var story = await Together();
        story.Mail.Refused.Add("legal@contoso.example");
        await story.Open(Grade.IV);
        await story.Expects("director Activated");
        await story.Pass(29);
        await story.Expects();
        await story.Pass(1);
        await story.Expects("deputy Activated");
    }

    [Fact]
    public async Task A_ladder_is_locked_before_it_is_asked_who_of_its_step_is_left()
    {
        // Else two nodes whose last two recipients fail at once would each count on the other's, and the ladder would wait for its deadline.
        await using var story = await Together();
        await story.Open(Grade.IV);
        await story.Expects("director Activated", "legal Activated");
        var commands = new Commands();
        await using var db = new SqliteHubDbContext(new DbContextOptionsBuilder<SqliteHubDbContext>()
            .UseApplicationServiceProvider(IdentityTables.Alone).UseSqlite(story.Store.Connection).AddInterceptors(commands).Options);
        var legal = await db.Notices.AsNoTracking().SingleAsync(n => n.PersonName == "legal" && n.Event == NoticeEvent.Activated);
        var version = await Climb(story, NoticeEvent.Activated);
        commands.Texts.Clear();

        await LaddersLeftAlone.ClimbNow(new Work(db, Caller.Program, story.Time.GetUtcNow()), [legal]);

        commands.Texts[0].Should().StartWith("UPDATE \"Climbs\"");
        commands.Texts.Should().Contain(text => text.StartsWith("SELECT", StringComparison.Ordinal));
        (await Climb(story, NoticeEvent.Activated)).Should().Be(version, "nobody else's decision goes stale by it");
    }

    [Fact]
    public async Task Nobody_of_a_step_can_be_reached_and_the_ladder_climbs_at_once()
    {
        await using var story = await Together();
        story.Mail.Refused.Add("legal@contoso.example");
        story.Mail.Refused.Add("director@contoso.example");
        story.Sms.Refused.Add("+861000000001");
        await story.Open(Grade.IV);
        await story.Expects("deputy Activated");
    }

    [Fact]
    public async Task Nobody_triages_and_the_board_hears_it()
    {
        await using var story = await Story.Begin();
        await story.Report();
        await story.Pass(31);
        await story.Expects("samantha ReportToTriage", "chief ReportToTriage", "chief ReportToTriage");
        await using var db = story.Store.CreateDbContext();
        (await db.Changes.Where(c => c.Number == story.Number).OrderBy(c => c.Sequence).Select(c => c.Kind).ToListAsync())
            .Should().ContainInOrder("reportReceived", "ladderClimbed", "nobodyAnswers");
    }

    [Fact]
    public async Task Who_reported_what_became_a_restricted_incident_hears_that_it_was_judged_and_no_more()
    {
        await using var story = await Story.Begin();
        await using var db = story.Store.CreateDbContext();
        var deputy = await db.Persons.SingleAsync(p => p.Name == "deputy");
        var reporter = Story.Detector with { Kind = CallerKind.Person, PersonId = deputy.Id, Name = "deputy" };
        var report = (await story.Do<ReportEvent, Reported>(r => r.Run(reporter, new ReportContent { Title = "Strange mail" }))).Number;
        var opened = await story.Do<OpenIncident, Opened>(o => o.Confirm(Story.Samantha, report, Grade.IV, null, "an inside job", isRestricted: true));
        await story.Expects("samantha ReportToTriage", "director Activated", "deputy ReportOutcome");
        (await db.Incidents.SeenBy(db, reporter).AnyAsync()).Should().BeFalse();
        (await BoardQuery.Incidents(db, [opened.Id], CancellationToken.None)).Single().IsVisibleTo(CallerView.Of(reporter)).Should().BeFalse();
        var told = await db.Notices.AsNoTracking().SingleAsync(n => n.Event == NoticeEvent.ReportOutcome);
        told.Content.Values.Values.Should().NotContain(v => v.Contains(opened.Number, StringComparison.Ordinal));
        var director = await db.Persons.SingleAsync(p => p.Name == "director");
        (await db.Incidents.SeenBy(db, reporter with { PersonId = director.Id }).AnyAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task The_same_event_reported_and_confirmed_in_one_is_the_same_report_and_one_incident()
    {
        await using var story = await Story.Begin();
        var content = new ReportContent { Title = "Worm on WEB2", Source = "ids", ExternalId = "a" };
        await story.Report(externalId: "a");
        var opened = await story.Do<OpenIncident, Opened>(o => o.ReportAndConfirm(Story.Samantha, content, Grade.IV, "seen"));
        await story.Expects("samantha ReportToTriage", "director Activated");
        await using var db = story.Store.CreateDbContext();
        (await db.Reports.SingleAsync()).IncidentId.Should().Be(opened.Id);
        var again = await story.Try<OpenIncident, Opened>(o => o.ReportAndConfirm(Story.Samantha, content, Grade.IV, "seen"));
        again.Refusal!.Code.Should().Be("ReportTriaged");
        await story.Pass(29);
        await story.Expects();
    }

    [Fact]
    public async Task Everything_that_hangs_on_an_incident_or_a_shared_notice_counts_its_version_so_that_two_nodes_conflict()
    {
        await using var story = await Story.Begin();
        await story.Report(externalId: "a");
        var first = story.Number;
        var alone = await Climb(story, NoticeEvent.ReportToTriage);
        await story.Report(externalId: "b");
        var shared = await Climb(story, NoticeEvent.ReportToTriage);
        shared.Should().BeGreaterThan(alone, "a report that shares the notice must not miss its end");
        await story.Do<TriageReport, string>(t => t.Dismiss(Story.Samantha, first, "noise"));
        (await Climb(story, NoticeEvent.ReportToTriage)).Should().BeGreaterThan(shared, "two who judge the last two reports must not both leave the end to the other");
        await story.Confirm(Grade.IV);
        var opened = (await story.Incident()).Version;
        await story.Acknowledge("director");
        var acknowledged = (await story.Incident()).Version;
        acknowledged.Should().BeGreaterThan(opened);
        await story.Expects("samantha ReportToTriage", "director Activated");
    }

    private static async Task<long> Climb(Story story, NoticeEvent of)
    {
        await using var db = story.Store.CreateDbContext();
        return await db.Climbs.Where(c => c.Event == of).SumAsync(c => c.Version);
    }

    private static Task<Story> Together()
    {
        var ladders = new Dictionary<string, Ladder>(StoryPlan.Plan.Ladders, StringComparer.Ordinal);
        var director = ladders["director"];
        ladders["director"] = director with { Steps = [new Step { To = [Target.Parse("office:director"), Target.Parse("office:legal")] }, .. director.Steps.Skip(1)] };
        return Story.Begin((db, now) => StoryPlan.Load(db, now, StoryPlan.Plan with { Ladders = ladders }));
    }

    /// <summary>What EF sends to the store, in order.</summary>
    private sealed class Commands : DbCommandInterceptor
    {
        public List<string> Texts { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Texts.Add(command.CommandText);
            return ValueTask.FromResult(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Texts.Add(command.CommandText);
            return ValueTask.FromResult(result);
        }
    }
}
