using System.Globalization;
using Hub.Domain.Shared;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Dispatch.Robots;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Hub.Web.Features.Admin;

/// <summary>The group robots: add, test, switch off and on, enter an address anew.</summary>
public sealed partial class RobotsPanel
{
    private IReadOnlyList<RobotRow> rows = [];
    private string? testing;
    private string? said;
    private bool isGood;

    [Inject] public required RobotsQuery Query { get; init; }

    [Inject] public required SwitchRobot SwitchUseCase { get; init; }

    [Inject] public required TestRobot TestUseCase { get; init; }

    [Inject] public required CurrentCaller Current { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    protected override Task OnInitializedAsync() => Load();

    private static string KindOf(RobotRow row) => RobotPreset.All.TryGetValue(row.Preset, out var preset) ? preset.Name.For(CultureInfo.CurrentUICulture.Name) : row.Preset;

    private async Task Load() => rows = await Query.Run(await Current.Get());

    private Task New() => Ask(L["AddRobot"], null);

    private Task Move(RobotRow row) => Ask(row.Name, row);

    private async Task Ask(string title, RobotRow? row)
    {
        var dialog = await Dialogs.ShowAsync<RobotDialog>(title, new DialogParameters<RobotDialog> { { d => d.Row, row } });
        if (await dialog.Result is { Canceled: false })
        {
            Say(null);
            await Load();
        }
    }

    private async Task Switch(RobotRow row)
    {
        Say((await SwitchUseCase.Run(await Current.Get(), row.Key, !row.IsOff)).Refusal);
        await Load();
    }

    private async Task Try(RobotRow row)
    {
        testing = row.Key;
        try
        {
            var outcome = await TestUseCase.Run(await Current.Get(), row.Key);
            Say(outcome.Refusal);
            if (!outcome.IsRefused)
            {
                isGood = outcome.Value is SendResult.Accepted;
                said = outcome.Value switch
                {
                    SendResult.Accepted accepted => L["RobotTaken", row.Name, accepted.Answer ?? ""],
                    SendResult.Temporary later => L["RobotLater", row.Name, later.Error],
                    SendResult.Permanent refused => L["RobotRefused", row.Name, refused.Error],
                    _ => L["RobotRefused", row.Name, L["RobotOffState"].Value],
                };
            }
        }
        finally
        {
            testing = null;
        }
    }

    private void Say(Refusal? refusal)
    {
        isGood = refusal is null;
        said = refusal is null ? L["Done"] : Sentences.Of(refusal);
    }
}
