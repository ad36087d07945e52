using Hub.Web.Dispatch;

namespace Hub.Tests.Dispatch;

/// <summary>How the number of connections follows the relay.</summary>
public sealed class RoadWidthTests
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    [Fact]
    public void While_messages_wait_and_more_get_through_it_doubles_up_to_the_most()
    {
        var width = new RoadWidth(8, 64);
        var seen = new List<int>();
        for (var look = 0; look < 20; look++)
        {
            // A relay that takes 20 ms an answer, on however many connections.
            width.Look(Busy(rate: width.Now * 50, answer: 20));
            seen.Add(width.Now);
        }

        seen.Should().BeInAscendingOrder().And.StartWith([16]).And.EndWith([64]);
        seen.Distinct().Should().Equal(16, 32, 64);
    }

    [Fact]
    public void A_doubling_that_brings_nothing_is_taken_back_and_tried_again_only_after_a_while()
    {
        var width = new RoadWidth(8, 64);
        width.Look(Busy(rate: 400, answer: 20));
        width.Now.Should().Be(16);
        width.Look(Busy(rate: 380, answer: 40));
        width.Now.Should().Be(16, "the new connections have only just been opened");
        width.Look(Busy(rate: 410, answer: 40));
        width.Now.Should().Be(8);
        for (var passed = Look; passed < RoadWidth.Patience; passed += Look)
        {
            width.Look(Busy(rate: 400, answer: 20));
            width.Now.Should().Be(8);
        }

        width.Look(Busy(rate: 400, answer: 20));
        width.Now.Should().Be(16);
    }

    [Fact]
    public void A_quick_relay_needs_no_more_connections()
    {
        var width = new RoadWidth(8, 64);
        for (var look = 0; look < 100; look++)
        {
            width.Look(Busy(rate: 2_500, answer: 2));
        }

        width.Now.Should().Be(8);
    }

    [Fact]
    public void What_the_relay_does_not_take_is_closed_and_asked_for_again_only_after_a_while()
    {
        var width = new RoadWidth(8, 64);
        width.Look(Busy(rate: 400, answer: 20));
        width.Look(Busy(rate: 400, answer: 20) with { Refused = 6 });
        width.Now.Should().Be(10);
        for (var passed = Look; passed < RoadWidth.Patience; passed += Look)
        {
            width.Look(Busy(rate: 500, answer: 20));
            width.Now.Should().Be(10);
        }

        width.Look(Busy(rate: 500, answer: 20));
        width.Now.Should().Be(20);
    }

    [Fact]
    public void A_relay_that_takes_fewer_than_the_start_gets_fewer_but_never_none()
    {
        var width = new RoadWidth(8, 64);
        width.Look(Busy(rate: 100, answer: 20) with { Refused = 5 });
        width.Now.Should().Be(3);
        width.Look(Busy(rate: 0, answer: 20) with { Refused = 5 });
        width.Now.Should().Be(1);
    }

    [Fact]
    public void When_nothing_waits_it_goes_back_to_the_start_after_a_while()
    {
        var width = Widened();
        var quiet = new Traffic(Look, 3, TimeSpan.FromMilliseconds(20), 0);
        for (var passed = Look; passed < RoadWidth.Patience; passed += Look)
        {
            width.Look(quiet);
            width.Now.Should().Be(16);
        }

        width.Look(quiet);
        width.Now.Should().Be(8);
    }

    [Fact]
    public void A_relay_that_was_down_is_met_with_the_connections_of_the_start()
    {
        var width = Widened();
        width.Look(Busy(rate: 0, answer: 20) with { IsDown = true });
        width.Now.Should().Be(8);
    }

    [Theory]
    [InlineData(8, 8)]
    [InlineData(8, 1)]
    [InlineData(64, 64)]
    public void With_no_room_above_the_start_it_stays_there(int start, int most)
    {
        var width = new RoadWidth(start, most);
        for (var look = 0; look < 10; look++)
        {
            width.Look(Busy(rate: 100, answer: 1_000));
        }

        width.Now.Should().Be(start);
    }

    [Fact]
    public void The_most_is_never_passed()
    {
        var width = new RoadWidth(8, 20);
        for (var look = 0; look < 10; look++)
        {
            width.Look(Busy(rate: width.Now * 50, answer: 20));
        }

        width.Now.Should().Be(20);
    }

    private static RoadWidth Widened()
    {
        var width = new RoadWidth(8, 64);
        width.Look(Busy(rate: 400, answer: 20));
        width.Now.Should().Be(16);
        return width;
    }

    private static Traffic Busy(int rate, double answer) => new(Look, (int)(rate * Look.TotalSeconds), TimeSpan.FromMilliseconds(answer), 500);
}
