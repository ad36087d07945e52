using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Incidents;
using Hub.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Stories;

/// <summary>What may be relied on, and which systems are touched.</summary>
public sealed class VerifiedEventStories
{
    private static readonly Caller Reader = new(CallerKind.Person, Guid.NewGuid(), null, "reader", RoleRights.Of(Role.Reporter));

    [Fact]
    public async Task An_update_is_a_rumour_until_somebody_answers_for_it()
    {
        await using var story = await Begun();
        await story.Command(c => c.Post(Story.Samantha, story.Number, "Two hosts are infected"));
        (await story.Incident()).Should().Match<Incident>(i => i.LatestUpdate == "Two hosts are infected" && !i.LatestUpdateIsVerified);
        (await Verified(story)).Should().NotContain(e => e.Kind == FactKind.UpdatePosted);

        var entry = (await story.Record()).Single(e => e.Kind == FactKind.UpdatePosted).Number;
        (await story.Try<JudgeStatement, string>(j => j.Verify(Reader, story.Number, entry))).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        await story.Do<JudgeStatement, string>(j => j.Verify(Story.Chief, story.Number, entry));

        (await story.Incident()).LatestUpdateIsVerified.Should().BeTrue();
        (await Verified(story)).Should().Contain(e => e.Number == entry);
        (await story.Record())[^1].Should().Match<TimelineEntry>(e => e.Kind == FactKind.StatementVerified && e.Actor == "chief" && e.Data.Contains("samantha"));
        (await story.Try<JudgeStatement, string>(j => j.Verify(Story.Chief, story.Number, entry))).Refusal!.Code.Should().Be("VerifiedAlready");
        await Done(story);
    }

    [Fact]
    public async Task An_author_may_answer_for_an_update_at_once()
    {
        await using var story = await Begun();
        await story.Command(c => c.Post(Story.Chief, story.Number, "Port 80 is shut", verified: true));
        (await story.Incident()).LatestUpdateIsVerified.Should().BeTrue();
        var update = (await story.Record()).Single(e => e.Kind == FactKind.UpdatePosted);
        (await Verified(story))[0].Number.Should().Be(update.Number, "the verdict stands at the entry that the record gave");
        await using var db = story.Store.CreateDbContext();
        (await db.Verdicts.SingleAsync()).Should().Match<Verdict>(v => v.Entry == update.Number && v.By == "chief" && v.Standing == Standing.Verified);
        await Done(story);
    }

    [Fact]
    public async Task What_is_found_untrue_stays_in_the_record_and_the_board_falls_back()
    {
        await using var story = await Begun();
        await story.Command(c => c.Post(Story.Chief, story.Number, "One host is infected", verified: true));
        story.Time.Advance(TimeSpan.FromMinutes(1));
        await story.Command(c => c.Post(Story.Samantha, story.Number, "The backups are gone too"));
        var rumour = (await story.Record()).Last(e => e.Kind == FactKind.UpdatePosted).Number;
        (await story.Try<JudgeStatement, string>(j => j.Retract(Story.Chief, story.Number, rumour, " "))).Refusal!.Field.Should().Be("reason");

        await story.Do<JudgeStatement, string>(j => j.Retract(Story.Chief, story.Number, rumour, "The backups are whole"));

        (await story.Incident()).Should().Match<Incident>(i => i.LatestUpdate == "One host is infected" && i.LatestUpdateIsVerified && i.LatestUpdateBy == "chief");
        (await story.Record()).Should().Contain(e => e.Number == rumour && e.Data.Contains("backups are gone"), "nothing is deleted");
        (await story.Record())[^1].Data.Should().Contain("The backups are whole");
        (await Verified(story)).Should().NotContain(e => e.Number == rumour);

        // It was so after all: the later word holds, and the board shows it again.
        await story.Do<JudgeStatement, string>(j => j.Verify(Story.Chief, story.Number, rumour));
        (await story.Incident()).LatestUpdate.Should().Be("The backups are gone too");
        await Done(story);
    }

    [Fact]
    public async Task When_every_update_was_untrue_the_board_shows_none()
    {
        await using var story = await Begun();
        await story.Command(c => c.Post(Story.Samantha, story.Number, "Everything is down"));
        var entry = (await story.Record()).Single(e => e.Kind == FactKind.UpdatePosted).Number;
        await story.Do<JudgeStatement, string>(j => j.Retract(Story.Chief, story.Number, entry, "Only the test network"));
        (await story.Incident()).Should().Match<Incident>(i => i.LatestUpdate == null && i.LatestUpdateAt == null && !i.LatestUpdateIsVerified);
        await Done(story);
    }

    [Fact]
    public async Task A_joined_report_can_be_judged_and_a_command_cannot()
    {
        await using var story = await Begun();
        var number = story.Number;
        var report = (await story.Do<ReportEvent, Reported>(r => r.Run(Story.Detector, new ReportContent { Title = "WEB3 too", Source = "other" }))).Number;
        await story.Do<TriageReport, string>(t => t.Join(Story.Samantha, report, number, "same worm"));
        var record = await story.Record(number);
        var joined = record.Single(e => e.Kind == FactKind.ReportJoined).Number;
        await story.Do<JudgeStatement, string>(j => j.Verify(Story.Chief, number, joined));
        (await Verified(story)).Should().Contain(e => e.Number == joined);

        var command = record.Single(e => e.Kind == FactKind.IncidentOpened).Number;
        (await story.Try<JudgeStatement, string>(j => j.Verify(Story.Chief, number, command))).Refusal!.Code.Should().Be("StatementUnknown");
        (await story.Try<JudgeStatement, string>(j => j.Verify(Story.Chief, number, 9_999))).Refusal!.Code.Should().Be("StatementUnknown");
        await Done(story);
    }

