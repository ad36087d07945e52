using Hub.Domain.People;

namespace Hub.Tests.People;

public sealed class QuietHoursTests
{
    [Theory]
    [InlineData("Asia/Shanghai", "22:00", "07:00", "2026-11-23T13:59:59Z", null)]
    [InlineData("Asia/Shanghai", "22:00", "07:00", "2026-11-23T14:00:00Z", "2026-11-23T23:00:00Z")]
    [InlineData("Asia/Shanghai", "22:00", "07:00", "2026-11-23T22:59:59Z", "2026-11-23T23:00:00Z")]
    [InlineData("Asia/Shanghai", "22:00", "07:00", "2026-11-23T23:00:00Z", null)]
    [InlineData("Asia/Shanghai", "12:30", "14:00", "2026-11-23T05:00:00Z", "2026-11-23T06:00:00Z")]
    [InlineData("Europe/Berlin", "22:00", "07:00", "2026-03-28T23:00:00Z", "2026-03-29T05:00:00Z")]
    [InlineData("Europe/Berlin", "22:00", "02:30", "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("Europe/Berlin", "22:00", "07:00", "2026-10-24T22:00:00Z", "2026-10-25T06:00:00Z")]
    [InlineData("Europe/Berlin", "22:00", "02:30", "2026-10-24T23:50:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("Europe/Berlin", "22:00", "02:30", "2026-10-25T01:10:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("nowhere", "22:00", "07:00", "2026-11-23T23:00:00Z", "2026-11-24T07:00:00Z")]
    public void They_end_at_their_time_of_day_in_the_persons_own_zone(string zone, string from, string until, string now, string? end)
    {
        var person = Person.Create(Guid.NewGuid(), "Samantha Smith", "en", zone);
        person.BeQuiet(TimeOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), TimeOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture));
        QuietHours.EndFor(person, At(now)).Should().Be(end is null ? null : At(end));
    }

    [Fact]
    public void Who_has_none_is_never_quiet_and_an_empty_span_is_none()
    {
        var person = Person.Create(Guid.NewGuid(), "Samantha Smith", "en", "Asia/Shanghai");
        QuietHours.EndFor(person, At("2026-11-23T18:00:00Z")).Should().BeNull();
        person.BeQuiet(new TimeOnly(7, 0), new TimeOnly(7, 0));
        QuietHours.EndFor(person, At("2026-11-23T23:00:00Z")).Should().BeNull();
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
