using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Hub.Domain.Shared;

namespace Hub.Web.Dispatch.Robots;

/// <summary>How a vendor wants a webhook signed.</summary>
public enum RobotSigning
{
    /// <summary>Not at all: the address itself is the secret.</summary>
    None,

    /// <summary>Milliseconds and HMAC-SHA256 of them and the secret, in the query.</summary>
    DingTalk,

    /// <summary>Seconds and an HMAC-SHA256 keyed with them and the secret, in the body.</summary>
    Feishu,

    /// <summary>Seconds and HMAC-SHA256 of them and the body, in headers of ours.</summary>
    Hmac,
}

/// <summary>Whether a robot has a secret beside its address.</summary>
public enum RobotSecret
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>The group's owner may ask for signatures.</summary>
    Optional,

    /// <summary>Nothing is sent unsigned.</summary>
    Required,
}

/// <summary>How text of others is kept from becoming markup.</summary>
public enum RobotEscape
{
    /// <summary>The field takes plain text.</summary>
    None,

    /// <summary>Active characters become their full-width forms: for vendors that document a markdown without an escape.</summary>
    FullWidth,

    /// <summary>Slack's three entities.</summary>
    Slack,
}

/// <summary>What an answer means.</summary>
/// <param name="Accepted">Statuses by which the message may have been taken.</param>
public sealed record RobotAnswer(IReadOnlyList<int> Accepted)
{
    /// <summary>Fields of the JSON answer that hold the code; the first that is there counts. Empty: the status decides.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>The code of success.</summary>
    public string Value { get; init; } = "0";

    /// <summary>Field with the words of a fault.</summary>
    public string? Message { get; init; }

    /// <summary>What the whole answer must be; null: anything.</summary>
    public string? Text { get; init; }

    /// <summary>Codes that mean: not now. Rate limits are among them.</summary>
    public IReadOnlyList<string> Temporary { get; init; } = [];

    /// <summary>Parts of the answer that mean the same.</summary>
    public IReadOnlyList<string> TemporaryTexts { get; init; } = [];

    /// <summary>Parts of the answer that mean no, whatever the status.</summary>
    public IReadOnlyList<string> RefusedTexts { get; init; } = [];
}

/// <summary>How messages to one vendor's robots look: data, read from <c>robots.json</c>.</summary>
public sealed record RobotPreset(LocalText Name, string Address, string Method, RobotSigning Signing, RobotSecret Secret, RobotEscape Escape, string LineBreak, int LongestText, JsonNode Body, RobotAnswer Answer)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Headers, with placeholders.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Every preset by its key, in the order of the file.</summary>
    public static IReadOnlyDictionary<string, RobotPreset> All { get; } = Read();

    private static Dictionary<string, RobotPreset> Read()
    {
        using var stream = typeof(RobotPreset).Assembly.GetManifestResourceStream("robots.json")
            ?? throw new InvalidOperationException("The program lacks its presets of robots.");
        return JsonSerializer.Deserialize<Dictionary<string, RobotPreset>>(stream, Options)!;
    }
}
