using Hub.Domain.Shared;

namespace Hub.Domain.People;

/// <summary>A post with a holder and deputies in order of succession.</summary>
public sealed class Office
{
    private readonly List<Seat> seats = [];

    private Office()
    {
    }

    /// <summary>Short name that plans refer to, such as <c>technical-director</c>.</summary>
    public string Key { get; private set; } = "";

    /// <summary>English name.</summary>
    public string NameEn { get; private set; } = "";

    /// <summary>Chinese name.</summary>
    public string NameZh { get; private set; } = "";

    /// <summary>Name in both languages.</summary>
    public LocalText Name => new(NameEn, NameZh);

    /// <summary>Holder first, then the deputies in order.</summary>
    public IReadOnlyList<Seat> Seats => seats;

    /// <summary>Concurrency token.</summary>
    public long Version { get; private set; }

    /// <summary>What the deputy of this office is called, in both languages.</summary>
    public LocalText NameOfDeputy() => new($"Deputy, {NameEn}", $"{NameZh}（副职）");

    /// <summary>A new office.</summary>
    public static Office Create(string key, LocalText name) => new() { Key = key, NameEn = name.En, NameZh = name.Zh, Version = 1 };

    /// <summary>Calls it otherwise.</summary>
    public void Rename(LocalText name)
    {
        (NameEn, NameZh) = name;
        Version++;
    }

    /// <summary>Replaces the holder (first) and the deputies (in order).</summary>
    public void HeldBy(params IEnumerable<Guid> personIds)
    {
        Version++;
        seats.Clear();
        seats.AddRange(personIds.Select((personId, position) => new Seat(Key, position, personId)));
    }
}

/// <summary>A place in the succession of an office: position 0 is the holder.</summary>
public sealed class Seat
{
    private Seat()
    {
    }

    internal Seat(string officeKey, int position, Guid personId)
    {
        OfficeKey = officeKey;
        Position = position;
        PersonId = personId;
    }

    /// <summary>Which office.</summary>
    public string OfficeKey { get; private set; } = "";

    /// <summary>0 holder, 1 first deputy, and so on.</summary>
    public int Position { get; private set; }

    /// <summary>Who.</summary>
    public Guid PersonId { get; private set; }
}
