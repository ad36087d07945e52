using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Dispatch;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Features.Clocks;
using Hub.Web.Features.Incidents;
using Hub.Web.Features.Notices;
using Hub.Web.Schedule;
using Hub.Web.Setup;
using Hub.Web.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Tests.Harness;

/// <summary>
/// A story on the real use cases, sweep, sender and a real SQLite store, with a fake clock and recording channels.
/// Nothing runs by itself: time passes when the story says so. Any message that the story did not expect fails it.
/// </summary>
internal sealed class Story : IAsyncDisposable
{
    private readonly TestStore store;
    private readonly WebApplication app;
    private readonly List<string> unread = [];

    private Story(TestStore kept, WebApplication app)
    {
        store = kept;
        this.app = app;
    }

    public FakeTimeProvider Time => store.Time;

    public TestStore Store => store;

    public RecordingChannel Mail { get; } = new(Channel.Mail);

    public RecordingChannel Sms { get; } = new(Channel.Sms);

    /// <summary>Number of the report or incident that the story is about.</summary>
    public string Number { get; set; } = "";

    public static Caller Samantha { get; } = Play("samantha", Role.OnCall);

    public static Caller Chief { get; } = Play("chief", Role.Commander);

    public static Caller Legal { get; } = Play("legal", Role.Legal);

    public static Caller Detector { get; } = new(CallerKind.ApiKey, Guid.NewGuid(), null, "intrusion-detector", Right.Report | Right.Read);

    /// <summary>Begins with the small plan, or with what <paramref name="load"/> puts into the store.</summary>
    public static async Task<Story> Begin(Func<HubDbContext, DateTimeOffset, Task>? load = null)
    {
        var fresh = await TestStore.Sqlite();
        await using (var db = fresh.CreateDbContext())
        {
            await (load ?? StoryPlan.Load)(db, fresh.Time.GetUtcNow());
        }

        return Resume(fresh);
    }

