using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Domain.Plans;

/// <summary>
/// The content of an emergency plan (应急预案): who is told for which grade, how long they have, who is told next,
/// what outside bodies must hear. A value; the directory says who holds the offices that it names.
/// </summary>
public sealed record EmergencyPlan
{
    /// <summary>Key of the plan, such as <c>network-security</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Name.</summary>
    public required LocalText Name { get; init; }

    /// <summary>What it is for (编制目的, 适用范围).</summary>
    public required LocalText Scope { get; init; }

    /// <summary>What it rests on (编制依据).</summary>
    public IReadOnlyList<LocalText> LegalBasis { get; init; } = [];

    /// <summary>What stands on its cover; null: nothing.</summary>
    public PlanDocument? Document { get; init; }

    /// <summary>Who keeps the plan up to date, and hears what is wrong with it (预案归口管理).</summary>
    public IReadOnlyList<Target> Owner { get; init; } = [];

    /// <summary>Who approves the next version, beside the right to approve. Empty: anybody with the right.</summary>
    public IReadOnlyList<Target> Approvers { get; init; } = [];

    /// <summary>Its articles in words (条款).</summary>
    public IReadOnlyList<Article> Articles { get; init; } = [];

    /// <summary>What must be at hand (保障措施): people, money, equipment, lines, contracts.</summary>
    public IReadOnlyList<LocalText> Safeguards { get; init; } = [];

    /// <summary>The organisation from the top (应急组织机构).</summary>
    public IReadOnlyList<PlanUnit> Organisation { get; init; } = [];

    /// <summary>Who may activate, raise, lower, stand down, close and approve, by grade. A grade that is missing: anybody with the right.</summary>
    public IReadOnlyDictionary<Grade, GradeAuthority> Authority { get; init; } = new Dictionary<Grade, GradeAuthority>();

    /// <summary>Who leads an incident on activation: the first present person whom these targets name.</summary>
    public required IReadOnlyList<Target> Leader { get; init; }

    /// <summary>What happens with a new report.</summary>
    public required TriageRule Triage { get; init; }

    /// <summary>What each grade asks for; all four.</summary>
    public required IReadOnlyDictionary<Grade, GradeRule> Grades { get; init; }

    /// <summary>Ladders by key.</summary>
    public required IReadOnlyDictionary<string, Ladder> Ladders { get; init; }

    /// <summary>Duties to outside bodies, by key.</summary>
    public IReadOnlyDictionary<string, DutyRule> Duties { get; init; } = new Dictionary<string, DutyRule>(StringComparer.Ordinal);

    /// <summary>What notices say in the organisation's own words, by the event (see <see cref="StandingTexts"/>); what is left out is said as the program says it.</summary>
    public IReadOnlyDictionary<string, StandingText> Texts { get; init; } = new Dictionary<string, StandingText>(StringComparer.Ordinal);
}

/// <summary>What happens with a report that nobody has judged.</summary>
public sealed record TriageRule
{
    /// <summary>Ladder of its notice.</summary>
    public required string Ladder { get; init; }

    /// <summary>Time for triage, and between steps, when Ⅰ or Ⅱ is suspected.</summary>
    public required TimeSpan WithinWhenGrave { get; init; }

    /// <summary>Time for triage, and between steps, otherwise.</summary>
    public required TimeSpan Within { get; init; }

    /// <summary>Reports of one source within this time share one notice.</summary>
    public TimeSpan ShareWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Channels of the notice.</summary>
    public IReadOnlyList<Channel> Channels { get; init; } = [Channel.Mail, Channel.Sms];
}

/// <summary>What a grade asks for.</summary>
public sealed record GradeRule
{
    /// <summary>Response level in words: what it means, who commands.</summary>
    public required LocalText Response { get; init; }

    /// <summary>Standing measures while the grade's warning colour is up (预警响应措施), one a line.</summary>
    public IReadOnlyList<LocalText> Measures { get; init; } = [];

    /// <summary>Who must acknowledge, and who is told next.</summary>
    public required IReadOnlyList<NoticeRule> Notify { get; init; }

    /// <summary>Who is told for information.</summary>
    public IReadOnlyList<Target> Inform { get; init; } = [];

