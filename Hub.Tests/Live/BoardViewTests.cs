using System.Collections.Concurrent;
using Hub.Domain.Clocks;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Incidents;
using Hub.Web.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Live;

/// <summary>The board of the real program, filled by the use cases under the built-in plan.</summary>
public sealed class BoardViewTests : IAsyncLifetime
{
    private static readonly CallerView Outsider = new(Guid.NewGuid(), false);
    private HubApp app = null!;
    private IncidentFeed feed = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = await HubApp.Start();
        feed = app.Services.GetRequiredService<IncidentFeed>();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_board_shows_of_an_incident_what_the_plan_has_set_going()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var opened = (await scope.ServiceProvider.GetRequiredService<OpenIncident>()
            .ReportAndConfirm(Caller.Program, new ReportContent { Title = "A worm spreads" }, Grade.I, "Seen on three servers", cancellation: Cancellation)).Value;
        await feed.CatchUp(Cancellation);

        var view = feed.Snapshot(Outsider).Incidents.Should().ContainSingle().Subject;

        await using var db = app.Db();
        var incident = await db.Incidents.SingleAsync(Cancellation);
        var open = await db.Notices.Where(n => n.IncidentId == opened.Id && n.State == NoticeState.Open).ToListAsync(Cancellation);
        var due = await db.Deadlines.Where(d => d.IncidentId == opened.Id && d.State == DeadlineState.Pending && d.Kind != DeadlineKind.DutyReminder).MinAsync(d => d.DueAt, Cancellation);
        open.Should().NotBeEmpty();
        view.Should().BeEquivalentTo(new
        {
            opened.Number,
            Title = "A worm spreads",
            Grade = Grade.I,
            Stage = Stage.Detection,
            State = IncidentState.Open,
            incident.LeaderName,
            Unacknowledged = open.Count,
            Silent = open.Where(n => n.Event is not (NoticeEvent.DutyToRelease or NoticeEvent.DutyOverdue)).Select(n => n.PersonId).Distinct().Count(),
            NextDeadline = new { At = due, What = NextDeadlineKind.AcknowledgeBy },
            OpenDuties = await db.Duties.CountAsync(d => d.State == DutyState.Open, Cancellation),
        });
        view.LeaderName.Should().NotBeNull();
        view.OpenDuties.Should().BePositive();
        view.Waiting.Should().BeEquivalentTo(open.Select(n => n.PersonName).Distinct());
    }

    [Fact]
    public async Task A_report_waits_on_the_board_until_it_is_judged()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var number = (await scope.ServiceProvider.GetRequiredService<ReportEvent>()
            .Run(Caller.Program, new ReportContent { Title = "Smoke", SuspectedGrade = Grade.II }, cancellation: Cancellation)).Value.Number;
        await feed.CatchUp(Cancellation);

        var report = feed.Snapshot(Outsider).Reports.Should().ContainSingle().Subject;
        report.Should().BeEquivalentTo(new { Number = number, Title = "Smoke", SuspectedGrade = (Grade?)Grade.II });
        report.TriageDue.Should().BeAfter(report.ReceivedAt);

        await scope.ServiceProvider.GetRequiredService<TriageReport>().Dismiss(Caller.Program, number, "Steam of the kitchen", Cancellation);
        await feed.CatchUp(Cancellation);
        feed.Snapshot(Outsider).Reports.Should().BeEmpty();
    }

    [Fact]
    public async Task A_report_that_becomes_a_restricted_incident_leaves_the_board_without_a_word()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var number = (await scope.ServiceProvider.GetRequiredService<ReportEvent>().Run(Caller.Program, new ReportContent { Title = "A colleague copies files" }, cancellation: Cancellation)).Value.Number;
        await feed.CatchUp(Cancellation);
        var heard = new ConcurrentQueue<BoardChange>();
        using var subscription = feed.Subscribe(Outsider, heard.Enqueue).Subscription;

        (await scope.ServiceProvider.GetRequiredService<OpenIncident>().Confirm(Caller.Program, number, Grade.II, null, "Confirmed", isRestricted: true, Cancellation)).IsRefused.Should().BeFalse();
        await Soon.Until(() => !heard.IsEmpty);

        heard.SelectMany(h => h.Changes).Should().ContainSingle().Which.Should().BeEquivalentTo(new { Kind = "reportTriaged", Number = number, IncidentId = (Guid?)null });
        feed.Snapshot(Outsider).Should().BeEquivalentTo(new { Incidents = Array.Empty<IncidentView>(), Reports = Array.Empty<ReportView>() });
        await using var db = app.Db();
        var told = await db.Notices.Where(n => n.IncidentId != null).Select(n => n.PersonId).FirstAsync(Cancellation);
        feed.Snapshot(new CallerView(told, false)).Incidents.Should().ContainSingle("who was told is named");
    }

    [Fact]
    public async Task A_restricted_incident_reported_and_confirmed_in_one_is_never_heard_of()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var before = feed.Snapshot(Outsider).Sequence;
        var heard = new ConcurrentQueue<BoardChange>();
        var read = new ConcurrentQueue<BoardChange>();
        using var outside = feed.Subscribe(Outsider, heard.Enqueue).Subscription;
        using var inside = feed.Subscribe(new CallerView(null, true), read.Enqueue).Subscription;

        await scope.ServiceProvider.GetRequiredService<OpenIncident>()
            .ReportAndConfirm(Caller.Program, new ReportContent { Title = "Quiet" }, Grade.I, "Known to few", isRestricted: true, cancellation: Cancellation);
        await Soon.Until(() => !read.IsEmpty);

        heard.Should().BeEmpty();
        feed.Snapshot(Outsider).Sequence.Should().Be(before);
    }
}
