using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hub.Web.Features.Plans;

/// <summary>In which way a file does not fit the schema of plans.</summary>
public enum SchemaFaultKind
{
    /// <summary>A member is missing.</summary>
    Missing,

    /// <summary>There is no such member.</summary>
    Unknown,

    /// <summary>Another type is asked for.</summary>
    WrongType,

    /// <summary>Not one of the words that are allowed.</summary>
    NotAllowed,

    /// <summary>Not written as it must be.</summary>
    Malformed,

    /// <summary>Too long or too small.</summary>
    WrongSize,

    /// <summary>Nothing stands there yet: a draft may be like that, a plan that is submitted may not.</summary>
    Empty,
}

/// <summary>One place at which a file does not fit the schema.</summary>
/// <param name="Path">Where, as a JSON path.</param>
/// <param name="Kind">In which way.</param>
/// <param name="Value">What stands there, shortened.</param>
public sealed record SchemaFault(string Path, SchemaFaultKind Kind, string Value = "");

/// <summary>Holds a file against the schema of plans, with the keywords that the schema uses, and finds all faults at once.</summary>
internal static class PlanSchema
{
    private const int MostFaults = 200;
    private static readonly JsonObject Root = JsonNode.Parse(DefaultPlan.Schema())!.AsObject();
    private static readonly JsonObject Key = Root["$defs"]!["key"]!.AsObject();

    /// <summary>All faults, what is merely empty last.</summary>
    public static IReadOnlyList<SchemaFault> FaultsOf(JsonNode? document) => [.. Faults(Root, document, "$").OrderBy(f => f.Kind == SchemaFaultKind.Empty).Take(MostFaults)];

    private static IEnumerable<SchemaFault> Faults(JsonObject schema, JsonNode? node, string path)
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
        {
            return Faults(Root["$defs"]![reference["#/$defs/".Length..]]!.AsObject(), node, path);
        }

        if (schema["oneOf"] is JsonArray choices)
        {
            return choices.Any(c => !Faults(c!.AsObject(), node, path).Any()) ? [] : [new SchemaFault(path, SchemaFaultKind.NotAllowed, Short(node))];
        }

        if (schema["enum"] is JsonArray values)
        {
            return values.Any(v => JsonNode.DeepEquals(v, node)) ? [] : [new SchemaFault(path, SchemaFaultKind.NotAllowed, Short(node))];
        }

        return (schema["type"]?.GetValue<string>(), node?.GetValueKind()) switch
        {
            ("object", JsonValueKind.Object) => OfObject(schema, node!.AsObject(), path),
            ("array", JsonValueKind.Array) => OfArray(schema, node!.AsArray(), path),
            ("string", JsonValueKind.String) => OfString(schema, node!.GetValue<string>(), path),
            ("integer", JsonValueKind.Number) => node!.AsValue().TryGetValue<int>(out var number) && number >= (schema["minimum"]?.GetValue<int>() ?? int.MinValue) ? [] : [new SchemaFault(path, SchemaFaultKind.WrongSize, Short(node))],
            _ => [new SchemaFault(path, SchemaFaultKind.WrongType, Short(node))],
        };
    }

    private static IEnumerable<SchemaFault> OfObject(JsonObject schema, JsonObject node, string path)
    {
        foreach (var required in (schema["required"] as JsonArray ?? []).Select(r => r!.GetValue<string>()).Where(r => !node.ContainsKey(r)))
        {
            yield return new SchemaFault($"{path}.{required}", SchemaFaultKind.Missing);
        }

        foreach (var (key, value) in node)
        {
            var at = $"{path}.{Short(key)}";
            var rule = schema["properties"]?[key] as JsonObject ?? schema["additionalProperties"] as JsonObject;
            foreach (var fault in rule is null ? [new SchemaFault(at, SchemaFaultKind.Unknown)] : Faults(rule, value, at))
            {
                yield return fault;
            }

            foreach (var fault in schema["propertyNames"] is JsonObject names ? Faults(names, JsonValue.Create(key), at) : [])
            {
                yield return fault;
            }
        }

        if (node.Count < (schema["minProperties"]?.GetValue<int>() ?? 0))
        {
            yield return new SchemaFault(path, SchemaFaultKind.Empty);
        }
    }

    private static IEnumerable<SchemaFault> OfArray(JsonObject schema, JsonArray node, string path) =>
        node.SelectMany((item, i) => Faults(schema["items"]!.AsObject(), item, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")))
            .Concat(node.Count < (schema["minItems"]?.GetValue<int>() ?? 0) ? [new SchemaFault(path, SchemaFaultKind.Empty)] : []);

    private static IEnumerable<SchemaFault> OfString(JsonObject schema, string text, string path)
    {
        if (text.Length == 0 && (schema["minLength"] is not null || ReferenceEquals(schema, Key)))
        {
            yield return new SchemaFault(path, SchemaFaultKind.Empty);
        }
        else if (text.Length < (schema["minLength"]?.GetValue<int>() ?? 0) || text.Length > (schema["maxLength"]?.GetValue<int>() ?? int.MaxValue))
        {
            yield return new SchemaFault(path, SchemaFaultKind.WrongSize, Short(text));
        }
        else if (schema["pattern"]?.GetValue<string>() is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1)))
        {
            yield return new SchemaFault(path, SchemaFaultKind.Malformed, Short(text));
        }
    }

    private static string Short(JsonNode? node) => node is null ? "null" : Short(node is JsonValue value && value.TryGetValue<string>(out var text) ? text : node.ToJsonString());

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
