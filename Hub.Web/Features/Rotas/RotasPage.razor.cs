using System.Globalization;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Hub.Web.Features.Rotas;

/// <summary>All rotas: who is on call, until when, who is next, and what nobody has.</summary>
public sealed partial class RotasPage
{
    private IReadOnlyList<RotaLine>? lines;
    private bool isRefused;
    private bool mayChange;

    [Inject] public required RotasQuery Query { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    protected override async Task OnInitializedAsync()
    {
        var caller = await Callers.Get();
        mayChange = RotaFile.MayChange(caller);
        var outcome = await Query.List(caller);
        isRefused = outcome.IsRefused;
        lines = outcome.IsRefused ? null : outcome.Value;
    }

    private static string Say(LocalText text) => text.For(CultureInfo.CurrentUICulture.Name);

    private async Task Add()
    {
        var dialog = await Dialogs.ShowAsync<RotaDialog>(L["AddRota"]);
        if (await dialog.Result is { Canceled: false, Data: string key })
        {
            Navigation.NavigateTo($"/rotas/{key}");
        }
    }
}
