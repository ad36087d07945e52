using System.Security.Claims;
using Hub.Domain.People;
using Hub.Web.Components;
using Hub.Web.Store;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Security;

/// <summary>A wall's way in: <c>/wall?key=…</c> changes the key at once for a cookie that no script reads, and goes on to <c>/wall</c> without it.</summary>
internal static class DisplayScheme
{
    public const string Name = "Display";

    /// <summary>The principal of a display that still has this identity; null once it is revoked.</summary>
    public static async Task<ClaimsPrincipal?> Renew(ClaimsPrincipal user, IDbContextFactory<HubDbContext> contexts, CancellationToken cancellation)
    {
        if (!Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var display = await db.Displays.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id && d.RevokedAt == null, cancellation);
        return display is null ? null : Principal(display);
    }

    /// <summary>Cookie event: a revoked display is out at its next request.</summary>
    public static async Task Validate(CookieValidatePrincipalContext context)
    {
        var contexts = context.HttpContext.RequestServices.GetRequiredService<IDbContextFactory<HubDbContext>>();
        if (context.Principal is null || await Renew(context.Principal, contexts, context.HttpContext.RequestAborted) is not { } now)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Name);
            return;
        }

        context.ReplacePrincipal(now);
    }

    /// <summary>Middleware: the exchange.</summary>
    public static async Task Exchange(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path != "/wall" || context.Request.Query["key"].ToString() is not { Length: > 0 } key)
        {
            await next(context);
            return;
        }

        var hash = Secrets.Hash(key);
        context.Response.Headers.CacheControl = "no-store";
        await using var db = await context.RequestServices.GetRequiredService<IDbContextFactory<HubDbContext>>().CreateDbContextAsync(context.RequestAborted);
        if (await db.Displays.AsNoTracking().FirstOrDefaultAsync(d => d.Hash == hash && d.RevokedAt == null, context.RequestAborted) is not { } display)
        {
            await context.SignOutAsync(Name);
            context.Response.Redirect("/account/denied?reason=wall");
            return;
        }

        await context.SignInAsync(Name, Principal(display), new AuthenticationProperties { IsPersistent = true });
        var language = Languages.Match(context.Request.Query["lang"]);
        context.Response.Redirect(language is null ? "/wall" : $"/wall?lang={language}");
    }

    private static ClaimsPrincipal Principal(Display display)
    {
        var identity = new ClaimsIdentity(Name, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaims(
        [
            new(HubClaims.Kind, HubClaims.Wall),
            new(ClaimTypes.NameIdentifier, display.Id.ToString()),
            new(ClaimTypes.Name, display.Name),
            new(HubClaims.Masked, display.IsMasked ? "true" : "false"),
            new(HubClaims.Sound, display.HasSound ? "true" : "false"),
            .. HubClaims.Of(Right.Display),
        ]);
        return new ClaimsPrincipal(identity);
    }
}
