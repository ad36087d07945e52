using System.Text;

namespace Hub.Web.Api;

/// <summary>An answer whose bytes are known: what an Idempotency-Key gives again.</summary>
internal sealed record ApiAnswer(int Status, string Body, string ContentType = "application/json; charset=utf-8") : IResult
{
    /// <summary>Seconds after which a call may be repeated; null: none are named.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Language of a problem's words.</summary>
    public string? Language { get; init; }

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var bytes = Encoding.UTF8.GetBytes(Body);
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength = bytes.Length;
        response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (Language is not null)
        {
            response.Headers.ContentLanguage = Language;
            response.Headers.Append("Vary", "Accept-Language");
        }

        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
        }
    }
}
