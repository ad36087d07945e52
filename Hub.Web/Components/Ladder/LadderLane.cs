namespace Hub.Web.Components.Ladder;

/// <summary>The stretch of time that a ladder's picture shows.</summary>
/// <param name="From">Its left end, UTC.</param>
/// <param name="Until">Its right end, UTC; a picture needs some width, so that an end at or before the beginning counts as a minute after it.</param>
/// <param name="Now">Where the line of the present stands; it goes on by itself. Null: none, as in a rehearsal.</param>
public sealed record LadderAxis(DateTimeOffset From, DateTimeOffset Until, DateTimeOffset? Now)
{
    /// <summary>How far an instant is from the left end, 0 to 1; what lies outside stands at the edge.</summary>
    public double Place(DateTimeOffset at) => Math.Clamp((at - From) / Length, 0, 1);

    /// <summary>Its length, at least a minute.</summary>
    public TimeSpan Length => Until - From < TimeSpan.FromMinutes(1) ? TimeSpan.FromMinutes(1) : Until - From;
}

/// <summary>One way up a ladder: what it is called, and its steps in order of their instants.</summary>
/// <param name="Label">Name of the rule.</param>
/// <param name="Steps">Past, present and coming steps.</param>
/// <param name="AnsweredAt">When enough had answered, UTC; null while they have not.</param>
/// <param name="EndsAt">When it ended without an answer, UTC; null while it goes on.</param>
public sealed record LadderLane(string Label, IReadOnlyList<LadderStep> Steps, DateTimeOffset? AnsweredAt = null, DateTimeOffset? EndsAt = null);

/// <summary>One step.</summary>
/// <param name="Number">From 1; a repetition of the last step has its number.</param>
/// <param name="At">When it was or will be taken, UTC.</param>
/// <param name="State">Past, present or to come.</param>
/// <param name="Label">Whom it is for, in words.</param>
/// <param name="Persons">Who was told, or would be.</param>
public sealed record LadderStep(int Number, DateTimeOffset At, LadderStepState State, string Label, IReadOnlyList<LadderPerson> Persons);

/// <summary>Somebody on a step.</summary>
/// <param name="Name">Who.</param>
/// <param name="Mark">How they stand.</param>
public sealed record LadderPerson(string Name, LadderMark Mark);

/// <summary>Where a step stands.</summary>
public enum LadderStepState
{
    /// <summary>Taken, and left behind.</summary>
    Done,

    /// <summary>Taken last: it waits for an answer.</summary>
    Now,

    /// <summary>Will be taken when nobody answers before.</summary>
    Next,

    /// <summary>Was passed over: it named nobody new, or fell due together with a later one.</summary>
    Passed,
}

/// <summary>How somebody on a step stands.</summary>
public enum LadderMark
{
    /// <summary>Was told and has not answered.</summary>
    Waiting,

    /// <summary>Has acknowledged.</summary>
    Acknowledged,

    /// <summary>Cannot take it.</summary>
    Declined,

    /// <summary>Could not be reached on any channel.</summary>
    Undelivered,

    /// <summary>Needs to answer no more.</summary>
    LetOff,

    /// <summary>Would be told.</summary>
    ToBeTold,
}
