using Hub.Domain.People;

namespace Hub.Domain.Plans.Readiness;

/// <summary>What readiness looks at.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Roster">Persons, offices, groups and rotas.</param>
/// <param name="Bodies">External bodies by key.</param>
public sealed record ReadinessInput(EmergencyPlan Plan, Roster Roster, IReadOnlyDictionary<string, ExternalBody> Bodies)
{
    /// <summary>Persons with <see cref="Right.ReleaseOutside"/>; null: rights are not looked at.</summary>
    public IReadOnlySet<Guid>? MayRelease { get; init; }

    /// <summary>Persons with <see cref="Right.Approve"/>; null: rights are not looked at.</summary>
    public IReadOnlySet<Guid>? MayApprove { get; init; }

    /// <summary>Who wrote the version; nobody: it is not known, and then at least two must have the right to approve.</summary>
    public IReadOnlySet<Guid> Authors { get; init; } = new HashSet<Guid>();

    /// <summary>Languages in which texts exist, such as <c>zh-Hans</c>; what they begin with decides.</summary>
    public IReadOnlyList<string> Languages { get; init; } = ["zh", "en"];

    /// <summary>Channels that the program can send by; a person whose verified addresses are all of others is not reached.</summary>
    public IReadOnlySet<Channel> Channels { get; init; } = new HashSet<Channel>(Enum.GetValues<Channel>());

    /// <summary>Keys of the robots that are switched on; null: robots are not looked at.</summary>
    public IReadOnlySet<string>? Robots { get; init; }

    /// <summary>True when the program can send there at all: it has the channel, and the robot is switched on.</summary>
    public bool CanSendTo(ContactPoint point) =>
        Channels.Contains(point.Channel) && (point.Channel != Channel.Robot || Robots is null || Robots.Contains(point.Address));

    /// <summary>True when a person has a verified address from which nothing comes back, and by a channel that there is.</summary>
    public bool Reaches(Person person) => person.ContactPoints.Any(c => c.Counts && CanSendTo(c));
}

/// <summary>What readiness found.</summary>
/// <param name="Interval">The stretch that was looked at.</param>
/// <param name="Findings">What it found: gaps first, then by when they begin.</param>
/// <param name="Covered">For each grade the stretches in which nothing is a gap, in order.</param>
public sealed record ReadinessResult(Span Interval, IReadOnlyList<Finding> Findings, IReadOnlyDictionary<Grading.Grade, IReadOnlyList<Span>> Covered)
{
    /// <summary>True when nothing was found.</summary>
    public bool IsWell => Findings.Count == 0;

    /// <summary>The gaps that hold at some instant of a stretch.</summary>
    public IEnumerable<Finding> GapsIn(Span span) => Findings.Where(f => f.Severity == FindingSeverity.Gap && f.Meets(span));
}
