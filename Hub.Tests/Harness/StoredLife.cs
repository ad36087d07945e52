using System.Globalization;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Dispatch;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Features.Incidents;
using Hub.Web.Features.Notices;
using Hub.Web.Schedule;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Harness;

/// <summary>
/// The life of incidents on the real use cases, sweep, sender and SQLite, in one program or two on one store; every program
/// can die between any two writes and is started again.
/// </summary>
internal sealed class StoredLife : IAsyncDisposable
{
    public static readonly string[] Names = [.. LifePlan.Names];

    private readonly TestStore store;
    private readonly List<(Story Program, DyingProcess Process)> programs = [];
    private readonly Caller commander = new(CallerKind.Person, Guid.NewGuid(), null, "commander", RoleRights.Of(Role.Commander) | RoleRights.Of(Role.OnCall));

    private StoredLife(TestStore store, int nodes)
    {
        this.store = store;
        Mail = new LifeRelay(Channel.Mail, store) { WatchesOrder = nodes == 1 };
        Sms = new LifeRelay(Channel.Sms, store) { WatchesOrder = nodes == 1 };
    }

    public LifeRelay Mail { get; }

    public LifeRelay Sms { get; }

    /// <summary>What was done, for a life that broke a rule.</summary>
    public List<string> Told { get; } = [];

    /// <summary>How often a program died.</summary>
    public int Deaths { get; private set; }

    /// <summary>How often a relay took a message without saying so.</summary>
    public int AnswersLost => Mail.AnswersLostInAll + Sms.AnswersLostInAll;

    public TestStore Store => store;

    public static async Task<StoredLife> Begin(int nodes)
    {
        var life = new StoredLife(await TestStore.Sqlite(), nodes);
        await using (var db = life.store.CreateDbContext())
        {
            await LifeStore.Load(db, life.store.Time.GetUtcNow());
        }

        for (var i = 0; i < nodes; i++)
        {
            life.programs.Add(life.Start());
        }

        return life;
    }

    public Task Open(Grade grade, int n) => Act($"open {grade}", n, p => p.Try<OpenIncident, Opened>(o => o.ReportAndConfirm(commander, new ReportContent { Title = $"Worm {Told.Count}" }, grade, "seen")));

    public Task Report(Grade? grade, int n) => Act($"report {grade}", n, p => p.Try<ReportEvent, Reported>(r => r.Run(commander, new ReportContent { Title = $"Strange {Told.Count}", SuspectedGrade = grade })));

    public Task Confirm(Grade grade, int n) => OnReport($"confirm {grade}", n, (p, number) => p.Try<OpenIncident, Opened>(o => o.Confirm(commander, number, grade, null, "seen")));

    public Task Dismiss(int n) => OnReport("dismiss", n, (p, number) => p.Try<TriageReport, string>(t => t.Dismiss(commander, number, "a test of the printer")));

    public Task Regrade(Grade grade, int n) => OnIncident($"grade {grade}", n, (p, number) => p.Try<CommandIncident, string>(c => c.ChangeGrade(commander, number, grade, "it grew")));

    public Task StandDown(int n) => OnIncident("stand down", n, (p, number) => p.Try<CommandIncident, string>(c => c.StandDown(commander, number, "over")));

    public Task Close(int n) => OnIncident("close", n, (p, number) => p.Try<CommandIncident, string>(c => c.Close(commander, number, "done")));

    public Task Acknowledge(string name, int n) => OnNotice($"{name} acknowledges", name, n, (p, token) => p.Try<AcknowledgeNotice, Acknowledged>(a => a.ByToken(token, null)));

    public Task Decline(string name, int n) => OnNotice($"{name} cannot take it", name, n, (p, token) => p.Try<DeclineNotice, Declined>(d => d.ByToken(token, AcknowledgementMeans.Sms)));

    public Task ClimbNow(string name, int n) => OnNotice($"{name} lets it climb", name, n, (p, token) => p.Try<ClimbNow, Climbed>(c => c.ByToken(token, null)));

    public async Task Away(string name, int minutes)
    {
        Told.Add($"{name} away for {minutes} min");
        await using var db = store.CreateDbContext();
        var person = await db.Persons.SingleAsync(p => p.Name == name);
        person.AwayUntil(minutes < 0 ? null : store.Time.GetUtcNow().AddMinutes(minutes));
        await db.SaveChangesAsync();
    }

    public void Fault(LifeRelay relay, string what, string name)
    {
        Told.Add($"{relay.Kind} {what} {name}");
        var address = relay.Kind == Channel.Mail ? LifeStore.Mail(name) : LifeStore.Number(name);
        switch (what)
        {
            case "down": relay.IsUp = false; break;
            case "up": relay.IsUp = true; break;
            case "refuses": relay.Refused.Add(address); break;
            case "is busy for": relay.Busy.Add(address); break;
            default: relay.Refused.Remove(address); relay.Busy.Remove(address); break;
        }
    }

    /// <summary>One of the programs will die at an edge of a write.</summary>
    public void DieAt(int edge, int n)
    {
        Told.Add($"program {n % programs.Count} dies at edge {edge}");
        programs[n % programs.Count].Process.DieAt(edge);
    }

    /// <summary>Time passes; whatever falls due on the way happens at its instant.</summary>
    public async Task Pass(TimeSpan span)
    {
        Told.Add(string.Create(CultureInfo.InvariantCulture, $"{span} pass"));
        var end = store.Time.GetUtcNow() + span;
        while (await NextInstant(end) is { } next)
        {
            store.Time.SetUtcNow(next);
            await Settle();
        }

        store.Time.SetUtcNow(end);
        await Settle();
    }

