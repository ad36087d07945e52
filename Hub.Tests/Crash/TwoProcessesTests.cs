using System.Diagnostics;
using Hub.Tests.Harness;
using Hub.Web.Store;

namespace Hub.Tests.Crash;

/// <summary>
/// Two real processes on one store share a burst, and one is killed with <c>kill -9</c>. On SQLite they share a file,
/// which the program allows on one machine; on SQL Server, the store of several nodes, whenever
/// <c>HUB_TEST_SQLSERVER</c> holds a connection string.
/// </summary>
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
        mine.Thinks = others.Thinks = TimeSpan.FromMilliseconds(15);
        await using var bed = await CrashBed.Prepare(mine.Port, People, provider);
        await bed.Start();
        await using var other = await bed.Launch(others.Port);
        var burst = bed.Burst("Shared", 20);
        await bed.Until(() => Task.FromResult(mine.Count > 20 && others.Count > 20 && mine.Count + others.Count > 300), "both have sent");

        var (open, sent) = (mine.Open, (mine.Count, others.Count));
        await bed.Kill();
        var killed = Stopwatch.GetTimestamp();
        await burst;
        var waiting = (await bed.Waiting()).Count;
        waiting.Should().BePositive("the kill must come in mid-burst");
        await bed.AllSent();

        var mails = mine.Mails.Concat(others.Mails).ToList();
        var twice = mails.GroupBy(m => m.MessageId, StringComparer.Ordinal).Count(g => g.Count() > 1);
        var last = Stopwatch.GetElapsedTime(killed, others.Mails.Max(m => m.At));
        output.WriteLine($"before the kill {sent.Item1} and {sent.Item2} mails, {waiting} waiting; the other had all of it {last.TotalSeconds:0.0} s after; {twice} duplicates, {open} connections open");
        await bed.NothingLost(mails, People, "one of two processes was killed");
        twice.Should().BeLessThanOrEqualTo(Math.Min(open, CrashBed.Connections));
        last.Should().BeLessThanOrEqualTo(TimeSpan.FromSeconds(15));
        other.Hub.HasEnded.Should().BeFalse();
    }
}
