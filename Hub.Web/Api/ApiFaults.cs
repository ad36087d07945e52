using System.Data.Common;
using Hub.Web.Store;

namespace Hub.Web.Api;

/// <summary>Around every call of the API: whatever goes wrong inside ends as problem details, and never tells what stands inside.</summary>
internal sealed partial class ApiFaults(Problems problems, ILogger<ApiFaults> log) : IEndpointFilter
{
    private const int RetryAfterSeconds = 30;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        try
        {
            return await next(context);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody listens any more; what was not committed is rolled back.
            return Results.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            return AnswerTo(http, e);
        }
    }

    private ApiAnswer AnswerTo(HttpContext http, Exception fault)
    {
        switch (fault)
        {
            case BadHttpRequestException bad:
                return problems.OfStatus(http, bad.StatusCode);
            case not null when Conflicts.IsFull(fault):
                StoreFull(http.Request.Path, fault);
                return problems.Of(http, StatusCodes.Status503ServiceUnavailable, "StoreFull", null, RetryAfterSeconds);
            case not null when IsOfStore(fault):
                StoreFault(http.Request.Path, fault);
                return problems.Of(http, StatusCodes.Status503ServiceUnavailable, "StoreUnavailable", null, RetryAfterSeconds);
            default:
                Unexpected(http.Request.Path, fault!);
                return problems.OfStatus(http, StatusCodes.Status500InternalServerError);
        }
    }

    private static bool IsOfStore(Exception? fault) => fault is DbException or TimeoutException || (fault?.InnerException is { } inner && IsOfStore(inner));

    [LoggerMessage(Level = LogLevel.Error, Message = "The store has no room left; {Path} was answered with 503.")]
    private partial void StoreFull(string path, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store did not answer; {Path} was answered with 503.")]
    private partial void StoreFault(string path, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} failed.")]
    private partial void Unexpected(string path, Exception fault);
}
