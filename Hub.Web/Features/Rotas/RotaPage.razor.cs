using System.Globalization;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Hub.Web.Features.Rotas;

/// <summary>One rota: its shifts as a picture of several weeks with a table behind it, its layers and overrides. Which weeks are shown stands in the address.</summary>
public sealed partial class RotaPage
{
    private static readonly int[] Choices = [2, 4, 6];

    private RotaDetail? detail;
    private IReadOnlyList<WeekView> weeks = [];
    private DateOnly monday;
    private bool isRefused;
    private bool isUnknown;
    private bool mayChange;

    [Parameter] public string Key { get; set; } = "";

    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }

    [SupplyParameterFromQuery(Name = "weeks")] public int? WeekCount { get; set; }

    [Inject] public required RotasQuery Query { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    private int Weeks => Array.IndexOf(Choices, WeekCount ?? 0) >= 0 ? WeekCount!.Value : 4;

    private string Told => detail!.Rota switch
    {
        { TellBefore: { } before, TellAtHandOver: true } => L["ToldBoth", Length(before)],
        { TellBefore: { } before } => L["ToldBefore", Length(before)],
        { TellAtHandOver: true } => L["ToldAtHandOver"],
        _ => L["ToldNever"],
    };

    protected override Task OnParametersSetAsync() => Load();

    private static string Say(LocalText text) => text.For(CultureInfo.CurrentUICulture.Name);

    private string Length(TimeSpan span) => span.TotalHours >= 1 && span.Minutes == 0 ? L["Hours", (int)span.TotalHours] : L["Minutes", (int)span.TotalMinutes];

    private async Task Load()
    {
        var caller = await Callers.Get();
        mayChange = RotaFile.MayChange(caller);
        var now = Time.GetUtcNow();
        var asked = DateOnly.TryParseExact(From, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 2199 ? day : (DateOnly?)null;
        var outcome = await Query.Find(caller, Key, asked is { } first ? new DateTimeOffset(first.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddDays(-8) : now.AddDays(-8));
        isRefused = outcome.Refusal?.Kind == RefusalKind.NotAllowed;
        isUnknown = outcome.IsRefused && !isRefused;
        if (outcome.IsRefused)
        {
            return;
        }

        detail = outcome.Value;
        var zone = detail.Rota.TimeZone;
        monday = WeekView.MondayOf(asked is { } at ? WeekView.Midnight(at, zone) : now, zone);
        weeks = WeekView.Of(detail, monday, Weeks);
    }

    private string Address(DateOnly? from, int? count = null) => Navigation.GetUriWithQueryParameters($"/rotas/{Key}", new Dictionary<string, object?>
    {
        ["from"] = from?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["weeks"] = (count ?? Weeks) == 4 ? null : count ?? Weeks,
    });

    private async Task EditRota()
    {
        var dialog = await Dialogs.ShowAsync<RotaDialog>(L["EditRota"], new DialogParameters<RotaDialog> { { d => d.Detail, detail } });
        if (await dialog.Result is { Canceled: false, Data: string key })
        {
            if (key.Length == 0)
            {
                Navigation.NavigateTo("/rotas");
                return;
            }

            await Load();
        }
    }

    private async Task Choose(Block block)
    {
        var dialog = await Dialogs.ShowAsync<ShiftDialog>(L["Shift"], new DialogParameters<ShiftDialog> { { d => d.Detail, detail! }, { d => d.Block, block } });
        if (await dialog.Result is { Canceled: false })
        {
            await Load();
        }
    }
}
