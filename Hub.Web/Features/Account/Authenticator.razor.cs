using Hub.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using QRCoder;

namespace Hub.Web.Features.Account;

/// <summary>Switches the second factor on and off. A static page, since the session's cookie is renewed with it.</summary>
public sealed partial class Authenticator
{
    private const int RecoveryCodes = 8;

    private Security.Account? account;
    private string? fault;
    private string key = "";
    private string image = "";
    private IReadOnlyList<string> recovery = [];

    [Inject] public required SignInManager<Security.Account> Identity { get; init; }

    [CascadingParameter] public required HttpContext Context { get; set; }

    [SupplyParameterFromForm(FormName = "authenticator-on")] public string? Code { get; set; }

    [SupplyParameterFromForm(FormName = "authenticator-off")] public string? Password { get; set; }

    private UserManager<Security.Account> Users => Identity.UserManager;

    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-store";
        account = await Users.GetUserAsync(Context.User);
        if (account is null or { TwoFactorEnabled: true })
        {
            return;
        }

        var secret = await Users.GetAuthenticatorKeyAsync(account);
        if (string.IsNullOrEmpty(secret))
        {
            await Users.ResetAuthenticatorKeyAsync(account);
            await Identity.RefreshSignInAsync(account);
            secret = await Users.GetAuthenticatorKeyAsync(account);
        }

        key = string.Join(' ', secret!.Chunk(4).Select(c => new string(c)));
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode($"otpauth://totp/Hub:{Uri.EscapeDataString(account.Email!)}?secret={secret}&issuer=Hub&digits=6", QRCodeGenerator.ECCLevel.M);
        using var code = new PngByteQRCode(data);
        image = "data:image/png;base64," + Convert.ToBase64String(code.GetGraphic(6));
    }

    private async Task TurnOn()
    {
        var digits = (Code ?? "").Replace(" ", "", StringComparison.Ordinal);
        if (account is null || !await Users.VerifyTwoFactorTokenAsync(account, Users.Options.Tokens.AuthenticatorTokenProvider, digits))
        {
            fault = "CodeWrong";
            return;
        }

        await Users.SetTwoFactorEnabledAsync(account, true);
        recovery = [.. await Users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? []];
        await Identity.RefreshSignInAsync(account);
    }

    private async Task TurnOff()
    {
        if (account is null || !(await Identity.CheckPasswordSignInAsync(account, Password ?? "", lockoutOnFailure: true)).Succeeded)
        {
            fault = "CurrentPasswordWrong";
            return;
        }

        await Users.SetTwoFactorEnabledAsync(account, false);
        await Users.ResetAuthenticatorKeyAsync(account);
        await Identity.RefreshSignInAsync(account);
        account = null;
        await OnInitializedAsync();
    }
}
