using System.Diagnostics;
using Hub.Tests.Harness;
using Hub.Web.Store;

namespace Hub.Tests.Crash;

/// <summary>
/// Two real processes on one store share a burst, and one is killed with <c>kill -9</c>. On SQLite they share a file,
/// which the program allows on one machine; on SQL Server, the store of several nodes, whenever
/// <c>HUB_TEST_SQLSERVER</c> holds a connection string.
/// </summary>
[Collection(CrashTests.Name)]
public sealed class TwoProcessesTests(ITestOutputHelper output)
{
    private const int People = 50;

    [Theory]
    [InlineData(StoreProvider.Sqlite)]
    [InlineData(StoreProvider.SqlServer)]
    public async Task Two_processes_share_the_work_and_when_one_is_killed_the_other_does_all_of_it(StoreProvider provider)
    {
        await using var mine = SmtpSink.Start();
        await using var others = SmtpSink.Start();
        mine.Thinks = others.Thinks = TimeSpan.FromMilliseconds(500);
        await using var bed = await CrashBed.Prepare(mine.Port, People, provider);
        await bed.Start();
        await using var other = await bed.Launch(others.Port);

        // With relays so slow neither of them can have done all of it before both have their share, however slow the machine is.
        var burst = bed.Burst("Shared", 20);
        await bed.Until(() => mine.Count > 20 && others.Count > 20, "both have sent");

        var (atOnce, opened, sent) = (mine.Open, mine.Opened, (mine.Count, others.Count));
        await bed.Kill();
        var killed = Stopwatch.GetTimestamp();
        await burst;
        var waiting = await bed.Waiting();
        var held = waiting.Where(d => d.LeaseOwner is not null).ToLookup(d => d.LeaseOwner, d => $"{d.Id:N}@localhost");
        held.Should().NotBeEmpty("the kill must come in mid-burst");
        var open = Math.Min(CrashBed.Connections, atOnce + mine.Opened - opened);
        others.Thinks = TimeSpan.FromMilliseconds(15);
        await bed.AllSent();

        var mails = mine.Mails.Concat(others.Mails).ToList();
        var twice = mails.GroupBy(m => m.MessageId, StringComparer.Ordinal).Count(g => g.Count() > 1);

        // Of what each held at the kill, when the other sent the first: its own at once, the dead one's when the leases have run out.
        var first = others.Mails.DistinctBy(m => m.MessageId, StringComparer.Ordinal).ToDictionary(m => m.MessageId, m => m.At, StringComparer.Ordinal);
        var takenOver = held.Max(ids => Stopwatch.GetElapsedTime(killed, ids.Min(id => first[id])));
        var last = Stopwatch.GetElapsedTime(killed, others.Mails.Max(m => m.At));
        output.WriteLine(
            $"before the kill {sent.Item1} and {sent.Item2} mails, {waiting.Count} waiting; the other took over after {takenOver.TotalSeconds:0.0} s and had all of it {last.TotalSeconds:0.0} s after; "
            + $"{twice} duplicates, {open} connections open");
        await bed.NothingLost(mails, People, "one of two processes was killed");
        twice.Should().BeLessThanOrEqualTo(open);
        takenOver.Should().BeLessThanOrEqualTo(TimeSpan.FromSeconds(15) * await bed.Slowness());
        other.Hub.HasEnded.Should().BeFalse();
    }
}
