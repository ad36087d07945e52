using System.Net.Sockets;
using System.Text;
using Hub.Domain.People;
using Hub.Web.Dispatch.Channels.Gateway;
using Microsoft.Extensions.Options;

namespace Hub.Web.Dispatch.Channels;

/// <summary>Short messages through a gateway that takes them by HTTP, as the templates of <c>Sms:Http</c> say.</summary>
public sealed class HttpSmsChannel : IChannel
{
    /// <summary>Name of its client.</summary>
    internal const string ClientName = "sms";

    private const int LongestAnswer = 64 * 1024;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private readonly IHttpClientFactory clients;
    private readonly SmsHttpOptions options;
    private readonly GatewayRequest request;
    private readonly GatewayAnswer answer;
    private readonly string host;

    /// <summary>The gateway of the settings.</summary>
    public HttpSmsChannel(IHttpClientFactory clients, IOptions<SmsOptions> sms)
    {
        this.clients = clients;
        options = sms.Value.Http;
        request = new GatewayRequest(options);
        answer = new GatewayAnswer(options);
        host = Uri.TryCreate(options.Url, UriKind.Absolute, out var url) ? $"{url.Host}:{url.Port}" : "?";
    }

    /// <inheritdoc/>
    public Channel Kind => Channel.Sms;

    /// <inheritdoc/>
    public async Task<SendResult> Send(OutgoingMessage message, int lane, CancellationToken cancellation)
    {
        if (PhoneNumber.Normalise(message.Address, options.CountryCode) is not { } number)
        {
            return new SendResult.Permanent("The address is not a telephone number.");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.Timeout);
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var asked = request.For(number, message.Text, message.DeliveryId);
            using var answered = await client.SendAsync(asked, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return answer.Judge((int)answered.StatusCode, await Read(answered, limit.Token), message.IsCheck ? null : message.Text);
        }
        catch (Exception e) when (IsFault(e) && !cancellation.IsCancellationRequested)
        {
            return Judge(e);
        }
    }

    /// <inheritdoc/>
    public async Task<SendResult> Probe(CancellationToken cancellation)
    {
        // No gateway has a request in common that costs nothing: whether it takes connections is all that can be asked.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.ConnectTimeout);
        try
        {
            var url = new Uri(options.Url!);
            using var socket = new TcpClient();
            await socket.ConnectAsync(url.DnsSafeHost, url.Port, limit.Token);
            return new SendResult.Accepted(null);
        }
        catch (Exception e) when (IsFault(e) && !cancellation.IsCancellationRequested)
        {
            return NotReached(e.GetType().Name);
        }
    }

    /// <summary>How its client connects: no redirect is followed, since the next host would get what is for the gateway only; no cookie is kept.</summary>
    internal static SocketsHttpHandler Handler(SmsHttpOptions options) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ActivityHeadersPropagator = null,
    };

    private static bool IsFault(Exception e) => e is HttpRequestException or IOException or SocketException or OperationCanceledException;

    private static async Task<string> Read(HttpResponseMessage answered, CancellationToken cancellation)
    {
        await using var stream = await answered.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[LongestAnswer];
        var length = await stream.ReadAtLeastAsync(buffer, LongestAnswer, throwOnEndOfStream: false, cancellation);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private SendResult Judge(Exception e) => e switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError } fault =>
            NotReached(fault.HttpRequestError.ToString()),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            new SendResult.Unavailable($"No TLS with the gateway {host}: its certificate is not trusted, or it speaks none.", TimeSpan.FromSeconds(30)),
        OperationCanceledException { InnerException: TimeoutException } => NotReached("no answer"),
        OperationCanceledException => new SendResult.Temporary("The gateway did not answer in time.", IsSilent: true),
        _ => new SendResult.Temporary("The connection to the gateway was lost."),
    };

    private SendResult.Unavailable NotReached(string why) => new($"The gateway {host} cannot be reached ({why}).", Soon);
}
