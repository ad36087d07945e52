using System.Net.Http.Headers;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Hub.Web.Dispatch.Channels.Gateway;

namespace Hub.Web.Dispatch;

/// <summary>Names every fault of <c>Sms:Http:*</c> by its key.</summary>
internal static class SmsHttpOptionsCheck
{
    private const int ShortestSecret = 16;

    /// <summary>A text with everything in it that an encoding must hold.</summary>
    private static readonly IReadOnlyDictionary<string, string> Sample =
        GatewayRequest.Values(new SmsHttpOptions { User = "u", Password = "p", Secret = "s" }, "+8613800000000", "Ⅱ \"a\" <b> & \\ 1\u0001", Guid.Empty);

    private static readonly string[] Methods = ["GET", "POST", "PUT"];

    public static IEnumerable<string> Faults(SmsHttpOptions options) =>
        [.. Request(options), .. Url(options), .. Headers(options), .. Body(options), .. Answers(options), .. Calls(options)];

    private static IEnumerable<string> Request(SmsHttpOptions options)
    {
        if (!Methods.Contains(options.Method, StringComparer.OrdinalIgnoreCase))
        {
            yield return "Sms:Http:Method: must be GET, POST or PUT.";
        }

        var used = Templates(options).SelectMany(t => t.Used).ToHashSet(StringComparer.Ordinal);
        foreach (var needed in new[] { "number", "text" }.Where(n => !used.Contains(n)))
        {
            yield return $"Sms:Http:Url: {{{needed}}} stands nowhere; it belongs into Url, Headers or Body.";
        }

        if (string.IsNullOrEmpty(options.User) && (used.Contains("user") || used.Contains("basic")))
        {
            yield return "Sms:Http:User: a template asks for it.";
        }

        if (string.IsNullOrEmpty(options.Password) && (used.Contains("password") || used.Contains("basic")))
        {
            yield return "Sms:Http:Password: a template asks for it.";
        }

        if (options.CountryCode.Length > 3 || !options.CountryCode.All(char.IsAsciiDigit) || options.CountryCode.StartsWith('0'))
        {
            yield return "Sms:Http:CountryCode: must be one to three digits, such as 86, or empty.";
        }

        if (options.ConnectTimeout <= TimeSpan.Zero || options.ConnectTimeout > TimeSpan.FromMinutes(1))
        {
            yield return "Sms:Http:ConnectTimeout: must be over zero and at most a minute.";
        }

        if (options.Timeout <= TimeSpan.Zero || options.Timeout > TimeSpan.FromMinutes(5))
        {
            yield return "Sms:Http:Timeout: must be over zero and at most five minutes.";
        }
    }

