using Bunit;
using Hub.Tests.Harness;
using Hub.Web.Components;

namespace Hub.Tests.Components;

public sealed class BeatTests : PageContext
{
    [Fact]
    public void The_browser_hears_the_servers_time_at_once_and_then_every_second()
    {
        var beat = Show<Beat>();
        Beats().Should().Equal(Now.ToUnixTimeMilliseconds());

        Clock.Advance(TimeSpan.FromSeconds(1));
        beat.WaitForAssertion(() => Beats().Should().HaveCount(2));
        Clock.Advance(TimeSpan.FromSeconds(1));
        beat.WaitForAssertion(() => Beats().Should().HaveCount(3));
        Beats()[^1].Should().Be(Now.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task A_page_that_is_gone_hears_nothing()
    {
        Show<Beat>();
        await DisposeComponentsAsync();
        Clock.Advance(TimeSpan.FromSeconds(5));
        Beats().Should().HaveCount(1);
    }

    private List<long> Beats() => [.. JSInterop.Invocations["hub.beat"].Select(call => (long)call.Arguments[0]!)];
}
