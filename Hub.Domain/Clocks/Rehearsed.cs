using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Plans.Readiness;
using Hub.Domain.Shared;

namespace Hub.Domain.Clocks;

/// <summary>What is rehearsed: an incident that does not exist.</summary>
/// <param name="Grade">How grave.</param>
/// <param name="Category">What sort of cause.</param>
/// <param name="At">When it would be reported and confirmed.</param>
/// <param name="Title">What it would be called.</param>
public sealed record RehearsalQuestion(Grade Grade, Category Category, DateTimeOffset At, string Title)
{
    /// <summary>Longest stretch that is rehearsed.</summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromHours(24);

    /// <summary>Where it would be, such as the asset; null: not said.</summary>
    public string? Place { get; init; }

    /// <summary>How long nobody answers; null: until every ladder has repeated its end once.</summary>
    public TimeSpan? For { get; init; }
}

/// <summary>An address that a message would go to.</summary>
/// <param name="Channel">Which way.</param>
/// <param name="Address">Where to.</param>
/// <param name="StandsBy">True when it is used only if those before it take nothing.</param>
/// <param name="HeldUntil">Until when quiet hours hold it, UTC; null: they do not.</param>
public sealed record RehearsedAddress(Channel Channel, string Address, bool StandsBy, DateTimeOffset? HeldUntil);

/// <summary>Somebody on a step.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Name">Name.</param>
/// <param name="As">As what they are told, in both languages.</param>
/// <param name="Counts">True when a verified address reaches them, so that the ladder waits for them.</param>
/// <param name="Addresses">Where the message goes now; none when they have it already.</param>
/// <param name="NoticeId">Which notice; null when none goes out.</param>
public sealed record RehearsedPerson(Guid PersonId, string Name, LocalText As, bool Counts, IReadOnlyList<RehearsedAddress> Addresses, Guid? NoticeId)
{
    /// <summary>True when the message of another audience, or an earlier one, has told them already.</summary>
    public bool ToldAlready => Addresses.Count == 0 && NoticeId is not null;
}

/// <summary>One step as it would be taken.</summary>
/// <param name="Number">From 1.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Targets">Whom the plan names.</param>
/// <param name="Persons">Who is told then.</param>
/// <param name="PassedBecause">Why nobody is waited for at it, as the record says it: nobody, noAddress, toldAlready, unverified; null when somebody is.</param>
/// <param name="Needed">How many must acknowledge.</param>
public sealed record RehearsedStep(int Number, DateTimeOffset At, IReadOnlyList<Target> Targets, IReadOnlyList<RehearsedPerson> Persons, string? PassedBecause, int Needed);

/// <summary>The end of a ladder, repeated.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Persons">Who is reminded.</param>
public sealed record RehearsedRepeat(DateTimeOffset At, IReadOnlyList<RehearsedPerson> Persons);

/// <summary>One audience's ladder.</summary>
/// <param name="Audience">Whose.</param>
/// <param name="Event">What its notices are about.</param>
/// <param name="DutyId">The duty, when it is one's.</param>
/// <param name="Ladder">Key of the ladder.</param>
/// <param name="StartedAt">When it begins, UTC.</param>
/// <param name="Steps">Its steps as they are taken.</param>
/// <param name="Repeats">How its end is repeated.</param>
/// <param name="RepeatEvery">How often.</param>
/// <param name="EndedAt">When the plan lets it end, UTC; null: it goes on.</param>
public sealed record RehearsedLadder(
    Audience Audience,
    NoticeEvent Event,
    Guid? DutyId,
    string Ladder,
    DateTimeOffset StartedAt,
    IReadOnlyList<RehearsedStep> Steps,
    IReadOnlyList<RehearsedRepeat> Repeats,
    TimeSpan RepeatEvery,
    DateTimeOffset? EndedAt)
{
    /// <summary>True when at the beginning somebody is told who counts.</summary>
    public bool IsReached => Steps.Any(s => s.At == StartedAt && s.Persons.Any(p => p.Counts));
}

/// <summary>What is said for information, or as a reminder.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Event">What about.</param>
/// <param name="Persons">To whom.</param>
public sealed record RehearsedNews(DateTimeOffset At, NoticeEvent Event, IReadOnlyList<RehearsedPerson> Persons);

/// <summary>A duty to an outside body.</summary>
/// <param name="Duty">As the plan opens it, with its prepared text.</param>
/// <param name="Rule">What the plan says of it.</param>
/// <param name="Body">The body; null when the directory holds none.</param>
/// <param name="RemindAt">When it reminds, UTC; null: never.</param>
public sealed record RehearsedDuty(Duty Duty, DutyRule Rule, ExternalBody? Body, DateTimeOffset? RemindAt);

/// <summary>A message as it would leave.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Notice">The notice, as it stands then.</param>
/// <param name="Channel">Which way.</param>
/// <param name="Address">Where to.</param>
/// <param name="StandsBy">True when it is used only if those before it take nothing.</param>
public sealed record RehearsedMessage(DateTimeOffset At, Notice Notice, Channel Channel, string Address, bool StandsBy);

/// <summary>Everything that would happen while nobody answers.</summary>
public sealed record Rehearsed(
    RehearsalQuestion Question,
    NamedPerson? Leader,
    DateTimeOffset Until,
    IReadOnlyList<RehearsedLadder> Ladders,
    IReadOnlyList<RehearsedNews> News,
    IReadOnlyList<RehearsedDuty> Duties);
