using System.Net;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Schedule;
using Hub.Web.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Api;

/// <summary>Too much, and no room.</summary>
public sealed class LoadTests
{
    [Fact]
    public async Task Of_10_000_reports_from_one_key_in_a_minute_600_are_taken_and_confirming_goes_on()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Right.Report | Right.Triage);
        var statuses = new List<HttpStatusCode>();
        foreach (var some in Enumerable.Range(0, 10_000).Chunk(500))
        {
            statuses.AddRange(await Task.WhenAll(some.Select(async i =>
            {
                using var response = await api.Post("/api/v1/reports", new { title = $"Report {i}", source = "ids" });
                if (response.StatusCode == HttpStatusCode.TooManyRequests)
                {
                    response.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromMinutes(1));
                }

                return response.StatusCode;
            })));
        }

        statuses.Count(s => s == HttpStatusCode.Created).Should().Be(600);
        statuses.Count(s => s == HttpStatusCode.TooManyRequests).Should().Be(9_400);
        await using (var db = app.Db())
        {
            (await db.Reports.CountAsync()).Should().Be(600);
            (await db.Notices.CountAsync()).Should().BeLessThan(10, "reports of one source within five minutes share a notice");
        }

        await api.Post("/api/v1/reports/R-2026-0001/confirm", new { grade = "IV", reason = "y" }).Answers(HttpStatusCode.Created);
        using var other = await app.Client(Right.Report);
        await other.Post("/api/v1/reports", new { title = "x" }).Answers(HttpStatusCode.Created);
        app.Clock.Advance(TimeSpan.FromSeconds(60));
        await api.Post("/api/v1/reports", new { title = "x" }).Answers(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_full_disk_is_503_and_nothing_stays_half_written()
    {
        var disk = new Disk();
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock with
        {
            Services = services => services.ConfigureDbContext<SqliteHubDbContext>(db => db.AddInterceptors(disk)),
        });
        using var api = await app.Client(Right.Read | Right.Report | Right.Triage);
        await api.Post("/api/v1/reports", new { title = "before" }).Answers(HttpStatusCode.Created);
        var before = await Counts(app);
        disk.IsFull = true;
        var body = new { title = "x", description = new string('x', 9_000), grade = "I", reason = new string('y', 2_000) };
        var failed = await Enumerable.Range(0, 40).ToAsyncEnumerable().Select(async (int _, CancellationToken _) => await api.Post("/api/v1/incidents", body)).FirstAsync(r => r.StatusCode != HttpStatusCode.Created);
        ((int)failed.StatusCode).Should().Be(503, await failed.Content.ReadAsStringAsync());
        failed.Headers.RetryAfter.Should().NotBeNull();
        (await failed.Json()).GetProperty("code").GetString().Should().Be("StoreFull");
        var during = await Counts(app);
        (during.Incidents - before.Incidents).Should().Be(during.Reports - before.Reports, "an incident and its report come together or not at all");
        await api.GetAsync("/api/v1/incidents").Answers(HttpStatusCode.OK);

        disk.IsFull = false;
        await api.Post("/api/v1/incidents", body).Answers(HttpStatusCode.Created);
        (await Counts(app)).Reports.Should().Be(during.Reports + 1);
    }

    [Fact]
    public async Task A_full_store_makes_the_engine_unwell_until_it_has_room_again_while_the_pages_stay_ready()
    {
        var disk = new Disk();
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock with
        {
            Services = services => services.ConfigureDbContext<SqliteHubDbContext>(db => db.AddInterceptors(disk)),
        });
        using var api = await app.Client(Right.Read | Right.Report | Right.Triage);
        using var monitor = app.Anonymous();
        var watchman = app.Services.GetRequiredService<Watchman>();
        await watchman.RunOnce();
        (await monitor.GetAsync("/health/engine").Answers(HttpStatusCode.OK)).GetProperty("findings").GetArrayLength().Should().Be(0);

        disk.IsFull = true;
        var body = new { title = "x", description = new string('x', 9_000), grade = "I", reason = new string('y', 2_000) };
        var failed = await Enumerable.Range(0, 40).ToAsyncEnumerable().Select(async (int _, CancellationToken _) => await api.Post("/api/v1/incidents", body)).FirstAsync(r => r.StatusCode != HttpStatusCode.Created);
        failed.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        for (var i = 0; i < 2; i++)
        {
            await watchman.RunOnce();
            var unwell = await monitor.GetAsync("/health/engine").Answers(HttpStatusCode.ServiceUnavailable);
            unwell.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("kind").GetString()).Should().Contain("StoreTakesNothing");
            (await monitor.GetAsync("/health/ready")).StatusCode.Should().Be(HttpStatusCode.OK, "the wall still shows what was known");
        }

        disk.IsFull = false;
        await watchman.RunOnce();
        (await monitor.GetAsync("/health/engine").Answers(HttpStatusCode.OK)).GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("kind").GetString()).Should().NotContain("StoreTakesNothing");
        await api.Post("/api/v1/incidents", body).Answers(HttpStatusCode.Created);
    }

    private static async Task<(int Reports, int Incidents)> Counts(HubApp app)
    {
        await using var db = app.Db();
        return (await db.Reports.CountAsync(), await db.Incidents.CountAsync());
    }

    /// <summary>A disk that has no page left when it is full.</summary>
    private sealed class Disk : DbTransactionInterceptor
    {
        public bool IsFull { get; set; }

        public override ValueTask<System.Data.Common.DbTransaction> TransactionStartedAsync(System.Data.Common.DbConnection connection, TransactionEndEventData eventData, System.Data.Common.DbTransaction result, CancellationToken cancellationToken = default)
        {
            using var command = connection.CreateCommand();
            command.Transaction = (SqliteTransaction)result;
            command.CommandText = "PRAGMA page_count;";
            var pages = (long)command.ExecuteScalar()!;
            command.CommandText = $"PRAGMA max_page_count={(IsFull ? pages : 1_000_000)};";
            command.ExecuteScalar();
            return ValueTask.FromResult(result);
        }
    }
}
