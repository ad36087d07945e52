using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Web.Features.Directory.Sample;

/// <summary>
/// The organisation that a newcomer finds: every post that the built-in plan names. Posts that the source plans leave
/// unnamed are persons shown by their office; every address ends in <c>.example</c>, and no telephone number exists.
/// </summary>
public sealed record SampleOrganisation(
    string TimeZone,
    IReadOnlyList<SamplePerson> Persons,
    IReadOnlyList<SampleOffice> Offices,
    IReadOnlyList<SampleGroup> Groups,
    IReadOnlyList<SampleRota> Rotas,
    IReadOnlyList<SampleBody> Bodies,
    IReadOnlyList<SampleAsset> Assets)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Reads it from the program.</summary>
    public static SampleOrganisation Read()
    {
        using var stream = typeof(SampleOrganisation).Assembly.GetManifestResourceStream("organisation.json")
            ?? throw new InvalidOperationException("The program lacks its sample organisation.");
        return JsonSerializer.Deserialize<SampleOrganisation>(stream, Options)!;
    }

    /// <summary>Identity of a sample person: the same in every store, so that tests, notes and links can name it.</summary>
    public static Guid PersonId(string key)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"sample/{key}"))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}

/// <summary>A sample person, with the roles of the account that a newcomer may sign in to.</summary>
public sealed record SamplePerson(string Key, string Name, string Culture, string Mail, IReadOnlyList<Role> Roles, string? Sms = null)
{
    /// <summary>Identity.</summary>
    public Guid Id => SampleOrganisation.PersonId(Key);
}

/// <summary>An office with the keys of its holder and deputies.</summary>
public sealed record SampleOffice(string Key, LocalText Name, IReadOnlyList<string> Seats);

/// <summary>A group with its targets.</summary>
public sealed record SampleGroup(string Key, LocalText Name, IReadOnlyList<string> Members);

/// <summary>A rota with its rotations.</summary>
public sealed record SampleRota(string Key, LocalText Name, IReadOnlyList<SampleLayer> Layers);

/// <summary>A rotation with the keys of its participants.</summary>
public sealed record SampleLayer(DateOnly FirstDay, TimeOnly HandOverAt, int ShiftDays, IReadOnlyList<string> Participants);

/// <summary>An outside body: how it is reached, what number it gives back, and the duties that it is told for.</summary>
public sealed record SampleBody(string Key, LocalText Name, ExternalBodyKind Kind, string Culture, BodyReach Reach, IReadOnlyList<string> Duties, string? ReferenceName = null, string? ReferencePattern = null);

/// <summary>An asset with the office that answers for it.</summary>
public sealed record SampleAsset(string Key, LocalText Name, AssetKind Kind, string Owner, AssetWorth Worth, string Place, string? Note = null);
