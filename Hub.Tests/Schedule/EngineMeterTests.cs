using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Dispatch;
using Hub.Tests.Harness;
using Hub.Web.Dispatch;
using Hub.Web.Schedule;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Hub.Tests.Schedule;

/// <summary>What monitors read of the engine. Tests that run beside measure too: each looks for figures that only it makes.</summary>
public sealed class EngineMeterTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> measured = new();
    private readonly MeterListener listener = new();
    private TestStore store = null!;
    private SweepBench bench = null!;
    private DeadlineSweep sweep = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.Sqlite();
        bench = new SweepBench(store);
        sweep = bench.NewSweep();
        await using (var db = store.CreateDbContext())
        {
            db.Add(Letters.Samantha());
            await db.SaveChangesAsync(Cancellation);
        }

        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name is EngineMeter.Name or DispatchPulse.MeterName)
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
    }

    public ValueTask DisposeAsync()
    {
        listener.Dispose();
        sweep.Dispose();
        return store.DisposeAsync();
    }

    [Fact]
    public async Task What_waits_is_counted_by_channel_and_grade_and_the_oldest_has_an_age()
    {
        await Queue(13, Grade.I);
        await Queue(17, Grade.IV);
        store.Time.Advance(TimeSpan.FromSeconds(4321));

        await NewWatchman().RunOnce(Cancellation);
        listener.RecordObservableInstruments();

        measured.Should().Contain(("hub.delivery.queue", 13, "channel=mail grade=I"))
            .And.Contain(("hub.delivery.queue", 17, "channel=mail grade=IV"))
            .And.Contain(("hub.delivery.oldest_unsent", 4321, ""));
    }

    [Fact]
    public async Task It_is_measured_how_late_a_deadline_was()
    {
        await bench.Add(1, TimeSpan.Zero);
        store.Time.Advance(TimeSpan.FromSeconds(2345));

        await sweep.RunOnce(Cancellation);

        measured.Should().Contain(("hub.deadline.lateness", 2345, ""));
    }

    [Fact]
    public async Task It_is_measured_how_long_a_message_took_by_channel_and_grade()
    {
        await Queue(1, Grade.II);
        store.Time.Advance(TimeSpan.FromSeconds(3456));
        using var node = new Node(store);

        await node.Drain();

        measured.Should().Contain(("hub.delivery.latency", 3456, "channel=mail grade=II"));
    }

    [Fact]
    public async Task What_is_taken_over_from_a_dead_sender_is_counted()
    {
        await Queue(19, Grade.II);
        using var pulse = new DispatchPulse();
        await new Claims(store, store.Gate, store.Time, pulse).Take(100, 4, [], Cancellation);
        store.Time.Advance(TimeSpan.FromSeconds(11));

        await new Claims(store, store.Gate, store.Time, pulse).Take(100, 4, [], Cancellation);

        measured.Where(m => m.Name == "hub.delivery.leases_taken_over").Should().ContainSingle(m => m.Value == 19, "those of the first claim were nobody's");
    }

    private void Note<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : struct, IConvertible =>
        measured.Enqueue((instrument.Name, value.ToDouble(System.Globalization.CultureInfo.InvariantCulture), string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))));

    private async Task Queue(int count, Grade grade)
    {
        var now = store.Time.GetUtcNow();
        await using var db = store.CreateDbContext();
        for (var i = 0; i < count; i++)
        {
            var notice = Letters.Notice(Letters.Samantha(), grade: grade, now: now);
            db.Add(notice);
            db.Add(Delivery.Of(notice, Channel.Mail, $"someone{i}@hub.example", 0, null, now));
        }

        await db.SaveChangesAsync(Cancellation);
    }

    private Watchman NewWatchman()
    {
        var scopes = new ServiceCollection().AddScoped(_ => store.NewWriter()).BuildServiceProvider().GetRequiredService<IServiceScopeFactory>();
        var heartbeat = new Heartbeat(new HttpClient(), Options.Create(new HeartbeatOptions()), NullLogger<Heartbeat>.Instance);
        return new Watchman(
            store, sweep, new LadderRepair(store, scopes), new StoreProof(store, store.Gate, store.Signals, store.Time, NullLogger<StoreProof>.Instance), store.Signals, bench.Pulse, () => store.Time.GetUtcNow(), new EngineHealth(), bench.Meter, heartbeat, store.Time, NullLogger<Watchman>.Instance);
    }
}
