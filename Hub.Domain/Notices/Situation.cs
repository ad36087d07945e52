using System.Globalization;
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

    internal void Add(Notice notice)
    {
        Notices.Add(notice);
        Effects.Notices.Add(notice);
    }

    /// <summary>
    /// Sends a notice (again): what would wake its recipient in their quiet hours waits until they are over, and the record says so.
    /// Two ladders that come to the same person at one instant send one message to an address.
    /// </summary>
    internal void Post(Notice notice, Person person, IReadOnlyList<Channel> channels, DateTimeOffset now)
    {
        var leaves = Effects.Deliveries.FindAll(d => d.NoticeId == notice.Id && d.CreatedAt == now.Stored());
        var fresh = Posting.Of(notice, person, channels, now).Where(d => !leaves.Exists(l => Serves(l, d))).ToList();
        if (leaves.Count > 0 && fresh.TrueForAll(d => d.State == DeliveryState.Standby))
        {
            return;
        }

        DateTimeOffset? held = null;
        foreach (var delivery in fresh)
        {
            if (Posting.MutedUntil(notice, person, delivery.Channel, now) is { } until)
            {
                delivery.Hold(until, DeliveryHolds.QuietHours);
                held = until;
            }

            Effects.Deliveries.Add(delivery);
        }

        if (held is { } end)
        {
            Effects.Facts.Add(new Fact(
                FactKind.DeliveryHeld, ("name", person.Name), ("why", DeliveryHolds.QuietHours), ("until", end.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))));
        }
    }

    /// <summary>True when one message makes another of the same notice needless: it goes to the same address, and no later.</summary>
    private static bool Serves(Delivery one, Delivery other) =>
        one.Channel == other.Channel && string.Equals(one.Address, other.Address, StringComparison.Ordinal)
        && (one.State != DeliveryState.Standby || other.State == DeliveryState.Standby);

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
