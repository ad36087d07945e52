using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Features.Plans;
using Hub.Web.Live;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Tests.Live;

/// <summary>Writes incidents straight through the writer, and runs a feed on the same store.</summary>
internal sealed class LiveBench(IDbContextFactory<HubDbContext> contexts, Func<Writer> newWriter, CommitSignals signals) : IDisposable
{
    private Guid plan;
    private IncidentFeed? feed;
    private Throttler? throttler;

    public LiveBench(TestStore store)
        : this(store, () => store.NewWriter(), store.Signals)
    {
    }

    /// <summary>On the store of a running program, whose own feed is used.</summary>
    public static LiveBench In(HubApp app)
    {
        var contexts = app.Services.GetRequiredService<IDbContextFactory<HubDbContext>>();
        var signals = app.Services.GetRequiredService<CommitSignals>();
        return new LiveBench(
            contexts,
            () => new Writer(contexts, app.Services.GetRequiredService<WriteGate>(), signals, app.Services.GetRequiredService<TimeProvider>(), new Receipt()),
            signals);
    }

    public async Task Prepare()
    {
        await using var db = contexts.CreateDbContext();
        var version = PlanVersion.PutInForce(DefaultPlan.Read(), 99, TestStore.Start);
        plan = version.Id;
        db.PlanVersions.Add(version);
        await db.SaveChangesAsync();
    }

    public async Task<IncidentFeed> StartFeed(TimeProvider? throttle = null)
    {
        throttler = new Throttler(throttle ?? TimeProvider.System);
        feed = new IncidentFeed(contexts, signals, TimeProvider.System, throttler, new BoardAge(), NullLogger<IncidentFeed>.Instance);
        await feed.StartAsync(TestContext.Current.CancellationToken);
        return feed;
    }

    public async Task StopFeed()
    {
        await feed!.StopAsync(CancellationToken.None);
        feed.Dispose();
        throttler!.Dispose();
        feed = null;
    }

    public async Task<Guid> OpenIncident(string title, Grade grade = Grade.III, bool restricted = false, Guid? leader = null)
    {
        var outcome = await newWriter().Run<Guid>(Caller.Program, async work =>
        {
            var number = await work.NextNumber("INC");
            var (report, _) = Report.Receive($"R-{number}", new ReportContent { Title = title }, "Robert Brown", null, false, work.Now);
            var (incident, fact) = Incident.Open($"INC-{number}", report, Category.Accident, grade, "Seen", plan, restricted, work.Now).Value;
            if (leader is { } person)
            {
                incident.Appoint(person, "Taylor Maxwell");
            }

            work.Db.Incidents.Add(incident);
            work.Record(incident.Number, fact, incident.Id, incident.Number);
            return incident.Id;
        });
        return outcome.Value;
    }

    /// <summary>Writes so many changes of an incident in one transaction.</summary>
    public async Task Post(Guid id, int times)
    {
        await newWriter().Run<bool>(Caller.Program, async work =>
        {
            var incident = await work.Db.Incidents.SingleAsync(i => i.Id == id);
            for (var i = 1; i <= times; i++)
            {
                work.Record(incident.Number, incident.Post($"Update {i}", "Taylor Maxwell", work.Now).Value, incident.Id, incident.Number);
            }

            return true;
        });
    }

    public async Task Close(Guid id)
    {
        var outcome = await newWriter().Run<bool>(Caller.Program, async work =>
        {
            var incident = await work.Db.Incidents.SingleAsync(i => i.Id == id);
            work.Record(incident.Number, incident.Close("Over", work.Now).Value, incident.Id, incident.Number);
            return true;
        });
        outcome.IsRefused.Should().BeFalse();
    }

    public async Task<long> LastSequence()
    {
        await using var db = contexts.CreateDbContext();
        return await db.Counters.Where(c => c.Name == "changes").Select(c => c.Value).SingleAsync();
    }

    /// <summary>Waits until what queued work counts stands still.</summary>
    public async Task Settle(Func<int> count)
    {
        for (int before = -1, same = 0; same < 5; before = count())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
            same = before == count() ? same + 1 : 0;
        }
    }

    public void Dispose()
    {
        if (feed is not null)
        {
            feed.StopAsync(CancellationToken.None).GetAwaiter().GetResult();
            feed.Dispose();
        }

        throttler?.Dispose();
    }
}
