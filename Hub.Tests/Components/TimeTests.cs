using System.Security.Claims;
using Bunit;
using Hub.Tests.Harness;
using Hub.Web.Components;

namespace Hub.Tests.Components;

public sealed class TimeTests : PageContext
{
    [Theory]
    [InlineData(299, "04:59")]
    [InlineData(0, "00:00")]
    [InlineData(3_599, "59:59")]
    [InlineData(3_600, "1:00:00")]
    [InlineData(86_399, "23:59:59")]
    [InlineData(176_640, "2 d 01:04")]
    [InlineData(-75, "01:15")]
    public void A_span_is_written_short(int seconds, string expected) =>
        Durations.Write(TimeSpan.FromSeconds(seconds), "{0} d").Should().Be(expected);

    [Fact]
    public void A_countdown_shows_what_is_left()
    {
        var due = Now.AddMinutes(10);
        var countdown = Show<Countdown>(p => p.Add(c => c.Due, due)).Find(".countdown");
        countdown.TextContent.Should().Be("10:00");
        countdown.HasAttribute("data-late").Should().BeFalse();
        countdown.GetAttribute("data-due").Should().Be(due.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("en", "overdue by 01:15")]
    [InlineData("zh-Hans", "已超时 01:15")]
    public void A_late_countdown_says_so_in_words(string language, string expected)
    {
        Speak(language);
        var countdown = Show<Countdown>(p => p.Add(c => c.Due, Now.AddSeconds(-75))).Find(".countdown");
        countdown.TextContent.Should().Be(expected);
        countdown.HasAttribute("data-late").Should().BeTrue();
    }

    [Fact]
    public void A_countdown_is_sent_again_only_when_its_due_time_changes()
    {
        var due = Now.AddMinutes(10);
        var countdown = Show<Countdown>(p => p.Add(c => c.Due, due));
        Clock.Advance(TimeSpan.FromMinutes(1));
        countdown.Render(p => p.Add(c => c.Due, due));
        countdown.Find(".countdown").TextContent.Should().Be("10:00", "the script owns the text after the first drawing");
        countdown.Render(p => p.Add(c => c.Due, due.AddMinutes(5)));
        countdown.Find(".countdown").TextContent.Should().Be("14:00");
    }

    [Fact]
    public void An_instant_stands_in_the_viewers_zone_with_the_zone_named_and_UTC_on_hover()
    {
        var shanghai = new ViewerTime(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        var time = Show<LocalTime>(p => p.AddCascadingValue(shanghai).Add(c => c.At, Now)).Find("time");
        time.TextContent.Should().Be("2026-07-01 14:00:00UTC+8");
        time.GetAttribute("datetime").Should().Be("2026-07-01T06:00:00Z");
        time.GetAttribute("title").Should().StartWith("2026-07-01 06:00:00 UTC").And.EndWith("Asia/Shanghai");
    }

    [Theory]
    [InlineData("Asia/Kolkata", 7, "UTC+5:30")]
    [InlineData("America/New_York", 7, "UTC-4")]
    [InlineData("America/New_York", 12, "UTC-5")]
    [InlineData("Etc/UTC", 7, "UTC")]
    public void The_zone_is_named_as_it_is_at_that_instant(string zone, int month, string expected) =>
        new ViewerTime(TimeZoneInfo.FindSystemTimeZoneById(zone)).ZoneName(new DateTimeOffset(2026, month, 1, 12, 0, 0, TimeSpan.Zero)).Should().Be(expected);

    [Theory]
    [InlineData("Europe/Berlin", "Asia/Shanghai", "Europe/Berlin")]
    [InlineData("Mars/Olympus", "Asia/Shanghai", "Asia/Shanghai")]
    [InlineData(null, "Asia/Shanghai", "Asia/Shanghai")]
    [InlineData(null, null, "UTC")]
    public void The_zone_is_the_persons_then_the_organisations_then_UTC(string? own, string? organisation, string expected)
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity(own is null ? [] : [new Claim(ViewerClaims.Zone, own)]));
        ViewerTime.For(user, organisation).Zone.Id.Should().Be(expected);
    }
}