    /// <summary>Time to acknowledge for a notice that was begun under another grade and has no rule in this one.</summary>
    public required TimeSpan AcknowledgeWithin { get; init; }

    /// <summary>Channels for information and for notices without a rule.</summary>
    public IReadOnlyList<Channel> Channels { get; init; } = [Channel.Mail];

    /// <summary>How often the leader owes a progress report; null: never.</summary>
    public TimeSpan? ProgressEvery { get; init; }

    /// <summary>Keys of the duties that it opens.</summary>
    public IReadOnlyList<string> Duties { get; init; } = [];
}

/// <summary>One audience that must acknowledge.</summary>
public sealed record NoticeRule
{
    /// <summary>Key; the same key in two grades is the same audience.</summary>
    public required string Key { get; init; }

    /// <summary>Its ladder.</summary>
    public required string Ladder { get; init; }

    /// <summary>Time to acknowledge, and between steps.</summary>
    public required TimeSpan AcknowledgeWithin { get; init; }

    /// <summary>How many of the first step must acknowledge.</summary>
    public Quorum Quorum { get; init; } = Quorum.Anyone;

    /// <summary>How long an acknowledgement holds; then its giver is asked again, and it climbs on when they are silent. Null: for ever.</summary>
    public TimeSpan? AcknowledgementLasts { get; init; }

    /// <summary>Channels used at once; the recipient's others stand by.</summary>
    public IReadOnlyList<Channel> Channels { get; init; } = [Channel.Mail];
}

/// <summary>How many of those told must acknowledge.</summary>
/// <param name="Count">The number; 0 stands for everyone.</param>
public readonly record struct Quorum(int Count)
{
    /// <summary>One is enough.</summary>
    public static Quorum Anyone { get; } = new(1);

    /// <summary>Everybody of the step.</summary>
    public static Quorum Everyone { get; } = new(0);

    /// <summary>The number for a step that names so many.</summary>
    public int Of(int recipients) => Count == 0 ? Math.Max(1, recipients) : Math.Clamp(Count, 1, Math.Max(1, recipients));
}

/// <summary>The order in which a notice climbs while nobody acknowledges.</summary>
public sealed record Ladder
{
    /// <summary>What people call it; null: by whom its first step tells.</summary>
    public LocalText? Name { get; init; }

    /// <summary>Steps; at least one.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>How often the end is repeated while nobody answers.</summary>
    public required TimeSpan RepeatEvery { get; init; }

    /// <summary>How often the end is repeated at most, from 0; null: until somebody answers. After that nothing follows by itself and the board stays loud.</summary>
    public int? RepeatTimes { get; init; }
}

/// <summary>One step of a ladder.</summary>
public sealed record Step
{
    /// <summary>Who is told.</summary>
    public required IReadOnlyList<Target> To { get; init; }

    /// <summary>Time to acknowledge; null: that of the rule.</summary>
    public TimeSpan? Within { get; init; }

    /// <summary>How many of those it tells must acknowledge; null: the rule's for the first step, anyone for a later one.</summary>
    public Quorum? Quorum { get; init; }
}

/// <summary>Something that an outside body must be told.</summary>
public sealed record DutyRule
{
    /// <summary>Name.</summary>
    public required LocalText Name { get; init; }

    /// <summary>Key of the body in the directory.</summary>
    public required string Body { get; init; }

    /// <summary>Time from confirmation, or from the raise that opened it.</summary>
    public required TimeSpan Within { get; init; }

    /// <summary>Reminder before the time is over; null: none.</summary>
    public TimeSpan? RemindBefore { get; init; }

    /// <summary>Ladder of those who may release it; its first step is told when the duty opens.</summary>
    public required string Ladder { get; init; }

    /// <summary>Time to acknowledge that it waits.</summary>
    public required TimeSpan AcknowledgeWithin { get; init; }

    /// <summary>Prepared subject; may hold {number}, {title}, {grade}, {category}, {place}, {openedAt}, {description}.</summary>
    public required LocalText Subject { get; init; }

    /// <summary>Prepared text, with the same names.</summary>
    public required LocalText Text { get; init; }

    /// <summary>Law or rule that it comes from.</summary>
    public string? Source { get; init; }
}
