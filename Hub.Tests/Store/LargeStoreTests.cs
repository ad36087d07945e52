using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Components;
using Hub.Web.Features.Desk;
using Hub.Web.Features.Incidents;
using Hub.Web.Live;
using Hub.Web.Security;
using Hub.Web.Store;
using Hub.Web.Store.Search;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Hub.Tests.Store;

/// <summary>
/// A smaller version of <c>bench -- store</c>: lists, counts, one incident, its record and search ask indexes, so that they cost
/// the same when there are a thousand times more. The bounds of time are loose: the plans of the questions are what counts.
/// </summary>
public sealed partial class LargeStoreTests : IAsyncLifetime
{
    private const int Incidents = 2_000;
    private static readonly Caller OnCall = new(CallerKind.Person, Guid.NewGuid(), Guid.NewGuid(), "Samantha Smith", RoleRights.Of(Role.OnCall));
    private static readonly string[] Large = ["Timeline", "Incidents", "Reports", "Notices", "Deliveries", "Deadlines", "SearchTerms", "SearchEntries", "AffectedSystems", "Changes"];
    private readonly Asked asked = new();
    private TestStore store = null!;
    private Contexts contexts = null!;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.Sqlite();
        Guid plan;
        await using (var db = store.CreateDbContext())
        {
            plan = OneGroup.Add(db, 4, TestStore.Start);
            await db.SaveChangesAsync();
        }

        await LargeStore.Fill(store.CreateDbContext, plan, Incidents, 10, TestStore.Start);
        var indexer = new SearchIndexer(store, store.Gate, store.Time);
        while (await indexer.RunOnce(CancellationToken.None) > 0)
        {
        }

