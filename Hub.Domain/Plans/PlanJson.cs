using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;
using Hub.Domain.Grading;
using Hub.Domain.People;

namespace Hub.Domain.Plans;

/// <summary>The plan as JSON: durations as in ISO 8601 (<c>PT10M</c>), targets as in <see cref="Target"/>.</summary>
public static class PlanJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All),
        ReadCommentHandling = JsonCommentHandling.Skip,
        Converters =
        {
            new DurationConverter(),
            new TargetConverter(),
            new QuorumConverter(),
            new JsonStringEnumConverter<Grade>(namingPolicy: null, allowIntegerValues: false),
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
        },
    };

    /// <summary>Reads a plan.</summary>
    /// <exception cref="JsonException">The text is no plan; the message names the place.</exception>
    public static EmergencyPlan Read(string json)
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false })
            ?? throw new JsonException("The plan is empty.");
        (node as System.Text.Json.Nodes.JsonObject)?.Remove("$schema");
        return node.Deserialize<EmergencyPlan>(Options) ?? throw new JsonException("The plan is empty.");
    }

    /// <summary>Writes a plan.</summary>
    public static string Write(EmergencyPlan plan) => JsonSerializer.Serialize(plan, Options);

    private sealed class DurationConverter : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return XmlConvert.ToTimeSpan(reader.GetString() ?? "");
            }
            catch (FormatException e)
            {
                throw new JsonException("A duration is written as in ISO 8601, such as PT10M.", e);
            }
        }

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
            writer.WriteStringValue(XmlConvert.ToString(value));
    }

    private sealed class TargetConverter : JsonConverter<Target>
    {
        public override Target Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Target.TryParse(reader.GetString(), out var target) ? target : throw new JsonException("A target is office:KEY, deputy:KEY, group:KEY, rota:KEY, person:ID or leader.");

        public override void Write(Utf8JsonWriter writer, Target value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    private sealed class QuorumConverter : JsonConverter<Quorum>
    {
        public override Quorum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Number when reader.TryGetInt32(out var count) && count > 0 => new Quorum(count),
            JsonTokenType.String when reader.ValueTextEquals("anyone") => Quorum.Anyone,
            JsonTokenType.String when reader.ValueTextEquals("everyone") => Quorum.Everyone,
            _ => throw new JsonException("A quorum is anyone, everyone or a number from 1."),
        };

        public override void Write(Utf8JsonWriter writer, Quorum value, JsonSerializerOptions options)
        {
            if (value.Count > 1)
            {
                writer.WriteNumberValue(value.Count);
            }
            else
            {
                writer.WriteStringValue(value.Count == 0 ? "everyone" : "anyone");
            }
        }
    }
}