    /// <summary>The program starts (again) on a store: a new process as far as memory goes.</summary>
    /// <param name="kept">The store.</param>
    /// <param name="change">Changes the program before it is built, such as its channels.</param>
    public static Story Resume(TestStore kept, Action<WebApplicationBuilder>? change = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Hub"] = kept.Connection,
            ["Hub:DataFolder"] = Path.GetTempPath(),
            ["Mail:Mode"] = "Smtp",
            ["Sms:Mode"] = "Mail",
            ["Sms:Mail:Address"] = "{number}@sms.example",
        });
        builder.WebHost.UseTestServer();
        builder.Services.AddRouting();
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        builder.AddStore();
        builder.AddLanguages();
        builder.AddPlans();
        builder.AddUseCases();
        builder.AddDispatch();
        builder.AddSchedule();
        Story? story = null;
        builder.Services.AddSingleton<TimeProvider>(kept.Time);
        builder.Services.AddSingleton<IReadOnlyList<IChannel>>(_ => [story!.Mail, story.Sms]);
        change?.Invoke(builder);
        story = new Story(kept, builder.Build());
        return story;
    }

    /// <summary>Asks a use case, which must not refuse.</summary>
    public async Task<T> Do<TUseCase, T>(Func<TUseCase, Task<Outcome<T>>> call)
        where TUseCase : notnull
    {
        var outcome = await Try(call);
        outcome.Refusal.Should().BeNull();
        await Settle();
        return outcome.Value;
    }

    /// <summary>Asks a use case, which may refuse.</summary>
    public async Task<Outcome<T>> Try<TUseCase, T>(Func<TUseCase, Task<Outcome<T>>> call)
        where TUseCase : notnull
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await call(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }

    public async Task Report(Grade? suspected = null, string source = "ids", string? externalId = null) =>
        Number = (await Do<ReportEvent, Reported>(r => r.Run(Detector, new ReportContent { Title = "Worm on WEB2", SuspectedGrade = suspected, Source = source, ExternalId = externalId }))).Number;

    public async Task Confirm(Grade grade) =>
        Number = (await Do<OpenIncident, Opened>(o => o.Confirm(Samantha, Number, grade, Category.Manmade, "seen in the log"))).Number;

    /// <summary>An exercise by the plan in force.</summary>
    public async Task OpenDrill(Grade grade)
    {
        await using var db = store.CreateDbContext();
        var plan = await db.PlanVersions.Where(v => v.State == PlanState.InForce).Select(v => v.Id).SingleAsync();
        Number = (await Do<OpenIncident, Opened>(o => o.ReportAndConfirm(Samantha, new ReportContent { Title = "Worm on WEB2" }, grade, "exercise", drillPlan: plan))).Number;
    }

    public async Task Open(Grade grade) =>
        Number = (await Do<OpenIncident, Opened>(o => o.ReportAndConfirm(Samantha, new ReportContent { Title = "Worm on WEB2" }, grade, "seen in the log"))).Number;

    public Task Command(Func<CommandIncident, Task<Outcome<string>>> command) => Do(command);

    public Task Decide(Func<DecideDuty, Task<Outcome<Guid>>> decide) => Do(decide);

    /// <summary>Somebody acknowledges what is open for them, by the link of the notice.</summary>
    public async Task Acknowledge(string name, NoticeEvent? about = null)
    {
        await using var db = store.CreateDbContext();
        var tokens = await db.Notices.Where(n => n.PersonName == name && n.State == NoticeState.Open && (about == null || n.Event == about)).Select(n => n.Token).ToListAsync();
        tokens.Should().NotBeEmpty($"{name} must have something to acknowledge");
        foreach (var token in tokens)
        {
            await Do<AcknowledgeNotice, Acknowledged>(a => a.ByToken(token, "127.0.0.1"));
        }
    }

    /// <summary>Time passes; whatever falls due on the way happens at its instant.</summary>
    public async Task Pass(TimeSpan span)
    {
        var end = Time.GetUtcNow() + span;
        while (await NextInstant(end) is { } next)
        {
            Time.SetUtcNow(next);
            await Settle();
        }

        Time.SetUtcNow(end);
        await Settle();
    }

    public Task Pass(int minutes) => Pass(TimeSpan.FromMinutes(minutes));

    /// <summary>The process is down: the clock goes on, nothing happens. A new process starts on the store.</summary>
    public async Task<Story> Crash(TimeSpan downFor)
    {
        Time.Advance(downFor);
        unread.Should().BeEmpty();
        await app.DisposeAsync();
        var next = Resume(store);
        next.Number = Number;
        await next.Settle();
        return next;
    }

    /// <summary>Exactly these messages were sent since the last time, in any order: <c>name Event</c>, <c>name Event sms</c>, <c>duty ADDRESS</c>, or <c>answer ADDRESS: TEXT</c>.</summary>
    public async Task Expects(params IEnumerable<string> messages)
    {
        await Collect();
        unread.Should().BeEquivalentTo(messages);
        unread.Clear();
    }

    /// <summary>What was sent since the last time, for a story that asserts it itself.</summary>
    public async Task<IReadOnlyList<string>> Read()
    {
        await Collect();
        var all = unread.ToList();
        unread.Clear();
        return all;
    }

    /// <summary>A person acknowledges everything that is open for them, if anything is.</summary>
    public async Task AcknowledgeAll(Guid personId)
    {
        await using var db = store.CreateDbContext();
        foreach (var token in await db.Notices.Where(n => n.PersonId == personId && n.State == NoticeState.Open).Select(n => n.Token).ToListAsync())
        {
            await Do<AcknowledgeNotice, Acknowledged>(a => a.ByToken(token, "127.0.0.1"));
        }
    }

    public async Task<Incident> Incident()
    {
        await using var db = store.CreateDbContext();
        return await db.Incidents.AsNoTracking().SingleAsync(i => i.Number == Number);
    }

    /// <summary>The record of a chain, as kinds in order.</summary>
    public async Task<IReadOnlyList<TimelineEntry>> Record(string? chain = null)
    {
        await using var db = store.CreateDbContext();
        var wanted = chain ?? Number;
        return await db.Timeline.AsNoTracking().Where(e => e.Chain == wanted).OrderBy(e => e.Number).ToListAsync();
    }

    /// <summary>Fires what is due and sends what is queued, until nothing is left to do at this instant.</summary>
    public async Task Settle()
    {
        var sweep = app.Services.GetRequiredService<DeadlineSweep>();
        var sender = app.Services.GetRequiredService<Sender>();
        while (await sweep.RunOnce() + await sender.DrainOnce() > 0)
        {
            // One may have made work for the other.
        }
    }

    /// <summary>A part of the program.</summary>
    public T Service<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>The program ends; its store stays.</summary>
    public ValueTask End() => app.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await Collect();
        var rest = unread.ToList();
        await app.DisposeAsync();
        await store.DisposeAsync();
        rest.Should().BeEmpty("the story must expect every message");
    }

    private static Caller Play(string name, Role role) => new(CallerKind.Person, Guid.NewGuid(), null, name, RoleRights.Of(role));

    private async Task<DateTimeOffset?> NextInstant(DateTimeOffset end)
    {
        await using var db = store.CreateDbContext();
        var now = Time.GetUtcNow();
        var deadline = await db.Deadlines.Where(d => d.State == DeadlineState.Pending && d.DueAt > now && d.DueAt < end).MinAsync(d => (DateTimeOffset?)d.DueAt);
        var attempt = await db.Deliveries.Where(d => (d.State == DeliveryState.Queued || d.State == DeliveryState.Standby) && d.NextAttemptAt > now && d.NextAttemptAt < end)
            .MinAsync(d => (DateTimeOffset?)d.NextAttemptAt);
        return new[] { deadline, attempt }.Min();
    }

    private async Task Collect()
    {
        await using var db = store.CreateDbContext();
        foreach (var message in Mail.TakeAll().Concat(Sms.TakeAll()))
        {
            var delivery = await db.Deliveries.AsNoTracking().SingleAsync(d => d.Id == message.DeliveryId);
            var notice = await db.Notices.AsNoTracking().SingleOrDefaultAsync(n => n.Id == delivery.NoticeId);
            if (delivery is { BundleId: { } bundle, NoticeId: null })
            {
                var members = await db.Notices.AsNoTracking().Where(n => db.Deliveries.Any(d => d.BundleId == bundle && d.NoticeId == n.Id)).ToListAsync();
                unread.Add($"{members[0].PersonName} bundle of {members.Count}{(message.Channel == Channel.Sms ? " sms" : "")}");
                continue;
            }

            unread.Add(delivery.InboundId is not null ? $"answer {message.Address}: {message.Text.Trim()}" : notice is null ? $"duty {message.Address}" : $"{notice.PersonName} {notice.Event}{(message.Channel == Channel.Sms ? " sms" : "")}");
        }
    }
}
