using System.Security.Cryptography;
using System.Text;
using Hub.Domain.Shared;

namespace Hub.Domain.People;

/// <summary>Who is on call when: layers that rotate, and overrides that stand above them.</summary>
public sealed class Rota
{
    /// <summary>Most layers of a rota.</summary>
    public const int MostLayers = 12;

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

    /// <summary>How long before their shift people are told of it, 5 minutes to 14 days; null: they are not.</summary>
    public TimeSpan? TellBefore { get; private set; }

    /// <summary>True when whoever takes over is told at the moment of hand-over.</summary>
    public bool TellAtHandOver { get; private set; }

    /// <summary>Everything that was to be told until this instant, UTC, was told or passed over; null while nothing is told.</summary>
    public DateTimeOffset? ToldUntil { get; private set; }

    /// <summary>Concurrency token.</summary>
    public long Version { get; private set; }

    /// <summary>Name in both languages.</summary>
    public LocalText Name => new(NameEn, NameZh);

    /// <summary>Identity that deadlines refer to: the same for the same key.</summary>
    public Guid Subject => SubjectOf(Key);

    /// <summary>Rotations; each gives one person on call at any instant at which it holds.</summary>
    public IReadOnlyList<RotaLayer> Layers => layers;

    /// <summary>Who stands in, and when.</summary>
    public IReadOnlyList<ShiftOverride> Overrides => overrides;

    /// <summary>A new rota without layers.</summary>
    public static Rota Create(string key, LocalText name, string timeZone) =>
        new() { Key = key, NameEn = name.En, NameZh = name.Zh, TimeZone = timeZone, Version = 1 };

