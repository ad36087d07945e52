using Hub.Web.Live;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Tests.Live;

public sealed class TickerTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 7, 1, 6, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Everybody_hears_each_beat_until_he_leaves()
    {
        using var ticker = new Ticker(clock, NullLogger<Ticker>.Instance);
        var first = new List<DateTimeOffset>();
        var second = new List<DateTimeOffset>();
        var leaving = ticker.Subscribe(now => Note(first, now));
        using var staying = ticker.Subscribe(now => Note(second, now));

        clock.Advance(TimeSpan.FromSeconds(1));
        leaving.Dispose();
        leaving.Dispose();
        clock.Advance(TimeSpan.FromSeconds(1));

        first.Should().HaveCount(1);
        second.Should().HaveCount(2);
    }

    [Fact]
    public void After_the_last_has_left_a_newcomer_starts_the_beat_again()
    {
        using var ticker = new Ticker(clock, NullLogger<Ticker>.Instance);
        ticker.Subscribe(_ => Task.CompletedTask).Dispose();
        var heard = new List<DateTimeOffset>();
        using var newcomer = ticker.Subscribe(now => Note(heard, now));
        clock.Advance(TimeSpan.FromSeconds(1));
        heard.Should().HaveCount(1);
    }

    [Fact]
    public void One_that_fails_does_not_silence_the_others()
    {
        using var ticker = new Ticker(clock, NullLogger<Ticker>.Instance);
        var heard = new List<DateTimeOffset>();
        using var broken = ticker.Subscribe(_ => throw new InvalidOperationException("on purpose"));
        using var healthy = ticker.Subscribe(now => Note(heard, now));
        clock.Advance(TimeSpan.FromSeconds(1));
        clock.Advance(TimeSpan.FromSeconds(1));
        heard.Should().HaveCount(2);
    }

    [Fact]
    public void One_that_is_still_busy_misses_beats_instead_of_piling_them_up()
    {
        using var ticker = new Ticker(clock, NullLogger<Ticker>.Instance);
        var calls = 0;
        var stuck = new TaskCompletionSource();
        using var slow = ticker.Subscribe(_ =>
        {
            calls++;
            return stuck.Task;
        });
        clock.Advance(TimeSpan.FromSeconds(1));
        clock.Advance(TimeSpan.FromSeconds(1));
        clock.Advance(TimeSpan.FromSeconds(1));
        calls.Should().Be(1);

        stuck.SetResult();
        clock.Advance(TimeSpan.FromSeconds(1));
        calls.Should().Be(2);
    }

    private static Task Note(List<DateTimeOffset> heard, DateTimeOffset now)
    {
        heard.Add(now);
        return Task.CompletedTask;
    }
}
