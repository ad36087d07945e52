using Hub.Domain.Shared;

namespace Hub.Domain.People;

/// <summary>Who is on call when: layers that rotate, and overrides that stand above them.</summary>
public sealed class Rota
{
    private readonly List<RotaLayer> layers = [];
    private readonly List<ShiftOverride> overrides = [];

    private Rota()
    {
    }

    /// <summary>Short name that plans refer to.</summary>
    public string Key { get; private set; } = "";

    /// <summary>English name.</summary>
    public string NameEn { get; private set; } = "";

    /// <summary>Chinese name.</summary>
    public string NameZh { get; private set; } = "";

    /// <summary>IANA zone in which shifts are handed over.</summary>
    public string TimeZone { get; private set; } = "Asia/Shanghai";

    /// <summary>Name in both languages.</summary>
    public LocalText Name => new(NameEn, NameZh);

    /// <summary>Rotations; each gives one person on call at any instant after its start.</summary>
    public IReadOnlyList<RotaLayer> Layers => layers;

    /// <summary>Who stands in, and when.</summary>
    public IReadOnlyList<ShiftOverride> Overrides => overrides;

    /// <summary>A new rota without layers.</summary>
    public static Rota Create(string key, LocalText name, string timeZone) =>
        new() { Key = key, NameEn = name.En, NameZh = name.Zh, TimeZone = timeZone };

    /// <summary>Adds a rotation.</summary>
    /// <param name="firstDay">Day of the first hand-over, in the rota's zone.</param>
    /// <param name="handOverAt">Time of day of every hand-over, in the rota's zone.</param>
    /// <param name="shiftDays">Days that one shift lasts, 1 to 366.</param>
    /// <param name="participants">Persons in turn; at least one.</param>
    public void AddLayer(DateOnly firstDay, TimeOnly handOverAt, int shiftDays, params IEnumerable<Guid> participants) =>
        layers.Add(new RotaLayer(Key, layers.Count, firstDay, handOverAt, shiftDays, participants));

    /// <summary>Somebody stands in, for one layer's person or for all of them.</summary>
    public ShiftOverride StandIn(Guid personId, DateTimeOffset from, DateTimeOffset until)
    {
        var entry = new ShiftOverride(Key, personId, from, until);
        overrides.Add(entry);
        return entry;
    }

    /// <summary>The persons on call at an instant, in order of the layers; an override in force replaces them.</summary>
    public IReadOnlyList<Guid> OnCallAt(DateTimeOffset instant)
    {
        var standIns = overrides.Where(o => o.From <= instant && instant < o.Until).Select(o => o.PersonId).Distinct().ToList();
        if (standIns.Count > 0)
        {
            return standIns;
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        return [.. layers.OrderBy(l => l.Position).Select(l => l.OnCallAt(instant, zone)).OfType<Guid>().Distinct()];
    }

    /// <summary>The first instant after another at which somebody else is on call, UTC; null when nothing changes any more.</summary>
    public DateTimeOffset? NextChangeAfter(DateTimeOffset instant)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var now = OnCallAt(instant);
        return overrides.SelectMany(o => new[] { o.From, o.Until })
            .Concat(layers.SelectMany(l => l.HandOversAfter(instant, zone)))
            .Where(at => at > instant)
            .Order()
            .Where(at => !OnCallAt(at).SequenceEqual(now))
            .Select(at => (DateTimeOffset?)at)
            .FirstOrDefault();
    }
}

/// <summary>One rotation of a rota.</summary>
public sealed class RotaLayer
{
    private RotaLayer()
    {
    }

    internal RotaLayer(string rotaKey, int position, DateOnly firstDay, TimeOnly handOverAt, int shiftDays, IEnumerable<Guid> participants)
    {
        RotaKey = rotaKey;
        Position = position;
        FirstDay = firstDay;
        HandOverAt = handOverAt;
        ShiftDays = shiftDays;
        Participants = [.. participants];
    }

    /// <summary>Which rota.</summary>
    public string RotaKey { get; private set; } = "";

    /// <summary>Order among the layers, from 0.</summary>
    public int Position { get; private set; }

    /// <summary>Day of the first hand-over, in the rota's zone.</summary>
    public DateOnly FirstDay { get; private set; }

    /// <summary>Time of day of every hand-over, in the rota's zone.</summary>
    public TimeOnly HandOverAt { get; private set; }

    /// <summary>Days that one shift lasts.</summary>
    public int ShiftDays { get; private set; } = 1;

    /// <summary>Persons in turn.</summary>
    public List<Guid> Participants { get; private set; } = [];

    /// <summary>
    /// Who has the shift at an instant; null before the first hand-over or without participants.
    /// Counts hand-overs by wall clock, so a change of summer time lengthens or shortens one shift and moves none.
    /// </summary>
    public Guid? OnCallAt(DateTimeOffset instant, TimeZoneInfo zone)
    {
        if (Participants.Count == 0)
        {
            return null;
        }

        var local = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
        var days = DateOnly.FromDateTime(local).DayNumber - FirstDay.DayNumber - (IsHandedOver(instant, local, zone) ? 0 : 1);
        return days < 0 ? null : Participants[days / ShiftDays % Participants.Count];
    }

    /// <summary>The hand-overs that follow an instant: one for each participant, and one more.</summary>
    internal IEnumerable<DateTimeOffset> HandOversAfter(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime).DayNumber;
        var shift = Math.Max(0, today - FirstDay.DayNumber) / ShiftDays;
        for (var next = shift; next <= shift + Participants.Count + 1; next++)
        {
            var at = FirstDay.AddDays(next * ShiftDays).ToDateTime(HandOverAt);
            var gap = 0;
            while (zone.IsInvalidTime(at))
            {
                // an hour that summer time leaves out: the hand-over is where the gap begins
                at = at.AddMinutes(-1);
                gap = 1;
            }

            var offset = zone.IsAmbiguousTime(at) ? zone.GetAmbiguousTimeOffsets(at).Max() : zone.GetUtcOffset(at);
            yield return new DateTimeOffset(at, offset).ToUniversalTime().AddMinutes(gap);
        }
    }

    // an hour that comes twice at the end of summer time hands over in its first pass, and not back in the second
    private bool IsHandedOver(DateTimeOffset instant, DateTime local, TimeZoneInfo zone)
    {
        var handOver = local.Date + HandOverAt.ToTimeSpan();
        return local >= handOver
            || (zone.IsAmbiguousTime(handOver) && zone.IsAmbiguousTime(local) && zone.GetUtcOffset(instant) == zone.GetAmbiguousTimeOffsets(local).Min());
    }
}

/// <summary>Somebody stands in on a rota from an instant until another.</summary>
public sealed class ShiftOverride
{
    private ShiftOverride()
    {
    }

    internal ShiftOverride(string rotaKey, Guid personId, DateTimeOffset from, DateTimeOffset until)
    {
        Id = Guid.CreateVersion7(from);
        RotaKey = rotaKey;
        PersonId = personId;
        From = from.Stored();
        Until = until.Stored();
    }

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>Which rota.</summary>
    public string RotaKey { get; private set; } = "";

    /// <summary>Who stands in.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>First instant, UTC.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>First instant that is not covered any more, UTC.</summary>
    public DateTimeOffset Until { get; private set; }
}
