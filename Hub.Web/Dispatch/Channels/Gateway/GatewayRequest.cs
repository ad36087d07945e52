using System.Net.Http.Headers;
using System.Text;
using Hub.Web.Dispatch.Texts;

namespace Hub.Web.Dispatch.Channels.Gateway;

/// <summary>Makes the request for a message from the templates of the settings.</summary>
internal sealed class GatewayRequest
{
    private readonly SmsHttpOptions options;
    private readonly GatewayTemplate url;
    private readonly List<(string Name, GatewayTemplate Value)> headers;
    private readonly GatewayTemplate? body;
    private readonly Func<string, string> encodeBody;
    private readonly MediaTypeHeaderValue? contentType;

    public GatewayRequest(SmsHttpOptions options)
    {
        this.options = options;
        url = new GatewayTemplate(options.Url ?? "");
        headers = [.. options.Headers.Select(Split).OfType<(string, string)>().Select(h => (h.Item1, new GatewayTemplate(h.Item2)))];
        body = string.IsNullOrEmpty(options.Body) ? null : new GatewayTemplate(options.Body);
        encodeBody = Encodings.OfBody(options.ContentType);
        if (body is not null && MediaTypeHeaderValue.TryParse(options.ContentType, out contentType))
        {
            contentType.CharSet ??= "utf-8";
        }
    }

    /// <summary>What the placeholders of a message stand for.</summary>
    /// <param name="options">With user, password and secret.</param>
    /// <param name="number">E.164; the placeholder has its digits without the plus sign.</param>
    /// <param name="text">The text.</param>
    /// <param name="id">Its delivery.</param>
    public static IReadOnlyDictionary<string, string> Values(SmsHttpOptions options, string number, string text, Guid id) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["number"] = number.TrimStart('+'),
        ["text"] = text,
        ["id"] = id.ToString("N"),
        ["coding"] = Gsm7.Septets(text) is null ? "2" : "0",
        ["user"] = options.User ?? "",
        ["password"] = options.Password ?? "",
        ["basic"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User}:{options.Password}")),
        ["secret"] = options.Secret ?? "",
    };

    /// <summary>Name and value of a header as settings write it; null when it is none.</summary>
    public static (string Name, string Value)? Split(string header)
    {
        var colon = header.IndexOf(':', StringComparison.Ordinal);
        return colon < 1 || header.Any(char.IsControl) ? null : (header[..colon].Trim(), header[(colon + 1)..].Trim());
    }

    /// <summary>The request for a message.</summary>
    public HttpRequestMessage For(string number, string text, Guid id)
    {
        var values = Values(options, number, text, id);
        var request = new HttpRequestMessage(HttpMethod.Parse(options.Method), new Uri(url.Fill(values, Encodings.Url)));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.Fill(values, encodeBody)));
            request.Content.Headers.ContentType = contentType;
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value.Fill(values, Encodings.Header));
        }

        return request;
    }
}
