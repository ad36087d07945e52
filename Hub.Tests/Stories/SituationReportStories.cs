using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Response;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Incidents;
using Hub.Web.Features.Response;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Stories;

/// <summary>The gate of the situation report, and the cadence that the plan asks for.</summary>
public sealed class SituationReportStories
{
    private static readonly Caller Director = new(CallerKind.Person, Guid.NewGuid(), Guid.NewGuid(), "director", RoleRights.Of(Role.Leadership));
    private static readonly Caller Reader = new(CallerKind.Person, Guid.NewGuid(), null, "reader", RoleRights.Of(Role.Reporter));

    [Fact]
    public async Task Whoever_wrote_a_word_of_it_cannot_approve_it()
    {
        await using var story = await Begun();
        var report = await Begin(story, Story.Samantha);
        await Write(story, Story.Chief, report.Version, "Two hosts are infected");
        await Write(story, Story.Samantha, report.Version + 1, "Three hosts are infected");
        var submitted = await story.Do<DecideSituationReport, SituationReport>(d => d.Submit(Story.Samantha, story.Number, 1));

        // the chief's words were overwritten, but the chief wrote
        (await Approve(story, Story.Chief)).Refusal!.Code.Should().Be("OwnSituationReport");
        (await Approve(story, Story.Samantha)).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await Approve(story, Reader)).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        (await Approve(story, Director, submitted.Version - 1)).Refusal!.Code.Should().Be("SituationReportChanged", "what was approved must be what was read");

