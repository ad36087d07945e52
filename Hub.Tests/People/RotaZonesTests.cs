using System.Diagnostics;
using System.Globalization;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Tests.People;

/// <summary>Clocks that change at midnight, by half an hour, in zones of 45 minutes, or leave a whole day out: against cases by hand, and every zone of this machine against a clock that is watched.</summary>
public sealed class RotaZonesTests
{
    private static readonly Guid Samantha = Guid.NewGuid();
    private static readonly Guid Robert = Guid.NewGuid();

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:00Z")] // 02:00 to 03:00 do not come
    [InlineData("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30Z")] // comes twice: the first
    [InlineData("America/Santiago", "2026-09-06T00:00", "2026-09-06T04:00Z")] // midnight does not come
    [InlineData("America/Santiago", "2026-09-06T00:30", "2026-09-06T04:00Z")]
    [InlineData("America/Santiago", "2026-04-04T23:30", "2026-04-05T02:30Z")] // the last hour of the day comes twice
    [InlineData("America/Santiago", "2026-04-05T00:00", "2026-04-05T04:00Z")] // and midnight after both
    [InlineData("Asia/Beirut", "2026-03-29T00:00", "2026-03-28T22:00Z")]
    [InlineData("Asia/Beirut", "2026-10-24T23:30", "2026-10-24T20:30Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30Z")] // half an hour does not come
    [InlineData("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45Z")] // half an hour comes twice
    [InlineData("Pacific/Chatham", "2026-09-27T03:00", "2026-09-26T14:00Z")] // from 02:45 to 03:45, at +12:45
    [InlineData("Asia/Kathmandu", "2026-03-29T08:00", "2026-03-29T02:15Z")]
    [InlineData("Antarctica/Troll", "2026-03-29T01:30", "2026-03-29T01:00Z")] // two hours do not come
    [InlineData("Pacific/Apia", "2011-12-30T09:00", "2011-12-30T10:00Z")] // the whole day does not come
    [InlineData("Europe/Dublin", "2026-03-29T01:00", "2026-03-29T01:00Z")] // winter is the exception: 01:00 to 02:00 do not come
    [InlineData("Europe/Dublin", "2026-07-01T12:00", "2026-07-01T11:00Z")]
    [InlineData("Europe/Dublin", "2026-10-25T01:30", "2026-10-25T00:30Z")]
    [InlineData("Africa/Casablanca", "2026-02-15T02:30", "2026-02-15T01:30Z")] // Ramadan begins: 02:00 to 03:00 come twice
    [InlineData("Africa/Casablanca", "2026-03-22T02:30", "2026-03-22T02:00Z")] // and ends: 02:00 to 03:00 do not come
    [InlineData("Nowhere/Unknown", "2026-03-29T08:00", "2026-03-29T08:00Z")]
    public void A_time_of_day_is_reached_at_the_instant_that_was_computed_by_hand(string zone, string local, string instant) =>
        WallClock.Reached(DateTime.Parse(local, CultureInfo.InvariantCulture), WallClock.Zone(zone)).Should().Be(At(instant));

    [Theory]
    [InlineData("0001-01-01T00:00", "Pacific/Kiritimati")]
    [InlineData("0001-01-01T00:00", "Europe/Berlin")]
    [InlineData("9999-12-31T23:59", "America/Los_Angeles")]
    public void At_the_ends_of_the_calendar_it_stays_within_it(string local, string zone) =>
        WallClock.Reached(DateTime.Parse(local, CultureInfo.InvariantCulture), WallClock.Zone(zone)).Should().BeCloseTo(At(local + "Z"), TimeSpan.FromHours(15));

    [Fact]
    public void In_every_zone_of_this_machine_a_time_of_day_is_reached_when_a_watched_clock_first_shows_it_or_a_later_one()
    {
        var changes = 0;
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
        {
            for (var day = At("2026-01-01T00:00Z"); day < At("2028-01-01T00:00Z"); day = day.AddDays(1))
            {
                if (zone.GetUtcOffset(day) != zone.GetUtcOffset(day.AddDays(1)))
                {
                    changes++;
                    Watch(zone, day.AddHours(-12), day.AddHours(36));
                }
            }
        }

        changes.Should().BeGreaterThan(300, "or this machine knows no zones");
    }

    private static void Watch(TimeZoneInfo zone, DateTimeOffset from, DateTimeOffset until)
    {
        var wanted = TimeZoneInfo.ConvertTime(from, zone).DateTime.AddMinutes(5);
        for (var at = from.AddMinutes(5); at < until; at = at.AddMinutes(5))
        {
            for (var shown = TimeZoneInfo.ConvertTime(at, zone).DateTime; wanted <= shown; wanted = wanted.AddMinutes(5))
            {
                WallClock.Reached(wanted, zone).Should().Be(at, $"{wanted:O} in {zone.Id}");
            }
        }
    }