        contexts = new Contexts(new DbContextOptionsBuilder<SqliteHubDbContext>()
            .UseApplicationServiceProvider(IdentityTables.Alone).UseSqlite(store.Connection).AddInterceptors(new SqlitePragmas(), asked).Options);
    }

    public async ValueTask DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task Nothing_reads_a_large_table_through_and_everything_answers_at_once()
    {
        var (list, read, callers, plans) = (new ListIncidents(contexts), new ReadIncident(contexts), new CurrentCaller(new SignedIn()), new PlanInForce());
        var (page, one, record) = (new IncidentListQuery(contexts, callers), new IncidentQuery(contexts, plans, callers), new TimelineQuery(contexts, plans, callers));
        var number = string.Create(CultureInfo.InvariantCulture, $"INC-{TestStore.Start.Year}-0999");
        var id = (await one.Run(number))!.Head.Id;
        (string What, Func<Task> Ask)[] questions =
        [
            ("list", () => list.Run(OnCall, new IncidentSearch(null, null, null, null, 50))),
            ("list of open ones", () => list.Run(OnCall, new IncidentSearch(IncidentState.Open, null, null, null, 50))),
            ("list of closed ones of a grade", () => list.Run(OnCall, new IncidentSearch(IncidentState.Closed, Grade.II, null, null, 50))),
            ("next page of the list", () => list.Run(OnCall, new IncidentSearch(null, null, null, number, 50))),
            ("page with its count", () => page.Run(new IncidentFilter(null, null, null, 1))),
            ("later page with its count", () => page.Run(new IncidentFilter(IncidentState.Closed, null, null, 20))),
            ("one incident", () => read.Run(OnCall, number)),
            ("page of its record", () => read.Timeline(OnCall, number, 0, 50)),
            ("its notices", () => read.Notices(OnCall, number)),
            ("its duties", () => read.Duties(OnCall, number)),
            ("its systems", () => read.Systems(OnCall, number)),
            ("its page", () => one.Run(number)),
            ("the newest of its record", () => record.After(id, TimelineFilter.All, 0)),
            ("earlier of its record", () => record.Before(id, TimelineFilter.All, 8)),
            ("reports", () => new ReportsQuery(contexts, callers).Run(null)),
            ("deadlines", () => new DeadlinesQuery(contexts, callers).Run()),
            ("board", () => Board()),
            ("search", () => Search("勒索 web")),
            ("search by number", () => Search("0999")),
            ("search of nothing", () => Search("unheard")),
        ];
        var slow = new List<string>();
        foreach (var (what, ask) in questions)
        {
            await ask();
            asked.Commands.Clear();
            var started = Stopwatch.GetTimestamp();
            await ask();
            var took = Stopwatch.GetElapsedTime(started);
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{took.TotalMilliseconds,8:0.0} ms {what}"));
            asked.Commands.Should().NotBeEmpty(what);
            // What EF knows to be empty reads nothing.
            foreach (var (sql, parameters) in asked.Commands.Where(c => !c.Sql.TrimEnd().EndsWith("WHERE 0", StringComparison.Ordinal)).ToList())
            {
                slow.AddRange((await Faults(sql, parameters)).Select(fault => $"{what}: {fault} in {sql}"));
            }

            took.Should().BeLessThan(TimeSpan.FromSeconds(2), what);
        }

        slow.Should().BeEmpty();
    }

    [Fact]
    public async Task What_the_index_finds_is_what_reading_everything_finds()
    {
        await using var db = store.CreateDbContext();
        var all = await SearchIndex.Incidents(db.Incidents.AsNoTracking().OrderByDescending(i => i.OpenedAt)).ToListAsync();
        foreach (var question in new[] { "勒索", "勒索病毒", "code red", "财务部服务器", "web server WEB1", "机房", "0042", "网络", "fs 篡改", "nb3" })
        {
            var words = SearchWords.Of(question);
            var found = await SearchIndex.FindIncidents(db, db.Incidents, words, 60, CancellationToken.None);
            found.Select(f => f.Number).Should().Equal(all.Where(words.Match).Take(60).Select(t => t.Number), question);
        }
    }

    private async Task Board()
    {
        await using var db = contexts.CreateDbContext();
        await BoardQuery.Incidents(db, await BoardQuery.RunningIncidents(db, CancellationToken.None), CancellationToken.None);
    }

    private async Task Search(string question)
    {
        await using var db = contexts.CreateDbContext();
        await SearchIndex.FindIncidents(db, db.Incidents.SeenBy(db, OnCall), SearchWords.Of(question), 10, CancellationToken.None);
        await SearchIndex.FindBySystem(db, db.Incidents.SeenBy(db, OnCall), SearchWords.Of(question), 10, CancellationToken.None);
        await SearchIndex.FindReports(db, db.Reports.SeenBy(db, OnCall), SearchWords.Of(question), 10, CancellationToken.None);
    }

    /// <summary>Reading through an index in its order is well when it stops at a limit; so is counting an index, which reads no row.</summary>
    private async Task<IEnumerable<string>> Faults(string sql, IReadOnlyList<(string Name, object? Value)> parameters)
    {
        await using var db = store.CreateDbContext();
        var plan = await QueryPlans.Explain(db, sql, parameters);
        var tables = Aliases().Matches(sql).ToLookup(m => m.Groups["alias"].Value, m => m.Groups["table"].Value, StringComparer.Ordinal);
        var ends = sql.Contains("LIMIT", StringComparison.Ordinal);
        return plan.Where(line => Scans().Match(line) is { Success: true } scan
            && (Large.Contains(scan.Groups["name"].Value, StringComparer.Ordinal) || tables[scan.Groups["name"].Value].Any(t => Large.Contains(t, StringComparer.Ordinal)))
            && !(ends && line.Contains("USING", StringComparison.Ordinal)) && !line.Contains("COVERING INDEX", StringComparison.Ordinal));
    }

    [GeneratedRegex("\"(?<table>\\w+)\" AS \"(?<alias>\\w+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Aliases();

    [GeneratedRegex(@"^SCAN (?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Scans();

    private sealed class Asked : DbCommandInterceptor
    {
        public List<(string Sql, IReadOnlyList<(string Name, object? Value)> Parameters)> Commands { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Commands.Add((command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(p => (p.ParameterName, p.Value))]));
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }
    }

    private sealed class Contexts(DbContextOptions<SqliteHubDbContext> options) : IDbContextFactory<HubDbContext>
    {
        public HubDbContext CreateDbContext() => new SqliteHubDbContext(options);
    }

    private sealed class SignedIn : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, Guid.NewGuid().ToString()), new(ClaimTypes.Name, OnCall.Name), new(HubClaims.Kind, HubClaims.Account), new(HubClaims.Person, OnCall.PersonId!.Value.ToString()), .. HubClaims.Of(OnCall.Rights)], "test"))));
    }
}
