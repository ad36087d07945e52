using System.Diagnostics;
using Hub.Tests.Harness;

namespace Hub.Tests.Crash;

/// <summary>
/// The real process, killed with <c>kill -9</c> within bursts of a thousand notices, from the moment of the first
/// answer on: what <c>POST /incidents</c> has answered is never lost, a crash costs at most one duplicate for each
/// connection that was open, and the next process is at work within fifteen seconds.
/// </summary>
[Collection(CrashTests.Name)]
public sealed class KilledInMidBurstTests(ITestOutputHelper output)
{
    private const int Kills = 5;
    private const int People = 50;
    private const int Incidents = 20;
    private static readonly TimeSpan BackAtWork = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Killed_at_random_instants_of_bursts_of_a_thousand_notices_nobody_stays_untold()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        output.WriteLine($"seed {seed}");
        await using var relay = SmtpSink.Start();
        relay.Thinks = TimeSpan.FromMilliseconds(10);
        await using var bed = await CrashBed.Prepare(relay.Port, People);
        await bed.Start();
        var (restarts, open) = (new List<long>(), new List<int>());
        for (var kill = 1; kill <= Kills; kill++)
        {
            var (known, before) = (bed.Answered.Count, relay.Count);
            var burst = bed.Burst($"Burst {kill}", Incidents);
            await bed.Until(() => bed.Answered.Count > known, "an incident is answered");

            // The instant of the kill is the input of this test, not a wait for a state. The first: straight after an answer.
            var delay = TimeSpan.FromMilliseconds(kill == 1 ? 0 : random.Next(1_200));
            await Task.Delay(delay, TimeProvider.System);
            var (atOnce, opened) = (relay.Open, relay.Opened);
            await bed.Kill();
            await burst;

            // Those that were opened between the look and the kill were open at the kill too.
            open.Add(Math.Min(CrashBed.Connections, atOnce + relay.Opened - opened));
            var (taken, waiting) = (relay.Count, (await bed.Waiting()).Count);
            restarts.Add(Stopwatch.GetTimestamp());
            await bed.Start();
            var serves = Stopwatch.GetElapsedTime(restarts[^1]);
            await bed.Until(() => waiting == 0 || relay.Count > taken, "the first mail after the restart is accepted");
            var first = waiting == 0 ? serves : Stopwatch.GetElapsedTime(restarts[^1], relay.Mails.ElementAt(taken).At);
            output.WriteLine(
                $"kill {kill}: {delay.TotalMilliseconds} ms after the first answer, {bed.Answered.Count - known} incidents answered, {taken - before} mails taken, {waiting} waiting, {open[^1]} connections open; "
                + $"serves again after {serves.TotalSeconds:0.0} s, first mail after {first.TotalSeconds:0.0} s");
            first.Should().BeLessThanOrEqualTo(BackAtWork * await bed.Slowness(), "that is how much slower everything is at this moment");
        }

        await bed.AllSent();
        var last = Stopwatch.GetElapsedTime(restarts[^1], relay.Mails.Max(m => m.At));
        var duplicates = Duplicates.Of(relay.Mails, restarts);
        output.WriteLine($"last mail {last.TotalSeconds:0.0} s after the last restart; {relay.Count} mails in all; duplicates at each kill: {string.Join(' ', duplicates.AtKill)}");
        await bed.NothingLost(relay.Mails, People, $"seed {seed}");
        duplicates.WithoutKill.Should().Be(0, $"nothing is sent twice while nobody dies; seed {seed}");
        duplicates.AtKill.Zip(open).Should().OnlyContain(k => k.First <= k.Second, $"seed {seed}");
        relay.MostOpen.Should().BeLessThanOrEqualTo(CrashBed.Connections);
    }

    [Fact]
    public async Task A_relay_that_is_down_at_the_start_gets_everything_once_when_it_comes()
    {
        var port = Ports.Free();
        await using var bed = await CrashBed.Prepare(port, 10);
        await bed.Start();
        await bed.Open("Relay down");
        await bed.Until(async () => (await bed.Waiting()).Exists(d => d.LastError is not null), "the program has noticed that the relay is down");

        await using var relay = SmtpSink.Start(port);
        await bed.AllSent();
        relay.Mails.Select(m => m.MessageId).Should().BeEquivalentTo((await bed.Asked()).Keys, "each mail comes, and comes once");
    }

    [Fact]
    public async Task Killed_while_the_relay_hangs_and_drops_connections_nobody_stays_untold()
    {
        await using var relay = SmtpSink.Start();
        relay.Thinks = TimeSpan.FromMilliseconds(5);
        await using var bed = await CrashBed.Prepare(relay.Port, People, patience: TimeSpan.FromSeconds(4));
        await bed.Start();
        var burst = bed.Burst("Burst", 10);
        await bed.Until(() => relay.Count > 50, "mails leave");
        relay.DropAfterData(5, thenHang: true);
        await bed.Until(() => relay.IsHung, "connections are dropped");
        await burst;
        await bed.Until(async () => (await bed.Waiting()).Exists(d => d.LastError?.Contains("in time", StringComparison.Ordinal) == true), "the hung relay is noticed");
        var open = relay.MostOpen;
        await bed.Kill();
        var waiting = (await bed.Waiting()).Count;
        waiting.Should().BePositive("the kill must come before the end");
        relay.IsHung = false;
        var restart = Stopwatch.GetTimestamp();
        await bed.Start();
        await bed.AllSent();

        await bed.NothingLost(relay.Mails, People, "the relay hung and dropped connections, and the program was killed");
        var duplicates = Duplicates.Of(relay.Mails, [restart]);
        output.WriteLine($"{waiting} waited at the kill; duplicates: {duplicates.WithoutKill} of {relay.Dropped} dropped, {duplicates.AtKill[0]} at the kill with {open} connections");
        (duplicates.WithoutKill + duplicates.AtKill[0]).Should().BeLessThanOrEqualTo(relay.Dropped + Math.Min(open, CrashBed.Connections));
    }
}
