using Hub.Domain.Shared;

namespace Hub.Domain.People;

/// <summary>What the directory keeps of an asset, as somebody enters it.</summary>
public sealed record AssetDetails
{
    /// <summary>English name; when empty, the Chinese one stands for it.</summary>
    public string? NameEn { get; init; }

    /// <summary>Chinese name; when empty, the English one stands for it.</summary>
    public string? NameZh { get; init; }

    /// <summary>What it is.</summary>
    public AssetKind? Kind { get; init; }

    /// <summary>Who answers for it, written as a <see cref="Target"/>; null when nobody does.</summary>
    public string? Owner { get; init; }

    /// <summary>The four levels.</summary>
    public AssetWorth Worth { get; init; } = AssetWorth.Of(AssetWorth.Least, AssetWorth.Least, AssetWorth.Least);

    /// <summary>Where it stands.</summary>
    public string? Place { get; init; }

    /// <summary>What else one must know.</summary>
    public string? Note { get; init; }

    /// <summary>Both names.</summary>
    public LocalText Name => Names.Of(NameEn, NameZh);

    /// <summary>The owner as a target; null without one or when it is none that may own.</summary>
    public Target? OwnerTarget => Target.TryParse(Text.Clean(Owner), out var target) && Asset.MayOwn(target) ? target : null;

    /// <summary>The first fault; null when there is none. Whether the owner exists is asked elsewhere.</summary>
    public Refusal? Fault() =>
        Names.Fault(NameEn, NameZh, 200)
        ?? (Kind is { } kind && Enum.IsDefined(kind) ? null : Refusal.Invalid("kind", "Unknown"))
        ?? (Text.Clean(Owner) is null || OwnerTarget is not null ? null : Refusal.Invalid("owner", "OwnerWrong"))
        ?? Worth.Fault()
        ?? Text.Optional("place", Place, 200)
        ?? Text.Optional("note", Note, 2_000, lines: true);

    /// <summary>Writes it onto an asset.</summary>
    public void ApplyTo(Asset asset) => asset.Describe(Name, Kind!.Value, Worth, OwnerTarget, Text.Clean(Place), Text.Clean(Note));

    /// <summary>Names of the fields in which an asset stands otherwise, as the API calls them; none: nothing changes.</summary>
    public IReadOnlyList<string> ChangesOf(Asset asset)
    {
        var wanted = new (string Field, bool Changed)[]
        {
            ("nameEn", asset.NameEn != Name.En), ("nameZh", asset.NameZh != Name.Zh), ("kind", asset.Kind != Kind), ("owner", asset.Owner != OwnerTarget?.ToString()),
            ("importance", asset.Importance != Worth.Importance), ("confidentiality", asset.Confidentiality != Worth.Confidentiality),
            ("integrity", asset.Integrity != Worth.Integrity), ("availability", asset.Availability != Worth.Availability),
            ("place", asset.Place != Text.Clean(Place)), ("note", asset.Note != Text.Clean(Note)),
        };
        return [.. wanted.Where(w => w.Changed).Select(w => w.Field)];
    }

    /// <summary>What an asset has now.</summary>
    public static AssetDetails Of(Asset asset) => new()
    {
        NameEn = asset.NameEn,
        NameZh = asset.NameZh,
        Kind = asset.Kind,
        Owner = asset.Owner,
        Worth = asset.Worth,
        Place = asset.Place,
        Note = asset.Note,
    };
}
