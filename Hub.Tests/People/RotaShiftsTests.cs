using System.Diagnostics;
using System.Globalization;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Tests.People;

/// <summary>Shifts of an interval against cases computed by hand.</summary>
public sealed class RotaShiftsTests
{
    private static readonly Guid Samantha = Guid.NewGuid();
    private static readonly Guid Robert = Guid.NewGuid();
    private static readonly Guid Taylor = Guid.NewGuid();

    // 2026: Berlin's clocks go on at 29 March 02:00 and back at 25 October 03:00; New York's at 8 March 02:00 and 1 November 02:00; Shanghai's never.
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28", "2026-03-28T07:00:00Z", "2026-03-29T06:00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-24", "2026-10-24T06:00:00Z", "2026-10-25T07:00:00Z")]
    [InlineData("America/New_York", "2026-03-07", "2026-03-07T13:00:00Z", "2026-03-08T12:00:00Z")]
    [InlineData("America/New_York", "2026-10-31", "2026-10-31T12:00:00Z", "2026-11-01T13:00:00Z")]
    [InlineData("Asia/Shanghai", "2026-03-28", "2026-03-28T00:00:00Z", "2026-03-29T00:00:00Z")]
    [InlineData("Asia/Shanghai", "2026-10-24", "2026-10-24T00:00:00Z", "2026-10-25T00:00:00Z")]
    public void A_daily_shift_ends_at_its_time_of_day_whatever_the_clocks_did(string zone, string day, string from, string until)
    {
        var rota = Make(zone, Terms(day, 1, Samantha, Robert, Taylor));

        rota.ShiftsBetween(At(from), At(until)).Should().BeEquivalentTo([new { From = At(from), Until = At(until) }]);
        rota.ShiftsBetween(At(from).AddTicks(-1), At(until).AddTicks(1)).Select(Person).Should().Equal(null, Samantha, Robert);
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-23", "2026-03-23T07:00:00Z", "2026-03-30T06:00:00Z", 167)]
    [InlineData("Europe/Berlin", "2026-10-19", "2026-10-19T06:00:00Z", "2026-10-26T07:00:00Z", 169)]
    [InlineData("America/New_York", "2026-03-02", "2026-03-02T13:00:00Z", "2026-03-09T12:00:00Z", 167)]
    [InlineData("America/New_York", "2026-10-26", "2026-10-26T12:00:00Z", "2026-11-02T13:00:00Z", 169)]
    [InlineData("Asia/Shanghai", "2026-10-26", "2026-10-26T00:00:00Z", "2026-11-02T00:00:00Z", 168)]
    public void A_weekly_shift_is_handed_over_on_its_weekday(string zone, string monday, string from, string until, int hours)
    {
        var shifts = Make(zone, Terms(monday, 7, Samantha, Robert)).ShiftsBetween(At(from), At(until).AddDays(1));

        shifts.Select(s => (s.From, Person(s))).Should().Equal((At(from), Samantha), (At(until), Robert));
        (shifts[0].Until - shifts[0].From).TotalHours.Should().Be(hours);
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T21:00:00Z", "2026-03-29T04:00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-24T20:00:00Z", "2026-10-25T05:00:00Z")]
    [InlineData("America/New_York", "2026-03-08T03:00:00Z", "2026-03-08T10:00:00Z")]
    [InlineData("America/New_York", "2026-11-01T02:00:00Z", "2026-11-01T11:00:00Z")]
    [InlineData("Asia/Shanghai", "2026-10-24T14:00:00Z", "2026-10-24T22:00:00Z")]
    public void A_night_is_an_hour_shorter_or_longer(string zone, string from, string until)
    {
        var nights = Enum.GetValues<DayOfWeek>().Select(d => new WeeklySpan(d, new TimeOnly(22, 0), (DayOfWeek)(((int)d + 1) % 7), new TimeOnly(6, 0)));
        var rota = Make(zone, Terms("2026-01-05", 7, Samantha) with { Hours = [.. nights] });

        rota.ShiftsBetween(At(from).AddHours(-1), At(until).AddHours(1)).Select(s => (s.From, s.Until, s.IsGap)).Should().Equal(
            (At(from).AddHours(-1), At(from), true), (At(from), At(until), false), (At(until), At(until).AddHours(1), true));
    }

    [Fact]
    public void Hours_within_the_hour_that_is_left_out_do_not_come_and_the_others_do()
    {
        var rota = Make("Europe/Berlin", Terms("2026-01-05", 7, Samantha) with { Hours = [WeeklySpan.Read("Sun 02:15-Sun 02:45")!, WeeklySpan.Read("Sun 02:30-Sun 03:30")!] });

        rota.ShiftsBetween(At("2026-03-29T00:00:00Z"), At("2026-03-29T06:00:00Z")).Select(s => (s.From, s.IsGap)).Should().Equal(
            (At("2026-03-29T00:00:00Z"), true), (At("2026-03-29T01:00:00Z"), false), (At("2026-03-29T01:30:00Z"), true));
    }

    [Fact]
    public void A_weekend_from_friday_evening_to_monday_morning_is_one_piece()
    {
        var rota = Make("Asia/Shanghai", Terms("2026-01-05", 7, Samantha) with { Hours = [WeeklySpan.Read("Fri 18:00-Mon 08:00")!] });

        rota.ShiftsBetween(At("2026-01-07T00:00:00Z"), At("2026-01-14T00:00:00Z")).Select(s => (s.From, s.IsGap)).Should().Equal(
            (At("2026-01-07T00:00:00Z"), true), (At("2026-01-09T10:00:00Z"), false), (At("2026-01-12T00:00:00Z"), true));
    }

    [Fact]
    public void A_layer_ends_on_its_last_day_at_the_time_of_hand_over()
    {
        var rota = Make("Asia/Shanghai", Terms("2026-01-05", 7, Samantha, Robert) with { LastDay = new DateOnly(2026, 1, 14) });

        rota.ShiftsBetween(At("2026-01-04T00:00:00Z"), At("2026-01-20T00:00:00Z")).Select(s => (s.From, Person(s))).Should().Equal(
            (At("2026-01-04T00:00:00Z"), (Guid?)null), (At("2026-01-05T00:00:00Z"), Samantha), (At("2026-01-12T00:00:00Z"), Robert), (At("2026-01-14T00:00:00Z"), null));
        rota.NextChangeAfter(At("2026-01-15T00:00:00Z")).Should().BeNull();
    }

    [Fact]
    public void An_override_of_a_layer_takes_that_layers_hours_only_and_one_of_all_takes_everything()
    {
        var rota = Make("Asia/Shanghai", Terms("2026-01-05", 7, Samantha) with { Hours = [WeeklySpan.Read("Mon 09:00-Mon 17:00")!] });
        var day = (From: At("2026-01-05T00:00:00+08:00"), Until: At("2026-01-06T00:00:00+08:00"));
        var own = rota.StandIn(Robert, day.From, day.Until, 0);

        rota.ShiftsBetween(day.From, day.Until).Select(Person).Should().Equal(null, Robert, null);
        rota.ShiftsBetween(day.From, day.Until)[1].OnCall.Should().Equal(new OnCall(Robert, 0, Holding.Override, own.Id));

        var all = rota.StandIn(Taylor, day.From, day.Until);
        rota.ShiftsBetween(day.From, day.Until).Should().ContainSingle().Which.OnCall.Should().Equal(new OnCall(Taylor, null, Holding.Override, all.Id));

        rota.RemoveOverride(all.Id).Should().NotBeNull();
        rota.ShiftsBetween(day.From, day.Until).Select(Person).Should().Equal(null, Robert, null);
    }

    [Fact]
    public void The_later_override_stands_above_the_earlier_and_the_other_layer_keeps_its_own()
    {
        var rota = Make("Asia/Shanghai", Terms("2026-01-05", 7, Samantha));
        rota.AddLayer(Terms("2026-01-05", 7, Robert));
        var at = At("2026-01-06T00:00:00Z");
        rota.StandIn(Taylor, at, at.AddDays(1));
        rota.OnCallAt(at).Should().Equal(Taylor);

        rota.StandIn(Robert, at, at.AddHours(1), 1);
        rota.OnCallAt(at).Should().Equal(Taylor, Robert);
        rota.OnCallAt(at.AddHours(1)).Should().Equal(Taylor);
    }

    [Fact]
    public void The_next_who_is_available_takes_it_and_the_order_stays()
    {
        var rota = Make("Asia/Shanghai", Terms("2026-01-05", 7, Samantha, Robert, Taylor));
        var away = new Absences([Unavailability.Of(Samantha, At("2026-01-06T00:00:00Z"), At("2026-01-07T00:00:00Z")), Unavailability.Of(Robert, At("2026-01-06T12:00:00Z"), At("2026-01-08T00:00:00Z"))]);

        rota.LayerShiftsBetween(0, At("2026-01-05T00:00:00Z"), At("2026-01-13T00:00:00Z"), away).Select(s => (s.From, s.PersonId, s.How, s.InTurn, s.Turn)).Should().Equal(
            (At("2026-01-05T00:00:00Z"), Samantha, Holding.Turn, Samantha, 0),
            (At("2026-01-06T00:00:00Z"), Robert, Holding.Next, Samantha, 0),
            (At("2026-01-06T12:00:00Z"), Taylor, Holding.Next, Samantha, 0),
            (At("2026-01-07T00:00:00Z"), Samantha, Holding.Turn, Samantha, 0),
            (At("2026-01-12T00:00:00Z"), Robert, Holding.Turn, Robert, 1));
        rota.NextChangeAfter(At("2026-01-05T00:00:00Z"), away).Should().Be(At("2026-01-06T00:00:00Z"));
    }

    [Fact]
    public void Where_nobody_else_takes_turns_there_is_a_gap_and_who_stood_in_and_can_not_leaves_it_to_the_turn()
    {
        var rota = Make("Asia/Shanghai", Terms("2026-01-05", 7, Samantha));
        var (from, until) = (At("2026-01-06T00:00:00Z"), At("2026-01-07T00:00:00Z"));
        rota.ShiftsBetween(from, until, new Absences([Unavailability.Of(Samantha, from, until)])).Should().ContainSingle().Which.IsGap.Should().BeTrue();

        rota.StandIn(Robert, from, until, 0);
        rota.ShiftsBetween(from, until, new Absences([Unavailability.Of(Robert, from, from.AddHours(2))])).Select(Person).Should().Equal(Samantha, Robert);
    }

    [Fact]
    public void The_overrides_of_a_layer_go_with_it_and_the_others_keep_their_positions()
    {
        var rota = Make("Asia/Shanghai", Terms("2026-01-05", 7, Samantha));
        rota.AddLayer(Terms("2026-01-05", 7, Robert));
        rota.StandIn(Taylor, At("2026-01-06T00:00:00Z"), At("2026-01-07T00:00:00Z"), 0);

        rota.RemoveLayer(0).Should().BeTrue();
        rota.RemoveLayer(0).Should().BeFalse();
        rota.Overrides.Should().BeEmpty();
        rota.OnCallAt(At("2026-01-06T00:00:00Z")).Should().Equal(Robert);
        rota.AddLayer(Terms("2026-01-05", 7, Taylor)).Position.Should().Be(2);
    }

    [Fact]
    public void In_another_order_layers_keep_their_people_and_their_overrides_and_the_first_is_told_first()
    {
        var rota = Make("Asia/Shanghai", Terms("2026-01-05", 1, Samantha) with { Name = new LocalText("First", "一") });
        rota.AddLayer(Terms("2026-01-05", 1, Robert));
        rota.AddLayer(Terms("2026-01-05", 7, Taylor) with { Name = new LocalText("Third", "三"), Hours = [WeeklySpan.Read("Mon 00:00-Mon 00:00")!] });
        rota.RemoveLayer(1).Should().BeTrue();
        var (of, all) = (rota.StandIn(Robert, At("2026-07-01T00:00:00Z"), At("2026-07-02T00:00:00Z"), 2), rota.StandIn(Robert, At("2026-08-01T00:00:00Z"), At("2026-08-02T00:00:00Z")));
        var version = rota.Version;

        foreach (var wrong in new int[][] { [], [0], [0, 0], [0, 1], [2, 0, 2], [0, 2, 3] })
        {
            rota.Arrange(wrong).Should().BeNull();
        }

        rota.Version.Should().Be(version);
        rota.Arrange([2, 0]).Should().BeEquivalentTo(new Dictionary<int, int> { [2] = 0, [0] = 2 });

        rota.Version.Should().Be(version + 1);
        rota.Layers.OrderBy(l => l.Position).Select(l => (l.Position, l.Name.En, l.ShiftDays, l.Hours.Count)).Should().Equal((0, "Third", 7, 1), (2, "First", 1, 0));
        rota.OnCallAt(At("2026-06-01T12:00:00Z")).Should().Equal(Taylor, Samantha);
        rota.OnCallAt(At("2026-07-01T12:00:00Z")).Should().Equal(Robert, Samantha);
        (of.Layer, all.Layer).Should().Be((0, null));
    }

    [Fact]
    public void An_override_covers_a_rota_that_has_no_layers()
    {
        var rota = Rota.Create("r", LocalText.Same("R"), "Asia/Shanghai");
        rota.StandIn(Taylor, At("2026-01-06T00:00:00Z"), At("2026-01-07T00:00:00Z"));

        rota.ShiftsBetween(At("2026-01-05T00:00:00Z"), At("2026-01-08T00:00:00Z")).Select(Person).Should().Equal(null, Taylor, null);
    }

    [Theory]
    [InlineData("Mon 09:00-Mon 17:00", 0)]
    [InlineData("Mon 22:00-Tue 06:00", 1)]
    [InlineData("Fri 18:00-Mon 08:00", 3)]
    [InlineData("Sat 00:00-Sat 00:00", 7)]
    public void A_span_reads_as_it_is_written(string text, int days)
    {
        WeeklySpan.Read(text)!.ToString().Should().Be(text);
        WeeklySpan.Read(text)!.Days.Should().Be(days);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Mon 09:00")]
    [InlineData("Mon 09:00-Mon 24:00")]
    [InlineData("Mo 09:00-Tue 10:00")]
    [InlineData("Mon 9:00-Tue 10:00")]
    public void What_is_no_span_is_not_taken_for_one(string? text) => WeeklySpan.Read(text).Should().BeNull();

    [Fact]
    public void Terms_say_what_is_wrong_with_them()
    {
        var sound = Terms("2026-01-05", 7, Samantha);
        sound.Fault().Should().BeNull();
        (sound with { ShiftDays = 0 }).Fault()!.Field.Should().Be("shiftDays");
        (sound with { ShiftDays = 367 }).Fault()!.Field.Should().Be("shiftDays");
        (sound with { Participants = [] }).Fault()!.Field.Should().Be("participants");
        (sound with { LastDay = sound.FirstDay }).Fault()!.Field.Should().Be("lastDay");
        (sound with { FirstDay = new DateOnly(1999, 12, 31) }).Fault()!.Field.Should().Be("firstDay");
        (sound with { HandOverAt = new TimeOnly(9, 0, 1) }).Fault()!.Field.Should().Be("handOverAt");
        (sound with { Name = new LocalText(new string('x', 101), "") }).Fault()!.Field.Should().Be("name.en");
    }

    [Fact]
    public void Sixty_rotas_of_thirty_days_are_cheap()
    {
        var rotas = Enumerable.Range(0, 60).Select(i =>
        {
            var rota = Make(i % 2 == 0 ? "Europe/Berlin" : "Asia/Shanghai", Terms("2026-01-05", 1, Samantha, Robert, Taylor));
            rota.AddLayer(Terms("2026-01-05", 7, Robert, Taylor) with { Hours = [.. Enumerable.Range(1, 5).Select(d => new WeeklySpan((DayOfWeek)d, new TimeOnly(9, 0), (DayOfWeek)d, new TimeOnly(17, 0)))] });
            rota.StandIn(Taylor, At("2026-03-20T00:00:00Z"), At("2026-03-22T00:00:00Z"), 0);
            return rota;
        }).ToList();
        var (from, until) = (At("2026-03-10T00:00:00Z"), At("2026-04-09T00:00:00Z"));
        var best = TimeSpan.MaxValue;
        var pieces = 0;
        for (var run = 0; run < 10; run++)
        {
            var watch = Stopwatch.StartNew();
            pieces = rotas.Sum(r => r.ShiftsBetween(from, until).Count);
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }

        pieces.Should().BeGreaterThan(60 * 40);
        TestContext.Current.SendDiagnosticMessage($"60 rotas of 30 days: {best.TotalMilliseconds:0.0} ms");
        best.Should().BeLessThan(TimeSpan.FromMilliseconds(50));
    }

    private static Guid? Person(Shift shift) => shift.OnCall is [var only] ? only.PersonId : null;

    private static LayerTerms Terms(string firstDay, int days, params Guid[] participants) => new()
    {
        FirstDay = DateOnly.Parse(firstDay, CultureInfo.InvariantCulture),
        HandOverAt = new TimeOnly(8, 0),
        ShiftDays = days,
        Participants = participants,
    };

    private static Rota Make(string zone, LayerTerms terms)
    {
        var rota = Rota.Create("r", LocalText.Same("R"), zone);
        rota.AddLayer(terms);
        return rota;
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
