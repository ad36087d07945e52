using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;

namespace Hub.Web.Dispatch.Channels.Gateway;

/// <summary>Makes values fit for where they stand in a request: nothing that a text holds becomes part of the request around it.</summary>
internal static class Encodings
{
    /// <summary>How values are written into a body of this type.</summary>
    public static Func<string, string> OfBody(string contentType)
    {
        var media = MediaTypeHeaderValue.TryParse(contentType, out var parsed) ? parsed.MediaType ?? "" : "";
        return media.EndsWith("json", StringComparison.OrdinalIgnoreCase) ? Json
            : media.EndsWith("xml", StringComparison.OrdinalIgnoreCase) ? Xml
            : media.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) ? Url
            : Plain;
    }

    /// <summary>Query, path or form.</summary>
    public static string Url(string value) => Uri.EscapeDataString(value);

    /// <summary>Between the quotation marks of a JSON string.</summary>
    public static string Json(string value) => JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();

    /// <summary>Text or attribute value; characters that XML cannot hold are left out.</summary>
    public static string Xml(string value)
    {
        var sound = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (XmlConvert.IsXmlChar(value[i]))
            {
                sound.Append(value[i]);
            }
            else if (i + 1 < value.Length && XmlConvert.IsXmlSurrogatePair(value[i + 1], value[i]))
            {
                sound.Append(value, i++, 2);
            }
        }

        return System.Security.SecurityElement.Escape(sound.ToString())!;
    }

    /// <summary>Value of a header: visible ASCII as it is, everything else as percent and UTF-8.</summary>
    public static string Header(string value) => value.All(c => c is > ' ' and < '\x7F') ? value : Uri.EscapeDataString(value);

    private static string Plain(string value) => value;
}
