using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Hub.Web.Features.Admin;

/// <summary>Accounts, API keys and displays. What is secret is shown once.</summary>
public sealed partial class AdminPage
{
    private AdminView? view;

    [Inject] public required AdminQuery Query { get; init; }

    [Inject] public required CurrentCaller Current { get; init; }

    [Inject] public required DisableAccount DisableUseCase { get; init; }

    [Inject] public required EnableAccount EnableUseCase { get; init; }

    [Inject] public required RenewSetUpLink RenewUseCase { get; init; }

    [Inject] public required RevokeApiKey RevokeKeyUseCase { get; init; }

    [Inject] public required RevokeDisplay RevokeDisplayUseCase { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    [Inject] public required ISnackbar Snackbar { get; init; }

    protected override Task OnInitializedAsync() => Load();

    private async Task Load() => view = await Query.Run(await Current.Get());

    private string RightsOf(Right rights) => string.Join(" · ", KeyDialog.Split(rights).Select(r => L[$"Right_{r}"].Value));

    private Task InviteSomebody() => Ask<InvitationDialog>(L["Invite"], [], L["OnceLink"]);

    private Task NewKey() => Ask<KeyDialog>(L["AddKey"], [], L["OnceKey"]);

    private Task NewDisplay() => Ask<DisplayDialog>(L["AddDisplay"], [], L["OnceDisplay"]);

    private Task ChangeRolesOf(AccountRow row) => Ask<RolesDialog>(row.Name, new DialogParameters<RolesDialog> { { d => d.Row, row } }, null);

    private async Task Disable(AccountRow row) => await Sure(L["SureDisable", row.Name], L["Disable"], async caller => (await DisableUseCase.Run(caller, row.Id)).Refusal);

    private async Task Enable(AccountRow row) => await Say((await EnableUseCase.Run(await Current.Get(), row.Id)).Refusal);

    private async Task RevokeKey(ApiKey key) => await Sure(L["SureRevoke", key.Name], L["Revoke"], async caller => (await RevokeKeyUseCase.Run(caller, key.Id)).Refusal);

    private async Task RevokeWall(Display display) => await Sure(L["SureRevoke", display.Name], L["Revoke"], async caller => (await RevokeDisplayUseCase.Run(caller, display.Id)).Refusal);

    private Task RenewLink(AccountRow row) => Sure(L["SureLink", row.Name], L["NewLink"], async caller =>
    {
        var renewed = await RenewUseCase.Run(caller, row.Id);
        if (!renewed.IsRefused)
        {
            await ShowOnce(renewed.Value.Link, L["OnceLink"]);
        }

        return renewed.Refusal;
    });

    private async Task Ask<T>(string title, DialogParameters parameters, string? onceHint)
        where T : IComponent
    {
        var dialog = await Dialogs.ShowAsync<T>(title, parameters);
        if (await dialog.Result is { Canceled: false } result)
        {
            if (result.Data is string secret && onceHint is not null)
            {
                await ShowOnce(secret, onceHint);
            }
            else if (onceHint is not null)
            {
                Snackbar.Add(L["LinkMailed"], Severity.Success);
            }

            await Load();
        }
    }

    private async Task ShowOnce(string secret, string hint)
    {
        var dialog = await Dialogs.ShowAsync<OnceDialog>(L["OnceTitle"], new DialogParameters<OnceDialog> { { d => d.Secret, secret }, { d => d.Hint, hint } }, new DialogOptions { BackdropClick = false });
        await dialog.Result;
    }

    private async Task Sure(string question, string yes, Func<Caller, Task<Refusal?>> act)
    {
        if (await Dialogs.ShowMessageBoxAsync("", question, yesText: yes, cancelText: L["Cancel"]) is true)
        {
            await Say(await act(await Current.Get()));
        }
    }

    private async Task Say(Refusal? refusal)
    {
        Snackbar.Add(refusal is null ? L["Done"] : Sentences.Of(refusal), refusal is null ? Severity.Success : Severity.Error);
        await Load();
    }
}
