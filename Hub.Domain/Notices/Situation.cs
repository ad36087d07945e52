using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;

namespace Hub.Domain.Notices;

/// <summary>
/// How an incident (or an untriaged report) stands, as far as notices are concerned: what the policies read and change.
/// What they add is collected in <see cref="Effects"/>; climbs, notices and deadlines that were there already are changed in place.
/// </summary>
public sealed class Situation
{
    /// <summary>The plan that it runs under.</summary>
    public required EmergencyPlan Plan { get; init; }

    /// <summary>Version of that plan.</summary>
    public required Guid PlanVersionId { get; init; }

    /// <summary>Who there is.</summary>
    public required Roster Roster { get; init; }

    /// <summary>The incident; null for an untriaged report.</summary>
    public Incident? Incident { get; init; }

    /// <summary>All climbs of it.</summary>
    public List<Climb> Climbs { get; init; } = [];

    /// <summary>All notices of it.</summary>
    public List<Notice> Notices { get; init; } = [];

    /// <summary>Its pending deadlines.</summary>
    public List<Deadline> Deadlines { get; init; } = [];

    /// <summary>What the policies added.</summary>
    public Effects Effects { get; } = new();

    /// <summary>Main matter of the incident.</summary>
    public string MainMatter => $"incident:{Incident!.Id}";

    /// <summary>Cancels the pending deadlines of a subject.</summary>
    public void CancelDeadlines(Guid subjectId, DeadlineKind kind, DateTimeOffset now)
    {
        foreach (var deadline in Deadlines.Where(d => d.SubjectId == subjectId && d.Kind == kind && d.State == DeadlineState.Pending))
        {
            deadline.Cancel(now);
            Effects.EndedDeadlines = true;
        }
    }

    internal void Add(Climb climb)
    {
        Climbs.Add(climb);
        Effects.Climbs.Add(climb);
    }

    internal void Add(Notice notice, IEnumerable<Delivery> deliveries)
    {
        Notices.Add(notice);
        Effects.Notices.Add(notice);
        Effects.Deliveries.AddRange(deliveries);
    }

    /// <summary>Adds a deadline.</summary>
    public void Add(Deadline deadline)
    {
        Deadlines.Add(deadline);
        Effects.Deadlines.Add(deadline);
    }
}

/// <summary>What policies add: written in the command's transaction.</summary>
public sealed class Effects
{
    /// <summary>New climbs.</summary>
    public List<Climb> Climbs { get; } = [];

    /// <summary>New notices.</summary>
    public List<Notice> Notices { get; } = [];

    /// <summary>New deliveries.</summary>
    public List<Delivery> Deliveries { get; } = [];

    /// <summary>New deadlines.</summary>
    public List<Deadline> Deadlines { get; } = [];

    /// <summary>What the record says of it.</summary>
    public List<Fact> Facts { get; } = [];

    /// <summary>True when pending deadlines were cancelled.</summary>
    public bool EndedDeadlines { get; set; }
}
