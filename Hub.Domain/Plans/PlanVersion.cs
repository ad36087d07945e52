using Hub.Domain.Shared;

namespace Hub.Domain.Plans;

/// <summary>Where a version of a plan stands.</summary>
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
}

/// <summary>One version of the emergency plan. Its content never changes; an incident keeps the version that it was activated under.</summary>
public sealed class PlanVersion
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

    /// <summary>The content as JSON, as <see cref="PlanJson"/> reads it.</summary>
    public string Json { get; private set; } = "";

    /// <summary>Where it stands.</summary>
    public PlanState State { get; private set; }

    /// <summary>True for the copy that a drill runs under; never in force for real.</summary>
    public bool IsDrillCopy { get; private set; }

    /// <summary>Made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>In force from, UTC.</summary>
    public DateTimeOffset? InForceFrom { get; private set; }

    /// <summary>Concurrency token.</summary>
    public long Version { get; private set; }

    /// <summary>A version that is in force from now on.</summary>
    public static PlanVersion PutInForce(EmergencyPlan plan, int number, DateTimeOffset now) => Create(plan, number, PlanState.InForce, false, now);

    /// <summary>The copy that a drill runs under.</summary>
    public static PlanVersion ForDrill(EmergencyPlan plan, int number, DateTimeOffset now) => Create(plan, number, PlanState.Approved, true, now);

    /// <summary>Its content.</summary>
    public EmergencyPlan Read() => PlanJson.Read(Json);

    private static PlanVersion Create(EmergencyPlan plan, int number, PlanState state, bool isDrillCopy, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        PlanKey = plan.Key,
        Number = number,
        NameEn = plan.Name.En,
        NameZh = plan.Name.Zh,
        Json = PlanJson.Write(plan),
        State = state,
        IsDrillCopy = isDrillCopy,
        CreatedAt = now.Stored(),
        InForceFrom = state == PlanState.InForce ? now.Stored() : null,
        Version = 1,
    };
}
