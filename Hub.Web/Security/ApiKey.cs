using Hub.Domain.People;

namespace Hub.Web.Security;

/// <summary>A machine's key; only its hash is kept.</summary>
public sealed class ApiKey
{
    /// <summary>Identity.</summary>
    public Guid Id { get; set; }

    /// <summary>Name for the record; unique.</summary>
    public string Name { get; set; } = "";

    /// <summary>SHA-256 of the key, hexadecimal.</summary>
    public string Hash { get; set; } = "";

    /// <summary>What it may do.</summary>
    public Right Rights { get; set; }

    /// <summary>Made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Ended, UTC.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>A wall; only the hash of its key is kept.</summary>
public sealed class Display
{
    /// <summary>Identity.</summary>
    public Guid Id { get; set; }

    /// <summary>Name, such as <c>War room</c>; unique.</summary>
    public string Name { get; set; } = "";

    /// <summary>SHA-256 of the key, hexadecimal.</summary>
    public string Hash { get; set; } = "";

    /// <summary>Shows no names, systems or texts, for visitors.</summary>
    public bool IsMasked { get; set; }

    /// <summary>A new incident of grade Ⅰ or Ⅱ sounds there: not every room wants that.</summary>
    public bool HasSound { get; set; }

    /// <summary>Made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Ended, UTC.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}