    /// <summary>Identity that the deadlines of a rota refer to.</summary>
    public static Guid SubjectOf(string key) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"rota/{key}")).AsSpan(0, 16));

    /// <summary>Changes name and zone. Hand-overs keep their time of day.</summary>
    public void Describe(LocalText name, string timeZone)
    {
        (NameEn, NameZh, TimeZone) = (name.En, name.Zh, timeZone);
        Version++;
    }

    /// <summary>Says when people are told of their shifts.</summary>
    /// <param name="before">How long before, or null.</param>
    /// <param name="atHandOver">Also when the shift begins.</param>
    /// <param name="now">Nothing before this instant is told.</param>
    public void Tell(TimeSpan? before, bool atHandOver, DateTimeOffset now)
    {
        (TellBefore, TellAtHandOver) = (before, atHandOver);
        ToldUntil = before is null && !atHandOver ? null : now.Stored();
        Version++;
    }

    /// <summary>What was to be told until an instant was told. Counts no version: nobody has edited anything.</summary>
    public void HasTold(DateTimeOffset until)
    {
        ToldUntil = until.Stored();
    }

    /// <summary>Adds a rotation.</summary>
    /// <param name="firstDay">Day of the first hand-over, in the rota's zone.</param>
    /// <param name="handOverAt">Time of day of every hand-over, in the rota's zone.</param>
    /// <param name="shiftDays">Days that one shift lasts, 1 to 366.</param>
    /// <param name="participants">Persons in turn; at least one.</param>
    public void AddLayer(DateOnly firstDay, TimeOnly handOverAt, int shiftDays, params IEnumerable<Guid> participants) =>
        AddLayer(new LayerTerms { FirstDay = firstDay, HandOverAt = handOverAt, ShiftDays = shiftDays, Participants = [.. participants] });

    /// <summary>Adds a rotation below the others.</summary>
    public RotaLayer AddLayer(LayerTerms terms)
    {
        var layer = new RotaLayer(Key, layers.Count == 0 ? 0 : layers.Max(l => l.Position) + 1, terms);
        layers.Add(layer);
        Version++;
        return layer;
    }

    /// <summary>Changes a rotation; false when there is none at that position.</summary>
    public bool ChangeLayer(int position, LayerTerms terms)
    {
        if (LayerAt(position) is not { } layer)
        {
            return false;
        }

        layer.Change(terms);
        Version++;
        return true;
    }

    /// <summary>Removes a rotation with its overrides; false when there is none at that position.</summary>
    public bool RemoveLayer(int position)
    {
        if (LayerAt(position) is not { } layer)
        {
            return false;
        }

        layers.Remove(layer);
        overrides.RemoveAll(o => o.Layer == position);
        Version++;
        return true;
    }

    /// <summary>Puts the rotations in another order; overrides go with theirs. Gives the new position for each old one; null unless every position is named exactly once.</summary>
    /// <param name="order">The present positions in the order that is wanted.</param>
    public IReadOnlyDictionary<int, int>? Arrange(IReadOnlyList<int> order)
    {
        var places = layers.Select(l => l.Position).Order().ToList();
        if (!order.Order().SequenceEqual(places))
        {
            return null;
        }

        // a position is part of a layer's key in the store, so that what the layers say changes places, not the layers
        var moved = order.Zip(places).ToDictionary(p => p.First, p => p.Second);
        foreach (var (position, terms) in order.Zip(places, (from, to) => (to, LayerAt(from)!.Terms)).ToList())
        {
            LayerAt(position)!.Change(terms);
        }

        overrides.ForEach(o => o.Follow(moved));
        Version++;
        return moved;
    }

    /// <summary>The rotation at a position; null when there is none.</summary>
    public RotaLayer? LayerAt(int position) => layers.Find(l => l.Position == position);

    /// <summary>Somebody stands in, for one layer's person or for all of them; stands above the overrides that were added before.</summary>
    /// <param name="personId">Who.</param>
    /// <param name="from">First instant.</param>
    /// <param name="until">First instant that is not covered any more.</param>
    /// <param name="layer">Position of the layer; null: all, also where nobody would be on call.</param>
    public ShiftOverride StandIn(Guid personId, DateTimeOffset from, DateTimeOffset until, int? layer = null)
    {
        var entry = new ShiftOverride(Key, overrides.Count == 0 ? 1 : overrides.Max(o => o.Sequence) + 1, personId, from, until, layer);
        overrides.Add(entry);
        Version++;
        return entry;
    }

    /// <summary>Takes an override away; null when there is none with that identity.</summary>
    public ShiftOverride? RemoveOverride(Guid id)
    {
        var entry = overrides.Find(o => o.Id == id);
        if (entry is not null)
        {
            overrides.Remove(entry);
            Version++;
        }

        return entry;
    }

    /// <summary>True when a person takes turns on it.</summary>
    public bool HasParticipant(Guid personId) => layers.Exists(l => l.Participants.Contains(personId));

    /// <summary>The persons on call at an instant, in order of the layers, each once.</summary>
    public IReadOnlyList<Guid> OnCallAt(DateTimeOffset instant, Absences? absences = null) =>
        [.. ShiftsBetween(instant, instant.AddTicks(1), absences)[0].OnCall.Select(o => o.PersonId)];

    /// <summary>
    /// Exactly who is on call from an instant until a later one: pieces in order, the first begins at <paramref name="from"/>, each begins where
    /// the one before ends, the last ends at <paramref name="until"/>; two that follow each other differ. A gap is a piece without anybody.
    /// Whether a person is absent or retired is not looked at: that is the roster's.
    /// </summary>
    /// <param name="from">First instant.</param>
    /// <param name="until">First instant that is not asked for; nothing is given when it is not later.</param>
    /// <param name="absences">Who said that they are not available; nobody when null.</param>
    public IReadOnlyList<Shift> ShiftsBetween(DateTimeOffset from, DateTimeOffset until, Absences? absences = null) =>
        RotaShifts.OfAll(this, from.ToUniversalTime(), until.ToUniversalTime(), absences ?? Absences.None);

    /// <summary>Exactly who has the shift of one layer, in pieces as <see cref="ShiftsBetween"/>; nothing when there is no layer at that position.</summary>
    public IReadOnlyList<LayerShift> LayerShiftsBetween(int position, DateTimeOffset from, DateTimeOffset until, Absences? absences = null) =>
        LayerAt(position) is { } layer && from < until
            ? RotaShifts.OfLayer(this, layer, from.ToUniversalTime(), until.ToUniversalTime(), absences ?? Absences.None, WallClock.Zone(TimeZone))
            : [];

    /// <summary>The first instant after another at which somebody else is on call, UTC; null when nothing changes any more.</summary>
    public DateTimeOffset? NextChangeAfter(DateTimeOffset instant, Absences? absences = null) => NextChange.After(this, instant, absences ?? Absences.None);
}