    [Fact]
    public async Task What_was_commanded_is_verified_by_nature()
    {
        await using var story = await Begun();
        await story.Command(c => c.ChangeStage(Story.Chief, story.Number, Stage.Containment));
        (await Verified(story)).Select(e => e.Kind).Should().Equal(FactKind.StageChanged, FactKind.LeaderAppointed, FactKind.IncidentOpened);
        await Done(story);
    }

    [Fact]
    public async Task A_system_goes_from_harm_to_service_and_the_record_says_each_step()
    {
        await using var story = await Begun();
        Task<AffectedSystem> Mark(string name, SystemState state, string? reason = null, long? version = null) =>
            story.Do<MarkSystem, AffectedSystem>(m => m.Run(Story.Chief, story.Number, new SystemMark(null, name, state, reason, version)));
        var first = await Mark("Web server 2", SystemState.Affected);
        await Mark(" WEB SERVER 2 ", SystemState.Isolated, "Its port is shut");
        await Mark("Archive", SystemState.Affected);
        (await story.Try<MarkSystem, AffectedSystem>(m => m.Run(Story.Chief, story.Number, new SystemMark(null, "Archive", SystemState.Affected)))).Refusal!.Code.Should().Be("SameSystemState");
        (await story.Try<MarkSystem, AffectedSystem>(m => m.Run(Story.Samantha, story.Number, new SystemMark(null, "Web server 2", SystemState.Clean, null, first.Version)))).Refusal!.Code
            .Should().Be("SystemChanged", "somebody else has moved it since it was read");
        (await story.Try<MarkSystem, AffectedSystem>(m => m.Run(Reader, story.Number, new SystemMark(null, "x", SystemState.Affected)))).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);

        await using var db = story.Store.CreateDbContext();
        var systems = await EventQuery.Systems(db, (await story.Incident()).Id, CancellationToken.None);
        systems.Select(s => (s.Name.En, s.State)).Should().Equal(("Archive", SystemState.Affected), ("Web server 2", SystemState.Isolated));
        (await EventQuery.SystemCounts(db, [(await story.Incident()).Id], CancellationToken.None)).Single().Value.Should().Equal(new Dictionary<SystemState, int> { [SystemState.Affected] = 1, [SystemState.Isolated] = 1 });
        (await story.Record()).Where(e => e.Kind is FactKind.SystemAffected or FactKind.SystemStateChanged).Should().HaveCount(3);

        var archive = systems[0].Id;
        (await story.Try<MarkSystem, AffectedSystem>(m => m.StrikeOut(Story.Chief, story.Number, archive, ""))).Refusal!.Field.Should().Be("reason");
        await story.Do<MarkSystem, AffectedSystem>(m => m.StrikeOut(Story.Chief, story.Number, archive, "Another archive"));
        (await db.AffectedSystems.AsNoTracking().CountAsync()).Should().Be(1);
        (await story.Record())[^1].Kind.Should().Be(FactKind.SystemStruckOut);
        await Done(story);
    }

    [Theory]
    [InlineData(null, null, "name", "Required")]
    [InlineData("web2", "Web server", "asset", "AssetOrName")]
    [InlineData("no-such-asset", null, "asset", "AssetUnknown")]
    public async Task A_system_is_an_asset_or_a_name(string? asset, string? name, string field, string code)
    {
        await using var story = await Begun();
        var refusal = (await story.Try<MarkSystem, AffectedSystem>(m => m.Run(Story.Chief, story.Number, new SystemMark(asset, name, SystemState.Affected)))).Refusal!;
        (refusal.Field, refusal.Code).Should().Be((field, code));
        await Done(story);
    }

    [Fact]
    public async Task Two_who_name_the_same_system_at_once_name_it_once()
    {
        await using var story = await Begun();
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => story.Try<MarkSystem, AffectedSystem>(m => m.Run(Story.Chief, story.Number, new SystemMark(null, "WEB2", SystemState.Affected)))));
        both.Count(o => o.IsRefused).Should().Be(1);
        await using var db = story.Store.CreateDbContext();
        (await db.AffectedSystems.CountAsync()).Should().Be(1);
        await Done(story);
    }

    private static async Task<Story> Begun()
    {
        var story = await Story.Begin();
        await story.Open(Grade.IV);
        await story.Read();
        return story;
    }

    private static async Task<List<TimelineEntry>> Verified(Story story)
    {
        await using var db = story.Store.CreateDbContext();
        var incident = await db.Incidents.SingleAsync();
        return await EventQuery.LastVerified(db, incident.Id, incident.Number, 5, CancellationToken.None);
    }

    /// <summary>Messages are not what these stories are about.</summary>
    private static Task Done(Story story) => story.Read();
}
