using System.Globalization;
using System.Net;
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

    private const int DeepestEscapes = 3;

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
        var forms = new[] { text, Uri.EscapeDataString(text), WebUtility.UrlEncode(text), WebUtility.HtmlEncode(text) }.Concat(secrets).Where(s => s.Length > 0).ToList();
        answer = Masked(answer, forms);

        // What was masked as it stands is looked at again as JSON means it; some gateways put JSON into JSON.
        for (var depth = 0; depth < DeepestEscapes && answer.Contains('\\', StringComparison.Ordinal); depth++)
        {
            answer = Masked(Escape().Replace(answer, Unescaped), forms);
        }

        var line = OneLine.Clean(answer);
        return line.Length <= Longest ? line : line[..Longest] + "…";
    }

    private static string Masked(string answer, List<string> forms)
    {
        foreach (var form in forms)
        {
            answer = answer.Replace(form, "***", StringComparison.OrdinalIgnoreCase);
        }

        return Hearsay.Mask(answer);
    }

    private static string Unescaped(Match escape) => escape.Value[1] switch
    {
        'u' => ((char)ushort.Parse(escape.Value.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString(),
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        'b' => "\b",
        'f' => "\f",
        var plain => plain.ToString(),
    };

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

    [GeneratedRegex(@"\\(?:u[0-9A-Fa-f]{4}|[""\\/bfnrt])", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Escape();
}
