using System.Data.Common;
using System.Net;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Schedule;
using Hub.Web.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Hub.Tests.Schedule;

public sealed class WatchmanTests : IAsyncLifetime
{
    private readonly Pings pings = new();
    private readonly EngineHealth health = new();
    private TestStore store = null!;
    private SweepBench bench = null!;
    private DeadlineSweep sweep = null!;
    private IDbContextFactory<HubDbContext> written = null!;
    private DateTimeOffset? sender;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.Sqlite();
        written = store;
        bench = new SweepBench(store);
        sweep = bench.NewSweep();
    }

    public ValueTask DisposeAsync()
    {
        pings.Dispose();
        sweep.Dispose();
        return store.DisposeAsync();
    }

    [Fact]
    public async Task A_clean_cycle_pings_the_outside_heartbeat()
    {
        await bench.Add(1, TimeSpan.FromMinutes(1));

        (await NewWatchman().RunOnce(Cancellation)).Should().BeEmpty();

        pings.Asked.Should().Equal(new Uri("https://watch.example/hub"));
        health.Findings.Should().BeEmpty();
        health.LookedAt.Should().Be(store.Time.GetUtcNow());
    }

    [Fact]
    public async Task A_heartbeat_that_does_not_answer_harms_nothing()
    {
        pings.Fault = new HttpRequestException("No route.");

        (await NewWatchman().RunOnce(Cancellation)).Should().BeEmpty();

        pings.Asked.Should().ContainSingle();
    }

    [Fact]
    public async Task A_watchman_who_cannot_look_pings_nobody()
    {
        await store.Execute("DROP TABLE \"DeliveryAttempts\"; ALTER TABLE \"Deliveries\" RENAME TO \"Gone\"");

        await FluentActions.Awaiting(() => NewWatchman().RunOnce(Cancellation)).Should().ThrowAsync<Exception>();

        pings.Asked.Should().BeEmpty("what watches must not be off unnoticed");
        health.LookedAt.Should().BeNull();
    }

    [Fact]
    public async Task Deadlines_that_nobody_claimed_are_found_swept_and_said_on_the_board()
    {
        await bench.Add(3, TimeSpan.Zero);
        store.Time.Advance(TimeSpan.FromSeconds(6));
        var told = 0;
        health.Changed += (_, _) => told++;

        var findings = await NewWatchman().RunOnce(Cancellation);

        findings.Should().Equal(new Finding(FindingKind.DeadlinesUnclaimed, 3));
        health.Findings.Should().Equal(findings);
        told.Should().Be(1);
        pings.Asked.Should().BeEmpty("its silence is what calls the outside");
        bench.Fired.Should().HaveCount(3);

        (await NewWatchman().RunOnce(Cancellation)).Should().BeEmpty();
        told.Should().Be(2, "the banner goes away");
    }

    [Fact]
    public async Task A_deadline_left_by_a_dead_sweep_is_found_and_fired()
    {
        var ids = await bench.Add(1, TimeSpan.Zero);
        var until = store.Time.GetUtcNow() + TimeSpan.FromSeconds(10);
        await using (var db = store.CreateDbContext())
        {
            await db.Deadlines.ExecuteUpdateAsync(set => set.SetProperty(d => d.LeaseOwner, Guid.NewGuid()).SetProperty(d => d.LeaseUntil, until), Cancellation);
        }

        store.Time.Advance(TimeSpan.FromSeconds(16));

        (await NewWatchman().RunOnce(Cancellation)).Should().Equal(new Finding(FindingKind.DeadlineLeasesExpired, 1));
        bench.Fired.Keys.Should().Equal(ids);
    }

    [Fact]
    public async Task A_deadline_that_keeps_failing_stands_on_the_board_until_it_succeeds()
    {
        var ids = await bench.Add(1, TimeSpan.Zero);
        bench.Broken[ids[0]] = true;
        await sweep.RunOnce(Cancellation);

        (await NewWatchman().RunOnce(Cancellation)).Should().Equal(new Finding(FindingKind.DeadlinesFailing, 1));
    }

    [Fact]
    public async Task A_ladder_without_a_next_step_gets_one_that_is_due_now()
    {
        var subject = new NoticeSubject("report:1", 1, NoticeEvent.ReportToTriage, null, Grade.II, false);
        var climb = Climb.Start(subject, "triage", "triage", Guid.NewGuid(), TimeSpan.FromMinutes(10), 1, null, store.Time.GetUtcNow());
        var answered = Climb.Start(subject, "triage", "triage", Guid.NewGuid(), TimeSpan.FromMinutes(10), 1, null, store.Time.GetUtcNow());
        answered.Answer(store.Time.GetUtcNow());
        await using (var db = store.CreateDbContext())
        {
            db.Climbs.AddRange(climb, answered);
            db.Deadlines.Add(Deadline.At(store.Time.GetUtcNow().AddMinutes(1), DeadlineKind.DutyReminder, climb.Id, null));
            await db.SaveChangesAsync(Cancellation);
        }

        (await NewWatchman().RunOnce(Cancellation)).Should().Equal(new Finding(FindingKind.LaddersWithoutStep, 1));

        bench.Fired.Should().ContainSingle();
        (await bench.Deadlines()).Should().ContainSingle(d => d.Kind == DeadlineKind.LadderStep).Which.Should()
            .BeEquivalentTo(new { SubjectId = climb.Id, DueAt = store.Time.GetUtcNow(), State = DeadlineState.Fired });
    }

    [Fact]
    public async Task Deliveries_that_nobody_takes_wake_the_sender()
    {
        var now = store.Time.GetUtcNow();
        await using (var db = store.CreateDbContext())
        {
            db.Deliveries.Add(Delivery.Of(Guid.NewGuid(), Guid.NewGuid(), Grade.I, "duty@regulator.example", now));
            await db.SaveChangesAsync(Cancellation);
        }

        store.Time.Advance(TimeSpan.FromSeconds(61));

        (await NewWatchman().RunOnce(Cancellation)).Should().Equal(new Finding(FindingKind.DeliveriesStuck, 1));
        var woken = store.Signals.Deliveries.WaitAsync(TimeSpan.FromHours(1), store.Time, Cancellation);
        await woken.WaitAsync(Soon.Patience, Cancellation);
    }

    [Fact]
    public async Task A_sweep_or_a_sender_that_stands_still_is_found()
    {
        await sweep.RunOnce(Cancellation);
        sender = store.Time.GetUtcNow();
        store.Time.Advance(TimeSpan.FromSeconds(31));

        (await NewWatchman().RunOnce(Cancellation)).Should().Equal(new Finding(FindingKind.SweepStill, 1), new Finding(FindingKind.SenderStill, 1));
        pings.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task A_sender_that_has_not_completed_its_first_cycle_is_found()
    {
        await sweep.RunOnce(Cancellation);
        (await NewWatchman().RunOnce(Cancellation)).Should().BeEmpty("the program has just started");
        store.Time.Advance(TimeSpan.FromSeconds(31));
        await sweep.RunOnce(Cancellation);
        pings.Asked.Clear();

        (await NewWatchman().RunOnce(Cancellation)).Should().Equal(new Finding(FindingKind.SenderStill, 1));
        pings.Asked.Should().BeEmpty("nothing leaves, and the outside must hear of it");
    }

    [Fact]
    public async Task A_store_that_may_not_be_written_is_found_before_anybody_needs_it()
    {
        written = new Limited(store.Connection, "PRAGMA query_only = 1");
        (await NewWatchman().RunOnce(Cancellation)).Should().Equal(new Finding(FindingKind.StoreTakesNothing, 1));
        pings.Asked.Should().BeEmpty("no command would be carried out");
        health.StoreTakes.Should().BeFalse();

        written = store;
        (await NewWatchman().RunOnce(Cancellation)).Should().BeEmpty();
        pings.Asked.Should().ContainSingle();
        health.StoreTakes.Should().BeTrue();
    }

    [Fact]
    public async Task A_store_whose_lock_somebody_holds_for_good_is_found()
    {
        await using var holder = new SqliteConnection(store.Connection + ";Pooling=False");
        await holder.OpenAsync(Cancellation);
        await using var begin = holder.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        await begin.ExecuteNonQueryAsync(Cancellation);
        written = new Limited(store.Connection + ";Default Timeout=1", "PRAGMA user_version");
        (await NewWatchman().RunOnce(Cancellation)).Should().Equal(new Finding(FindingKind.StoreTakesNothing, 1));
        begin.CommandText = "ROLLBACK";
        await begin.ExecuteNonQueryAsync(Cancellation);
        (await NewWatchman().RunOnce(Cancellation)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_store_in_which_a_command_found_no_room_is_found_until_there_is_room_for_a_large_one()
    {
        (await NewWatchman().RunOnce(Cancellation)).Should().BeEmpty("its own line is there once");
        var full = new Limited(store.Connection, "PRAGMA max_page_count = 1");
        var writer = new Writer(full, store.Gate, store.Signals, store.Time, new Receipt());
        var record = (Work work) =>
        {
            work.Record("reports", new Fact(FactKind.ReportReceived, ("text", new string('y', 100_000))), number: "R-2026-0001");
            return Task.FromResult<Outcome<string>>("written");
        };
        await FluentActions.Awaiting(() => writer.Run(Caller.Program, record)).Should().ThrowAsync<Exception>();
        pings.Asked.Clear();

        written = full;
        for (var i = 0; i < 2; i++)
        {
            (await NewWatchman().RunOnce(Cancellation)).Should().Equal([new Finding(FindingKind.StoreTakesNothing, 1)], "its own small line fits where no command does");
        }

        pings.Asked.Should().BeEmpty();
        written = store;
        (await NewWatchman().RunOnce(Cancellation)).Should().BeEmpty();
        pings.Asked.Should().ContainSingle();
        await using var db = store.CreateDbContext();
        (await db.IdempotentAnswers.CountAsync(Cancellation)).Should().Be(0, "what it tried with is gone");
    }

    [Fact]
    public async Task A_full_store_does_not_keep_the_rest_from_being_looked_at()
    {
        var subject = new NoticeSubject("report:1", 1, NoticeEvent.ReportToTriage, null, Grade.II, false);
        await using (var db = store.CreateDbContext())
        {
            db.Climbs.Add(Climb.Start(subject, "triage", "triage", Guid.NewGuid(), TimeSpan.FromMinutes(10), 1, null, store.Time.GetUtcNow()));
            await db.SaveChangesAsync(Cancellation);
        }

        written = new Limited(store.Connection, "PRAGMA query_only = 1");
        (await NewWatchman().RunOnce(Cancellation)).Should().Equal(new Finding(FindingKind.StoreTakesNothing, 1));
        written = store;
        (await NewWatchman().RunOnce(Cancellation)).Should().Equal(new Finding(FindingKind.LaddersWithoutStep, 1));
    }

    private StoreProof NewProof() => new(written, store.Gate, store.Signals, store.Time, NullLogger<StoreProof>.Instance);

    private Watchman NewWatchman()
    {
        var scopes = new ServiceCollection().AddScoped(_ => store.NewWriter()).BuildServiceProvider().GetRequiredService<IServiceScopeFactory>();
        var heartbeat = new Heartbeat(new HttpClient(pings, disposeHandler: false), Options.Create(new HeartbeatOptions { Url = "https://watch.example/hub" }), NullLogger<Heartbeat>.Instance);
        return new Watchman(
            store, sweep, new LadderRepair(store, scopes), NewProof(), store.Signals, bench.Pulse, () => sender, health, bench.Meter, heartbeat, store.Time, NullLogger<Watchman>.Instance);
    }

    /// <summary>Contexts that the store lets do less.</summary>
    private sealed class Limited(string connection, string pragma) : DbConnectionInterceptor, IDbContextFactory<HubDbContext>
    {
        public HubDbContext CreateDbContext() => new SqliteHubDbContext(new DbContextOptionsBuilder<SqliteHubDbContext>()
            .UseApplicationServiceProvider(IdentityTables.Alone)
            .UseSqlite(connection + ";Pooling=False")
            .AddInterceptors(new SqlitePragmas(), this)
            .Options);

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = pragma;
            await command.ExecuteScalarAsync(cancellationToken);
        }
    }

    private sealed class Pings : HttpMessageHandler
    {
        public List<Uri> Asked { get; } = [];

        public Exception? Fault { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!);
            return Fault is null ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)) : Task.FromException<HttpResponseMessage>(Fault);
        }
    }
}
