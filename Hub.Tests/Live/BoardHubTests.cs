using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Live;
using Hub.Web.Store;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hub.Tests.Live;

public sealed class BoardHubTests : IAsyncLifetime
{
    private HubApp host = null!;
    private LiveBench bench = null!;
    private string key = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        host = await HubApp.Start(new HubAppOptions { OnPort = true });
        key = await host.NewKey(Right.Read, "wallboard");
        bench = LiveBench.In(host);
        await bench.Prepare();
    }

    public ValueTask DisposeAsync()
    {
        bench.Dispose();
        return host.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_drops_its_connection_misses_nothing(bool messagePack)
    {
        var before = await bench.OpenIncident("Before", Grade.II);
        List<HubChange> all = [];
        long last;
        await using (var client = BoardClient.Of(host, key, messagePack))
        {
            await CaughtUp();
            var board = await client.Start();
            board.Missed.Should().BeNull();
            last = board.Sequence;
            board.Incidents.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Title = "Before", Grade = "II", Stage = "detection", State = "open", Lead = (string?)null, Unacknowledged = 0 });
            await bench.Post(before, 3);
            await bench.OpenIncident("While it listens");
            await Soon.Until(() => client.Heard.Count == 4);
            all.AddRange(client.Heard);
        }

        await bench.Post(before, 7);
        await bench.Close(before);

        await using var again = BoardClient.Of(host, key, messagePack);
        await CaughtUp();
        var back = await again.Start(since: all[^1].Sequence);
        back.Missed.Should().HaveCount(8);
        all.AddRange(back.Missed!);
        back.Incidents.Should().ContainSingle().Which.Title.Should().Be("While it listens");
        await bench.OpenIncident("Afterwards");
        await Soon.Until(() => !again.Heard.IsEmpty);
        all.AddRange(again.Heard);

        all.Should().HaveCount(13);
        foreach (var change in all)
        {
            change.Previous.Should().Be(last);
            change.Sequence.Should().BeGreaterThan(last);
            last = change.Sequence;
        }

        all[11].Should().BeEquivalentTo(new { Kind = "closed", Incident = new { State = "closed", LatestUpdate = "Update 7" } });
        last.Should().Be(await bench.LastSequence());
    }

    [Fact]
    public async Task A_number_that_is_too_old_gets_the_snapshot_alone()
    {
        var incident = await bench.OpenIncident("Long");
        await bench.Post(incident, 1_100);
        await CaughtUp();
        await using var client = BoardClient.Of(host, key);

        var board = await client.Start(since: 1);

        board.Missed.Should().BeNull();
        board.Incidents.Should().ContainSingle().Which.LatestUpdate.Should().Be("Update 1100");
    }

    [Fact]
    public async Task A_number_that_this_store_never_gave_out_gets_the_snapshot_alone()
    {
        await using var client = BoardClient.Of(host, key);

        (await client.Start(since: 1_000_000)).Missed.Should().BeNull();
    }

    [Fact]
    public async Task A_restricted_incident_leaves_no_trace_in_the_numbers_of_others()
    {
        var insider = await host.NewKey(Right.Read | Right.ReadRestricted, "auditor");
        await using var outside = BoardClient.Of(host, key);
        await using var inside = BoardClient.Of(host, insider);
        var begin = (await outside.Start()).Sequence;
        await inside.Start();
        await bench.OpenIncident("First");
        var secret = await bench.OpenIncident("Secret", Grade.I, restricted: true);
        await bench.Post(secret, 2);
        await bench.OpenIncident("Second");
        await Soon.Until(() => inside.Heard.Count == 5 && outside.Heard.Count == 2);

        var heard = outside.Heard.ToList();
        heard.Select(h => h.Incident!.Title).Should().Equal("First", "Second");
        heard[0].Previous.Should().Be(begin);
        heard[1].Previous.Should().Be(heard[0].Sequence);

        await bench.Post(secret, 1);
        await Soon.Until(() => inside.Heard.Count == 6);
        await using var late = BoardClient.Of(host, key);
        var board = await late.Start(since: begin);
        board.Sequence.Should().Be(heard[1].Sequence);
        board.Incidents.Select(i => i.Title).Should().Equal("First", "Second");
        board.Missed!.Select(m => m.Incident!.Title).Should().Equal("First", "Second");
    }

    [Fact]
    public async Task Every_one_of_fifty_clients_hears_every_change_in_order()
    {
        var clients = Enumerable.Range(0, 50).Select(_ => BoardClient.Of(host, key)).ToList();
        await Task.WhenAll(clients.Select(c => c.Start()));
        var incident = await bench.OpenIncident("Shared");
        for (var i = 0; i < 19; i++)
        {
            await bench.Post(incident, 1);
        }

        await Soon.Until(() => clients.TrueForAll(c => c.Heard.Count == 20));

        clients.Should().AllSatisfy(c => c.Heard.Select(h => h.Sequence).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems());
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task Without_a_key_or_without_the_right_nobody_comes_in()
    {
        var reporter = await host.NewKey(Right.Report, "detector");

        foreach (var (secret, status) in new[] { ((string?)null, HttpStatusCode.Unauthorized), ("forged", HttpStatusCode.Unauthorized), (reporter, HttpStatusCode.Forbidden) })
        {
            await using var connection = BoardClient.Connect(host, secret);
            var refused = await FluentActions.Invoking(() => connection.StartAsync(Cancellation)).Should().ThrowAsync<HttpRequestException>();
            refused.Which.StatusCode.Should().Be(status);
        }
    }

    [Fact]
    public async Task Revoking_a_key_ends_its_connections()
    {
        await using var client = BoardClient.Of(host, key);
        await using var other = BoardClient.Of(host, await host.NewKey(Right.Read));
        await client.Start();
        await other.Start();
        await using (var db = await host.Services.GetRequiredService<IDbContextFactory<HubDbContext>>().CreateDbContextAsync(Cancellation))
        {
            await db.ApiKeys.Where(k => k.Name == "wallboard").ExecuteUpdateAsync(set => set.SetProperty(k => k.RevokedAt, DateTimeOffset.UnixEpoch), Cancellation);
        }

        var guard = host.Services.GetServices<IHostedService>().OfType<BoardGuard>().Single();
        (await guard.RunOnce(Cancellation)).Should().Be(1);

        await Soon.Until(() => client.State == HubConnectionState.Disconnected);
        other.State.Should().Be(HubConnectionState.Connected);
    }

    [Fact]
    public async Task Monitors_hear_that_it_lives_is_ready_and_turns()
    {
        using var http = host.Anonymous();
        (await http.GetAsync(new Uri("health/live", UriKind.Relative), Cancellation)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await http.GetAsync(new Uri("health/ready", UriKind.Relative), Cancellation)).StatusCode.Should().Be(HttpStatusCode.OK);

        // Sweep and sender go round soon after the start.
        await Soon.Until(async () => (await http.GetAsync(new Uri("health/engine", UriKind.Relative), Cancellation)).StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Figures_are_for_this_machine_and_for_keys_that_may_read()
    {
        using var http = host.Anonymous();
        var figures = new Uri("metrics", UriKind.Relative);
        (await http.GetAsync(figures, Cancellation)).StatusCode.Should().Be(HttpStatusCode.OK, "it asks from this machine");

        http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        (await http.GetAsync(figures, Cancellation)).StatusCode.Should().Be(HttpStatusCode.Unauthorized, "a proxy speaks for somebody else");

        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var answer = await http.GetAsync(figures, Cancellation);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(Cancellation)).Should().Contain("hub_delivery_oldest_unsent").And.Contain("hub_notice_undelivered");
    }

    [Fact]
    public void Messages_use_the_names_of_the_interface()
    {
        var incident = new HubIncident { Number = "INC-2026-0001", Grade = "I", OpenedAt = DateTime.UnixEpoch };
        var json = JsonSerializer.Serialize(new HubChange { Sequence = 2, Previous = 1, At = DateTime.UnixEpoch, Kind = "gradeRaised", Number = incident.Number, Incident = incident }, JsonSerializerOptions.Web);

        json.Should().Be(
            """{"sequence":2,"previous":1,"at":"1970-01-01T00:00:00Z","kind":"gradeRaised","number":"INC-2026-0001","incident":{"number":"INC-2026-0001","title":"","grade":"I","stage":"","state":"","lead":null,"openedAt":"1970-01-01T00:00:00Z","nextDeadline":null,"unacknowledged":0,"latestUpdate":null,"latestUpdateIsVerified":false}}""");
    }

    private async Task CaughtUp() => await host.Services.GetRequiredService<IncidentFeed>().CatchUp(Cancellation);
}
