using Hub.Domain.Grading;
using Hub.Domain.Incidents;

namespace Hub.Web.Features.Search;

/// <summary>What can be found, in the order in which it is shown.</summary>
public enum FoundKind
{
    /// <summary>Incidents and drills.</summary>
    Incident,

    /// <summary>Reports.</summary>
    Report,

    /// <summary>People of the directory.</summary>
    Person,

    /// <summary>Offices and who holds them.</summary>
    Office,

    /// <summary>Assets and systems.</summary>
    Asset,

    /// <summary>Text of the plan in force.</summary>
    Plan,
}

/// <summary>Something that was found.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">Unique among all that was found.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Detail">What else tells it apart.</param>
/// <param name="Address">Where it stands.</param>
public sealed record Hit(FoundKind Kind, string Key, string Title, string? Detail, string Address)
{
    /// <summary>Number for people.</summary>
    public string? Number { get; init; }

    /// <summary>How grave; of incidents.</summary>
    public Grade? Grade { get; init; }

    /// <summary>Where it stands as a whole; of incidents.</summary>
    public IncidentState? State { get; init; }

    /// <summary>What became of it; of reports.</summary>
    public ReportState? Outcome { get; init; }

    /// <summary>When it came, UTC; of incidents and reports.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>True in a drill.</summary>
    public bool IsDrill { get; init; }
}

/// <summary>Everything that was found of one kind.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Hits">The newest first where there is a time, else by name.</param>
/// <param name="HasMore">There is more of it than was asked for.</param>
public sealed record HitGroup(FoundKind Kind, IReadOnlyList<Hit> Hits, bool HasMore);