    [Fact]
    public void A_daily_hand_over_at_a_midnight_that_does_not_come_happens_an_hour_later_by_the_clock_and_once()
    {
        var rota = Make("America/Santiago", "2026-09-04", new TimeOnly(0, 0));

        rota.ShiftsBetween(At("2026-09-04T12:00Z"), At("2026-09-08T12:00Z")).Select(s => (s.From, s.OnCall[0].PersonId)).Should().Equal(
            (At("2026-09-04T12:00Z"), Samantha), (At("2026-09-05T04:00Z"), Robert), (At("2026-09-06T04:00Z"), Samantha), (At("2026-09-07T03:00Z"), Robert), (At("2026-09-08T03:00Z"), Samantha));
    }

    [Theory]
    [InlineData("America/Santiago", "Sat 22:00-Sun 06:00", "2026-09-06T02:00Z", "2026-09-06T09:00Z")] // an hour shorter: midnight is left out
    [InlineData("America/Santiago", "Sat 22:00-Sun 00:00", "2026-09-06T02:00Z", "2026-09-06T04:00Z")] // ends where midnight would have been
    [InlineData("America/Santiago", "Sat 22:00-Sun 06:00", "2026-04-05T01:00Z", "2026-04-05T10:00Z")] // an hour longer: 23:00 comes twice
    [InlineData("Asia/Beirut", "Sat 22:00-Sun 06:00", "2026-03-28T20:00Z", "2026-03-29T03:00Z")]
    [InlineData("Europe/Berlin", "Sun 00:00-Mon 00:00", "2026-03-28T23:00Z", "2026-03-29T22:00Z")]
    [InlineData("Asia/Kathmandu", "Sat 22:00-Sun 06:00", "2026-03-28T16:15Z", "2026-03-29T00:15Z")]
    public void Hours_across_midnight_are_as_long_as_the_clock_makes_them(string zone, string hours, string from, string until)
    {
        var rota = Make(zone, "2026-01-01", new TimeOnly(12, 0));
        rota.ChangeLayer(0, rota.Layers[0].Terms with { Participants = [Samantha], Hours = [WeeklySpan.Read(hours)!] });

        rota.ShiftsBetween(At(from).AddHours(-6), At(until).AddHours(6)).Where(s => !s.IsGap).Should().BeEquivalentTo([new { From = At(from), Until = At(until) }]);
    }

    [Fact]
    public void Before_its_first_day_a_layer_has_nobody_and_a_first_day_long_ago_is_counted_to_the_day()
    {
        var rota = Make("Europe/Berlin", "2027-01-01", new TimeOnly(8, 0));
        rota.OnCallAt(At("2026-12-31T12:00Z")).Should().BeEmpty();
        rota.NextChangeAfter(At("2026-03-01T00:00Z")).Should().Be(At("2027-01-01T07:00Z"));

        var old = Make("Europe/Berlin", "2000-01-01", new TimeOnly(8, 0));
        var days = new DateOnly(2026, 7, 1).DayNumber - new DateOnly(2000, 1, 1).DayNumber;
        old.OnCallAt(At("2026-07-01T12:00Z")).Should().Equal(days % 2 == 0 ? Samantha : Robert);
    }

    [Fact]
    public void A_layer_that_begins_in_the_far_future_costs_nothing_until_then()
    {
        var hours = Enumerable.Range(0, LayerTerms.MostHours).Select(i => new WeeklySpan((DayOfWeek)(i % 7), new TimeOnly(6 * (i / 7), 0), (DayOfWeek)(i % 7), new TimeOnly((6 * (i / 7)) + 3, 0))).ToArray();
        var rota = Make("America/Santiago", "2199-06-01", new TimeOnly(12, 0), hours);
        rota.AddLayer(new DateOnly(2001, 1, 1), new TimeOnly(8, 0), 1, Robert);
        var watch = Stopwatch.StartNew();

        rota.NextChangeAfter(At("2026-01-01T00:00Z")).Should().Be(At("2199-06-01T16:00Z"));

        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(1), "a list of rotas asks for it each time that it is opened");
    }

    private static Rota Make(string zone, string firstDay, TimeOnly at, params WeeklySpan[] hours)
    {
        var rota = Rota.Create("r", LocalText.Same("R"), zone);
        rota.AddLayer(new LayerTerms { FirstDay = DateOnly.Parse(firstDay, CultureInfo.InvariantCulture), HandOverAt = at, ShiftDays = 1, Participants = [Samantha, Robert], Hours = hours });
        return rota;
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
