using System.Security.Claims;
using Hub.Web.Security;
using Hub.Web.Setup;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Hub.Web.Features.Account;

/// <summary>The sign-in page: mailbox and password, single sign-on when it is set up, the sample people on a newcomer's own machine.</summary>
public sealed partial class SignIn
{
    /// <summary>Sample people who are shown at once: one of each role.</summary>
    private const int First = 7;

    private string? fault;
    private bool hasSingleSignOn;
    private IReadOnlyList<SamplePerson> sample = [];

    [Inject] public required SignInManager<Security.Account> Identity { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required SampleSignIn Sample { get; init; }

    [Inject] public required IOptions<OidcOptions> Oidc { get; init; }

    [CascadingParameter] public required HttpContext Context { get; set; }

    [SupplyParameterFromForm(FormName = "sign-in")] public string? Mail { get; set; }

    [SupplyParameterFromForm(FormName = "sign-in")] public string? Password { get; set; }

    [SupplyParameterFromQuery] public string? ReturnUrl { get; set; }

    private string After => AccountEndpoints.After(ReturnUrl);

    protected override async Task OnInitializedAsync()
    {
        hasSingleSignOn = Oidc.Value.IsOn;
        if (HttpMethods.IsGet(Context.Request.Method) && Context.User.FindFirstValue(HubClaims.Kind) == HubClaims.Account)
        {
            // Sent here by a page whose session had changed: the cookie knows better.
            Navigation.NavigateTo(After);
            return;
        }

        if (Sample.IsOffered(Context))
        {
            sample = await Sample.People(Context.RequestAborted);
        }
    }

    private async Task Submit()
    {
        var account = Mail is { Length: > 0 and <= 254 } ? await Identity.UserManager.FindByEmailAsync(Mail.Trim()) : null;
        if (account is null)
        {
            // As long as for a known address, so that the time does not tell who has an account.
            Identity.UserManager.PasswordHasher.HashPassword(new Security.Account(), Password ?? "");
            fault = "SignInFailed";
            return;
        }

        var result = await Identity.PasswordSignInAsync(account, Password ?? "", isPersistent: false, lockoutOnFailure: true);
        if (result.Succeeded)
        {
            Navigation.NavigateTo(After);
        }
        else if (result.RequiresTwoFactor)
        {
            Navigation.NavigateTo($"/account/two-factor?returnUrl={Uri.EscapeDataString(After)}");
        }
        else
        {
            fault = result.IsLockedOut ? "LockedOut" : "SignInFailed";
        }
    }
}
