using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;

namespace Hub.Web.Live;

/// <summary>Who looks at the board: decides which restricted incidents exist for them.</summary>
/// <param name="PersonId">The person, when there is one.</param>
/// <param name="ReadsRestricted">True with the right to read restricted incidents without being named on them.</param>
public sealed record CallerView(Guid? PersonId, bool ReadsRestricted)
{
    /// <summary>Somebody who sees what is not restricted: a wall, a key without more rights.</summary>
    public static CallerView Unrestricted { get; } = new(null, false);

    /// <summary>The view of a caller.</summary>
    public static CallerView Of(Caller caller) =>
        caller.Has(Right.ReadRestricted) ? new CallerView(null, true) : new CallerView(caller.PersonId, false);
}

/// <summary>What the next deadline of an incident is about.</summary>
public enum NextDeadlineKind
{
    /// <summary>A notice waits for acknowledgement; then its ladder climbs.</summary>
    AcknowledgeBy = 1,

    /// <summary>A duty to an outside body is due.</summary>
    DutyDue = 2,

    /// <summary>A progress report is due.</summary>
    ProgressReport = 3,
}

/// <summary>The earliest pending deadline of an incident.</summary>
/// <param name="At">The instant, UTC.</param>
/// <param name="What">What it is about.</param>
public sealed record NextDeadline(DateTimeOffset At, NextDeadlineKind What);

/// <summary>An incident as the board shows it. Immutable: an unchanged incident is the same object.</summary>
public sealed record IncidentView
{
    public required Guid Id { get; init; }

    public required string Number { get; init; }

    public required string Title { get; init; }

    public required Grade Grade { get; init; }

    public required Stage Stage { get; init; }

    public required IncidentState State { get; init; }

    public string? LeaderName { get; init; }

    /// <summary>Confirmed, UTC.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Earliest pending deadline; null when nothing is due.</summary>
    public NextDeadline? NextDeadline { get; init; }

    /// <summary>Notices that wait for acknowledgement.</summary>
    public int Unacknowledged { get; init; }

    /// <summary>People who have not acknowledged; whoever is asked to release or approve something stands elsewhere.</summary>
    public int Silent { get; init; }

    /// <summary>Names of those who have not acknowledged, in alphabetical order; at most <see cref="BoardQuery.MostNames"/>.</summary>
    public IReadOnlyList<string> Waiting { get; init; } = [];

    public string? LatestUpdate { get; init; }

    public DateTimeOffset? LatestUpdateAt { get; init; }

    public string? LatestUpdateBy { get; init; }

    /// <summary>True when somebody answers for the latest update.</summary>
    public bool LatestUpdateIsVerified { get; init; }

    public bool IsDrill { get; init; }

    public bool IsRestricted { get; init; }

    /// <summary>Persons named on a restricted incident: its leader and everybody told. Empty for others.</summary>
    public IReadOnlySet<Guid> NamedPersonIds { get; init; } = System.Collections.Immutable.ImmutableHashSet<Guid>.Empty;

    /// <summary>Since when a ladder is at its end without an answer, UTC.</summary>
    public DateTimeOffset? NobodyAnswersSince { get; init; }

    /// <summary>Notices and released duties that could not be delivered on any channel.</summary>
    public int Undelivered { get; init; }

    /// <summary>Duties that wait for release.</summary>
    public int OpenDuties { get; init; }

    /// <summary>True when the incident exists for that viewer.</summary>
    public bool IsVisibleTo(CallerView viewer) =>
        !IsRestricted || viewer.ReadsRestricted || (viewer.PersonId is { } person && NamedPersonIds.Contains(person));
}

/// <summary>A report that waits for triage.</summary>
public sealed record ReportView
{
    public required Guid Id { get; init; }

    public required string Number { get; init; }

    public required string Title { get; init; }

    public required string Reporter { get; init; }

    /// <summary>Came in, UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    public Grade? SuspectedGrade { get; init; }

    /// <summary>When the plan wants it judged, UTC.</summary>
    public DateTimeOffset? TriageDue { get; init; }

    /// <summary>Since when nobody on its ladder answers, UTC.</summary>
    public DateTimeOffset? NobodyAnswersSince { get; init; }

    public bool IsDrill { get; init; }
}

/// <summary>One line of the change log.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Kind">The last fact's name in camel case.</param>
/// <param name="Number">Number of the incident or report.</param>
/// <param name="IncidentId">The incident, when it is one's.</param>
public sealed record ChangeView(long Sequence, DateTimeOffset At, string Kind, string Number, Guid? IncidentId);

/// <summary>The board as one viewer sees it at one moment: gravest first, then the oldest.</summary>
/// <param name="Sequence">Last change that it holds, as far as the viewer may know.</param>
/// <param name="Incidents">Open and stood down.</param>
/// <param name="Reports">Waiting for triage, oldest first.</param>
public sealed record Board(long Sequence, IReadOnlyList<IncidentView> Incidents, IReadOnlyList<ReportView> Reports)
{
    /// <summary>Nothing yet.</summary>
    public static Board Empty { get; } = new(0, [], []);
}

/// <summary>What a subscriber is told: the board as it is now, and the changes since it was told last.</summary>
public sealed record BoardChange(Board Board, IReadOnlyList<ChangeView> Changes);
