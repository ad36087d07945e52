using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Hub.Web.Api.Gateway;

/// <summary>
/// Fields of a gateway's call, wherever it puts them: query, form or JSON. A list in the JSON makes several records, each with the
/// fields around the list.
/// </summary>
internal static partial class GatewayFields
{
    /// <summary>Longest body, bytes.</summary>
    public const int MostBytes = 256 * 1024;

    private const int MostRecords = 1_000;
    private const int LongestValue = 4_000;

    /// <summary>Reads the records of a call; or says by which status it is refused.</summary>
    public static async Task<(IReadOnlyList<Dictionary<string, string>> Records, int Fault)> Read(HttpContext http)
    {
        var query = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in http.Request.Query)
        {
            query[name] = Short(values.FirstOrDefault() ?? "");
        }

        if (HttpMethods.IsGet(http.Request.Method))
        {
            return ([query], 0);
        }

        if (await ApiCall.ReadBody(http, MostBytes) is not { } bytes)
        {
            return ([], StatusCodes.Status413PayloadTooLarge);
        }

        if (bytes.Length == 0)
        {
            return ([query], 0);
        }

        var media = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var parsed) ? parsed.MediaType.Value : null;
        if (string.Equals(media, "application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            foreach (var (name, values) in QueryHelpers.ParseQuery(Encoding.UTF8.GetString(bytes)))
            {
                query[name] = Short(values.FirstOrDefault() ?? "");
            }

            return ([query], 0);
        }

        return Json(bytes, query) is { } records ? (records, 0) : ([], StatusCodes.Status400BadRequest);
    }

    private static List<Dictionary<string, string>>? Json(byte[] bytes, Dictionary<string, string> around)
    {
        try
        {
            using var json = JsonDocument.Parse(Sound(bytes), new JsonDocumentOptions { MaxDepth = 16 });
            var records = new List<Dictionary<string, string>>();
            Gather(json.RootElement, "", around, records);
            return records.Count is > 0 and <= MostRecords ? records : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// With U+FFFD for what is no text, be it a byte or the escape of half a character: a gateway that cuts an emoji in two, or mistakes the
    /// encoding, must not lose what else the call brings.
    /// </summary>
    private static string Sound(byte[] bytes) =>
        Escape().Replace(Encoding.UTF8.GetString(bytes), escape => escape.Groups["half"].Success ? "\uFFFD" : escape.Value);

    /// <summary>Flattens one value; whatever lists it holds become records of their own.</summary>
    private static void Gather(JsonElement element, string path, Dictionary<string, string> around, List<Dictionary<string, string>> records)
    {
        var fields = new Dictionary<string, string>(around, StringComparer.OrdinalIgnoreCase);
        var lists = new List<(string Path, JsonElement List)>();
        Flatten(element, path, fields, lists);
        if (lists.Count == 0)
        {
            records.Add(fields);
        }

        foreach (var (at, list) in lists)
        {
            foreach (var item in list.EnumerateArray().TakeWhile(_ => records.Count <= MostRecords))
            {
                Gather(item, at, fields, records);
            }
        }
    }

    private static void Flatten(JsonElement element, string path, Dictionary<string, string> fields, List<(string Path, JsonElement List)> lists)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Flatten(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}", fields, lists);
                }

                break;
            case JsonValueKind.Array:
                lists.Add((path, element));
                break;
            case JsonValueKind.String:
                fields[path] = Short(element.GetString()!);
                break;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                fields[path] = Short(element.GetRawText());
                break;
            default:
                break;
        }
    }

    /// <summary>Cut off where it is too long, but not within a character; without NUL, which not every store takes in a text.</summary>
    private static string Short(string value)
    {
        var most = Math.Min(value.Length, LongestValue);
        most -= most > 0 && most < value.Length && char.IsHighSurrogate(value[most - 1]) ? 1 : 0;
        return value[..most].Replace('\0', '\uFFFD');
    }

    /// <summary>Every escape of a JSON text one after the other, so that an escaped backslash begins none.</summary>
    [GeneratedRegex(@"\\(u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1_000)]
    private static partial Regex Escape();
}
