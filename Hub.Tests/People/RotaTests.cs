using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Tests.People;

public sealed class RotaTests
{
    private static readonly Guid Samantha = Guid.NewGuid();
    private static readonly Guid Robert = Guid.NewGuid();
    private static readonly Guid Taylor = Guid.NewGuid();

    [Theory]
    [InlineData("2026-01-05T08:59:59+08:00", null)]
    [InlineData("2026-01-05T09:00:00+08:00", 0)]
    [InlineData("2026-01-12T08:59:59+08:00", 0)]
    [InlineData("2026-01-12T09:00:00+08:00", 1)]
    [InlineData("2026-01-19T09:00:00+08:00", 2)]
    [InlineData("2026-01-26T09:00:00+08:00", 0)]
    [InlineData("2036-01-07T09:00:00+08:00", 0)]
    public void The_shift_is_handed_over_to_the_second(string at, int? turn)
    {
        var rota = Weekly("Asia/Shanghai", new DateOnly(2026, 1, 5));
        Guid[] order = [Samantha, Robert, Taylor];

        rota.OnCallAt(At(at)).Should().Equal(turn is { } t ? [order[t]] : []);
    }

    // Berlin: on 2026-03-29 the clocks go from 02:00 to 03:00, on 2026-10-25 from 03:00 back to 02:00.
    [Theory]
    [InlineData("2026-03-29T07:59:59+02:00", 0)]
    [InlineData("2026-03-29T08:00:00+02:00", 1)]
    [InlineData("2026-03-30T08:00:00+02:00", 2)]
    [InlineData("2026-10-25T07:59:59+01:00", 0)]
    [InlineData("2026-10-25T08:00:00+01:00", 1)]
    public void Summer_time_lengthens_or_shortens_a_shift_and_moves_none(string at, int turn)
    {
        var rota = Daily("Europe/Berlin", new DateOnly(2026, 3, 28), new TimeOnly(8, 0));
        Guid[] order = [Samantha, Robert, Taylor];

        rota.OnCallAt(At(at)).Should().Equal(order[turn]);
    }

    [Theory]
    [InlineData("2026-03-29T01:59:59+01:00", 0)]
    [InlineData("2026-03-29T03:00:00+02:00", 1)]
    public void A_hand_over_in_the_hour_that_is_left_out_happens_at_its_end(string at, int turn)
    {
        var rota = Daily("Europe/Berlin", new DateOnly(2026, 3, 28), new TimeOnly(2, 30));
        Guid[] order = [Samantha, Robert, Taylor];

        rota.OnCallAt(At(at)).Should().Equal(order[turn]);
    }

    [Theory]
    [InlineData("2026-10-25T02:29:59+02:00", 0)]
    [InlineData("2026-10-25T02:30:00+02:00", 1)]
    [InlineData("2026-10-25T02:00:00+01:00", 1)]
    [InlineData("2026-10-25T02:30:00+01:00", 1)]
    public void A_hand_over_in_the_hour_that_comes_twice_happens_once(string at, int turn)
    {
        var rota = Daily("Europe/Berlin", new DateOnly(2026, 10, 24), new TimeOnly(2, 30));
        Guid[] order = [Samantha, Robert, Taylor];

        rota.OnCallAt(At(at)).Should().Equal(order[turn]);
    }

    [Theory]
    [InlineData("Asia/Shanghai", 9, "2026-01-06T12:00:00+08:00", "2026-01-12T09:00:00+08:00")]
    [InlineData("Asia/Shanghai", 9, "2026-01-12T08:59:59+08:00", "2026-01-12T09:00:00+08:00")]
    [InlineData("Asia/Shanghai", 9, "2026-01-12T09:00:00+08:00", "2026-01-19T09:00:00+08:00")]
    [InlineData("Asia/Shanghai", 9, "2025-12-01T09:00:00+08:00", "2026-01-05T09:00:00+08:00")]
    [InlineData("Europe/Berlin", 9, "2026-03-28T09:00:00+01:00", "2026-03-30T09:00:00+02:00")]
    public void The_next_hand_over_is_known(string zone, int hour, string at, string next)
    {
        var rota = Make(zone, new DateOnly(2026, 1, 5), new TimeOnly(hour, 0), 7);

        rota.NextChangeAfter(At(at)).Should().Be(At(next));
    }

