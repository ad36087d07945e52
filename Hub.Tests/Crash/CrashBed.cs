using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Dispatch;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Crash;

/// <summary>The real program with one group of people, a relay beside it, and a look into its store from outside.</summary>
internal sealed class CrashBed : IAsyncDisposable
{
    /// <summary>Connections that a program may open: the most duplicates that a crash may cost.</summary>
    public const int Connections = 64;

    /// <summary>How long <c>store script</c> takes on a machine that has nothing else to do.</summary>
    private static readonly TimeSpan OnAFreeMachine = TimeSpan.FromSeconds(2);

    private readonly string folder = Directory.CreateTempSubdirectory("hub-crash-").FullName;
    private readonly ConcurrentDictionary<string, int> answered = new(StringComparer.Ordinal);
    private readonly TestStore store;
    private readonly int port;
    private readonly TimeSpan patience;
    private string key = "";
    private RunningHub? program;

    private CrashBed(TestStore? store, int relayPort, TimeSpan patience)
    {
        port = relayPort;
        this.patience = patience;
        this.store = store ?? TestStore.OnFile(Path.Combine(folder, "hub.db"));
    }

    /// <summary>Incidents whose POST was answered.</summary>
    public IReadOnlyCollection<string> Answered => [.. answered.Keys];

    /// <summary>A bed whose relay listens on the port, or will; an incident tells so many people.</summary>
    /// <param name="relayPort">Where the relay listens.</param>
    /// <param name="people">How many an incident tells.</param>
    /// <param name="provider">The store.</param>
    /// <param name="patience">How long the program waits for the relay; null: as long as by default, so that a busy machine alone makes it give up nothing.</param>
    public static async Task<CrashBed> Prepare(int relayPort, int people, StoreProvider provider = StoreProvider.Sqlite, TimeSpan? patience = null)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "kill -9 is a signal of Unix; this runs on Linux only.");
        var bed = new CrashBed(provider == StoreProvider.Sqlite ? null : await TestStore.On(provider), relayPort, patience ?? new MailOptions().CommandTimeout);
        var (status, output) = await HubProcess.Run(bed.folder, ["keys", "add", "--name", "crash", "--rights", "report,triage,read", .. bed.StoreSettings().Select(s => "--" + s)]);
        status.Should().Be(0, output);
        bed.key = output.Trim().Split('\n')[^1].Trim();
        await using var db = bed.store.CreateDbContext();
        OneGroup.Add(db, people, TimeProvider.System.GetUtcNow());
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return bed;
    }

    /// <summary>Starts the program, for the first time or again, and waits until it serves.</summary>
    public async Task Start() => program = await Launch(port);

    /// <summary>Starts a program of its own on the same store, whose relay listens on the port.</summary>
    public async Task<RunningHub> Launch(int relayPort)
    {
        var hub = HubProcess.Serve(
            folder, [.. StoreSettings(), "Mail:Mode=Smtp", "Mail:Host=127.0.0.1", $"Mail:Port={relayPort}", "Mail:Security=None", "Mail:From=hub@contoso.example",
            $"Mail:MostConnections={Connections}", $"Mail:CommandTimeout={patience}", $"Mail:ConnectTimeout={patience}"]);
        var api = new HttpClient { BaseAddress = await hub.Address() };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return new RunningHub(hub, api);
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task Kill()
    {
        await program!.DisposeAsync();
        program = null;
    }

    /// <summary>Opens an incident through the API of the bed's own program, or of another.</summary>
    public async Task Open(string title, RunningHub? at = null)
    {
        using var response = await (at ?? program!).Api.PostAsJsonAsync(new Uri("/api/v1/incidents", UriKind.Relative), new { title, grade = "II", reason = "seen on two hosts" });
        response.EnsureSuccessStatusCode();
        answered[(await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("number").GetString()!] = 0;
    }

    /// <summary>Opens incidents, four at a time, until all are open or the program is gone.</summary>
    public Task Burst(string title, int incidents)
    {
        var (next, at) = (0, program!);
        return Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            try
            {
                for (var number = Interlocked.Increment(ref next); number <= incidents; number = Interlocked.Increment(ref next))
                {
                    await Open($"{title}, {number}", at);
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException)
            {
                // Killed before it had answered: this one may be open or not.
            }
        }));
    }

    /// <summary>Everything that is to be mailed, by Message-ID; with its incident's number.</summary>
    public async Task<Dictionary<string, string>> Asked()
    {
        await using var db = store.CreateDbContext();
        var rows = await (
            from delivery in db.Deliveries.AsNoTracking()
            join incident in db.Incidents on delivery.IncidentId equals incident.Id
            where delivery.Channel == Channel.Mail && delivery.NoticeId != null
            select new { delivery.Id, incident.Number }).ToListAsync();
        return rows.ToDictionary(r => $"{r.Id:N}@localhost", r => r.Number, StringComparer.Ordinal);
    }

    /// <summary>Deliveries by mail that still wait.</summary>
    public async Task<List<Delivery>> Waiting()
    {
        await using var db = store.CreateDbContext();
        return await db.Deliveries.AsNoTracking().Where(d => d.Channel == Channel.Mail && d.State == DeliveryState.Queued).ToListAsync();
    }

    /// <summary>Waits for a state; when it does not come about, the failure says what the program wrote.</summary>
    public Task Until(Func<Task<bool>> state, string what) => Soon.Until(state, () => $"The program wrote: {program?.Hub.Output}", what);

    /// <inheritdoc cref="Until(Func{Task{bool}}, string)"/>
    public Task Until(Func<bool> state, string what) => Until(() => Task.FromResult(state()), what);

    /// <summary>
    /// How many times slower the machine is at this moment than when it has nothing else to do: by how long a command
    /// of the program takes that only prints. At least 1.
    /// </summary>
    public async Task<double> Slowness()
    {
        var began = Stopwatch.GetTimestamp();
        (await HubProcess.Run(folder, "store", "script")).Status.Should().Be(0);
        return Math.Max(1, Stopwatch.GetElapsedTime(began) / OnAFreeMachine);
    }

    /// <summary>Waits until every mail is with the relay and the store knows it.</summary>
    public Task AllSent() => Until(async () => (await Waiting()).Count == 0, "every mail is accepted");

    /// <summary>Nothing was lost: every incident that was answered is there, has all its notices, and each of them was mailed.</summary>
    public async Task NothingLost(IEnumerable<SunkMail> mails, int people, string why)
    {
        var asked = await Asked();
        asked.Values.Distinct(StringComparer.Ordinal).Should().Contain(Answered, why);
        asked.Values.CountBy(n => n).Should().OnlyContain(n => n.Value == people, why);
        asked.Keys.Except(mails.Select(m => m.MessageId), StringComparer.Ordinal).Should().BeEmpty($"nothing may be lost; {why}");
    }

    public async ValueTask DisposeAsync()
    {
        if (program is not null)
        {
            await Kill();
        }

        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private string[] StoreSettings() => store.Provider == StoreProvider.Sqlite ? [] : ["Store:Provider=SqlServer", $"ConnectionStrings:Hub={store.Connection}"];
}

/// <summary>A program that serves, and a client that carries a key of it. Its end is a <c>kill -9</c>.</summary>
internal sealed record RunningHub(HubProcess Hub, HttpClient Api) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        Api.Dispose();
    }
}
