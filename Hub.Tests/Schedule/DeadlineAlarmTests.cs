using Hub.Tests.Harness;
using Hub.Web.Schedule;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Tests.Schedule;

public sealed class DeadlineAlarmTests
{
    [Fact]
    public async Task A_question_that_the_store_breaks_off_does_not_end_the_alarm()
    {
        await using var store = await TestStore.Sqlite();
        var bench = new SweepBench(store);
        using var sweep = bench.NewSweep();
        var ids = await bench.Add(1, TimeSpan.Zero);
        using var alarm = new DeadlineAlarm(sweep, new BreaksOffOnce(store), store.Signals, store.Time, NullLogger<DeadlineAlarm>.Instance);

        await alarm.StartAsync(TestContext.Current.CancellationToken);
        store.Signals.Deadlines.Raise();
        await Soon.Until(() => alarm.ExecuteTask is { IsCompleted: true } || !bench.Fired.IsEmpty);
        await alarm.StopAsync(TestContext.Current.CancellationToken);

        bench.Fired.Keys.Should().Equal(ids);
    }

    private sealed class BreaksOffOnce(IDbContextFactory<HubDbContext> store) : IDbContextFactory<HubDbContext>
    {
        private int asked;

        public HubDbContext CreateDbContext() => Interlocked.Increment(ref asked) == 1 ? throw new OperationCanceledException("The store broke it off.") : store.CreateDbContext();
    }
}
