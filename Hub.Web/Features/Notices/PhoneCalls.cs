using System.Security.Cryptography;
using System.Text;
using Hub.Domain.Notices;
using Hub.Web.Components;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary>
/// <c>/n/{token}</c>: a notice on a phone, without an account. GET shows and never changes anything, since mail scanners open
/// links; POST answers. The token is the capability: no cookie, no antiforgery, and it is never logged.
/// </summary>
internal static class PhoneCalls
{
    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(PhonePage.Css)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Longest reason that the form takes.</summary>
    private const int MostReason = 200;

    private static readonly FormOptions Limits = new() { BufferBodyLengthLimit = 8_192, KeyLengthLimit = 32, ValueLengthLimit = 4_096, ValueCountLimit = 4, MultipartBodyLengthLimit = 8_192 };

    public static void MapPhone(this WebApplication app)
    {
        app.MapMethods("/n/{token}", [HttpMethods.Get, HttpMethods.Head], Show).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/n/{token}", Answer).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
    }

    private static async Task<IResult> Show(string token, HttpContext http, IDbContextFactory<HubDbContext> contexts, PhoneQuery query, WrongTokens wrong) =>
        await BundleCalls.Show(token, http, contexts) ?? Page(http, await View(token, http, query, wrong));

    private static async Task<IResult> Answer(
        string token, HttpContext http, IDbContextFactory<HubDbContext> contexts, PhoneQuery query, WrongTokens wrong, AcknowledgeNotice acknowledge, DeclineNotice decline, HandOverNotice handOver, ClimbNow climb, AcknowledgeBundle bundles)
    {
        if (await BundleCalls.Acknowledge(token, http, contexts, bundles) is { } all)
        {
            return all;
        }

        var before = await View(token, http, query, wrong);
        if (before.State is not (PhoneState.Open or PhoneState.Declined) || await Asked(http) is not { } asked)
        {
            return Page(http, before);
        }

        // Whatever it says, what stands in the store now is what the page shows: somebody else may have been quicker.
        var from = http.Connection.RemoteIpAddress?.ToString();
        Climbed? climbed = null;
        switch (asked.Act)
        {
            case "decline":
                _ = await decline.ByToken(token, AcknowledgementMeans.Link, asked.Reason, from, http.RequestAborted);
                break;
            case "hand-over" when Guid.TryParse(asked.Person, out var person):
                _ = await handOver.ByToken(token, person, from, http.RequestAborted);
                break;
            case "climb":
                var outcome = await climb.ByToken(token, from, http.RequestAborted);
                climbed = outcome.IsRefused ? null : outcome.Value;
                break;
            case "":
            case "acknowledge":
                _ = await acknowledge.ByToken(token, from, http.RequestAborted);
                break;
            default:
                break;
        }

        return Page(http, await View(token, http, query, wrong) with { Climbed = climbed });
    }

    /// <summary>What the form asks for, why, and of whom; empty for a bare post, which acknowledges. Null: no form of this page.</summary>
    private static async Task<(string Act, string? Reason, string? Person)?> Asked(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            return ("", null, null);
        }

        try
        {
            var form = await http.Request.ReadFormAsync(Limits, http.RequestAborted);
            var reason = form["reason"].ToString();
            return (form["act"].ToString(), reason.Length > MostReason ? reason[..MostReason] : reason, form["person"].ToString());
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    private static async Task<PhoneView> View(string token, HttpContext http, PhoneQuery query, WrongTokens wrong)
    {
        if (await query.Find(token, http.RequestAborted) is var (notice, others))
        {
            return PhoneView.Of(notice, others);
        }

        var language = Languages.Match(System.Globalization.CultureInfo.CurrentUICulture.Name) ?? Languages.English;
        if (wrong.IsOneTooMany(http.Connection.RemoteIpAddress?.ToString() ?? ""))
        {
            http.Response.Headers.RetryAfter = "60";
            return new PhoneView(PhoneState.TooMany, language);
        }

        return new PhoneView(PhoneState.Unknown, language);
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
