using System.Diagnostics;
using Hub.Tests.Harness;
using Hub.Web.Dispatch;

namespace Hub.Tests.Dispatch;

/// <summary>When a commit waits for outcomes that are on their way, and when it does not.</summary>
public sealed class InFlightTests
{
    [Fact]
    public async Task With_nothing_on_its_way_nobody_waits()
    {
        using var inFlight = new InFlight();
        inFlight.WorthWaiting().IsCompletedSuccessfully.Should().BeTrue();
        inFlight.End(inFlight.Begin());
        inFlight.WorthWaiting().IsCompletedSuccessfully.Should().BeTrue();
        await Task.CompletedTask;
    }

    [Fact]
    public async Task The_last_one_to_land_ends_the_wait_and_one_that_does_not_land_does_not_prolong_it()
    {
        using var inFlight = new InFlight();
        var (one, two) = (inFlight.Begin(), inFlight.Begin());
        var waiting = inFlight.WorthWaiting();
        inFlight.End(one);
        inFlight.End(two);
        await waiting.WaitAsync(Soon.Patience, TestContext.Current.CancellationToken);

        inFlight.Begin();
        await inFlight.WorthWaiting().WaitAsync(Soon.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void For_a_slow_relay_nobody_waits()
    {
        using var inFlight = new InFlight();
        var longAgo = Stopwatch.GetTimestamp() - (Stopwatch.Frequency / 10);
        for (var i = 0; i < 32; i++)
        {
            inFlight.Begin();
            inFlight.End(longAgo);
        }

        inFlight.Begin();
        inFlight.WorthWaiting().IsCompletedSuccessfully.Should().BeTrue();
    }
}
