using System.Security.Cryptography;
using System.Text;
using Hub.Domain.Notices;
using Hub.Web.Components;
using Hub.Web.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary>
/// <c>/n/{token}</c>: a notice on a phone, without an account. GET shows and never changes anything, since mail scanners open
/// links; POST acknowledges. The token is the capability: no cookie, no antiforgery, and it is never logged.
/// </summary>
internal static class PhoneCalls
{
    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(PhonePage.Css)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void MapPhone(this WebApplication app)
    {
        app.MapMethods("/n/{token}", [HttpMethods.Get, HttpMethods.Head], Show).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/n/{token}", Acknowledge).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
    }

    private static async Task<IResult> Show(string token, HttpContext http, IDbContextFactory<HubDbContext> contexts, WrongTokens wrong) =>
        await BundleCalls.Show(token, http, contexts, wrong) ?? Page(http, await View(token, http, contexts, wrong));

    private static async Task<IResult> Acknowledge(string token, HttpContext http, IDbContextFactory<HubDbContext> contexts, WrongTokens wrong, AcknowledgeNotice acknowledge, AcknowledgeBundle bundles)
    {
        if (await BundleCalls.Acknowledge(token, http, contexts, wrong, bundles) is { } all)
        {
            return all;
        }

        var before = await View(token, http, contexts, wrong);
        if (before.State != PhoneState.Open)
        {
            return Page(http, before);
        }

        // Whatever it says, what stands in the store now is what the page shows: somebody else may have been quicker.
        _ = await acknowledge.ByToken(token, http.Connection.RemoteIpAddress?.ToString(), http.RequestAborted);
        return Page(http, await View(token, http, contexts, wrong));
    }

    private static async Task<PhoneView> View(string token, HttpContext http, IDbContextFactory<HubDbContext> contexts, WrongTokens wrong)
    {
        var language = Languages.Match(System.Globalization.CultureInfo.CurrentUICulture.Name) ?? Languages.English;
        var from = http.Connection.RemoteIpAddress?.ToString() ?? "";
        if (wrong.AreTooMany(from))
        {
            http.Response.Headers.RetryAfter = "60";
            return new PhoneView(PhoneState.TooMany, language);
        }

        if (await Find(token, contexts, http.RequestAborted) is { } notice)
        {
            return PhoneView.Of(notice);
        }

        wrong.Count(from);
        return new PhoneView(PhoneState.Unknown, language);
    }

    private static async Task<Notice?> Find(string token, IDbContextFactory<HubDbContext> contexts, CancellationToken cancellation)
    {
        if (token.Length != 16)
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var notice = await db.Notices.AsNoTracking().FirstOrDefaultAsync(n => n.Token == token, cancellation);

        // An engine may compare without regard to case; a capability is exact.
        return notice?.Token == token ? notice : null;
    }

    /// <summary>The page is kept nowhere, named to nobody, and loads nothing.</summary>
    internal static void Protect(HttpContext http, string culture)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers.ContentSecurityPolicy = Policy;
        headers.ContentLanguage = culture;
    }

    private static RazorComponentResult<PhonePage> Page(HttpContext http, PhoneView view)
    {
        Protect(http, view.Culture);
        return new RazorComponentResult<PhonePage>(new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(PhonePage.View)] = view })
        {
            StatusCode = view.Status,
            ContentType = "text/html; charset=utf-8",
            PreventStreamingRendering = true,
        };
    }
}
