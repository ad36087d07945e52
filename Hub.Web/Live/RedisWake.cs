using Hub.Web.Store;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Hub.Web.Live;

/// <summary>Settings <c>Live:*</c>.</summary>
public sealed class LiveOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Live";

    /// <summary>Redis for several nodes, as a StackExchange.Redis connection string; empty for one node.</summary>
    public string? Redis { get; set; }
}

/// <summary>
/// Wakes the readers of the other nodes when this one has read something new, and is woken by them. Only that: every
/// node reads the change log itself, so that nothing is lost when Redis is away or drops a message.
/// </summary>
public sealed partial class RedisWake(IncidentFeed feed, CommitSignals signals, IOptions<LiveOptions> options, TimeProvider time, ILogger<RedisWake> log) : BackgroundService
{
    private static readonly RedisChannel Topic = RedisChannel.Literal("hub:changes");
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>True when the text can be read as a connection string with at least one server.</summary>
    internal static bool IsAddress(string text)
    {
        try
        {
            return ConfigurationOptions.Parse(text).EndPoints.Count > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (string.IsNullOrWhiteSpace(options.Value.Redis))
        {
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Run(options.Value.Redis, stoppingToken);
            }
            catch (Exception e) when (e is RedisException or TimeoutException)
            {
                LogAway(log, e.GetType().Name);
                await Task.Delay(RetryAfter, time, stoppingToken);
            }
        }
    }

    private async Task Run(string address, CancellationToken cancellation)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(address);
        var subscriber = redis.GetSubscriber();
        var me = (RedisValue)Guid.NewGuid().ToString("N");
        var news = new Signal();
        await subscriber.SubscribeAsync(Topic, (_, from) =>
        {
            if (from != me)
            {
                signals.Changes.Raise();
            }
        });
        var (_, subscription) = feed.Subscribe(new CallerView(null, true), _ => news.Raise());
        using (subscription)
        {
            while (!cancellation.IsCancellationRequested)
            {
                await news.WaitAsync(TimeSpan.FromMinutes(1), time, cancellation);
                await subscriber.PublishAsync(Topic, me);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis does not answer ({Fault}); the nodes go on without it.")]
    private static partial void LogAway(ILogger logger, string fault);
}
