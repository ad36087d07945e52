using Hub.Domain.People;
using Hub.Web.Features.Directory.Import;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Hub.Web.Features.Directory;

/// <summary>The directory: people, offices, groups, outside bodies, assets. What is shown stands in the address, so that it can be passed on.</summary>
public sealed partial class DirectoryPage
{
    private static readonly string[] Tabs = ["people", "offices", "groups", "rotas", "bodies", "assets"];

    private DirectoryView? view;
    private Caller? caller;
    private bool isRefused;
    private int loads;

    [SupplyParameterFromQuery(Name = "tab")] public string? Tab { get; set; }

    [SupplyParameterFromQuery(Name = "q")] public string? Q { get; set; }

    [SupplyParameterFromQuery(Name = "state")] public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public int? Page { get; set; }

    [Inject] public required ShowDirectory ShowDirectory { get; init; }

    [Inject] public required CurrentCaller Current { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    [Inject] public required ISnackbar Snackbar { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private string TabName => Array.Find(Tabs, t => string.Equals(t, Tab, StringComparison.OrdinalIgnoreCase)) ?? "people";

    private PeopleState StateOf => Enum.TryParse<PeopleState>(State, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : PeopleState.Active;

    private int Number => Math.Max(1, Page ?? 1);

    private bool MayKeep => caller?.Has(Right.Administer) == true;

    private string? FileOf => TabName switch { "people" => "persons", "bodies" => "bodies", "assets" => "assets", _ => null };

    protected override Task OnParametersSetAsync() => Load();

    private async Task Load()
    {
        caller = await Current.Get();
        var outcome = await ShowDirectory.Run(caller);
        isRefused = outcome.IsRefused;
        view = outcome.IsRefused ? null : outcome.Value;
        loads++;
    }

    private void Find(ChangeEventArgs change) => Navigation.NavigateTo(With(words: change.Value?.ToString() ?? ""));

    private string With(string? tab = null, string? words = null, string? state = null, int? page = null) =>
        Navigation.GetUriWithQueryParameters("/directory", new Dictionary<string, object?>
        {
            ["tab"] = (tab ?? TabName) == "people" ? null : tab ?? TabName,
            ["q"] = string.IsNullOrWhiteSpace(words ?? Q) ? null : words ?? Q,
            ["state"] = state ?? (tab is null ? State : null),
            ["page"] = page is null or 1 ? null : page,
        });

    private Task Add() => TabName switch
    {
        "offices" => OpenOffice(null),
        "groups" => OpenGroup(null),
        "bodies" => OpenBody(null),
        "assets" => OpenAsset(null),
        _ => OpenPerson(null),
    };

    private Task OpenPerson(PersonRow? row) => Open<PersonDialog>(row?.Name ?? L["Add_people"], new DialogParameters<PersonDialog> { { d => d.Row, row } });

    private Task OpenOffice(OfficeView? office) => Open<OfficeDialog>(office is null ? L["Add_offices"] : L.Say(office.Name), new DialogParameters<OfficeDialog> { { d => d.Office, office } });

    private Task OpenGroup(GroupView? group) =>
        Open<GroupDialog>(group is null ? L["Add_groups"] : L.Say(group.Name), new DialogParameters<GroupDialog> { { d => d.Group, group }, { d => d.View, view } });

    private Task OpenBody(ExternalBody? body) =>
        Open<BodyDialog>(body is null ? L["Add_bodies"] : L.Say(body.Name), new DialogParameters<BodyDialog> { { d => d.Body, body }, { d => d.View, view } });

    private Task OpenAsset(Asset? asset) =>
        Open<AssetDialog>(asset is null ? L["Add_assets"] : L.Say(asset.Name), new DialogParameters<AssetDialog> { { d => d.Asset, asset }, { d => d.View, view } });

    private Task RetirePerson(PersonRow row) => Goes(new Going(row.IsRetired ? GoingKind.Back : GoingKind.Retire, SheetKind.Persons, row.Id.ToString(), row.Name, row.Version));

    private Task RemovePerson(PersonRow row) => Goes(new Going(GoingKind.Remove, SheetKind.Persons, row.Id.ToString(), row.Name, row.Version));

    private Task RetireBody(ExternalBody body) => Goes(new Going(body.IsRetired ? GoingKind.Back : GoingKind.Retire, SheetKind.Bodies, body.Key, L.Say(body.Name), body.Version));

    private Task RemoveBody(ExternalBody body) => Goes(new Going(GoingKind.Remove, SheetKind.Bodies, body.Key, L.Say(body.Name), body.Version));

    private Task RetireAsset(Asset asset) => Goes(new Going(asset.IsRetired ? GoingKind.Back : GoingKind.Retire, SheetKind.Assets, asset.Key, L.Say(asset.Name), asset.Version));

    private Task Goes(Going going) => Open<GoingDialog>(L[$"{going.Kind}Title", going.Name], new DialogParameters<GoingDialog> { { d => d.Going, going } });

    private async Task Open<T>(string title, DialogParameters parameters)
        where T : IComponent
    {
        var dialog = await Dialogs.ShowAsync<T>(title, parameters, new DialogOptions { MaxWidth = MaxWidth.Medium, FullWidth = true });
        if (await dialog.Result is { Canceled: false })
        {
            Snackbar.Add(L["SavedIt"], Severity.Success);
        }

        await Load();
    }
}
