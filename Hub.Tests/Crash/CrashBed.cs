using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Crash;

/// <summary>The real program with the sample organisation, a relay beside it, and a look into its store from outside.</summary>
internal sealed class CrashBed : IAsyncDisposable
{
    /// <summary>Connections that the program may open: the most duplicates that a crash may cost.</summary>
    public const int Connections = 8;

    private readonly string folder = Directory.CreateTempSubdirectory("hub-crash-").FullName;
    private readonly TestStore store;
    private readonly int port;
    private string key = "";
    private HubProcess? program;
    private HttpClient? api;

    private CrashBed(int relayPort)
    {
        port = relayPort;
        store = TestStore.OnFile(Path.Combine(folder, "hub.db"));
    }

    /// <summary>A bed whose relay listens on the port, or will.</summary>
    public static async Task<CrashBed> Prepare(int relayPort)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "kill -9 is a signal of Unix; this runs on Linux only.");
        var bed = new CrashBed(relayPort);
        var (status, output) = await HubProcess.Run(bed.folder, "keys", "add", "--name", "crash", "--rights", "report,triage,read");
        status.Should().Be(0, output);
        bed.key = output.Trim().Split('\n')[^1].Trim();
        return bed;
    }

    /// <summary>Starts the program, for the first time or again, and waits until it serves.</summary>
    public async Task Start()
    {
        program = HubProcess.Serve(
            folder, "Hub:SampleData=true", "Mail:Mode=Smtp", "Mail:Host=127.0.0.1", $"Mail:Port={port}", "Mail:Security=None",
            "Mail:From=hub@contoso.example", $"Mail:Connections={Connections}");
        api = new HttpClient { BaseAddress = await program.Address() };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task Kill()
    {
        await program!.Kill();
        await program.DisposeAsync();
        api?.Dispose();
        program = null;
    }

    /// <summary>Opens an incident through the API; gives back its number.</summary>
    public async Task<string> Open(string title)
    {
        using var response = await api!.PostAsJsonAsync(new Uri("/api/v1/incidents", UriKind.Relative), new { title, grade = "II", reason = "seen on two hosts" });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("number").GetString()!;
    }

    /// <summary>The mails that an incident's notices ask for at once, by Message-ID; with their recipients.</summary>
    public async Task<Dictionary<string, string>> Asked(string number)
    {
        await using var db = store.CreateDbContext();
        var rows = await (
            from delivery in db.Deliveries.AsNoTracking()
            join incident in db.Incidents on delivery.IncidentId equals incident.Id
            where incident.Number == number && delivery.Channel == Channel.Mail && delivery.NoticeId != null
            select new { delivery.Id, delivery.Address }).ToListAsync();
        return rows.ToDictionary(r => $"{r.Id:N}@localhost", r => r.Address, StringComparer.Ordinal);
    }

    /// <summary>Deliveries by mail that still wait.</summary>
    public async Task<List<Delivery>> Waiting()
    {
        await using var db = store.CreateDbContext();
        return await db.Deliveries.AsNoTracking().Where(d => d.Channel == Channel.Mail && d.State == DeliveryState.Queued).ToListAsync();
    }

    /// <summary>Waits for a state, for a minute at most.</summary>
    public async Task Until(Func<Task<bool>> state, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await state())
        {
            (Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(1)).Should().BeTrue($"it was awaited for a minute that {what}; the program wrote: {program?.Output}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    /// <summary>Waits until every mail is with the relay and the store knows it.</summary>
    public Task AllSent() => Until(async () => (await Waiting()).Count == 0, "every mail is accepted");

    public async ValueTask DisposeAsync()
    {
        if (program is not null)
        {
            await Kill();
        }

        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
