using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Api;

public sealed class AlertmanagerTests
{
    private const string Program = "/usr/bin/prometheus-alertmanager";
    private const string Path = "/api/v1/intake/alertmanager";

    [Fact]
    public async Task An_alert_is_a_report_repeats_and_resolves_and_firing_anew_is_another()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Right.Report);
        (await Send(api, Alert("a", "firing", severity: "critical"))).GetProperty("reported").GetInt32().Should().Be(1);
        (await Send(api, Alert("a", "firing"))).GetProperty("repeated").GetInt32().Should().Be(1);
        (await Send(api, Alert("a", "resolved"))).GetProperty("resolved").GetInt32().Should().Be(1);
        (await Send(api, Alert("a", "resolved"))).GetProperty("ignored").GetInt32().Should().Be(1);
        (await Send(api, Alert("z", "resolved"))).GetProperty("ignored").GetInt32().Should().Be(1);
        (await Send(api, Alert("a", "firing", start: "2026-11-23T00:59:00Z"))).GetProperty("reported").GetInt32().Should().Be(1);
        await using var db = app.Db();
        var reports = await db.Reports.OrderBy(r => r.Number).ToListAsync();
        reports.Should().HaveCount(2);
        reports[0].SuspectedGrade.Should().Be(Grade.II);
        reports[0].Title.Should().Be("Disk of db-1 is full");
        reports[0].Place.Should().Be("db-1");
        reports[0].Source.Should().Be("alertmanager:hub");
        reports[0].ResolvedAt.Should().Be(TestStore.Start);
        reports[0].Repeats.Should().Be(2);
    }

    [Fact]
    public async Task A_large_group_with_odd_alerts_in_it_loses_none_and_shares_one_notice()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Right.Report);
        var alerts = Enumerable.Range(0, 120).Select(i => Alert($"f{i}", "firing")).ToList();
        alerts[7] = new { status = "firing", fingerprint = "f7", startsAt = "2026-11-23T00:00:00Z", labels = new { alertname = "Bad\r\nBcc: x@y.example" }, annotations = new { summary = new string('长', 500), description = "a\u0000b" } };
        alerts[8] = new { status = "firing", labels = new { alertname = "no fingerprint" } };
        alerts[9] = alerts[10];
        var taken = await Send(api, [.. alerts]);
        taken.GetProperty("reported").GetInt32().Should().Be(118);
        taken.GetProperty("ignored").GetInt32().Should().Be(2);
        await using var db = app.Db();
        (await db.Reports.CountAsync()).Should().Be(118);
        (await db.Climbs.CountAsync()).Should().Be(1);
        (await db.Reports.SingleAsync(r => r.ExternalId!.StartsWith("f7@"))).Title.Should().HaveLength(200).And.EndWith("…");
    }

    [Fact]
    public async Task Over_the_limit_it_answers_503_and_the_repeated_webhook_brings_the_rest_once()
    {
        await using var app = await HubApp.Start(HubAppOptions.OnFakeClock);
        using var api = await app.Client(Right.Report);
        var alerts = Enumerable.Range(0, 700).Select(i => Alert($"f{i}", "firing")).ToArray();
        var response = await api.Post(Path, Message(alerts));
        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.Should().NotBeNull();
        app.Clock.Advance(TimeSpan.FromSeconds(61));
        (await Send(api, alerts)).GetProperty("reported").GetInt32().Should().Be(100);
        await using var db = app.Db();
        (await db.Reports.CountAsync()).Should().Be(700);
    }

    [Fact]
    public async Task A_real_Alertmanager_brings_a_firing_and_a_resolved_alert()
    {
        Assert.SkipUnless(File.Exists(Program), $"Left out: {Program} is not installed (Debian package prometheus-alertmanager).");
        await using var app = await HubApp.Start(new HubAppOptions { OnPort = true });
        var folder = Directory.CreateTempSubdirectory("hub-alertmanager-");
        var config = System.IO.Path.Combine(folder.FullName, "alertmanager.yml");
        await File.WriteAllTextAsync(config, $$"""
            route: { receiver: hub, group_wait: 0s, group_interval: 1s, repeat_interval: 1h }
            receivers:
              - name: hub
                webhook_configs:
                  - url: {{new Uri(app.Address, Path)}}
                    send_resolved: true
                    http_config: { authorization: { credentials: {{await app.NewKey(Right.Report)}} } }
            """);
        var port = Ports.Free();
        using var process = Process.Start(new ProcessStartInfo(Program, [$"--config.file={config}", $"--storage.path={folder.FullName}", $"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address="])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        process.ErrorDataReceived += (_, _) => { };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        try
        {
            using var alertmanager = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await Soon.Until(async () => await IsReady(alertmanager));
            var now = TimeProvider.System.GetUtcNow();
            var labels = new { alertname = "DiskFull", severity = "warning", instance = "db-1" };
            var annotations = new { summary = "Disk of db-1 is full 磁盘已满" };
            await alertmanager.PostAsJsonAsync("/api/v2/alerts", new[] { new { labels, annotations, startsAt = now.AddMinutes(-1), endsAt = now.AddHours(1) } });
            await Soon.Until(async () => await Reports(app, r => r.Title.StartsWith("Disk of db-1") && r.SuspectedGrade == Grade.III) == 1);
            await alertmanager.PostAsJsonAsync("/api/v2/alerts", new[] { new { labels, annotations, startsAt = now.AddMinutes(-1), endsAt = now.AddSeconds(-1) } });
            await Soon.Until(async () => await Reports(app, r => r.ResolvedAt != null) == 1);
            (await Reports(app, _ => true)).Should().Be(1);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
            folder.Delete(recursive: true);
        }
    }

    private static object Alert(string fingerprint, string status, string severity = "warning", string start = "2026-11-23T00:50:00Z") => new
    {
        status,
        fingerprint,
        startsAt = start,
        endsAt = "0001-01-01T00:00:00Z",
        labels = new { alertname = "DiskFull", severity, instance = "db-1" },
        annotations = new { summary = "Disk of db-1 is full" },
        generatorURL = "http://prometheus.example/graph",
    };

    private static object Message(object[] alerts) => new { version = "4", groupKey = "{}", receiver = "hub", status = "firing", externalURL = "http://am.example", alerts };

    private static Task<System.Text.Json.JsonElement> Send(HttpClient api, params object[] alerts) => api.Post(Path, Message(alerts)).Answers(HttpStatusCode.OK);

    private static async Task<int> Reports(HubApp app, System.Linq.Expressions.Expression<Func<Hub.Domain.Incidents.Report, bool>> which)
    {
        await using var db = app.Db();
        return await db.Reports.CountAsync(which);
    }

    private static async Task<bool> IsReady(HttpClient alertmanager)
    {
        try
        {
            return (await alertmanager.GetAsync("/-/ready")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
