using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.Grading;

namespace Hub.Web.Api;

/// <summary>JSON as the API reads and writes it: camel case, values by name, instants with their zone, no unknown members.</summary>
internal static class ApiJson
{
    /// <summary>For reading and writing.</summary>
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>For programs whose messages grow by themselves, such as Alertmanager: unknown members are passed over.</summary>
    public static readonly JsonSerializerOptions Lenient = new(Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip, AllowDuplicateProperties = true };

    /// <summary>Sets up options, also those that the OpenAPI document is made with.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.AllowDuplicateProperties = false;
        options.MaxDepth = 16;

        options.Converters.Add(new Names());
        options.Converters.Add(new Instant());
        return options;
    }

    /// <summary>A value of the API by its name; null when it is none.</summary>
    public static T? Value<T>(string name)
        where T : struct, Enum => Named<T>.ByName.TryGetValue(name, out var value) ? value : null;

    /// <summary>An instant of the API, with its zone; null when it is none.</summary>
    public static DateTimeOffset? InstantOf(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<DateTimeOffset>(JsonSerializer.Serialize(text), Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The names of a type's values, in their order.</summary>
    public static IEnumerable<string> NamesOf(Type type) => Enum.GetNames(type).Select(name => NameOf(type, name));

    // Grades are Roman numerals, which camel case would spoil.
    private static string NameOf(Type type, string name) => type == typeof(Grade) ? name : JsonNamingPolicy.CamelCase.ConvertName(name);

    /// <summary>Values by exactly one name. The framework's own converter takes <c>"I, II"</c> and reads it as III.</summary>
    private sealed class Names : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Named<>).MakeGenericType(typeToConvert))!;
    }

    private sealed class Named<T> : JsonConverter<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<string, T> ByName = Enum.GetValues<T>().ToDictionary(value => NameOf(typeof(T), value.ToString()), StringComparer.Ordinal);

        private static readonly Dictionary<T, string> NamesByValue = ByName.ToDictionary(pair => pair.Value, pair => pair.Key);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && ByName.TryGetValue(reader.GetString()!, out var value) ? value : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(NamesByValue[value]);
    }

    /// <summary>Instants in UTC; one without a zone is refused, since it would mean the server's.</summary>
    private sealed class Instant : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException();
            var time = text.IndexOf('T', StringComparison.Ordinal);
            var hasZone = time > 0 && (text.EndsWith('Z') || text.IndexOfAny(['+', '-'], time) > 0);
            return hasZone && reader.TryGetDateTimeOffset(out var instant) ? instant.ToUniversalTime() : throw new JsonException();
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
    }
}
