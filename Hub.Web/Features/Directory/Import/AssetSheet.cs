using System.Globalization;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Directory.Import;

/// <summary>Assets in a table.</summary>
internal sealed class AssetSheet : KeyedSheet<Asset, AssetDetails>
{
    private HashSet<string> owners = [];

    public override IReadOnlyList<string> Columns { get; } =
        ["key", "nameEn", "nameZh", "kind", "owner", "importance", "confidentiality", "integrity", "availability", "place", "note", "retired"];

    protected override IReadOnlyDictionary<string, string> Aliases { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["标识"] = "key", ["英文名称"] = "nameEn", ["中文名称"] = "nameZh", ["类别"] = "kind", ["责任人"] = "owner", ["重要程度"] = "importance", ["保密性"] = "confidentiality",
        ["完整性"] = "integrity", ["可用性"] = "availability", ["位置"] = "place", ["备注"] = "note", ["停用"] = "retired",
    };

    public override IEnumerable<IReadOnlyList<string?>> Export() => Entries.Values.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => (IReadOnlyList<string?>)
    [
        a.Key, a.NameEn, a.NameZh, Camel(a.Kind), a.Owner, Number(a.Importance), Number(a.Confidentiality), Number(a.Integrity), Number(a.Availability), a.Place, a.Note, YesOrNothing(a.IsRetired),
    ]);

    protected override async Task<Dictionary<string, Asset>> Read(HubDbContext db, CancellationToken cancellation)
    {
        var people = await db.Persons.AsNoTracking().IgnoreAutoIncludes().Where(p => !p.IsRetired).Select(p => p.Id).ToListAsync(cancellation);
        var offices = await db.Offices.AsNoTracking().IgnoreAutoIncludes().Select(o => o.Key).ToListAsync(cancellation);
        owners = [.. people.Select(id => new Target(TargetKind.Person, id.ToString()).ToString()), .. offices.Select(key => new Target(TargetKind.Office, key).ToString())];
        return await db.Assets.ToDictionaryAsync(a => a.Key, StringComparer.Ordinal, cancellation);
    }

    protected override long VersionOf(Asset entry) => entry.Version;

    protected override bool IsRetired(Asset entry) => entry.IsRetired;

    protected override (AssetDetails Details, Refusal? Fault) Of(CsvRow row, Asset? entry)
    {
        var now = entry is null ? new AssetDetails() : AssetDetails.Of(entry);
        var (confidentiality, integrity, availability) = (Level("confidentiality", now.Worth.Confidentiality), Level("integrity", now.Worth.Integrity), Level("availability", now.Worth.Availability));
        var greatest = Math.Max(confidentiality, Math.Max(integrity, availability));
        var details = now with
        {
            NameEn = Cell("nameEn", now.NameEn),
            NameZh = Cell("nameZh", now.NameZh),
            Kind = row["kind"] is { } kind ? Named<AssetKind>(kind) : now.Kind,
            Owner = Cell("owner", now.Owner),
            Worth = new AssetWorth(Level("importance", entry is null ? greatest : now.Worth.Importance), confidentiality, integrity, availability),
            Place = Cell("place", now.Place),
            Note = Cell("note", now.Note),
        };
        var fault = details.Fault()
            ?? (details.OwnerTarget is { } owner && owner.ToString() != entry?.Owner && !owners.Contains(owner.ToString()) ? Refusal.Invalid("owner", "OwnerUnknown") : null);
        return (details, fault);

        string? Cell(string column, string? otherwise) => row.Has(column) ? row[column] : otherwise;

        // what is no number is out of every range
        int Level(string column, int otherwise) =>
            row[column] is not { } text ? otherwise : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var level) ? level : 0;
    }

    protected override IReadOnlyList<string> ChangesOf(AssetDetails details, Asset entry) => details.ChangesOf(entry);

    protected override void Add(Work work, string key, AssetDetails details) => SaveAsset.Add(work, key, details);

    protected override void Change(Work work, Asset entry, AssetDetails details, IReadOnlyList<string> fields) => SaveAsset.Change(work, entry, details, fields);

    protected override void Retire(Work work, Asset entry, bool retired)
    {
        entry.Retire(retired);
        SaveAsset.Record(work, entry, retired ? "entryRetired" : "entryBack", "");
    }
}
