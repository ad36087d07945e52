using System.Security.Claims;
using Hub.Web.Components;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Account;

/// <summary>What the account pages post to, beside themselves.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        var account = routes.MapGroup("/account").ExcludeFromDescription();
        account.MapPost("/sign-out", SignOut).AllowAnonymous();
        account.MapPost("/sign-in/sample", SignInAsSample).AllowAnonymous();
        account.MapGet("/sign-in/single", Single).AllowAnonymous();
        account.MapGet("/sign-in/single/done", SingleDone).AllowAnonymous();
    }

    /// <summary>Where to go after signing in: a page of ours, never a foreign one.</summary>
    public static string After(string? returnUrl) => Languages.IsLocal(returnUrl) && !returnUrl!.StartsWith("/account/sign-", StringComparison.OrdinalIgnoreCase) ? returnUrl : "/";

    private static async Task<IResult> SignOut(HttpContext context, IAntiforgery antiforgery, SignInManager<Security.Account> signIn)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.BadRequest();
        }

        await signIn.SignOutAsync();
        return Results.LocalRedirect("/account/sign-in");
    }

    private static async Task<IResult> SignInAsSample(
        HttpContext context,
        IAntiforgery antiforgery,
        SampleSignIn sample,
        SignInManager<Security.Account> signIn,
        [FromForm] Guid account,
        [FromForm] string? returnUrl)
    {
        if (!sample.IsOffered(context))
        {
            return Results.NotFound();
        }

        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.BadRequest();
        }

        if (await sample.Find(account, context.RequestAborted) is not { } found)
        {
            return Results.NotFound();
        }

        await signIn.SignInAsync(found, isPersistent: false);
        return Results.LocalRedirect(After(returnUrl));
    }

    private static async Task<IResult> Single(IAuthenticationSchemeProvider schemes, SignInManager<Security.Account> signIn, string? returnUrl)
    {
        if (await schemes.GetSchemeAsync("Oidc") is null)
        {
            return Results.NotFound();
        }

        var back = $"/account/sign-in/single/done?returnUrl={Uri.EscapeDataString(After(returnUrl))}";
        return Results.Challenge(signIn.ConfigureExternalAuthenticationProperties("Oidc", back), ["Oidc"]);
    }

    private static async Task<IResult> SingleDone(HttpContext context, SignInManager<Security.Account> signIn, IDbContextFactory<HubDbContext> contexts, string? returnUrl)
    {
        var login = await context.AuthenticateAsync(IdentityConstants.ExternalScheme);
        await context.SignOutAsync(IdentityConstants.ExternalScheme);
        var mail = login.Principal?.FindFirstValue("email");

        // A mailbox that the provider itself does not vouch for opens nobody's account.
        if (!login.Succeeded || mail is null || string.Equals(login.Principal!.FindFirstValue("email_verified"), "false", StringComparison.OrdinalIgnoreCase))
        {
            return Results.LocalRedirect("/account/denied?reason=single");
        }

        await using var db = await contexts.CreateDbContextAsync(context.RequestAborted);
        if (await db.ByMail(mail) is not { } account || !await signIn.CanSignInAsync(account))
        {
            return Results.LocalRedirect("/account/denied?reason=single");
        }

        await signIn.SignInAsync(account, isPersistent: false);
        return Results.LocalRedirect(After(returnUrl));
    }
}