    private static IEnumerable<string> Url(SmsHttpOptions options)
    {
        var template = new GatewayTemplate(options.Url ?? "");
        if (!Uri.TryCreate(template.Fill(Sample, Encodings.Url), UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            yield return "Sms:Http:Url: must be an address of the gateway that begins with https:// or http://.";
            yield break;
        }

        if (url.UserInfo.Length > 0)
        {
            yield return "Sms:Http:Url: user and password do not belong before the host; use {basic} in a header.";
        }

        var start = options.Url!.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = options.Url.IndexOfAny(['/', '?'], start);
        if ((end < 0 ? options.Url : options.Url[..end]).Contains('{', StringComparison.Ordinal))
        {
            yield return "Sms:Http:Url: placeholders belong behind the host name.";
        }

        if (url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback && !options.AllowPlainHttp)
        {
            yield return "Sms:Http:Url: must be https unless the gateway is on this machine; in a closed network set Sms:Http:AllowPlainHttp.";
        }

        foreach (var word in template.Unknown)
        {
            yield return $"Sms:Http:Url: {{{word}}} is not known; there are {string.Join(", ", GatewayTemplate.Names.Select(n => $"{{{n}}}"))}.";
        }
    }

    private static IEnumerable<string> Headers(SmsHttpOptions options)
    {
        using var probe = new HttpRequestMessage();
        for (var i = 0; i < options.Headers.Length; i++)
        {
            if (GatewayRequest.Split(options.Headers[i]) is not { } header)
            {
                yield return $"Sms:Http:Headers:{i}: must be written as Name: value.";
                continue;
            }

            foreach (var word in new GatewayTemplate(header.Value).Unknown)
            {
                yield return $"Sms:Http:Headers:{i}: {{{word}}} is not known.";
            }

            if (header.Name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || !probe.Headers.TryAddWithoutValidation(header.Name, new GatewayTemplate(header.Value).Fill(Sample, Encodings.Header)))
            {
                yield return $"Sms:Http:Headers:{i}: {header.Name} cannot be set here; the type of the body is Sms:Http:ContentType.";
            }
        }
    }

    private static IEnumerable<string> Body(SmsHttpOptions options)
    {
        if (string.IsNullOrEmpty(options.Body))
        {
            yield break;
        }

        if (options.Method.Equals("GET", StringComparison.OrdinalIgnoreCase))
        {
            yield return "Sms:Http:Body: a GET request has none.";
        }

        if (!MediaTypeHeaderValue.TryParse(options.ContentType, out _))
        {
            yield return "Sms:Http:ContentType: must be a media type, such as application/json.";
            yield break;
        }

        var encode = Encodings.OfBody(options.ContentType);
        var body = new GatewayTemplate(options.Body).Fill(Sample, encode);
        if ((encode == Encodings.Json && !IsJson(body)) || (encode == Encodings.Xml && !IsXml(body)))
        {
            yield return $"Sms:Http:Body: is not {options.ContentType} once the placeholders are filled in; in JSON they stand between quotation marks.";
        }

        foreach (var word in encode == Encodings.Json ? [] : new GatewayTemplate(options.Body).Unknown)
        {
            yield return $"Sms:Http:Body: {{{word}}} is not known.";
        }
    }

    private static IEnumerable<string> Answers(SmsHttpOptions options)
    {
        if (StatusSet.Read(options.AcceptedStatus) is null || options.AcceptedStatus.Trim().Length == 0)
        {
            yield return "Sms:Http:AcceptedStatus: must be statuses such as 200-299 or 200,202.";
        }

        if (StatusSet.Read(options.RefusedStatus) is null)
        {
            yield return "Sms:Http:RefusedStatus: must be statuses such as 400,422, or empty.";
        }

        foreach (var (key, pattern) in new[] { ("AcceptedPattern", options.AcceptedPattern), ("RefusedPattern", options.RefusedPattern) })
        {
            if (!IsPattern(pattern))
            {
                yield return $"Sms:Http:{key}: is not a regular expression.";
            }
        }
    }

    private static IEnumerable<string> Calls(SmsHttpOptions options)
    {
        if (!string.IsNullOrEmpty(options.Secret) && (options.Secret.Length < ShortestSecret || options.Secret.Any(c => c is <= ' ' or > '~')))
        {
            yield return $"Sms:Http:Secret: must be at least {ShortestSecret} letters, digits or signs, without spaces.";
        }

        (string Key, string Value)[] names =
        [
            ("SecretHeader", options.SecretHeader), ("SecretParameter", options.SecretParameter), ("Report:Id", options.Report.Id), ("Report:Status", options.Report.Status),
            ("Inbound:From", options.Inbound.From), ("Inbound:Text", options.Inbound.Text),
        ];
        foreach (var (key, value) in names.Where(n => string.IsNullOrWhiteSpace(n.Value) || n.Value.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))))
        {
            yield return $"Sms:Http:{key}: must name a field.";
        }

        if (Words(options.Report.Delivered).Intersect(Words(options.Report.Failed), StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } both)
        {
            yield return $"Sms:Http:Report:Failed: {both} stands in Delivered too.";
        }
    }

    /// <summary>Entries of a list that is separated by commas.</summary>
    internal static string[] Words(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<GatewayTemplate> Templates(SmsHttpOptions options) =>
        new[] { options.Url ?? "", options.Body ?? "" }.Concat(options.Headers).Select(t => new GatewayTemplate(t));

    private static bool IsJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsXml(string text)
    {
        try
        {
            _ = XDocument.Parse(text);
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static bool IsPattern(string? pattern)
    {
        try
        {
            _ = GatewayAnswer.Pattern(pattern);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
