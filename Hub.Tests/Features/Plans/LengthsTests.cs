using Hub.Web.Features.Plans;

namespace Hub.Tests.Features.Plans;

public sealed class LengthsTests
{
    [Theory]
    [InlineData("10 min", 600)]
    [InlineData("10", 600)]
    [InlineData("1 h 30 min", 5_400)]
    [InlineData("1h30m", 5_400)]
    [InlineData("2 days", 172_800)]
    [InlineData("90 s", 90)]
    [InlineData("10分钟", 600)]
    [InlineData("1小时30分", 5_400)]
    [InlineData("2天", 172_800)]
    [InlineData("PT15M", 900)]
    [InlineData(" 15 MINUTES ", 900)]
    public void A_length_is_read_as_people_write_it(string text, int seconds)
    {
        Lengths.TryRead(text, out var span).Should().BeTrue();
        span.TotalSeconds.Should().Be(seconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("0 min")]
    [InlineData("-5 min")]
    [InlineData("10 min 5")]
    [InlineData("1.5 h")]
    [InlineData("P")]
    [InlineData("P99999999999999999999D")]
    [InlineData("999999999999 min")]
    [InlineData("10 min 2 h")]
    public void What_is_no_length_is_not_read(string text) => Lengths.TryRead(text, out _).Should().BeFalse();
}
