using CsCheck;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Tests.People;

/// <summary>The next change is the one that is found by looking at every shift of the coming years, also where it comes late.</summary>
public sealed class RotaNextChangeTests
{
    private static readonly Guid[] People = [.. Enumerable.Range(0, 2).Select(_ => Guid.NewGuid())];
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);
    private static readonly string[] Hours = ["Mon 09:00-Mon 17:00", "Mon 00:00-Mon 00:00", "Sat 22:00-Sun 06:00", "Sun 00:00-Mon 00:00"];

    // mostly the same person, so that changes are rare and late
    private static readonly Gen<(int[] People, int Days, int[] Hours, int First, int Last)> Layer = Gen.Select(
        Gen.Frequency((5, Gen.Const(0)), (1, Gen.Const(1))).Array[1, 4], Gen.Int[1, 8], Gen.Int[0, 3].Array[0, 2], Gen.Frequency((3, Gen.Const(-300)), (1, Gen.Int[-20, 500])), Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[1, 400])));

    [Fact]
    public void The_next_change_is_what_looking_at_all_shifts_of_three_years_finds() =>
        Gen.Select(Layer.Array[1, 3], Gen.Select(Gen.Int[0, 1], Gen.Int[-10, 300], Gen.Int[1, 20]).Array[0, 2], Gen.Select(Gen.Int[0, 1], Gen.Int[-10, 300], Gen.Int[1, 20]).Array[0, 2]).Sample(Compare, iter: 300);

    private static bool Compare((int[] People, int Days, int[] Hours, int First, int Last)[] layers, (int Person, int From, int Days)[] standIns, (int Person, int From, int Days)[] aways)
    {
        var rota = Rota.Create("r", LocalText.Same("R"), "America/Santiago");
        foreach (var (people, days, hours, first, last) in layers)
        {
            var day = new DateOnly(2026, 11, 23).AddDays(first);
            rota.AddLayer(new LayerTerms
            {
                FirstDay = day,
                LastDay = last == 0 ? null : day.AddDays(last),
                HandOverAt = new TimeOnly(9, 0),
                ShiftDays = days,
                Participants = [.. people.Select(p => People[p])],
                Hours = [.. hours.Select(h => WeeklySpan.Read(Hours[h])!)],
            });
        }

        foreach (var (person, from, days) in standIns)
        {
            rota.StandIn(People[person], Now.AddDays(from), Now.AddDays(from + days));
        }

        var absences = new Absences(aways.Select(a => Unavailability.Of(People[a.Person], Now.AddDays(a.From), Now.AddDays(a.From + a.Days))));
        var now = rota.OnCallAt(Now, absences);
        var expected = rota.ShiftsBetween(Now, Now.AddDays(1100), absences).FirstOrDefault(s => !s.OnCall.Select(o => o.PersonId).SequenceEqual(now))?.From;
        rota.NextChangeAfter(Now, absences).Should().Be(expected);
        return true;
    }

    [Fact]
    public void Where_only_every_third_monday_is_anothers_the_change_is_found()
    {
        var rota = Rota.Create("r", LocalText.Same("R"), "UTC");
        rota.AddLayer(new DateOnly(2026, 1, 1), new TimeOnly(9, 0), 1, People[0]);
        rota.AddLayer(new LayerTerms { FirstDay = new DateOnly(2026, 11, 23), HandOverAt = new TimeOnly(0, 0), ShiftDays = 1, Participants = [People[0], People[0], People[1]], Hours = [WeeklySpan.Read(Hours[0])!] });

        rota.NextChangeAfter(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero)).Should().Be(new DateTimeOffset(2026, 12, 7, 9, 0, 0, TimeSpan.Zero));
    }
}
