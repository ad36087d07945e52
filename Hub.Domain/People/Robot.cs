using Hub.Domain.Shared;

namespace Hub.Domain.People;

/// <summary>A robot in a group chat that takes messages over a webhook. Its address and secret are kept encrypted.</summary>
public sealed class Robot
{
    private Robot()
    {
    }

    /// <summary>Short name that contact points refer to.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Name as people know the group.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Key of the preset that says how its messages look.</summary>
    public string Preset { get; private set; } = "";

    /// <summary>Webhook address, encrypted: it holds a key.</summary>
    public string ProtectedUrl { get; private set; } = "";

    /// <summary>Signing secret, encrypted; null without one.</summary>
    public string? ProtectedSecret { get; private set; }

    /// <summary>Added, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>True once it takes nothing any more.</summary>
    public bool IsOff { get; private set; }

    /// <summary>A new robot.</summary>
    public static Robot Create(string key, string name, string preset, string protectedUrl, string? protectedSecret, DateTimeOffset now) => new()
    {
        Key = key,
        Name = name,
        Preset = preset,
        ProtectedUrl = protectedUrl,
        ProtectedSecret = protectedSecret,
        CreatedAt = now.Stored(),
    };

    /// <summary>Gives it another address and secret, since the old ones were replaced or became known.</summary>
    public void MoveTo(string protectedUrl, string? protectedSecret)
    {
        ProtectedUrl = protectedUrl;
        ProtectedSecret = protectedSecret;
    }

    /// <summary>Switches it off or on again.</summary>
    public void Switch(bool off) => IsOff = off;
}