    [Theory]
    [InlineData("2026-03-28T12:00:00+01:00", "2026-03-29T03:00:00+02:00")]
    [InlineData("2026-10-24T12:00:00+02:00", "2026-10-25T02:30:00+02:00")]
    public void The_next_hand_over_is_exact_where_summer_time_begins_and_ends(string at, string next) =>
        Daily("Europe/Berlin", new DateOnly(2026, 1, 1), new TimeOnly(2, 30)).NextChangeAfter(At(at)).Should().Be(At(next));

    [Fact]
    public void Who_stands_in_is_the_next_change_and_a_rota_of_one_never_changes()
    {
        var rota = Rota.Create("r", LocalText.Same("R"), "Asia/Shanghai");
        rota.AddLayer(new DateOnly(2026, 1, 5), new TimeOnly(9, 0), 7, Samantha);
        rota.NextChangeAfter(At("2026-01-06T12:00:00+08:00")).Should().BeNull();

        rota.StandIn(Taylor, At("2026-01-08T12:00:00+08:00"), At("2026-01-08T18:00:00+08:00"));
        rota.NextChangeAfter(At("2026-01-06T12:00:00+08:00")).Should().Be(At("2026-01-08T12:00:00+08:00"));
        rota.NextChangeAfter(At("2026-01-08T12:00:00+08:00")).Should().Be(At("2026-01-08T18:00:00+08:00"));
    }

    [Fact]
    public void Somebody_is_on_call_at_every_minute_of_a_year_with_summer_time()
    {
        var rota = Weekly("Europe/Berlin", new DateOnly(2026, 1, 5));

        for (var at = At("2026-01-05T09:00:00+01:00"); at < At("2027-01-05T09:00:00+01:00"); at = at.AddMinutes(10))
        {
            rota.OnCallAt(at).Should().ContainSingle();
        }
    }

    [Fact]
    public void Who_stands_in_replaces_everybody_from_the_first_instant_to_before_the_last()
    {
        var rota = Weekly("Asia/Shanghai", new DateOnly(2026, 1, 5));
        rota.AddLayer(new DateOnly(2026, 1, 5), new TimeOnly(9, 0), 7, Robert);
        rota.StandIn(Taylor, At("2026-01-06T12:00:00+08:00"), At("2026-01-06T18:00:00+08:00"));

        rota.OnCallAt(At("2026-01-06T11:59:59+08:00")).Should().Equal(Samantha, Robert);
        rota.OnCallAt(At("2026-01-06T12:00:00+08:00")).Should().Equal(Taylor);
        rota.OnCallAt(At("2026-01-06T17:59:59+08:00")).Should().Equal(Taylor);
        rota.OnCallAt(At("2026-01-06T18:00:00+08:00")).Should().Equal(Samantha, Robert);
    }

    [Fact]
    public void A_person_of_two_layers_is_named_once()
    {
        var rota = Weekly("Asia/Shanghai", new DateOnly(2026, 1, 5));
        rota.AddLayer(new DateOnly(2026, 1, 5), new TimeOnly(9, 0), 7, Samantha);

        rota.OnCallAt(At("2026-01-06T12:00:00+08:00")).Should().Equal(Samantha);
    }

    [Fact]
    public void A_rota_without_anybody_names_nobody()
    {
        var rota = Rota.Create("r", LocalText.Same("R"), "Asia/Shanghai");
        rota.AddLayer(new DateOnly(2026, 1, 5), new TimeOnly(9, 0), 7);

        rota.OnCallAt(At("2026-01-06T12:00:00+08:00")).Should().BeEmpty();
    }

    private static Rota Weekly(string zone, DateOnly firstDay) => Make(zone, firstDay, new TimeOnly(9, 0), 7);

    private static Rota Daily(string zone, DateOnly firstDay, TimeOnly handOver) => Make(zone, firstDay, handOver, 1);

    private static Rota Make(string zone, DateOnly firstDay, TimeOnly handOver, int days)
    {
        var rota = Rota.Create("r", LocalText.Same("R"), zone);
        rota.AddLayer(firstDay, handOver, days, Samantha, Robert, Taylor);
        return rota;
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
