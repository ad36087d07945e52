using Hub.Web.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary><c>/n/{token}</c> of a bundle: GET shows its notices and never changes anything, POST acknowledges all that wait.</summary>
internal static class BundleCalls
{
    /// <summary>The page; null when the token is no bundle's.</summary>
    public static async Task<IResult?> Show(string token, HttpContext http, IDbContextFactory<HubDbContext> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        return await BundleView.Find(db, token, http.RequestAborted) is { } view ? Page(http, view) : null;
    }

    /// <summary>Acknowledges, and shows how it stands then; null when the token is no bundle's.</summary>
    public static async Task<IResult?> Acknowledge(string token, HttpContext http, IDbContextFactory<HubDbContext> contexts, AcknowledgeBundle acknowledge)
    {
        var from = http.Connection.RemoteIpAddress?.ToString();
        if (token.Length != 16 || (await acknowledge.ByToken(token, from, http.RequestAborted)).IsRefused)
        {
            return null;
        }

        return await Show(token, http, contexts);
    }

    private static RazorComponentResult<BundlePage> Page(HttpContext http, BundleView view)
    {
        PhoneCalls.Protect(http, view.Culture);
        return new RazorComponentResult<BundlePage>(new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(BundlePage.View)] = view })
        {
            StatusCode = view.Status,
            ContentType = "text/html; charset=utf-8",
            PreventStreamingRendering = true,
        };
    }
}
