using Hub.Domain.Shared;

namespace Hub.Domain.Plans;

/// <summary>Where a version of a plan stands. Numbers are stored.</summary>
public enum PlanState
{
    /// <summary>Being written.</summary>
    Draft = 1,

    /// <summary>Waits for approval.</summary>
    Submitted = 2,

    /// <summary>Approved, not yet in force.</summary>
    Approved = 3,

    /// <summary>In force.</summary>
    InForce = 4,

    /// <summary>Was in force.</summary>
    Retired = 5,

    /// <summary>Sent back by the approver; a new draft goes on from it.</summary>
    SentBack = 6,

    /// <summary>Taken out of use for good.</summary>
    Withdrawn = 7,
}

/// <summary>
/// One version of the emergency plan (预案版本). Its content changes only while it is a draft; an incident keeps the version
/// that it was activated under, whatever becomes of it.
/// </summary>
public sealed partial class PlanVersion
{
    private PlanVersion()
    {
    }

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>Key of the plan.</summary>
    public string PlanKey { get; private set; } = "";

    /// <summary>Version, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Name, English.</summary>
    public string NameEn { get; private set; } = "";

    /// <summary>Name, Chinese.</summary>
    public string NameZh { get; private set; } = "";

    /// <summary>Name in both languages.</summary>
    public LocalText Name => new(NameEn, NameZh);

    /// <summary>The content as JSON, as <see cref="PlanJson"/> reads it.</summary>
    public string Json { get; private set; } = "";

    /// <summary>Where it stands.</summary>
    public PlanState State { get; private set; }

    /// <summary>True for the copy that a drill runs under; never in force for real.</summary>
    public bool IsDrillCopy { get; private set; }

    /// <summary>Made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Number of the version that its draft began from; null: from nothing, or from a file.</summary>
    public int? BasedOn { get; private set; }

    /// <summary>Everybody who had a hand in its content, one a line: identity and name.</summary>
    public string Authors { get; private set; } = "";

    /// <summary>Last change of the draft, UTC.</summary>
    public DateTimeOffset? ChangedAt { get; private set; }

    /// <summary>Who changed the draft last.</summary>
    public string? ChangedBy { get; private set; }

    /// <summary>What is new in it, in its author's words (修订内容).</summary>
    public string? Summary { get; private set; }

    /// <summary>Submitted for approval, UTC.</summary>
    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>Who submitted it.</summary>
    public string? SubmittedBy { get; private set; }

    /// <summary>Approved, UTC.</summary>
    public DateTimeOffset? ApprovedAt { get; private set; }

    /// <summary>Who approved it.</summary>
    public string? ApprovedBy { get; private set; }

    /// <summary>Why it was approved although something was open; null: nothing was.</summary>
    public string? ApprovalReason { get; private set; }

    /// <summary>Is to come into force, UTC; null: nothing is planned.</summary>
    public DateTimeOffset? PlannedFrom { get; private set; }

    /// <summary>In force from, UTC: the last time that it came into force.</summary>
    public DateTimeOffset? InForceFrom { get; private set; }

    /// <summary>The version whose place it took; restored when this one is withdrawn.</summary>
    public Guid? ReplacedId { get; private set; }

    /// <summary>Retired, sent back or withdrawn, UTC.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Who sent it back or withdrew it.</summary>
    public string? EndedBy { get; private set; }

    /// <summary>Why it was sent back or withdrawn.</summary>
    public string? EndReason { get; private set; }

    /// <summary>Concurrency token.</summary>
    public long Version { get; private set; }

    /// <summary>Names of everybody who had a hand in its content.</summary>
    public IReadOnlyList<string> AuthorNames => [.. PlanAuthor.Parse(Authors).Select(a => a.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>A version that is in force from now on.</summary>
    public static PlanVersion PutInForce(EmergencyPlan plan, int number, DateTimeOffset now) => Create(plan, number, PlanState.InForce, false, now);

    /// <summary>The copy that a drill runs under.</summary>
    public static PlanVersion ForDrill(EmergencyPlan plan, int number, DateTimeOffset now) => Create(plan, number, PlanState.Approved, true, now);

    /// <summary>Its content.</summary>
    public EmergencyPlan Read() => PlanJson.Read(Json);

    private static PlanVersion Create(EmergencyPlan plan, int number, PlanState state, bool isDrillCopy, DateTimeOffset now)
    {
        var version = new PlanVersion
        {
            Id = Guid.CreateVersion7(now),
            PlanKey = plan.Key,
            Number = number,
            State = state,
            IsDrillCopy = isDrillCopy,
            CreatedAt = now.Stored(),
            InForceFrom = state == PlanState.InForce ? now.Stored() : null,
            Version = 1,
        };
        version.Write(plan);
        return version;
    }

    private void Write(EmergencyPlan plan)
    {
        NameEn = plan.Name.En;
        NameZh = plan.Name.Zh;
        Json = PlanJson.Write(plan);
    }
}
