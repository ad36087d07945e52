using Hub.Domain.Shared;

namespace Hub.Domain.People;

/// <summary>How a layer rotates, and when it holds at all.</summary>
public sealed record LayerTerms
{
    /// <summary>Most participants of a layer.</summary>
    public const int MostParticipants = 60;

    /// <summary>Most times of the week of a layer.</summary>
    public const int MostHours = 28;

    private static readonly DateOnly Earliest = new(2000, 1, 1);
    private static readonly DateOnly Latest = new(2199, 12, 31);

    /// <summary>What people call it, at most 100 characters; empty: it is called by its number.</summary>
    public LocalText Name { get; init; } = LocalText.Same("");

    /// <summary>Day of the first hand-over, in the rota's zone, 2000 to 2199; a weekly rotation hands over on its weekday.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>Day on which the last shift ends, at the time of hand-over; null: it goes on.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>Time of day of every hand-over, in the rota's zone, whole minutes.</summary>
    public required TimeOnly HandOverAt { get; init; }

    /// <summary>Days that one shift lasts, 1 to 366: 1 is daily, 7 weekly.</summary>
    public required int ShiftDays { get; init; }

    /// <summary>Persons in turn, at most 60.</summary>
    public required IReadOnlyList<Guid> Participants { get; init; }

    /// <summary>The times of the week at which the layer holds, at most 28, in the rota's zone; none: always.</summary>
    public IReadOnlyList<WeeklySpan> Hours { get; init; } = [];

    /// <summary>The first fault, with the field that has it; null when they are sound. Whether the participants exist is not looked at.</summary>
    public Refusal? Fault()
    {
        if ((Text.Optional("name.en", Name.En, 100) ?? Text.Optional("name.zh", Name.Zh, 100)) is { } fault)
        {
            return fault;
        }

        if (FirstDay < Earliest || FirstDay > Latest)
        {
            return Refusal.Invalid("firstDay", "RotaDay");
        }

        if (LastDay is { } last && (last <= FirstDay || last > Latest))
        {
            return Refusal.Invalid("lastDay", "RotaLastDay");
        }

        if (!IsWhole(HandOverAt))
        {
            return Refusal.Invalid("handOverAt", "RotaWholeMinutes");
        }

        if (ShiftDays is < 1 or > 366)
        {
            return Refusal.Invalid("shiftDays", "RotaShiftDays");
        }

        if (Participants.Count is 0 or > MostParticipants)
        {
            return Refusal.Invalid("participants", "RotaParticipants", MostParticipants);
        }

        return Hours.Count > MostHours || Hours.Any(h => !IsWhole(h.From) || !IsWhole(h.Until)) ? Refusal.Invalid("hours", "RotaHours", MostHours) : null;
    }

    private static bool IsWhole(TimeOnly time) => time.Ticks % TimeSpan.TicksPerMinute == 0;
}
