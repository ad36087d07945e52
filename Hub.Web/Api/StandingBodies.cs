using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain.Incidents;

namespace Hub.Web.Api;

/// <summary>Somebody answers for a statement.</summary>
public sealed record VerifyBody
{
    [MaxLength(500), Description("How it was found out; stands in the record.")]
    public string? How { get; init; }
}

/// <summary>Where a system stands.</summary>
public sealed record SystemBody
{
    [MaxLength(64), Description("Key of an asset of the directory; either this or a name.")]
    public string? Asset { get; init; }

    [MaxLength(200), Description("Free name, when it is no asset of the directory.")]
    public string? Name { get; init; }

    [Required, Description("Where it stands.")]
    public SystemState? State { get; init; }

    [MaxLength(500), Description("Why, or what was done.")]
    public string? Reason { get; init; }

    [Description("Version that was read; refused when somebody has changed it since.")]
    public long? Version { get; init; }
}

/// <summary>A system that an incident has touched.</summary>
public sealed record SystemAnswer(
    Guid Id, [property: Description("Key of the asset; null for a free name.")] string? Asset, string Name, SystemState State, DateTimeOffset Since, string By, string? Reason, long Version)
{
    internal static SystemAnswer Of(AffectedSystem s, string language) => new(s.Id, s.AssetKey, s.Name.For(language), s.State, s.Since, s.By, s.Reason, s.Version);
}

/// <summary>The systems of an incident, what is harmed first.</summary>
public sealed record SystemsAnswer(string Incident, IReadOnlyList<SystemAnswer> Items);
