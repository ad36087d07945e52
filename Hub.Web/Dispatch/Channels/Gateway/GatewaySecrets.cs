using System.Text.RegularExpressions;
using System.Web;
using Hub.Web.Dispatch.Texts;

namespace Hub.Web.Dispatch.Channels.Gateway;

/// <summary>Takes out of a gateway's answer what must not be shown: gateways like to repeat what they were sent.</summary>
internal sealed partial class GatewaySecrets
{
    private const int Longest = 200;

    /// <summary>Shorter values stand in any answer; to take them out would only spoil it.</summary>
    private const int Shortest = 4;

    private readonly List<string> secrets;

    public GatewaySecrets(SmsHttpOptions options)
    {
        var values = GatewayRequest.Values(options, "", "", Guid.Empty);
        var written = new[] { "password", "basic", "secret" }.Select(name => values[name]).Concat(Written(options)).Where(v => v.Length >= Shortest).ToList();
        secrets = [.. written.Concat(written.Select(Uri.EscapeDataString)).Distinct(StringComparer.Ordinal).OrderByDescending(v => v.Length)];
    }

    /// <summary>What may be shown of an answer: one line, at most 200 characters, without secrets, the message itself and links.</summary>
    public string Clean(string answer, string text)
    {
        foreach (var secret in secrets.Prepend(text).Prepend(Uri.EscapeDataString(text)).Where(s => s.Length > 0))
        {
            answer = answer.Replace(secret, "***", StringComparison.Ordinal);
        }

        var line = OneLine.Clean(Link().Replace(answer, "/n/***"));
        return line.Length <= Longest ? line : line[..Longest] + "…";
    }

    /// <summary>Values that somebody wrote into the templates themselves, such as a password in the query.</summary>
    private static IEnumerable<string> Written(SmsHttpOptions options)
    {
        if (Uri.TryCreate(options.Url, UriKind.Absolute, out var url))
        {
            var query = HttpUtility.ParseQueryString(url.Query);
            foreach (var value in query.AllKeys.Select(key => query[key]).OfType<string>().Where(v => !v.Contains('{', StringComparison.Ordinal)))
            {
                yield return value;
            }
        }

        foreach (var header in options.Headers.Select(GatewayRequest.Split).OfType<(string Name, string Value)>())
        {
            yield return header.Value;
            yield return header.Value[(header.Value.LastIndexOf(' ') + 1)..];
        }
    }

    [GeneratedRegex(@"/n/[A-Za-z0-9_-]{8,}", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Link();
}
