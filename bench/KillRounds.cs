using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Hub.Bench;

/// <summary>The real process, killed with <c>kill -9</c> at random instants within bursts of a thousand notices, again and again.</summary>
internal static class KillRounds
{
    private const int Kills = 25;
    private const int People = 50;
    private const int Incidents = 20;
    private const int Connections = 8;

    public static async Task Run()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        await using var sink = SmtpSink.Start();
        sink.Thinks = TimeSpan.FromMilliseconds(5);
        await using var store = await BenchStore.Prepare(People);
        var (restarts, open) = (new List<long>(), new List<int>());
        var (serves, first, last) = (new Figures(), new Figures(), new Figures());
        var answered = new ConcurrentBag<string>();
        var (program, api) = await store.Serve(sink.Port);
        for (var kill = 0; kill < Kills; kill++)
        {
            var known = answered.Count;
            var burst = Burst(api, answered);
            await Section.Until(() => answered.Count > known, "the first answer");

            // The instant of the kill is what this section tries; every fifth comes straight after an answer.
            await Task.Delay(TimeSpan.FromMilliseconds(kill % 5 == 0 ? 0 : random.Next(1_000)), TimeProvider.System);
            open.Add(sink.Open);
            await program.DisposeAsync();
            await burst;
            api.Dispose();
            var (taken, waiting) = (sink.Count, await Waiting(store));
            restarts.Add(Stopwatch.GetTimestamp());
            (program, api) = await store.Serve(sink.Port);
            serves.Add(restarts[^1], Stopwatch.GetTimestamp());
            if (waiting == 0)
            {
                continue;
            }

            await Section.Until(() => sink.Count > taken, "the first mail after the restart");
            first.Add(restarts[^1], sink.Mails.ElementAt(taken).At);
            while (await Waiting(store) > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }

            last.Add(restarts[^1], sink.Mails.Max(m => m.At));
        }

        await program.DisposeAsync();
        api.Dispose();
        var (asked, missing) = await Asked(store, answered);
        var lost = asked.Except(sink.Mails.Select(m => m.MessageId), StringComparer.Ordinal).Count();
        var duplicates = Duplicates.Of(sink.Mails, restarts);
        Section.Print(
            $"{Kills} kills within bursts of {People * Incidents:N0} notices",
            $"{lost} lost of {asked.Count:N0}; incidents answered and not there: {missing} of {answered.Count}; duplicates at most {duplicates.AtKill.Max()} at one kill, {duplicates.AtKill.Sum()} in all; without a kill {duplicates.WithoutKill}",
            $"seed {seed}; connections open at the kills: {string.Join(' ', open)} (at most {Connections}); duplicates: {string.Join(' ', duplicates.AtKill)}; kills with more duplicates than connections: {duplicates.AtKill.Zip(open).Count(k => k.First > k.Second)}",
            $"from the restart to serving: median {serves.Median / 1000:0.0} s, worst {serves.Most / 1000:0.0} s",
            $"from the restart to the first mail accepted: median {first.Median / 1000:0.0} s, worst {first.Most / 1000:0.0} s",
            $"from the restart to the last mail accepted (the dead one's leases run out after 10 s): median {last.Median / 1000:0.0} s, worst {last.Most / 1000:0.0} s; {first.Count} kills left mails waiting");
    }

    private static async Task Burst(HttpClient api, ConcurrentBag<string> answered)
    {
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            try
            {
                for (var number = Interlocked.Increment(ref next); number <= Incidents; number = Interlocked.Increment(ref next))
                {
                    using var response = await api.PostAsJsonAsync(new Uri("/api/v1/incidents", UriKind.Relative), BenchStore.Incident(number));
                    response.EnsureSuccessStatusCode();
                    answered.Add((await response.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("number").GetString()!);
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException)
            {
                // Killed before it had answered: this one may be open or not.
            }
        }));
    }

    private static async Task<int> Waiting(BenchStore store)
    {
        await using var db = store.Db();
        return await db.Deliveries.CountAsync(d => d.Channel == Channel.Mail && d.State == DeliveryState.Queued);
    }

    private static async Task<(List<string> Asked, int Missing)> Asked(BenchStore store, IEnumerable<string> answered)
    {
        await using var db = store.Db();
        var ids = await db.Deliveries.Where(d => d.Channel == Channel.Mail && d.NoticeId != null).Select(d => d.Id).ToListAsync();
        var numbers = await db.Incidents.Select(i => i.Number).ToListAsync();
        return (ids.ConvertAll(id => $"{id:N}@localhost"), answered.Except(numbers, StringComparer.Ordinal).Count());
    }
}
