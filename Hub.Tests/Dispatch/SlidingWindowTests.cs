using CsCheck;
using Hub.Tests.Harness;
using Hub.Web.Dispatch.Limits;

namespace Hub.Tests.Dispatch;

public sealed class SlidingWindowTests
{
    private static readonly DateTimeOffset Start = TestStore.Start;

    [Fact]
    public void As_many_as_the_limit_allows_leave_at_once_and_the_next_when_the_first_is_a_span_old()
    {
        var window = new SlidingWindow([(2, TimeSpan.FromMinutes(1))]);
        window.Take(Start);
        window.Take(Start.AddSeconds(10));
        window.FreeAt(Start.AddSeconds(20)).Should().Be(Start.AddMinutes(1));
        window.FreeAt(Start.AddMinutes(1)).Should().Be(Start.AddMinutes(1));
    }

    [Fact]
    public void The_hour_holds_back_what_the_minute_would_let_go()
    {
        var window = new SlidingWindow([(2, TimeSpan.FromMinutes(1)), (3, TimeSpan.FromHours(1))]);
        for (var i = 0; i < 3; i++)
        {
            window.Take(Start.AddMinutes(i));
        }

        window.FreeAt(Start.AddMinutes(5)).Should().Be(Start.AddHours(1));
    }

    [Fact]
    public void In_no_span_do_more_leave_than_its_limit_allows() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[1, 12], Gen.Int[0, 30].Array[1, 80]).Sample((minute, hour, pauses) =>
        {
            (int Most, TimeSpan Span)[] limits = [(minute, TimeSpan.FromMinutes(1)), (hour, TimeSpan.FromHours(1))];
            var window = new SlidingWindow(limits);
            var left = new List<DateTimeOffset>();
            var now = Start;
            foreach (var pause in pauses)
            {
                now += TimeSpan.FromSeconds(pause * 20);
                if (window.FreeAt(now) <= now)
                {
                    window.Take(now);
                    left.Add(now);
                }
            }

            return limits.All(l => left.TrueForAll(at => left.Count(o => o > at - l.Span && o <= at) <= l.Most));
        });

    [Fact]
    public void It_is_idle_once_nothing_it_knows_of_matters()
    {
        var window = new SlidingWindow([(1, TimeSpan.FromMinutes(1))]);
        window.IsIdle(Start).Should().BeTrue();
        window.Take(Start);
        window.IsIdle(Start.AddSeconds(59)).Should().BeFalse();
        window.IsIdle(Start.AddMinutes(1)).Should().BeTrue();
    }
}
