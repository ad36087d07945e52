using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Tests.Harness.Peers;

/// <summary>A request that the other side got.</summary>
public sealed record TakenRequest(string Method, string Path, string RawQuery, IQueryCollection Query, IHeaderDictionary Headers, string? ContentType, string Body);

/// <summary>Another program's HTTP server on a loopback port of its own; it writes down every request and answers as the test says.</summary>
public sealed class FakeGateway : IAsyncDisposable
{
    private readonly ConcurrentQueue<TakenRequest> taken = new();
    private WebApplication app = null!;

    /// <summary>Everything it got, in order.</summary>
    public IReadOnlyList<TakenRequest> Taken => [.. taken];

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Address { get; private set; } = "";

    /// <summary>How it answers; 200 without a body unless the test says otherwise.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public static async Task<FakeGateway> Start(int port = 0)
    {
        var gateway = new FakeGateway();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddLogging(logging => logging.ClearProviders());
        gateway.app = builder.Build();
        gateway.app.Run(gateway.Take);
        await gateway.app.StartAsync(TestContext.Current.CancellationToken);
        gateway.Address = gateway.app.Urls.Single();
        return gateway;
    }

    /// <summary>It always says this.</summary>
    public void Says(int status, string body = "") => Answer = http =>
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsync(body);
    };

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await app.StopAsync(soon.Token);
        await app.DisposeAsync();
    }

    private async Task Take(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        taken.Enqueue(new TakenRequest(
            http.Request.Method, http.Request.Path, http.Request.QueryString.Value ?? "", http.Request.Query, new HeaderDictionary(http.Request.Headers.ToDictionary(h => h.Key, h => h.Value)), http.Request.ContentType, body));
        await Answer(http);
    }
}
