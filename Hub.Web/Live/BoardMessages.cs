using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using MessagePack;

namespace Hub.Web.Live;

// What outside clients get, in JSON and in MessagePack under the same names. Instants are UTC DateTimes: ISO 8601 with
// Z in JSON, the standard timestamp in MessagePack.

/// <summary>An incident as outside clients see it.</summary>
[MessagePackObject]
public sealed record HubIncident
{
    [Key("number")]
    public string Number { get; init; } = "";

    [Key("title")]
    public string Title { get; init; } = "";

    /// <summary><c>I</c> to <c>IV</c>.</summary>
    [Key("grade")]
    public string Grade { get; init; } = "";

    /// <summary><c>detection</c> to <c>summary</c>.</summary>
    [Key("stage")]
    public string Stage { get; init; } = "";

    /// <summary><c>open</c>, <c>stoodDown</c> or <c>closed</c>.</summary>
    [Key("state")]
    public string State { get; init; } = "";

    /// <summary>Name of the leader.</summary>
    [Key("lead")]
    public string? Lead { get; init; }

    [Key("openedAt")]
    public DateTime OpenedAt { get; init; }

    /// <summary>Instant of the earliest deadline.</summary>
    [Key("nextDeadline")]
    public DateTime? NextDeadline { get; init; }

    /// <summary>Notices that wait for acknowledgement.</summary>
    [Key("unacknowledged")]
    public int Unacknowledged { get; init; }

    /// <summary>Text of the latest update.</summary>
    [Key("latestUpdate")]
    public string? LatestUpdate { get; init; }

    /// <summary>True when somebody answers for the latest update.</summary>
    [Key("latestUpdateIsVerified")]
    public bool LatestUpdateIsVerified { get; init; }

    internal static HubIncident Of(IncidentView view) => new()
    {
        Number = view.Number,
        Title = view.Title,
        Grade = view.Grade switch { Domain.Grading.Grade.I => "I", Domain.Grading.Grade.II => "II", Domain.Grading.Grade.III => "III", _ => "IV" },
        Stage = Camel(view.Stage.ToString()),
        State = Camel(view.State.ToString()),
        Lead = view.LeaderName,
        OpenedAt = view.OpenedAt.UtcDateTime,
        NextDeadline = view.NextDeadline?.At.UtcDateTime,
        Unacknowledged = view.Unacknowledged,
        LatestUpdate = view.LatestUpdate,
        LatestUpdateIsVerified = view.LatestUpdateIsVerified,
    };

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}

/// <summary>One change as outside clients hear it.</summary>
[MessagePackObject]
public sealed record HubChange
{
    [Key("sequence")]
    public long Sequence { get; init; }

    /// <summary>The last number that this client was sent; when its own last differs, it calls Join again.</summary>
    [Key("previous")]
    public long Previous { get; init; }

    [Key("at")]
    public DateTime At { get; init; }

    /// <summary>What happened, such as <c>gradeRaised</c>.</summary>
    [Key("kind")]
    public string Kind { get; init; } = "";

    /// <summary>Number of the incident or report.</summary>
    [Key("number")]
    public string Number { get; init; } = "";

    /// <summary>The incident as it stands; null for a report.</summary>
    [Key("incident")]
    public HubIncident? Incident { get; init; }

    internal static HubChange Of(Entry entry, long previous) => new()
    {
        Sequence = entry.Change.Sequence,
        Previous = previous,
        At = entry.Change.At.UtcDateTime,
        Kind = entry.Change.Kind,
        Number = entry.Change.Number,
        Incident = entry.IsReport || entry.Incident is null ? null : HubIncident.Of(entry.Incident),
    };
}

/// <summary>Answer to Join.</summary>
[MessagePackObject]
public sealed record HubBoard
{
    /// <summary>Last change that the snapshot holds.</summary>
    [Key("sequence")]
    public long Sequence { get; init; }

    /// <summary>Incidents that run.</summary>
    [Key("incidents")]
    public IReadOnlyList<HubIncident> Incidents { get; init; } = [];

    /// <summary>What the client missed since its last number; null: too long ago, or a first Join: the snapshot is all.</summary>
    [Key("missed")]
    public IReadOnlyList<HubChange>? Missed { get; init; }
}
