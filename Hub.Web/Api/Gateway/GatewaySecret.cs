using System.Security.Cryptography;
using System.Text;
using Hub.Web.Dispatch;
using Hub.Web.Security;
using Microsoft.Extensions.Options;

namespace Hub.Web.Api.Gateway;

/// <summary>Whether a call comes from the gateway of the settings: it shows the secret in the query, in a header of its own, or as a bearer token.</summary>
internal sealed class GatewaySecret(IOptions<SmsOptions> sms, WrongTokens wrong, Problems problems)
{
    private const string Bearer = "Bearer ";

    private readonly SmsHttpOptions options = sms.Value.Http;
    private readonly bool isOn = sms.Value.BringsAnswers;

    /// <summary>Why the call is not taken; null when it is.</summary>
    public ApiAnswer? Fault(HttpContext http)
    {
        if (!isOn)
        {
            return problems.Of(http, StatusCodes.Status404NotFound, "GatewayOff");
        }

        var shown = Shown(http.Request).Where(s => s.Length > 0).ToList();
        if (shown.Count == 0)
        {
            return problems.Of(http, StatusCodes.Status401Unauthorized, "SecretMissing");
        }

        if (shown.Exists(IsRight))
        {
            return null;
        }

        return wrong.IsOneTooMany("gateway " + http.Connection.RemoteIpAddress)
            ? problems.Of(http, StatusCodes.Status429TooManyRequests, "TooManyWrongSecrets", null, 60, WrongTokens.Most)
            : problems.Of(http, StatusCodes.Status403Forbidden, "SecretWrong");
    }

    private IEnumerable<string> Shown(HttpRequest request)
    {
        yield return request.Query[options.SecretParameter].ToString();
        yield return request.Headers[options.SecretHeader].ToString();
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            yield return authorization[Bearer.Length..].Trim();
        }
    }

    /// <summary>Compared as hashes, so that the time says nothing about where they differ or how long they are.</summary>
    private bool IsRight(string shown) => CryptographicOperations.FixedTimeEquals(Hash(shown), Hash(options.Secret!));

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
