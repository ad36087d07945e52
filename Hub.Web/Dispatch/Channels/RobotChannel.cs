using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Web.Dispatch.Robots;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Web.Dispatch.Channels;

/// <summary>
/// Group robots: one signed webhook, written as the robot's preset says. Follows no redirect, uses no proxy, and reaches nothing inside
/// the network that the settings do not allow. No address or secret of a robot stands in any text that it gives back.
/// </summary>
public sealed class RobotChannel : IChannel, IDisposable
{
    private const int MostOfAnAnswer = 16 * 1024;

    private readonly IDbContextFactory<HubDbContext> contexts;
    private readonly RobotSecrets secrets;
    private readonly OutboundGuard guard;
    private readonly RobotOptions options;
    private readonly TimeProvider time;
    private readonly RobotTurns turns;
    private readonly HttpMessageInvoker http;

    /// <summary>The robots of the store.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The invoker owns the handler.")]
    public RobotChannel(IDbContextFactory<HubDbContext> contexts, RobotSecrets secrets, OutboundGuard guard, IOptions<RobotOptions> robots, TimeProvider time)
    {
        this.contexts = contexts;
        this.secrets = secrets;
        this.guard = guard;
        this.time = time;
        options = robots.Value;
        turns = new RobotTurns(time);
        var trust = new RelayTrust(options.TrustedCertificate);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectCallback = guard.Connect,
            ConnectTimeout = options.Timeout,
            MaxResponseHeadersLength = 16,
            MaxConnectionsPerServer = 8,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
        handler.SslOptions.RemoteCertificateValidationCallback = trust.Check;
        http = new HttpMessageInvoker(handler, disposeHandler: true);
    }

    /// <inheritdoc/>
    public Channel Kind => Channel.Robot;

    /// <inheritdoc/>
    public async Task<SendResult> Send(OutgoingMessage message, int lane, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Robots.AsNoTracking().FirstOrDefaultAsync(r => r.Key == message.Address, cancellation) is not { IsOff: false } robot
            || message.Robot is null || !RobotPreset.All.TryGetValue(robot.Preset, out var preset))
        {
            return new SendResult.Unusable(DeliveryCancelled.RobotOff);
        }

        if (!await turns.Begin(robot.Key))
        {
            return new SendResult.Temporary("The robot is busy or was just not reached.");
        }

        var answered = false;
        try
        {
            var result = await Send(robot, preset, message, cancellation);
            answered = result.Answered;
            return result.Result;
        }
        finally
        {
            turns.End(robot.Key, answered);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        http.Dispose();
        turns.Dispose();
    }

    private async Task<(SendResult Result, bool Answered)> Send(Robot robot, RobotPreset preset, OutgoingMessage message, CancellationToken cancellation)
    {
        string address;
        string? secret;
        try
        {
            address = secrets.Read(robot.Key, robot.ProtectedUrl);
            secret = robot.ProtectedSecret is { } kept ? secrets.Read(robot.Key, kept) : null;
        }
        catch (CryptographicException)
        {
            return (new SendResult.Permanent("The robot's address cannot be decrypted: enter it anew."), true);
        }

        if (guard.Fault(address, out var url) is not null)
        {
            return (new SendResult.Permanent("The robot's address is not allowed."), true);
        }

        using var request = Request(preset, url!, secret, message);
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            var body = await ReadSome(response, either.Token);
            return (RobotJudge.Of(preset.Answer, (int)response.StatusCode, body, Pieces(url!, secret)), true);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (new SendResult.Temporary("The robot did not answer in time."), false);
        }
        catch (Exception e) when (Inner<OutboundRefusedException>(e) is not null)
        {
            return (new SendResult.Permanent("The robot's address leads into a private network; only hosts of Robots:AllowedHosts may."), true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (new SendResult.Temporary($"The robot could not be reached: {(e as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown}."), false);
        }
    }

    private HttpRequestMessage Request(RobotPreset preset, Uri url, string? secret, OutgoingMessage message)
    {
        var now = time.GetUtcNow();
        var stamp = RobotStamp.Of(preset.Signing, secret, now);
        var values = RobotBody.Values(preset, message, message.Robot!, stamp);
        var body = RobotBody.Of(preset, values);
        if (preset.Signing == RobotSigning.DingTalk && stamp is not null)
        {
            var glue = url.Query.Length > 1 ? "&" : "?";
            url = new Uri($"{url.AbsoluteUri.TrimEnd('?')}{glue}timestamp={stamp.Timestamp}&sign={Uri.EscapeDataString(stamp.Sign)}");
        }

        var request = new HttpRequestMessage(new HttpMethod(preset.Method), url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Hub", "1"));
        foreach (var (name, template) in preset.Headers)
        {
            request.Headers.Add(name, RobotBody.Fill(template, preset, values));
        }

        if (preset.Signing == RobotSigning.Hmac && !string.IsNullOrEmpty(secret))
        {
            var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            byte[] signed = [.. Encoding.UTF8.GetBytes(seconds + "."), .. body];
            request.Headers.Add("X-Hub-Timestamp", seconds);
            request.Headers.Add("X-Hub-Signature", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed)));
        }

        return request;
    }

    private static async Task<string> ReadSome(HttpResponseMessage response, CancellationToken cancellation)
    {
        var buffer = new byte[MostOfAnAnswer];
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }

    /// <summary>What of the address and the secret the other side might repeat in its answer.</summary>
    private static List<string> Pieces(Uri url, string? secret) =>
        [.. url.PathAndQuery.Split('/', '?', '&', '=').Append(secret ?? "").Where(p => p.Length >= 8).SelectMany(p => new[] { p, Uri.UnescapeDataString(p) }).Distinct(StringComparer.Ordinal).OrderByDescending(p => p.Length)];

    private static T? Inner<T>(Exception? e)
        where T : Exception
    {
        for (; e is not null; e = e.InnerException)
        {
            if (e is T found)
            {
                return found;
            }
        }

        return null;
    }
}
