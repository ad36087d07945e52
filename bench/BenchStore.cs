using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Harness;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Bench;

/// <summary>A store on the disk of this machine, with a plan that tells one group of people, and the real program on it.</summary>
internal sealed class BenchStore : IAsyncDisposable
{
    private readonly DbContextOptions<SqliteHubDbContext> options;

    private BenchStore(string folder, string key)
    {
        Folder = folder;
        Key = key;
        options = new DbContextOptionsBuilder<SqliteHubDbContext>()
            .UseApplicationServiceProvider(IdentityTables.Alone)
            .UseSqlite($"Data Source={Path.Combine(folder, "hub.db")}")
            .AddInterceptors(new SqlitePragmas())
            .Options;
    }

    public string Folder { get; }

    /// <summary>An API key with every right that the sections need.</summary>
    public string Key { get; }

    public Guid PlanVersionId { get; private set; }

    /// <summary>Makes the store with the program's own command, and fills it.</summary>
    public static async Task<BenchStore> Prepare(int people)
    {
        var folder = Directory.CreateTempSubdirectory("hub-bench-").FullName;
        var (status, output) = await HubProcess.Run(folder, "keys", "add", "--name", "bench", "--rights", "report,triage,read,command");
        if (status != 0)
        {
            throw new InvalidOperationException(output);
        }

        var store = new BenchStore(folder, output.Trim().Split('\n')[^1].Trim());
        await store.Fill(people);
        return store;
    }

    public HubDbContext Db() => new SqliteHubDbContext(options);

    /// <summary>The program on this store, with mail to a port of this machine; gives back a client that carries the key.</summary>
    /// <param name="mailPort">Where its relay listens.</param>
    /// <param name="most">Most connections to it; as many as the start has, unless the section is about their number.</param>
    public async Task<(HubProcess Program, HttpClient Client)> Serve(int mailPort, int most = 8, params string[] more)
    {
        var program = HubProcess.Serve(
            Folder, [.. more, "Mail:Mode=Smtp", "Mail:Host=127.0.0.1", $"Mail:Port={mailPort}", "Mail:Security=None", "Mail:From=hub@contoso.example", "Mail:Connections=8", $"Mail:MostConnections={most}",
            "Logging:LogLevel:Microsoft.AspNetCore=Warning", "Logging:LogLevel:Microsoft.EntityFrameworkCore=Warning", "Logging:LogLevel:Default=Warning",
            "Logging:LogLevel:Microsoft.Hosting.Lifetime=Information"]);
        var client = new HttpClient { BaseAddress = await program.Address() };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        return (program, client);
    }

    /// <summary>What opens an incident of a high grade, which tells the whole group.</summary>
    public static object Incident(int number) => new { title = $"Bench {number}", grade = "II", reason = "measured" };

    /// <summary>Queues so many notices of twenty to an incident, as the program writes them, due at one instant.</summary>
    public async Task Queue(int notices, DateTimeOffset due)
    {
        await using var db = Db();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var team = await db.Persons.AsNoTracking().Take(20).ToListAsync();
        var now = TimeProvider.System.GetUtcNow().Stored();
        for (var i = 0; i < notices / 20; i++)
        {
            var (report, _) = Report.Receive($"R-{now.Ticks}-{i}", new ReportContent { Title = $"Burst {i}" }, "bench", null, false, now);
            var (incident, _) = Domain.Incidents.Incident.Open($"INC-{now.Ticks}-{i}", report, Category.Manmade, Grade.II, "measured", PlanVersionId, false, now).Value;
            var content = new NoticeContent(incident.Number, incident.Title, "measured", "bench", new Dictionary<string, string>(StringComparer.Ordinal));
            db.Incidents.Add(incident);
            foreach (var person in team)
            {
                var notice = Notice.To(
                    new Recipient(person, LocalText.Same("Team")), new NoticeSubject($"incident:{incident.Id}", 1, NoticeEvent.Activated, incident.Id, Grade.II, false), content, now.AddHours(1), null, now);
                db.Notices.Add(notice);
                db.Deliveries.Add(Delivery.Of(notice, Channel.Mail, person.ContactPoints[0].Address, 0, null, due));
            }
        }

        await db.SaveChangesAsync();
    }

    public ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task Fill(int people)
    {
        await using var db = Db();
        PlanVersionId = OneGroup.Add(db, people, TimeProvider.System.GetUtcNow());
        await db.SaveChangesAsync();
    }
}