        var approved = (await Approve(story, Director, submitted.Version)).Value;
        approved.Should().Match<SituationReport>(r => r.State == SituationReportState.Approved && r.ApprovedBy == "director");
        await story.Read();
    }

    [Fact]
    public async Task Approved_it_is_frozen_and_its_hash_stands_in_the_record()
    {
        await using var story = await Begun();
        await Approved(story, "Two hosts are infected");
        var entry = (await story.Record()).Single(e => e.Kind == FactKind.SituationReportApproved);
        await using var db = story.Store.CreateDbContext();
        var kept = await db.SituationReports.SingleAsync();
        entry.Data.Should().Contain(kept.Hash!);
        kept.ComputeHash(story.Number).Should().Be(kept.Hash, "what was read back has the same hash");

        (await story.Try<WriteSituationReport, SituationReport>(w => w.Run(Story.Chief, story.Number, 1, SituationReportText.Empty, kept.Version))).Refusal!.Code.Should().Be("SituationReportFrozen");
        (await story.Try<DecideSituationReport, SituationReport>(d => d.Return(Director, story.Number, 1, "no"))).Refusal!.Code.Should().Be("SituationReportFrozen");
        (await Approve(story, Director)).Refusal!.Code.Should().Be("SituationReportFrozen");
        var below = () => db.SituationReports.ExecuteUpdateAsync(set => set.SetProperty(r => r.Outlook, "rosy"));
        await below.Should().ThrowAsync<Exception>("not even below the program");
        await story.Read();
    }

    [Fact]
    public async Task A_word_changed_below_the_program_shows()
    {
        await using var story = await Begun();
        var report = await Approved(story, "Two hosts are infected");
        foreach (var (section, text) in SituationReportText.Sections.Select(s => (s, "x")))
        {
            var other = (await Reread(story)).Text.With(section, text);
            var forged = SituationReport.Begin(await story.Incident(), 1, "en", other, Story.Samantha, story.Time.GetUtcNow()).Value.Report;
            forged.ComputeHash(story.Number).Should().NotBe(report.Hash);
        }

        report.ComputeHash("INC-2026-0002").Should().NotBe(report.Hash, "it cannot be passed off as another incident's");
        await story.Read();
    }

    [Fact]
    public async Task The_next_version_begins_as_a_copy_and_one_at_a_time()
    {
        await using var story = await Begun();
        var first = await Begin(story, Story.Samantha);
        first.Situation.Should().Contain("Worm on WEB2", "the first is filled from the record");
        (await story.Try<WriteSituationReport, SituationReport>(w => w.Begin(Story.Chief, story.Number, "en"))).Refusal!.Code.Should().Be("SituationReportInWork");
        await Write(story, Story.Samantha, first.Version, "Two hosts are infected");
        await story.Do<DecideSituationReport, SituationReport>(d => d.Submit(Story.Samantha, story.Number, 1));
        (await Approve(story, Director)).Refusal.Should().BeNull();

        var second = await Begin(story, Story.Chief);
        second.Should().Match<SituationReport>(r => r.Number == 2 && r.Situation == "Two hosts are infected" && r.State == SituationReportState.Draft && r.Hash == null);
        second.IsWrittenBy(Story.Samantha).Should().BeFalse("who wrote the version before may approve this one");
        await story.Read();
    }

    [Fact]
    public async Task Two_who_write_at_once_lose_nothing()
    {
        await using var story = await Begun();
        var report = await Begin(story, Story.Samantha);
        await Write(story, Story.Samantha, report.Version, "Mine");
        var late = await story.Try<WriteSituationReport, SituationReport>(w => w.Run(Story.Chief, story.Number, 1, SituationReportText.Empty with { Situation = "Theirs" }, report.Version));
        late.Refusal!.Should().Match<Refusal>(r => r.Code == "SituationReportChanged" && (string)r.Arguments[0] == "samantha");
        (await Reread(story)).Situation.Should().Be("Mine");
        await story.Read();
    }

    [Fact]
    public async Task It_is_sent_back_with_a_reason_and_taken_back_by_its_writer()
    {
        await using var story = await Begun();
        var report = await Begin(story, Story.Samantha);
        (await story.Try<DecideSituationReport, SituationReport>(d => d.Return(Director, story.Number, 1, "too early"))).Refusal!.Code.Should().Be("SituationReportNotSubmitted");
        await story.Do<DecideSituationReport, SituationReport>(d => d.Submit(Story.Samantha, story.Number, 1, report.Version));
        (await story.Try<WriteSituationReport, SituationReport>(w => w.Run(Story.Samantha, story.Number, 1, SituationReportText.Empty, report.Version + 1))).Refusal!.Code.Should().Be("SituationReportSubmittedAlready");
        (await story.Try<DecideSituationReport, SituationReport>(d => d.Return(Director, story.Number, 1, ""))).Refusal!.Field.Should().Be("reason");
        var back = await story.Do<DecideSituationReport, SituationReport>(d => d.Return(Director, story.Number, 1, "The second host is missing"));
        back.Should().Match<SituationReport>(r => r.State == SituationReportState.Draft && r.ReturnedBecause == "The second host is missing" && r.ReturnedBy == "director");

        await story.Do<DecideSituationReport, SituationReport>(d => d.Submit(Story.Samantha, story.Number, 1));
        (await story.Try<DecideSituationReport, SituationReport>(d => d.Return(Reader, story.Number, 1, "x"))).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        await story.Do<DecideSituationReport, SituationReport>(d => d.Return(Story.Samantha, story.Number, 1, "I saw a mistake"));
        (await story.Record()).Select(e => e.Kind).Where(k => k is >= FactKind.SituationReportBegun and <= FactKind.SituationReportApproved).Should().Equal(
            FactKind.SituationReportBegun, FactKind.SituationReportSubmitted, FactKind.SituationReportReturned, FactKind.SituationReportSubmitted, FactKind.SituationReportReturned);
        await story.Read();
    }

    [Fact]
    public async Task An_approved_report_is_the_progress_report_that_the_plan_asks_for()
    {
        await using var story = await Begun(Grade.II);
        var every = (await Due(story))!.Value - story.Time.GetUtcNow();
        await story.Pass(every - TimeSpan.FromMinutes(5));
        await Approved(story, "Two hosts are infected");
        (await Due(story)).Should().Be(story.Time.GetUtcNow() + every, "its time begins anew");
        await story.Pass(TimeSpan.FromMinutes(10));
        (await story.Record()).Should().NotContain(e => e.Kind == FactKind.ProgressReportMissed);
        await story.Read();
    }

    [Fact]
    public async Task A_draft_is_no_progress_report_and_the_leader_is_reminded()
    {
        await using var story = await Begun(Grade.II);
        var every = (await Due(story))!.Value - story.Time.GetUtcNow();
        await Begin(story, Story.Samantha);
        await story.Do<DecideSituationReport, SituationReport>(d => d.Submit(Story.Samantha, story.Number, 1));
        await story.Pass(every + TimeSpan.FromMinutes(1));
        (await story.Record()).Should().Contain(e => e.Kind == FactKind.ProgressReportMissed);
        await story.Read();
    }

    [Fact]
    public async Task It_is_begun_in_the_language_of_its_author()
    {
        await using var story = await Begun();
        (await story.Try<WriteSituationReport, SituationReport>(w => w.Begin(Story.Chief, story.Number, "fr"))).Refusal!.Field.Should().Be("culture");
        var report = await story.Do<WriteSituationReport, SituationReport>(w => w.Begin(Story.Chief, story.Number, "zh-Hans"));
        report.Culture.Should().Be("zh-Hans");
        report.Situation.Should().Contain("一般");
        await story.Read();
    }

    [Fact]
    public async Task A_closed_incident_begins_none_and_a_reader_writes_none()
    {
        await using var story = await Begun();
        (await story.Try<WriteSituationReport, SituationReport>(w => w.Begin(Reader, story.Number, "en"))).Refusal!.Kind.Should().Be(RefusalKind.NotAllowed);
        await story.Command(c => c.Close(Story.Chief, story.Number, "over"));
        (await story.Try<WriteSituationReport, SituationReport>(w => w.Begin(Story.Chief, story.Number, "en"))).Refusal!.Code.Should().Be("IncidentClosed");
        await story.Read();
    }

    private static async Task<Story> Begun(Grade grade = Grade.IV)
    {
        var story = await Story.Begin();
        await story.Open(grade);
        await story.Read();
        return story;
    }

    private static Task<SituationReport> Begin(Story story, Caller by) => story.Do<WriteSituationReport, SituationReport>(w => w.Begin(by, story.Number, "en"));

    private static Task<SituationReport> Write(Story story, Caller by, long version, string situation) =>
        story.Do<WriteSituationReport, SituationReport>(w => w.Run(by, story.Number, 1, SituationReportText.Empty with { Situation = situation }, version));

    private static Task<Outcome<SituationReport>> Approve(Story story, Caller by, long? version = null) =>
        story.Try<DecideSituationReport, SituationReport>(d => d.Approve(by, story.Number, 1, version));

    private static async Task<SituationReport> Approved(Story story, string situation)
    {
        var report = await Begin(story, Story.Samantha);
        await Write(story, Story.Samantha, report.Version, situation);
        await story.Do<DecideSituationReport, SituationReport>(d => d.Submit(Story.Samantha, story.Number, 1));
        return (await Approve(story, Director)).Value;
    }

    private static async Task<SituationReport> Reread(Story story)
    {
        await using var db = story.Store.CreateDbContext();
        return await db.SituationReports.AsNoTracking().SingleAsync();
    }

    private static async Task<DateTimeOffset?> Due(Story story)
    {
        await using var db = story.Store.CreateDbContext();
        return await db.Deadlines.Where(d => d.Kind == DeadlineKind.ProgressReport && d.State == DeadlineState.Pending).Select(d => (DateTimeOffset?)d.DueAt).SingleOrDefaultAsync();
    }
}
