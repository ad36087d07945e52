using Hub.Domain.People;
using Hub.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Features.Directory;

/// <summary>Adds an asset or changes one: who answers for it and what it is worth.</summary>
public sealed partial class AssetDialog
{
    private Asset? theirs;
    private long? version;
    private string? key;
    private string? nameEn;
    private string? nameZh;
    private AssetKind kind = AssetKind.Server;
    private string? owner;
    private int importance = 3;
    private int confidentiality = 3;
    private int integrity = 3;
    private int availability = 3;
    private string? place;
    private string? note;

    /// <summary>Which; null for a new asset.</summary>
    [Parameter] public Asset? Asset { get; set; }

    /// <summary>Who may own it.</summary>
    [Parameter, EditorRequired] public DirectoryView View { get; set; } = null!;

    [Inject] public required SaveAsset Saving { get; init; }

    [Inject] public required ShowDirectory Directory { get; init; }

    private AssetDetails Details => new()
    {
        NameEn = nameEn,
        NameZh = nameZh,
        Kind = kind,
        Owner = owner,
        Worth = new AssetWorth(importance, confidentiality, integrity, availability),
        Place = place,
        Note = note,
    };

    protected override void OnInitialized()
    {
        if (Asset is not null)
        {
            Fill(Asset);
        }
    }

    protected override Task<Outcome<Saved>> Store(Caller caller) => Saving.Run(caller, Asset?.Key ?? key, version, Details);

    protected override async Task<IReadOnlyList<Difference>> LookAgain(Caller caller)
    {
        var now = await Directory.Run(caller);
        theirs = now.IsRefused ? null : now.Value.Assets.FirstOrDefault(a => a.Asset.Key == Asset!.Key)?.Asset;
        if (theirs is null)
        {
            return [];
        }

        version = theirs.Version;
        var rows = new (string Field, string? Theirs, string? Mine)[]
        {
            (L["NameEn"], theirs.NameEn, nameEn), (L["NameZh"], theirs.NameZh, nameZh), (L["Kind"], L[$"Asset_{theirs.Kind}"], L[$"Asset_{kind}"]), (L["Owner"], NameOf(theirs.Owner), NameOf(owner)),
            (L["Importance"], L[$"Level_{theirs.Importance}"], L[$"Level_{importance}"]), (L["Confidentiality"], L[$"Level_{theirs.Confidentiality}"], L[$"Level_{confidentiality}"]),
            (L["Integrity"], L[$"Level_{theirs.Integrity}"], L[$"Level_{integrity}"]), (L["Availability"], L[$"Level_{theirs.Availability}"], L[$"Level_{availability}"]),
            (L["Place"], theirs.Place, place), (L["Note"], theirs.Note, note),
        };
        return [.. rows.Where(r => Text.Clean(r.Theirs) != Text.Clean(r.Mine)).Select(r => new Difference(r.Field, r.Theirs ?? "", r.Mine ?? ""))];
    }

    protected override void TakeTheirs() => Fill(theirs!);

    private void Fill(Asset asset)
    {
        Asset = asset;
        (version, nameEn, nameZh, kind, owner) = (asset.Version, asset.NameEn, asset.NameZh, asset.Kind, asset.Owner);
        (importance, confidentiality, integrity, availability) = asset.Worth;
        (place, note) = (asset.Place, asset.Note);
    }

    private string NameOf(string? target) => target is null ? "" : L.Say(View.Say(target));

    private Task<IEnumerable<string>> Owners(string? search, CancellationToken cancellation) => Task.FromResult(View.Targets.Keys
        .Where(t => Target.TryParse(t, out var target) && Hub.Domain.People.Asset.MayOwn(target) && (string.IsNullOrWhiteSpace(search) || Sayings.Find(search, NameOf(t), t)))
        .OrderBy(t => t.StartsWith("person:", StringComparison.Ordinal)).ThenBy(NameOf, StringComparer.CurrentCulture)
        .AsEnumerable());
}
