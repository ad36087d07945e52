using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hub.Tests.Plans;

/// <summary>Holds a document against the keywords of JSON Schema that the plan's schema uses; an unknown keyword is a fault of this walk.</summary>
internal static class SchemaWalk
{
    private static readonly HashSet<string> Known =
    [
        "$schema", "$defs", "$ref", "title", "description", "type", "properties", "required", "additionalProperties", "propertyNames",
        "items", "minItems", "minProperties", "enum", "pattern", "maxLength", "minLength", "minimum", "oneOf",
    ];

    public static IReadOnlyList<string> Undescribed(JsonObject schema, JsonNode? document) => [.. Faults(schema, schema, document, "$")];

    private static IEnumerable<string> Faults(JsonObject root, JsonObject schema, JsonNode? node, string path)
    {
        schema.Select(k => k.Key).Should().BeSubsetOf(Known);
        if (schema["$ref"]?.GetValue<string>() is { } reference)
        {
            return Faults(root, root["$defs"]![reference["#/$defs/".Length..]]!.AsObject(), node, path);
        }

        if (schema["oneOf"] is JsonArray choices)
        {
            return choices.Count(c => !Faults(root, c!.AsObject(), node, path).Any()) == 1 ? [] : [$"{path}: none or several of oneOf"];
        }

        if (schema["enum"] is JsonArray values)
        {
            return values.Any(v => JsonNode.DeepEquals(v, node)) ? [] : [$"{path}: not in enum"];
        }

        return (schema["type"]?.GetValue<string>(), node?.GetValueKind()) switch
        {
            ("object", JsonValueKind.Object) => OfObject(root, schema, node!.AsObject(), path),
            ("array", JsonValueKind.Array) => OfArray(root, schema, node!.AsArray(), path),
            ("string", JsonValueKind.String) => OfString(schema, node!.GetValue<string>(), path),
            ("integer", JsonValueKind.Number) => node!.GetValue<int>() >= (schema["minimum"]?.GetValue<int>() ?? int.MinValue) ? [] : [$"{path}: too small"],
            var (type, kind) => [$"{path}: {kind} is no {type}"],
        };
    }

    private static IEnumerable<string> OfObject(JsonObject root, JsonObject schema, JsonObject node, string path)
    {
        foreach (var required in (schema["required"] as JsonArray ?? []).Select(r => r!.GetValue<string>()).Where(r => !node.ContainsKey(r)))
        {
            yield return $"{path}.{required}: missing";
        }

        foreach (var (key, value) in node)
        {
            var property = schema["properties"]?[key] ?? schema["additionalProperties"];
            var faults = property is JsonObject rule ? Faults(root, rule, value, $"{path}.{key}") : [$"{path}.{key}: not described"];
            foreach (var fault in faults)
            {
                yield return fault;
            }

            foreach (var fault in schema["propertyNames"] is JsonObject names ? Faults(root, names, JsonValue.Create(key), $"{path}.{key}") : [])
            {
                yield return fault;
            }
        }

        if (node.Count < (schema["minProperties"]?.GetValue<int>() ?? 0))
        {
            yield return $"{path}: too few";
        }
    }

    private static IEnumerable<string> OfArray(JsonObject root, JsonObject schema, JsonArray node, string path) =>
        node.SelectMany((item, i) => Faults(root, schema["items"]!.AsObject(), item, $"{path}[{i}]"))
            .Concat(node.Count < (schema["minItems"]?.GetValue<int>() ?? 0) ? [$"{path}: too few"] : []);

    private static IEnumerable<string> OfString(JsonObject schema, string text, string path)
    {
        if (schema["pattern"]?.GetValue<string>() is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1)))
        {
            yield return $"{path}: '{text}' does not fit the pattern";
        }

        if (text.Length < (schema["minLength"]?.GetValue<int>() ?? 0) || text.Length > (schema["maxLength"]?.GetValue<int>() ?? int.MaxValue))
        {
            yield return $"{path}: length {text.Length}";
        }
    }
}
