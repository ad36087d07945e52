using Hub.Domain.Grading;
using Hub.Domain.Shared;

namespace Hub.Domain.Plans.Readiness;

/// <summary>What readiness can find. The numbers stand in the API: never change one.</summary>
public enum FindingKind
{
    /// <summary>A whole ladder at which nobody can be reached: nobody is told.</summary>
    NobodyReached = 1,

    /// <summary>A duty to a body that the directory does not hold, or that is not told any more, or has no way to be told: the body is not told.</summary>
    BodyUnreachable = 2,

    /// <summary>A rota on which nobody is on call, or only who is absent.</summary>
    NobodyOnCall = 3,

    /// <summary>A step that nobody can be reached at: it is passed over.</summary>
    StepUnreachable = 4,

    /// <summary>A ladder all of whose steps end at one and the same person.</summary>
    OnePerson = 5,

    /// <summary>A ladder all of whose persons are reached at one and the same device.</summary>
    OneDevice = 6,

    /// <summary>An office without a deputy.</summary>
    NoDeputy = 7,

    /// <summary>Holder and all deputies of an office are absent at once, or it has none.</summary>
    AllAbsent = 8,

    /// <summary>Somebody whom the plan tells has no address at all.</summary>
    NoAddress = 9,

    /// <summary>An address that was never verified.</summary>
    AddressUnverified = 10,

    /// <summary>An address from which messages come back.</summary>
    AddressBounces = 11,

    /// <summary>A duty whose time is over before its ladder is at its end.</summary>
    ClockTooShort = 12,

    /// <summary>Nobody who is told of a duty may release it.</summary>
    NobodyMayRelease = 13,

    /// <summary>Only one of those who are told of a duty may release it, so that nobody else could read it first.</summary>
    OneMayRelease = 14,

    /// <summary>Nobody but the author of a plan version may approve it.</summary>
    OnlyAuthorMayApprove = 15,

    /// <summary>Somebody whose language no text exists in.</summary>
    LanguageUnknown = 16,

    /// <summary>The plan names an office, group, rota or person that the directory does not hold.</summary>
    TargetUnknown = 17,

    /// <summary>Nobody whom the plan names as leader is present.</summary>
    NobodyLeads = 18,

    /// <summary>Somebody whom the plan tells has addresses only of channels that the program cannot send by.</summary>
    NoChannel = 19,
}

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>Somebody who must be told is told by nobody, or nobody is told.</summary>
    Gap = 1,

    /// <summary>It still works, but on fewer legs than the plan means.</summary>
    Weakness = 2,
}

/// <summary>What would mend a finding.</summary>
public enum Mend
{
    /// <summary>Put somebody on the rota for that time.</summary>
    FillShift = 1,

    /// <summary>Name a deputy of the office, or one more.</summary>
    NameDeputy = 2,

    /// <summary>Name a holder of the office.</summary>
    NameHolder = 3,

    /// <summary>Name somebody else at that step of the plan.</summary>
    NameAnother = 4,

    /// <summary>Enter an address and verify it.</summary>
    EnterAddress = 5,

    /// <summary>Verify the address.</summary>
    VerifyAddress = 6,

    /// <summary>Correct the address, or verify it again.</summary>
    CorrectAddress = 7,

    /// <summary>Enter the body, with a mailbox or telephone.</summary>
    EnterBody = 8,

    /// <summary>Give the duty more time, or its ladder shorter times.</summary>
    AlignTimes = 9,

    /// <summary>Give somebody on the ladder the right to release.</summary>
    GrantRelease = 10,

    /// <summary>Give somebody else the right to approve.</summary>
    GrantApproval = 11,

    /// <summary>Choose a language for which texts exist.</summary>
    ChooseLanguage = 12,

    /// <summary>Add what the plan names to the directory, or take it out of the plan.</summary>
    EnterTarget = 13,

    /// <summary>Give one of the persons an address of their own.</summary>
    EnterOwnAddress = 14,

    /// <summary>Set the channel up, or enter an address of another.</summary>
    SetUpChannel = 15,
}

/// <summary>What a finding is about.</summary>
public enum SubjectKind
{
    /// <summary>A ladder of the plan.</summary>
    Ladder = 1,

    /// <summary>A rota.</summary>
    Rota = 2,

    /// <summary>An office.</summary>
    Office = 3,

    /// <summary>A person.</summary>
    Person = 4,

    /// <summary>A duty of the plan.</summary>
    Duty = 5,

    /// <summary>The plan itself.</summary>
    Plan = 6,

    /// <summary>A target that names nobody.</summary>
    Target = 7,
}

/// <summary>What a finding is about, and where it is mended.</summary>
/// <param name="Kind">What.</param>
/// <param name="Key">Its key; for a person the identity.</param>
/// <param name="Name">Its name in both languages.</param>
public sealed record FindingSubject(SubjectKind Kind, string Key, LocalText Name);

/// <summary>Somebody whom a finding names.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Name">Name.</param>
public sealed record NamedPerson(Guid Id, string Name);

/// <summary>What sort of audience a ladder serves.</summary>
public enum AudienceKind
{
    /// <summary>Those who judge a report.</summary>
    Triage = 1,

    /// <summary>An audience that must acknowledge.</summary>
    Rule = 2,

    /// <summary>Those who may release a duty.</summary>
    Duty = 3,
}

/// <summary>Whom a ladder serves.</summary>
/// <param name="Kind">What sort.</param>
/// <param name="Key">Key of the rule or the duty; <c>triage</c> for triage.</param>
/// <param name="Grade">Grade whose audience it is.</param>
public sealed record Audience(AudienceKind Kind, string Key, Grade Grade);

/// <summary>Something that readiness found.</summary>
public sealed record Finding
{
    /// <summary>What.</summary>
    public required FindingKind Kind { get; init; }

    /// <summary>How much it matters.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>What would mend it.</summary>
    public required Mend Mend { get; init; }

    /// <summary>What it is about.</summary>
    public required FindingSubject Subject { get; init; }

    /// <summary>Grades that it concerns, gravest first; empty: the plan as a whole.</summary>
    public required IReadOnlyList<Grade> Grades { get; init; }

    /// <summary>When, in as few stretches as possible, in order.</summary>
    public required IReadOnlyList<Span> Spans { get; init; }

    /// <summary>The persons concerned.</summary>
    public IReadOnlyList<NamedPerson> Persons { get; init; } = [];

    /// <summary>The audiences concerned.</summary>
    public IReadOnlyList<Audience> Audiences { get; init; } = [];

    /// <summary>Step of the ladder, from 1; null when it is no step.</summary>
    public int? Step { get; init; }

    /// <summary>The address, language or ladder concerned, or whom the step names; null when it is none of them.</summary>
    public LocalText? Detail { get; init; }

    /// <summary>True when it concerns a grade.</summary>
    public bool Concerns(Grade grade) => Grades.Count == 0 || Grades.Contains(grade);

    /// <summary>True when it holds at some instant of a stretch.</summary>
    public bool Meets(Span span) => Spans.Any(s => s.Meets(span));
}
