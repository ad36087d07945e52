using Hub.Tests.Harness;

namespace Hub.Tests.Crash;

/// <summary>
/// The real process, killed with <c>kill -9</c> while mail leaves: what <c>POST /incidents</c> has answered is never lost,
/// and a crash costs at most one duplicate for each connection that was open.
/// </summary>
public sealed class KilledInMidBurstTests
{
    [Fact]
    public async Task Killed_the_moment_an_incident_was_answered_nobody_stays_untold()
    {
        await using var relay = SmtpSink.Start();
        relay.Thinks = TimeSpan.FromMilliseconds(15);
        await using var bed = await CrashBed.Prepare(relay.Port);
        await bed.Start();
        await bed.Open("Undisturbed");
        await bed.AllSent();
        var plan = Recipients(relay);
        plan.Should().HaveCountGreaterThan(5);
        Duplicates(relay).Should().Be(0, "undisturbed, nothing is sent twice");

        var random = new Random(20261122);
        for (var round = 1; round <= 5; round++)
        {
            relay.Forget();
            var number = await bed.Open($"Killed {round}");
            var delay = TimeSpan.FromMilliseconds(random.Next(151));

            // The instant of the kill is the input of this test, not a wait for a state.
            await Task.Delay(delay, TimeProvider.System);
            await bed.Kill();
            var (accepted, open) = (relay.Count, relay.MostOpen);
            await bed.Start();
            await bed.AllSent();

            var why = $"round {round}: killed {delay.TotalMilliseconds} ms after the answer, when the relay had taken {accepted} mails on {open} connections";
            (await bed.Asked(number)).Values.Should().BeEquivalentTo(plan, why);
            relay.Mails.Select(m => m.MessageId).Distinct(StringComparer.Ordinal).Should().BeEquivalentTo((await bed.Asked(number)).Keys, why);
            Duplicates(relay).Should().BeLessThanOrEqualTo(Math.Min(open, CrashBed.Connections), why);
        }
    }

    [Fact]
    public async Task Killed_again_during_the_burst_of_the_restart_nobody_stays_untold()
    {
        var port = SmtpSink.FreePort();
        await using var bed = await CrashBed.Prepare(port);
        await bed.Start();
        var asked = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 1; i <= 20; i++)
        {
            asked.UnionWith((await bed.Asked(await bed.Open($"Queued {i}"))).Keys);
        }

        await bed.Kill();
        asked.Should().HaveCountGreaterThan(100);

        await using var relay = SmtpSink.Start(port);
        relay.Thinks = TimeSpan.FromMilliseconds(10);
        await bed.Start();
        await bed.Until(() => Task.FromResult(relay.Count >= asked.Count / 3), "the burst is half through");
        await bed.Kill();
        var (accepted, open) = (relay.Count, relay.MostOpen);
        accepted.Should().BeLessThan(asked.Count, "the kill must come in mid-burst");

        await bed.Start();
        await bed.AllSent();
        relay.Mails.Select(m => m.MessageId).Distinct(StringComparer.Ordinal).Should().BeEquivalentTo(asked);
        Duplicates(relay).Should().BeLessThanOrEqualTo(Math.Min(open, CrashBed.Connections));
    }

    [Fact]
    public async Task A_relay_that_is_down_at_the_start_gets_everything_once_when_it_comes()
    {
        var port = SmtpSink.FreePort();
        await using var bed = await CrashBed.Prepare(port);
        await bed.Start();
        var asked = await bed.Asked(await bed.Open("Relay down"));
        await bed.Until(async () => (await bed.Waiting()).Exists(d => d.LastError is not null), "the program has noticed that the relay is down");

        await using var relay = SmtpSink.Start(port);
        await bed.AllSent();
        relay.Mails.Select(m => m.MessageId).Should().BeEquivalentTo(asked.Keys, "each mail comes, and comes once");
    }

    private static List<string> Recipients(SmtpSink relay) => [.. relay.Mails.Select(m => m.Recipient)];

    private static int Duplicates(SmtpSink relay) => relay.Count - relay.Mails.Select(m => m.MessageId).Distinct(StringComparer.Ordinal).Count();
}
