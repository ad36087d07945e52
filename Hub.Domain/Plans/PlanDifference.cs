using Hub.Domain.Grading;

namespace Hub.Domain.Plans;

/// <summary>What differs between two plans.</summary>
public enum DifferenceOf
{
    /// <summary>Name of the plan.</summary>
    Name,

    /// <summary>Purpose and scope.</summary>
    Scope,

    /// <summary>One legal basis.</summary>
    LegalBasis,

    /// <summary>File number.</summary>
    FileNumber,

    /// <summary>Category of the document.</summary>
    Category,

    /// <summary>For whom it is written.</summary>
    Users,

    /// <summary>One principle.</summary>
    Principle,

    /// <summary>Who keeps the plan.</summary>
    Owner,

    /// <summary>Who approves the plan.</summary>
    Approvers,

    /// <summary>One article.</summary>
    Article,

    /// <summary>The text of an article.</summary>
    ArticleText,

    /// <summary>One safeguard.</summary>
    Safeguard,

    /// <summary>One part of the organisation.</summary>
    Unit,

    /// <summary>Its name.</summary>
    UnitName,

    /// <summary>What it stands below.</summary>
    UnitPlace,

    /// <summary>Who heads it.</summary>
    UnitHead,

    /// <summary>Who belongs to it.</summary>
    UnitMembers,

    /// <summary>The outside body that it is.</summary>
    UnitBody,

    /// <summary>One of its duties.</summary>
    UnitDuty,

    /// <summary>One thing that it has ready.</summary>
    UnitPreparation,

    /// <summary>Who leads at first.</summary>
    Leader,

    /// <summary>Ladder of new reports.</summary>
    TriageLadder,

    /// <summary>Time for triage when it looks grave.</summary>
    TriageGrave,

    /// <summary>Time for triage otherwise.</summary>
    TriageWithin,

    /// <summary>How long reports share a notice.</summary>
    TriageShare,

    /// <summary>Channels of new reports.</summary>
    TriageChannels,

    /// <summary>One audience of a grade.</summary>
    Rule,

    /// <summary>Its ladder.</summary>
    RuleLadder,

    /// <summary>Its time to acknowledge.</summary>
    RuleWithin,

    /// <summary>How long its acknowledgement holds.</summary>
    RuleLasts,

    /// <summary>How many of it must acknowledge.</summary>
    RuleQuorum,

    /// <summary>Its channels.</summary>
    RuleChannels,

    /// <summary>Who is told for information.</summary>
    Informed,

    /// <summary>Time to acknowledge of what began under another grade.</summary>
    GradeWithin,

    /// <summary>Channels of information.</summary>
    GradeChannels,

    /// <summary>One ladder.</summary>
    Ladder,

    /// <summary>Its name.</summary>
    LadderName,

    /// <summary>One step.</summary>
    Step,

    /// <summary>Whom a step tells.</summary>
    StepTo,

    /// <summary>Time of a step.</summary>
    StepWithin,

    /// <summary>How many of a step must acknowledge.</summary>
    StepQuorum,

    /// <summary>How often the end is repeated.</summary>
    RepeatEvery,

    /// <summary>How many times at most.</summary>
    RepeatTimes,

    /// <summary>Response level.</summary>
    Response,

    /// <summary>One standing measure.</summary>
    Measure,

    /// <summary>How often progress is reported.</summary>
    Progress,

    /// <summary>One duty to an outside body.</summary>
    Duty,

    /// <summary>Its name.</summary>
    DutyName,

    /// <summary>The body.</summary>
    DutyBody,

    /// <summary>Its time.</summary>
    DutyWithin,

    /// <summary>Its reminder.</summary>
    DutyRemind,

    /// <summary>Who releases it.</summary>
    DutyLadder,

    /// <summary>Time to acknowledge that it waits.</summary>
    DutyAcknowledge,

    /// <summary>Its prepared text.</summary>
    DutyText,

    /// <summary>The law it comes from.</summary>
    DutySource,

    /// <summary>That a grade opens it.</summary>
    DutyOpened,

    /// <summary>The words of an event's notices.</summary>
    StandingText,

    /// <summary>Who may activate.</summary>
    Activate,

    /// <summary>Who may raise.</summary>
    Raise,

    /// <summary>Who may lower.</summary>
    Lower,

    /// <summary>Who may stand down.</summary>
    StandDown,

    /// <summary>Who may close.</summary>
    Close,

    /// <summary>Who may approve at a gate.</summary>
    Approve,
}

/// <summary>How it differs.</summary>
public enum DifferenceKind
{
    /// <summary>Was not there before.</summary>
    Added,

    /// <summary>Is not there any more.</summary>
    Removed,

    /// <summary>Is another.</summary>
    Changed,
}

/// <summary>One difference between two plans, to be said in a sentence.</summary>
/// <param name="Part">Part of the plan.</param>
/// <param name="Of">What differs.</param>
/// <param name="Kind">How.</param>
public sealed record PlanDifference(PlanPart Part, DifferenceOf Of, DifferenceKind Kind)
{
    /// <summary>The grade that it is about; null: every grade.</summary>
    public Grade? Grade { get; init; }

    /// <summary>Key of the audience, ladder, duty or part of the organisation that it is about; empty: none.</summary>
    public string Key { get; init; } = "";

    /// <summary>Step of the ladder, from 1, in the newer plan, or in the older when it is gone; 0: none.</summary>
    public int Step { get; init; }

    /// <summary>What was there: a LocalText, TimeSpan, Target list, Channel list, Quorum, number or key; null: nothing.</summary>
    public object? Before { get; init; }

    /// <summary>What is there now, likewise.</summary>
    public object? Now { get; init; }
}
