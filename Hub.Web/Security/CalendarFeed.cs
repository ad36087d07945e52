namespace Hub.Web.Security;

/// <summary>A secret address at which a calendar program reads shifts; only its hash is kept. Of a person or of a rota.</summary>
public sealed class CalendarFeed
{
    /// <summary>Identity.</summary>
    public Guid Id { get; set; }

    /// <summary>SHA-256 of the token, hexadecimal.</summary>
    public string Hash { get; set; } = "";

    /// <summary>Whose shifts; null for a rota's.</summary>
    public Guid? PersonId { get; set; }

    /// <summary>Which rota's shifts; null for a person's.</summary>
    public string? RotaKey { get; set; }

    /// <summary>Made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Who made it, for the record.</summary>
    public string CreatedBy { get; set; } = "";

    /// <summary>Ended, UTC.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}
