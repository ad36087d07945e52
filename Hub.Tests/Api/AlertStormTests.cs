using System.Data.Common;
using System.Net;
using System.Text.RegularExpressions;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Api;

/// <summary>Hundreds of alerts at once must not keep the one command waiting that counts.</summary>
public sealed partial class AlertStormTests
{
    private const string Path = "/api/v1/intake/alertmanager";

    [Fact]
    public async Task A_report_finds_the_notice_that_it_shares_without_reading_all_climbs_and_reports()
    {
        var asked = new Asked();
        await using var app = await Start(asked);
        using var api = await app.Client(Right.Report);
        await api.Post(Path, Message(Alert("a", "warning"))).Answers(HttpStatusCode.OK);
        asked.Take();

        await api.Post(Path, Message(Alert("b", "warning"))).Answers(HttpStatusCode.OK);

        await using var db = app.Db();
        (await db.Climbs.CountAsync()).Should().Be(1);
        var (sql, parameters) = asked.Take().Should().ContainSingle(c => c.Sql.Contains("\"Climbs\"", StringComparison.Ordinal) && c.Sql.Contains("\"Source\" = @", StringComparison.Ordinal)).Subject;
        var tables = Tables().Matches(sql).Select(m => m.Groups["alias"].Value).ToList();
        (await QueryPlans.Explain(db, sql, parameters)).Should().NotContain(line => line.Contains("CORRELATED", StringComparison.Ordinal), sql)
            .And.NotContain(line => line.StartsWith("SCAN ", StringComparison.Ordinal) && tables.Contains(line.Split(' ', StringSplitOptions.None)[1], StringComparer.Ordinal), sql);
    }

    [Fact]
    public async Task Whoever_comes_between_waits_for_ten_alerts_at_most()
    {
        var asked = new Asked();
        await using var app = await Start(asked);
        using var api = await app.Client(Right.Report);

        await api.Post(Path, Message([.. Enumerable.Range(0, 45).Select(i => Alert($"f{i}", "warning"))])).Answers(HttpStatusCode.OK);

        await using var db = app.Db();
        (await db.Reports.CountAsync()).Should().Be(45);
        asked.ReportsOfTransactions.Max().Should().BeLessThanOrEqualTo(10);
        (await db.Climbs.CountAsync()).Should().Be(1);
    }

    [Fact]
    public async Task A_harmless_alert_among_grave_ones_of_the_same_webhook_does_not_give_each_its_own_notice()
    {
        await using var app = await Start(new Asked());
        using var api = await app.Client(Right.Report);

        await api.Post(Path, Message([Alert("harmless", "none"), .. Enumerable.Range(0, 25).Select(i => Alert($"f{i}", "critical"))])).Answers(HttpStatusCode.OK);

        await using var db = app.Db();
        (await db.Reports.CountAsync()).Should().Be(26);
        (await db.Climbs.CountAsync()).Should().Be(2, "one for the harmless, and one that is grave enough for all others");
    }

    private static Task<HubApp> Start(Asked asked) => HubApp.Start(HubAppOptions.OnFakeClock with
    {
        Services = services => services.ConfigureDbContext<SqliteHubDbContext>(db => db.AddInterceptors(asked, asked.Transactions)),
    });

    private static object Alert(string fingerprint, string severity) => new
    {
        status = "firing",
        fingerprint,
        startsAt = "2026-11-23T00:50:00Z",
        labels = new { alertname = "DiskFull", severity },
        annotations = new { summary = "Disk is full" },
    };

    private static object Message(params object[] alerts) => new { version = "4", receiver = "hub", status = "firing", alerts };

    [GeneratedRegex("\"\\w+\" AS \"(?<alias>\\w+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tables();

    /// <summary>What the store was asked, and how many reports each transaction brought.</summary>
    private sealed class Asked : DbCommandInterceptor
    {
        private readonly List<(string Sql, IReadOnlyList<(string Name, object? Value)> Parameters)> commands = [];

        public List<long> ReportsOfTransactions { get; } = [];

        public DbTransactionInterceptor Transactions => new Ends(this);

        /// <summary>What was asked since.</summary>
        public IReadOnlyList<(string Sql, IReadOnlyList<(string Name, object? Value)> Parameters)> Take()
        {
            lock (commands)
            {
                var taken = commands.ToList();
                commands.Clear();
                return taken;
            }
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            lock (commands)
            {
                commands.Add((command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(p => (p.ParameterName, p.Value))]));
            }

            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }

        private sealed class Ends(Asked asked) : DbTransactionInterceptor
        {
            private long before;

            public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
            {
                using var command = transaction.Connection!.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = "SELECT COUNT(*) FROM \"Reports\"";
                var now = (long)command.ExecuteScalar()!;
                lock (asked.ReportsOfTransactions)
                {
                    asked.ReportsOfTransactions.Add(now - before);
                    before = now;
                }

                return ValueTask.FromResult(result);
            }
        }
    }
}
