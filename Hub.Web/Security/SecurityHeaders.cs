namespace Hub.Web.Security;

/// <summary>What a browser may do with our pages.</summary>
internal sealed class SecurityHeaders(bool isDevelopment, string? singleSignOn)
{
    // MudBlazor writes style attributes and a style element, so inline styles stand; scripts come from here alone.
    private readonly string policy = string.Join("; ",
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'" + (isDevelopment ? " ws://localhost:* http://localhost:* wss://localhost:*" : ""),
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'" + (Uri.TryCreate(singleSignOn, UriKind.Absolute, out var authority) ? " " + authority.GetLeftPart(UriPartial.Authority) : ""),
        "frame-ancestors 'none'");

    /// <summary>Middleware.</summary>
    public Task Write(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            var own = headers.ContentSecurityPolicy.ToString();
            var isWhole = own.Contains("default-src", StringComparison.Ordinal);
            if (!isWhole)
            {
                headers.ContentSecurityPolicy = policy;
            }

            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = isWhole && own.Contains("frame-ancestors 'self'", StringComparison.Ordinal) ? "SAMEORIGIN" : "DENY";
            headers.TryAdd("Referrer-Policy", "same-origin");
            headers.TryAdd("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
            headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
            return Task.CompletedTask;
        });
        return next(context);
    }
}
