using Hub.Domain.Shared;

namespace Hub.Domain.People;

/// <summary>What sort of asset it is.</summary>
public enum AssetKind
{
    /// <summary>A server or minicomputer.</summary>
    Server = 1,

    /// <summary>A router, switch or line.</summary>
    Network = 2,

    /// <summary>Storage.</summary>
    Storage = 3,

    /// <summary>A security device, such as a firewall.</summary>
    SecurityDevice = 4,

    /// <summary>An application.</summary>
    Application = 5,

    /// <summary>A database.</summary>
    Database = 6,

    /// <summary>A machine room and what keeps it running.</summary>
    MachineRoom = 7,

    /// <summary>Terminals at work places.</summary>
    Terminal = 8,

    /// <summary>A stock of data.</summary>
    Data = 9,

    /// <summary>A service that the organisation gives or gets.</summary>
    Service = 10,
}

/// <summary>
/// What an asset is worth, as GB/T 20984 grades it: each from 1 to 5.
/// <list type="bullet">
/// <item><description>1, very low: the loss would hardly be noticed.</description></item>
/// <item><description>2, low: slight damage that is soon made good.</description></item>
/// <item><description>3, medium: clear damage that can be made good.</description></item>
/// <item><description>4, high: serious damage that is hard to make good.</description></item>
/// <item><description>5, very high: damage to the organisation's very existence or to the public.</description></item>
/// </list>
/// </summary>
/// <param name="Importance">How much depends on it as a whole.</param>
/// <param name="Confidentiality">Damage if somebody reads it who must not.</param>
/// <param name="Integrity">Damage if it is changed or falsified.</param>
/// <param name="Availability">Damage if it is not there.</param>
public sealed record AssetWorth(int Importance, int Confidentiality, int Integrity, int Availability)
{
    /// <summary>Least level.</summary>
    public const int Least = 1;

    /// <summary>Greatest level.</summary>
    public const int Greatest = 5;

    /// <summary>The worth of an asset whose importance nobody set: the greatest of the other three, which is how the standard's maximum rule combines them.</summary>
    public static AssetWorth Of(int confidentiality, int integrity, int availability) =>
        new(Math.Max(confidentiality, Math.Max(integrity, availability)), confidentiality, integrity, availability);

    /// <summary>The first level that is not 1 to 5 (LevelOutOfRange, field <c>importance</c>, <c>confidentiality</c>, <c>integrity</c> or <c>availability</c>); null when all are.</summary>
    public Refusal? Fault() =>
        new[] { ("confidentiality", Confidentiality), ("integrity", Integrity), ("availability", Availability), ("importance", Importance) }
            .Where(level => level.Item2 is < Least or > Greatest)
            .Select(level => Refusal.Invalid(level.Item1, "LevelOutOfRange", Least, Greatest))
            .FirstOrDefault();
}

/// <summary>Something that the organisation protects: a device, a system, a stock of data.</summary>
public sealed class Asset
{
    private Asset()
    {
    }

    /// <summary>Short name that incidents and reports refer to, such as <c>web2</c>; at most 64 characters.</summary>
    public string Key { get; private set; } = "";

    /// <summary>English name, at most 200 characters.</summary>
    public string NameEn { get; private set; } = "";

    /// <summary>Chinese name, at most 200 characters.</summary>
    public string NameZh { get; private set; } = "";

    /// <summary>Name in both languages.</summary>
    public LocalText Name => new(NameEn, NameZh);

    /// <summary>What it is.</summary>
    public AssetKind Kind { get; private set; }

    /// <summary>Who answers for it: a person or an office, written as a <see cref="Target"/>; null when nobody does.</summary>
    public string? Owner { get; private set; }

    /// <summary>How much depends on it as a whole, 1 (very low) to 5 (very high).</summary>
    public int Importance { get; private set; } = AssetWorth.Least;

    /// <summary>Damage if somebody reads it who must not, 1 to 5.</summary>
    public int Confidentiality { get; private set; } = AssetWorth.Least;

    /// <summary>Damage if it is changed or falsified, 1 to 5.</summary>
    public int Integrity { get; private set; } = AssetWorth.Least;

    /// <summary>Damage if it is not there, 1 to 5.</summary>
    public int Availability { get; private set; } = AssetWorth.Least;

    /// <summary>The four levels together.</summary>
    public AssetWorth Worth => new(Importance, Confidentiality, Integrity, Availability);

    /// <summary>Where it stands, at most 200 characters; null when unknown.</summary>
    public string? Place { get; private set; }

    /// <summary>What else one must know, at most 2,000 characters; null for nothing.</summary>
    public string? Note { get; private set; }

    /// <summary>True once it is out of use; kept, since incidents may name it.</summary>
    public bool IsRetired { get; private set; }

    /// <summary>Concurrency token.</summary>
    public long Version { get; private set; }

    /// <summary>A new asset. The worth must be sound (<see cref="AssetWorth.Fault"/>), the owner a person or an office.</summary>
    public static Asset Create(string key, LocalText name, AssetKind kind, AssetWorth worth, Target? owner = null, string? place = null, string? note = null)
    {
        var asset = new Asset { Key = key };
        asset.Describe(name, kind, worth, owner, place, note);
        return asset;
    }

    /// <summary>Changes everything but the key.</summary>
    public void Describe(LocalText name, AssetKind kind, AssetWorth worth, Target? owner, string? place, string? note)
    {
        (NameEn, NameZh) = name;
        Kind = kind;
        (Importance, Confidentiality, Integrity, Availability) = worth;
        Owner = owner?.ToString();
        Place = place;
        Note = note;
        Version++;
    }

    /// <summary>It goes out of use, or comes back.</summary>
    public void Retire(bool retired)
    {
        IsRetired = retired;
        Version++;
    }

    /// <summary>True when a target may own an asset: a person or an office.</summary>
    public static bool MayOwn(Target target) => target.Kind is TargetKind.Person or TargetKind.Office;
}
