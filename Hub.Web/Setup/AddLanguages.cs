using System.Globalization;
using System.Security.Claims;
using Hub.Web.Components;
using Microsoft.AspNetCore.Localization;
using MudBlazor;

namespace Hub.Web.Setup;

/// <summary>Simplified Chinese and English: which one a request gets, and how somebody chooses.</summary>
public static class LanguagesSetup
{
    public static void AddLanguages(this WebApplicationBuilder builder)
    {
        builder.Services.AddLocalization();
        builder.Services.AddTransient<MudLocalizer, MudWords>();
        builder.Services.Configure<RequestLocalizationOptions>(options =>
        {
            var fallback = Languages.Match(builder.Configuration["Hub:DefaultCulture"]) ?? Languages.English;
            options.SetDefaultCulture(fallback);
            options.AddSupportedCultures([.. Languages.All]);
            options.AddSupportedUICultures([.. Languages.All]);
            options.RequestCultureProviders = [new CustomRequestCultureProvider(context => Task.FromResult<ProviderCultureResult?>(
                new ProviderCultureResult(Languages.Choose(
                    context.User.FindFirstValue(ViewerClaims.Culture),
                    context.User.FindFirstValue(ClaimTypes.NameIdentifier),
                    context.Request.Cookies[Languages.Cookie],
                    context.Request.Headers.AcceptLanguage,
                    fallback))))];
        });
    }

    /// <summary>Comes after authentication, since a person's own language is a claim.</summary>
    public static void UseLanguages(this WebApplication app)
    {
        app.Use(KeepLanguageOfWall);
        app.UseRequestLocalization();
    }

    public static void MapLanguages(this WebApplication app) =>
        app.MapGet("/language/{culture}", (string culture, string? returnUrl, HttpContext context) =>
        {
            if (Languages.Match(culture) is not { } chosen)
            {
                return Results.NotFound();
            }

            Keep(context, chosen);
            return Results.LocalRedirect(Languages.IsLocal(returnUrl) ? returnUrl! : "/");
        }).AllowAnonymous().ExcludeFromDescription();

    /// <summary>A wall has nobody who could choose: its address says <c>?lang=</c> once, and a cookie keeps it.</summary>
    private static Task KeepLanguageOfWall(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path != "/wall" || Languages.Match(context.Request.Query["lang"]) is not { } chosen)
        {
            return next(context);
        }

        Keep(context, chosen);
        context.Response.Redirect("/wall");
        return Task.CompletedTask;
    }

    private static void Keep(HttpContext context, string language) =>
        context.Response.Cookies.Append(Languages.Cookie, Languages.Remember(language, context.User.FindFirstValue(ClaimTypes.NameIdentifier)), new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        });
}
