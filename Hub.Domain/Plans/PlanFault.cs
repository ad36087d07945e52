namespace Hub.Domain.Plans;

/// <summary>What is wrong with a plan.</summary>
public enum PlanFaultKind
{
    /// <summary>A text is missing in one of the languages, or the law's name is empty.</summary>
    TextMissing = 1,

    /// <summary>A key is not in lower case with hyphens, or is longer than 64 characters.</summary>
    KeyMalformed = 2,

    /// <summary>There is no ladder with that key.</summary>
    LadderUnknown = 3,

    /// <summary>There is no duty with that key.</summary>
    DutyUnknown = 4,

    /// <summary>The directory has no outside body with that key.</summary>
    BodyUnknown = 5,

    /// <summary>The directory has no office, group or rota with that key.</summary>
    TargetUnknown = 6,

    /// <summary>A list that must hold something is empty.</summary>
    Empty = 7,

    /// <summary>A time is zero or negative.</summary>
    TimeNotPositive = 8,

    /// <summary>A time is longer than 31 days.</summary>
    TimeTooLong = 9,

    /// <summary>The reminder does not come before the time is over.</summary>
    ReminderTooEarly = 10,

    /// <summary>A grade has no rule.</summary>
    GradeMissing = 11,

    /// <summary>The same key, duty or channel stands twice in one list.</summary>
    Duplicate = 12,

    /// <summary>A prepared text names something that no incident has, or a brace is not closed.</summary>
    PlaceholderUnknown = 13,

    /// <summary>A subject has a line break, or is longer than 200 characters.</summary>
    SubjectMalformed = 14,

    /// <summary>A channel that does not exist.</summary>
    ChannelUnknown = 15,

    /// <summary>The leader cannot be named by the rule that finds the leader.</summary>
    LeaderNamesItself = 16,

    /// <summary>A ladder is repeated less than no time, or more than a thousand times.</summary>
    RepeatTimesWrong = 17,

    /// <summary>An acknowledgement would expire before the time to give it is over.</summary>
    ExpiresTooEarly = 18,

    /// <summary>The organisation goes deeper than six levels, or has more than two hundred parts.</summary>
    OrganisationTooLarge = 19,

    /// <summary>An outside body of the organisation has no key of the directory, or heads and members.</summary>
    BodyMisplaced = 20,

    /// <summary>A standing text is for an event that no notice is about.</summary>
    EventUnknown = 40,

    /// <summary>A text is longer than its place allows.</summary>
    TextTooLong = 41,

    /// <summary>A text that must be one line has a line break or another control character.</summary>
    TextNotOneLine = 42,
}

/// <summary>One fault of a plan.</summary>
/// <param name="Path">Where, as a JSON path such as <c>$.grades.II.notify[0].ladder</c>.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Value">What stands there, for the sentence; empty when nothing does.</param>
public sealed record PlanFault(string Path, PlanFaultKind Kind, string Value = "");

/// <summary>The keys of the directory that a plan may name.</summary>
/// <param name="Offices">Keys of the offices.</param>
/// <param name="Groups">Keys of the groups.</param>
/// <param name="Rotas">Keys of the rotas.</param>
/// <param name="Bodies">Keys of the outside bodies.</param>
public sealed record KnownKeys(IReadOnlySet<string> Offices, IReadOnlySet<string> Groups, IReadOnlySet<string> Rotas, IReadOnlySet<string> Bodies)
{
    /// <summary>True when the target's office, group or rota is known; persons and the leader always are.</summary>
    public bool Knows(People.Target target) => target.Kind switch
    {
        People.TargetKind.Office or People.TargetKind.Deputy => Offices.Contains(target.Key),
        People.TargetKind.Group => Groups.Contains(target.Key),
        People.TargetKind.Rota => Rotas.Contains(target.Key),
        _ => true,
    };
}
