using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Components;
using Hub.Web.Features.Desk;
using Hub.Web.Features.Incidents;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Hub.Bench;

/// <summary>What lists, one incident, its record and search cost with 20,000 incidents and 1,000,000 timeline entries, beside one row by its key from the same file.</summary>
internal static class StoreSize
{
    private const int Incidents = 20_000;
    private const int EntriesEach = 50;
    private const int WarmUp = 10;
    private const int Runs = 100;
    private static readonly string[] Questions = ["0017", "INC-{year}-01", "勒索", "财务部服务器", "code red", "web server WEB12", "机房", "person 1", "网络", "nothing-of-this"];

    public static async Task Run()
    {
        await using var store = await BenchStore.Prepare(20);
        var now = TimeProvider.System.GetUtcNow();
        var started = Stopwatch.GetTimestamp();
        await LargeStore.Fill(store.Db, store.PlanVersionId, Incidents, EntriesEach, now);
        var filled = Stopwatch.GetElapsedTime(started);
        await using var sink = SmtpSink.Start();
        started = Stopwatch.GetTimestamp();
        var (program, client) = await store.Serve(sink.Port);
        var served = Stopwatch.GetElapsedTime(started);
        var lines = new List<string> { $"{Incidents:N0} incidents and {Incidents * EntriesEach:N0} entries written in {filled.TotalSeconds:0} s; the program serves {served.TotalSeconds:0.0} s after its start" };
        Figures worst;
        await using (program)
        {
            using var api = client;
            await Measure(lines, "search while its index is being built", i => Get(api, $"search?q={Question(i, now)}&limit=10"));
            await Section.Until(() => Indexed(store) == 2 * Incidents, "the index of words");
            lines.Add($"the index of words stands {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s after the start; the file has {new FileInfo(Path.Combine(store.Folder, "hub.db")).Length / 1e6:0} MB");
            lines.Add("through HTTP:");
            var random = new Random(1);
            string Number()
            {
                // one in fifty is restricted, and the key may not see it
                int number;
                do
                {
                    number = random.Next(1, Incidents + 1);
                }
                while (LargeStore.IsRestricted(number - 1));
                return string.Create(CultureInfo.InvariantCulture, $"INC-{now.Year}-{number:0000}");
            }

            List<Figures> all =
            [
                await Measure(lines, "list, newest 50", _ => Get(api, "incidents")),
                await Measure(lines, "list, open ones", _ => Get(api, "incidents?state=open")),
                await Measure(lines, "list, closed ones of grade II", _ => Get(api, "incidents?state=closed&grade=II")),
                await Measure(lines, "list, a page from the middle", _ => Get(api, $"incidents?after={Number()}")),
                await Measure(lines, "list, a word in it (q)", _ => Get(api, "incidents?q=WEB12")),
                await Measure(lines, "one incident", _ => Get(api, $"incidents/{Number()}")),
                await Measure(lines, "a page of its record", _ => Get(api, $"incidents/{Number()}/timeline")),
                await Measure(lines, "its notices", _ => Get(api, $"incidents/{Number()}/notices")),
            ];
            foreach (var question in Questions)
            {
                var asked = question.Replace("{year}", now.Year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
                all.Add(await Measure(lines, $"search: {asked}", _ => Get(api, $"search?q={Uri.EscapeDataString(asked)}&limit=10")));
            }

            lines.Add("what the pages ask, without the wire:");
            all.AddRange(await Pages(store, lines, Number));
            worst = all.MaxBy(f => f.P99)!;
        }

        var bare = Bare(store, now);
        lines.Add($"bare:      one row by its number from the same file: {bare}");
        Section.Print($"{Incidents:N0} incidents, {Incidents * EntriesEach:N0} timeline entries", $"the slowest question takes {worst.Median:0.0} ms, p99 {worst.P99:0.0} ms (aim: 200 ms)", lines);
    }

    private static async Task<List<Figures>> Pages(BenchStore store, List<string> lines, Func<string> number)
    {
        var contexts = new Contexts(store);
        var callers = new CurrentCaller(new SignedIn());
        var (list, one, timeline, reports, deadlines) = (new IncidentListQuery(contexts, callers), new IncidentQuery(contexts, new PlanInForce(), callers), new TimelineQuery(contexts, new PlanInForce(), callers), new ReportsQuery(contexts, callers), new DeadlinesQuery(contexts, callers));
        return
        [
            await Measure(lines, "/incidents with its count", _ => list.Run(new IncidentFilter(null, null, null, 1))),
            await Measure(lines, "/incidents, page 200", _ => list.Run(new IncidentFilter(null, null, null, 200))),
            await Measure(lines, "/incidents, a word in it", _ => list.Run(new IncidentFilter(null, null, "机房", 1))),
            await Measure(lines, "/reports", _ => reports.Run(null)),
            await Measure(lines, "/incidents/{number}: head", _ => one.Run(number())),
            await Measure(lines, "/incidents/{number}: newest of the record", async _ => await timeline.After((await one.Run(number()))!.Head.Id, TimelineFilter.All, 0)),
            await Measure(lines, "desk: deadlines", _ => deadlines.Run()),
        ];
    }

    private static string Question(int i, DateTimeOffset now) => Uri.EscapeDataString(Questions[((i % Questions.Length) + Questions.Length) % Questions.Length].Replace("{year}", now.Year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

    private static async Task<Figures> Measure(List<string> lines, string what, Func<int, Task> ask)
    {
        var figures = new Figures();
        for (var run = -WarmUp; run < Runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            await ask(run);
            if (run >= 0)
            {
                figures.Add(start, Stopwatch.GetTimestamp());
            }
        }

        lines.Add($"{what,-42} {figures}");
        return figures;
    }

    private static async Task Get(HttpClient api, string path)
    {
        using var answer = await api.GetAsync(new Uri($"/api/v1/{path}", UriKind.Relative));
        var body = await answer.Content.ReadAsByteArrayAsync();
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{path} was answered {(int)answer.StatusCode}: {System.Text.Encoding.UTF8.GetString(body)}");
        }
    }

    private static int Indexed(BenchStore store)
    {
        using var db = store.Db();
        return db.SearchEntries.Count();
    }

    private static Figures Bare(BenchStore store, DateTimeOffset now)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(store.Folder, "hub.db")};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT * FROM Incidents WHERE Number = $number";
        var number = command.Parameters.Add("$number", SqliteType.Text);
        var (figures, random) = (new Figures(), new Random(2));
        for (var run = -WarmUp; run < Runs * 10; run++)
        {
            number.Value = string.Create(CultureInfo.InvariantCulture, $"INC-{now.Year}-{random.Next(1, Incidents + 1):0000}");
            var start = Stopwatch.GetTimestamp();
            using var row = command.ExecuteReader();
            row.Read();
            if (run >= 0)
            {
                figures.Add(start, Stopwatch.GetTimestamp());
            }
        }

        return figures;
    }

    private sealed class Contexts(BenchStore store) : IDbContextFactory<HubDbContext>
    {
        public HubDbContext CreateDbContext() => store.Db();
    }

    /// <summary>Somebody on call, who is named on nothing.</summary>
    private sealed class SignedIn : AuthenticationStateProvider
    {
        private static readonly Claim[] Claims = [new(ClaimTypes.NameIdentifier, Guid.NewGuid().ToString()), new(ClaimTypes.Name, "Bench"), new(HubClaims.Kind, HubClaims.Account), new(HubClaims.Person, Guid.NewGuid().ToString()), .. HubClaims.Of(RoleRights.Of(Role.OnCall))];

        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(Claims, "bench"))));
    }
}
