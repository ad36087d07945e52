using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hub.Domain.Grading;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Dispatch.Texts;

namespace Hub.Web.Dispatch.Robots;

/// <summary>
/// Fills a preset's template. The template is JSON and stays JSON: a value goes into a string of it, whatever it holds, and a value
/// that looks like a placeholder is not filled again.
/// </summary>
internal static partial class RobotBody
{
    private const int LongestHeading = 140;
    private const string Each = "$each";

    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The values of a message by placeholder.</summary>
    public static Dictionary<string, string?> Values(RobotPreset preset, OutgoingMessage message, RobotContent content, RobotStamp? stamp)
    {
        var text = SmsText.Shorten(string.Join('\n', content.Lines), preset.LongestText, "…", Encoding.UTF8.GetByteCount);
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["id"] = message.DeliveryId.ToString("N"),
            ["heading"] = SmsText.Shorten(content.Heading, LongestHeading, "…", s => s.Length),
            ["title"] = content.Title,
            ["text"] = text,
            ["link"] = content.Link,
            ["linkText"] = content.LinkText,
            ["number"] = content.Number,
            ["grade"] = content.Grade?.ToString() ?? "",
            ["gradeName"] = content.GradeName,
            ["about"] = content.About,
            ["recipient"] = content.Recipient,
            ["language"] = message.Culture,
            ["drill"] = content.IsDrill ? "true" : "false",
            ["color"] = content.Grade switch { Grade.I => "red", Grade.II => "orange", Grade.III => "yellow", Grade.IV => "blue", _ => "grey" },
            ["timestamp"] = stamp?.Timestamp,
            ["sign"] = stamp?.Sign,
        };
    }

    /// <summary>The body as it is sent.</summary>
    public static byte[] Of(RobotPreset preset, IReadOnlyDictionary<string, string?> values) =>
        JsonSerializer.SerializeToUtf8Bytes(Filled(preset.Body, preset, values), Written);

    /// <summary>A text with its placeholders filled; <c>{name:plain}</c> is not escaped.</summary>
    public static string Fill(string template, RobotPreset preset, IReadOnlyDictionary<string, string?> values) =>
        Placeholder().Replace(template, match =>
        {
            var name = match.Groups["name"].Value;
            var value = values.TryGetValue(name, out var known) ? known ?? "" : throw new InvalidOperationException($"No preset may ask for '{name}'.");
            return match.Groups["plain"].Success ? value : name == "link" ? value : Broken(RobotMarkup.Escape(value, preset.Escape), name, preset);
        });

    private static string Broken(string value, string name, RobotPreset preset) =>
        name == "text" ? value.Replace("\n", preset.LineBreak, StringComparison.Ordinal) : value;

    private static JsonNode? Filled(JsonNode? node, RobotPreset preset, IReadOnlyDictionary<string, string?> values)
    {
        switch (node)
        {
            case JsonObject template:
                var filled = new JsonObject();
                foreach (var (name, value) in template.Where(p => p.Key != Each && !IsUnset(p.Value, values)))
                {
                    filled[name] = Filled(value, preset, values);
                }

                return filled;
            case JsonArray template:
                return new JsonArray([.. template.SelectMany(item => Items(item, preset, values))]);
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                return JsonValue.Create(Fill(value.GetValue<string>(), preset, values));
            default:
                return node?.DeepClone();
        }
    }

    /// <summary>An item of a list; one that says <c>"$each": "line"</c> stands for as many as there are lines.</summary>
    private static IEnumerable<JsonNode?> Items(JsonNode? item, RobotPreset preset, IReadOnlyDictionary<string, string?> values)
    {
        if (item is not JsonObject template || !template.ContainsKey(Each))
        {
            return [Filled(item, preset, values)];
        }

        return (values["text"] ?? "").Split('\n').Select(line => Filled(item, preset, new Dictionary<string, string?>(values, StringComparer.Ordinal) { ["line"] = line }));
    }

    /// <summary>True for a signature field of a message that is not signed: it is left out.</summary>
    private static bool IsUnset(JsonNode? value, IReadOnlyDictionary<string, string?> values) =>
        value is JsonValue text && text.GetValueKind() == JsonValueKind.String
        && Placeholder().Match(text.GetValue<string>()) is { Success: true } match && match.Length == text.GetValue<string>().Length
        && values.TryGetValue(match.Groups["name"].Value, out var known) && known is null;

    [GeneratedRegex(@"\{(?<name>[a-zA-Z]+)(?<plain>:plain)?\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Placeholder();
}

/// <summary>When a message was signed, and the signature, as the vendor wants them.</summary>
internal sealed record RobotStamp(string Timestamp, string Sign)
{
    /// <summary>Signs what is signed before the body is known; null when there is nothing to sign with, or the body is what is signed.</summary>
    public static RobotStamp? Of(RobotSigning signing, string? secret, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(secret))
        {
            return null;
        }

        var stamp = (signing == RobotSigning.DingTalk ? now.ToUnixTimeMilliseconds() : now.ToUnixTimeSeconds()).ToString(CultureInfo.InvariantCulture);
        return signing switch
        {
            RobotSigning.DingTalk => new RobotStamp(stamp, Hash(secret, $"{stamp}\n{secret}")),
            RobotSigning.Feishu => new RobotStamp(stamp, Hash($"{stamp}\n{secret}", "")),
            _ => null,
        };
    }

    private static string Hash(string key, string text) => Convert.ToBase64String(System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));
}
