using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Tests.People;

public sealed class ExternalBodyTests
{
    [Fact]
    public void The_ways_that_are_open_stand_in_the_order_in_which_one_tries_them()
    {
        var body = ABody();
        body.Ways.Should().BeEmpty();

        body.ReachBy(new BodyReach(null, "110", Fax: "+86 10 0000 0000", Portal: "https://report.example"));

        body.Ways.Should().Equal(BodyWay.Telephone, BodyWay.Portal, BodyWay.Fax);
    }

    [Theory]
    [InlineData("[0-9]{4}", "1234", true)]
    [InlineData("[0-9]{4}", "12345", false)]
    [InlineData("[0-9]{4}", "1234\n", false)]
    [InlineData("A|B", "A", true)]
    [InlineData("A|B", "AB", false)]
    public void A_number_must_match_as_a_whole(string pattern, string reference, bool fits)
    {
        var body = ABody();
        body.AnswerWith("受理编号", pattern);

        body.Fits(reference).Should().Be(fits);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("a)(b")]
    [InlineData(@"(a)\1")]
    [InlineData("(?=a)a")]
    public void A_pattern_that_is_none_or_may_take_for_ever_is_known(string pattern) => ExternalBody.IsPattern(pattern).Should().BeFalse();

    [Fact]
    public void A_pattern_that_blows_up_elsewhere_answers_at_once()
    {
        var body = ABody();
        body.AnswerWith(null, "(a+)+b");

        var started = TimeProvider.System.GetTimestamp();
        body.Fits(new string('a', 20_000)).Should().BeFalse();
        TimeProvider.System.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromSeconds(5));
    }

    private static ExternalBody ABody() => ExternalBody.Create("police", new LocalText("Police", "公安机关"), ExternalBodyKind.Police, "zh-Hans", null, null);
}
