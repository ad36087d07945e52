using System.Net.Sockets;
using System.Text.Json;
using Hub.Web.Dispatch.Texts;
using MailKit;
using MailKit.Security;
using Microsoft.Extensions.Options;

namespace Hub.Web.Dispatch.Channels;

/// <summary>No token came; the message says why, without secrets.</summary>
/// <param name="message">Why.</param>
/// <param name="isRefused">True when the provider refuses this program, which does not mend itself.</param>
public sealed class NoTokenException(string message, bool isRefused) : IOException(message)
{
    /// <summary>True when the provider refuses this program.</summary>
    public bool IsRefused { get; } = isRefused;
}

/// <summary>
/// Tokens by which hosted mail knows this program (OAuth 2, client credentials): one for all connections, kept until shortly before
/// its end, and got anew when a server refuses it.
/// </summary>
public sealed class MailTokens(IHttpClientFactory clients, IOptions<MailOptions> mail, TimeProvider time) : IDisposable
{
    /// <summary>Name of its client.</summary>
    internal const string ClientName = "mail-token";

    private const int LongestAnswer = 64 * 1024;
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan WhenNothingIsSaid = TimeSpan.FromMinutes(5);

    /// <summary>A token this fresh is not refused for its age: another would be refused as well.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly MailOAuthOptions options = mail.Value.OAuth;
    private readonly TimeSpan longest = mail.Value.ConnectTimeout;
    private Held? held;

    /// <summary>True when the settings ask for tokens.</summary>
    public bool IsOn => options.IsOn;

    /// <summary>Signs a connection in with a token; once more with a new one when the server refuses it.</summary>
    /// <param name="connection">Connected, not signed in.</param>
    /// <param name="user">The mailbox.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="NoTokenException">No token came.</exception>
    public async Task SignIn(IMailService connection, string user, CancellationToken cancellation)
    {
        var token = await Get(cancellation);
        try
        {
            await connection.AuthenticateAsync(Mechanism(connection, user, token.Value), cancellation);
        }
        catch (AuthenticationException) when (time.GetUtcNow() - token.At > Fresh)
        {
            Interlocked.CompareExchange(ref held, null, token);
            if (!connection.IsConnected)
            {
                throw;
            }

            await connection.AuthenticateAsync(Mechanism(connection, user, (await Get(cancellation)).Value), cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    /// <summary>Google and Microsoft offer the older name; the standard's is the fallback.</summary>
    private static SaslMechanism Mechanism(IMailService connection, string user, string token) =>
        connection.AuthenticationMechanisms.Contains("OAUTHBEARER") && !connection.AuthenticationMechanisms.Contains("XOAUTH2")
            ? new SaslMechanismOAuthBearer(user, token)
            : new SaslMechanismOAuth2(user, token);

    private async Task<Held> Get(CancellationToken cancellation)
    {
        if (held is { } known && time.GetUtcNow() < known.Until)
        {
            return known;
        }

        await turn.WaitAsync(cancellation);
        try
        {
            return held is { } other && time.GetUtcNow() < other.Until ? other : held = await Ask(cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<Held> Ask(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(longest);
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var form = new FormUrlEncodedContent(Form());
            using var request = new HttpRequestMessage(HttpMethod.Post, options.TokenUrl) { Content = form };
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return Read((int)answer.StatusCode, await Body(answer, limit.Token));
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            throw new NoTokenException("The address of Mail:OAuth:TokenUrl cannot be reached, or does not answer in time.", isRefused: false);
        }
    }

    private IEnumerable<KeyValuePair<string, string>> Form()
    {
        yield return new("grant_type", "client_credentials");
        yield return new("client_id", options.ClientId ?? "");
        yield return new("client_secret", options.ClientSecret ?? "");
        if (!string.IsNullOrEmpty(options.Scope))
        {
            yield return new("scope", options.Scope);
        }
    }

    private Held Read(int status, byte[] body)
    {
        var said = "";
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (status == 200 && Text(root, "access_token") is { Length: > 0 } token)
            {
                var now = time.GetUtcNow();
                var lasts = Seconds(root) ?? WhenNothingIsSaid;
                return new Held(token, now, now + lasts - (lasts > Early * 2 ? Early : lasts / 2));
            }

            said = $": {Text(root, "error")} {Text(root, "error_description")}";
        }
        catch (JsonException)
        {
            // The status says what there is to say.
        }

        var clean = OneLine.Clean(said.Replace(options.ClientSecret!, "***", StringComparison.Ordinal));
        throw new NoTokenException($"No token for mail, the provider answered {status}{(clean.Length <= 200 ? clean : clean[..200] + "…")}.", status is >= 400 and < 500 and not 429);
    }

    private static string? Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A number by the standard; some providers write it as a text.</summary>
    private static TimeSpan? Seconds(JsonElement root) =>
        root.TryGetProperty("expires_in", out var value) && int.TryParse(value.ToString(), System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? TimeSpan.FromSeconds(seconds) : null;

    private static async Task<byte[]> Body(HttpResponseMessage answer, CancellationToken cancellation)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[LongestAnswer];
        var length = await stream.ReadAtLeastAsync(buffer, LongestAnswer, throwOnEndOfStream: false, cancellation);
        return buffer[..length];
    }

    private sealed record Held(string Value, DateTimeOffset At, DateTimeOffset Until);
}