    /// <summary>Nothing runs for a while; then the programs start again.</summary>
    public async Task Outage(TimeSpan span)
    {
        Told.Add(string.Create(CultureInfo.InvariantCulture, $"nothing runs for {span}"));
        store.Time.Advance(span);
        for (var i = 0; i < programs.Count; i++)
        {
            await Restart(i);
        }

        await Settle();
    }

    /// <summary>The relays work again and accept everybody, and no program is about to die.</summary>
    public async Task Heal()
    {
        Told.Add("everything works again");
        foreach (var relay in new[] { Mail, Sms })
        {
            relay.IsUp = true;
            relay.Refused.Clear();
            relay.Busy.Clear();
            relay.AnswersLost = 0;
        }

        programs.ForEach(p => p.Process.DieAt(int.MaxValue));
        await Settle();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (program, process) in programs)
        {
            await program.End();
            process.Dispose();
        }

        await store.DisposeAsync();
    }

    private (Story Program, DyingProcess Process) Start()
    {
        var process = new DyingProcess();
        var program = Story.Resume(store, builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Mail:Connections"] = "2" });
            builder.Services.ConfigureDbContext<SqliteHubDbContext>(db => db.AddInterceptors(process));
            builder.Services.AddSingleton<IReadOnlyList<IChannel>>(_ => [Mail, Sms]);
        });
        return (program, process);
    }

    private async Task Restart(int which)
    {
        var (program, process) = programs[which];
        Deaths += process.IsDead ? 1 : 0;
        await program.End();
        process.Dispose();
        programs[which] = Start();
    }

    /// <summary>All programs fire and send until nothing is left to do at this instant; who dies on the way is started again.</summary>
    private async Task Settle()
    {
        for (var round = 0; ; round++)
        {
            if (round > 500)
            {
                throw new InvalidOperationException($"It never comes to rest. The life: {string.Join("; ", Told)}");
            }

            var done = await Task.WhenAll(programs.Select((p, i) => Alive(i, p.Process, async () =>
                await p.Program.Service<DeadlineSweep>().RunOnce(p.Process.Death) + await p.Program.Service<Sender>().DrainOnce(p.Process.Death))));
            var died = false;
            for (var i = 0; i < programs.Count; i++)
            {
                if (programs[i].Process.IsDead)
                {
                    await Restart(i);
                    died = true;
                }
            }

            if (!died && done.Sum() == 0)
            {
                return;
            }
        }
    }

    private static async Task<int> Alive(int which, DyingProcess process, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception) when (process.IsDead)
        {
            return which;
        }
    }

    private async Task Act<T>(string what, int n, Func<Story, Task<Outcome<T>>> act)
        where T : notnull
    {
        var which = n % programs.Count;
        var (program, process) = programs[which];
        try
        {
            var outcome = await act(program);
            Told.Add(outcome.IsRefused ? $"{what}: refused ({outcome.Refusal.Code})" : what);
        }
        catch (Exception) when (process.IsDead)
        {
            Told.Add($"{what}: died");
        }

        await Settle();
    }

    private async Task OnIncident<T>(string what, int n, Func<Story, string, Task<Outcome<T>>> act)
        where T : notnull
    {
        await using var db = store.CreateDbContext();
        if (await db.Incidents.OrderBy(i => i.Number).Select(i => i.Number).ToListAsync() is { Count: > 0 } numbers)
        {
            await Act($"{numbers[n % numbers.Count]} {what}", n, p => act(p, numbers[n % numbers.Count]));
        }
    }

    private async Task OnReport<T>(string what, int n, Func<Story, string, Task<Outcome<T>>> act)
        where T : notnull
    {
        await using var db = store.CreateDbContext();
        if (await db.Reports.Where(r => r.State == ReportState.Open).OrderBy(r => r.Number).Select(r => r.Number).FirstOrDefaultAsync() is { } number)
        {
            await Act($"{number} {what}", n, p => act(p, number));
        }
    }

    private async Task OnNotice<T>(string what, string name, int n, Func<Story, string, Task<Outcome<T>>> act)
        where T : notnull
    {
        await using var db = store.CreateDbContext();
        foreach (var token in await db.Notices.Where(x => x.PersonName == name && x.State == NoticeState.Open).Select(x => x.Token).Take(3).ToListAsync())
        {
            await Act(what, n, p => act(p, token));
        }
    }

    private async Task<DateTimeOffset?> NextInstant(DateTimeOffset end)
    {
        await using var db = store.CreateDbContext();
        var now = store.Time.GetUtcNow();
        var deadline = await db.Deadlines.Where(d => d.State == DeadlineState.Pending && d.DueAt > now && d.DueAt < end).MinAsync(d => (DateTimeOffset?)d.DueAt);
        var attempt = await db.Deliveries.Where(d => (d.State == DeliveryState.Queued || d.State == DeliveryState.Standby) && d.NextAttemptAt > now && d.NextAttemptAt < end).MinAsync(d => (DateTimeOffset?)d.NextAttemptAt);
        var lease = await db.Deliveries.Where(d => d.LeaseUntil > now && d.LeaseUntil < end).MinAsync(d => d.LeaseUntil);
        var hold = await db.Deadlines.Where(d => d.LeaseUntil > now && d.LeaseUntil < end && d.State == DeadlineState.Pending).MinAsync(d => d.LeaseUntil);

        // A lease may be taken over just after its end.
        return new[] { deadline, attempt, lease?.AddMilliseconds(1), hold?.AddMilliseconds(1) }.Where(i => i < end).Min();
    }
}
