using Microsoft.Extensions.Options;

namespace Hub.Web.Schedule;

/// <summary>Settings <c>Heartbeat:*</c>.</summary>
public sealed class HeartbeatOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Heartbeat";

    /// <summary>Is asked for (GET) after every clean cycle of the watchman; empty: off.</summary>
    public string? Url { get; set; }
}

/// <summary>Tells an outside watch that all is well. When this falls silent, the outside raises the alarm.</summary>
public sealed partial class Heartbeat(HttpClient client, IOptions<HeartbeatOptions> options, ILogger<Heartbeat> log)
{
    /// <summary>Pings, when an address is set. A fault is only logged: the silence itself is the message.</summary>
    public async Task Ping(CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(options.Value.Url))
        {
            return;
        }

        try
        {
            using var answer = await client.GetAsync(options.Value.Url, HttpCompletionOption.ResponseHeadersRead, cancellation);
            answer.EnsureSuccessStatusCode();
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // Without the address: such addresses are capabilities.
            LogUnreached(log, e.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outside heartbeat could not be reached: {Fault}.")]
    private static partial void LogUnreached(ILogger logger, string fault);
}
