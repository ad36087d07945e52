using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Domain.Plans;

/// <summary>What a part of the plan's organisation is. Written into the plan by name.</summary>
public enum PlanUnitKind
{
    /// <summary>Leadership group (领导小组): leads, decides.</summary>
    LeadershipGroup = 1,

    /// <summary>Working group (工作小组): coordinates, handles on site.</summary>
    WorkingGroup = 2,

    /// <summary>Implementation group (实施小组): carries the response out.</summary>
    ImplementationGroup = 3,

    /// <summary>Daily operation group (日常运行小组).</summary>
    DailyOperation = 4,

    /// <summary>One office (岗位).</summary>
    Office = 5,

    /// <summary>An outside body (外部机构).</summary>
    ExternalBody = 6,

    /// <summary>Anything else that the plan sets up.</summary>
    Other = 7,
}

/// <summary>One part of the plan's organisation (应急组织机构), with what stands below it.</summary>
public sealed record PlanUnit
{
    /// <summary>Key, once in a plan.</summary>
    public required string Key { get; init; }

    /// <summary>What it is.</summary>
    public required PlanUnitKind Kind { get; init; }

    /// <summary>Name.</summary>
    public required LocalText Name { get; init; }

    /// <summary>Who heads it, and who stands in: offices in order.</summary>
    public IReadOnlyList<Target> Head { get; init; } = [];

    /// <summary>Who belongs to it beside the head.</summary>
    public IReadOnlyList<Target> Members { get; init; } = [];

    /// <summary>Key of the outside body in the directory; only for <see cref="PlanUnitKind.ExternalBody"/>.</summary>
    public string? Body { get; init; }

    /// <summary>What it has to do (职责).</summary>
    public IReadOnlyList<LocalText> Duties { get; init; } = [];

    /// <summary>What it has to have ready before anything happens (准备内容).</summary>
    public IReadOnlyList<LocalText> Preparation { get; init; } = [];

    /// <summary>What stands below it.</summary>
    public IReadOnlyList<PlanUnit> Units { get; init; } = [];

    /// <summary>This part and everything below it, from the top.</summary>
    public IEnumerable<PlanUnit> WithAllBelow() => Units.SelectMany(u => u.WithAllBelow()).Prepend(this);
}
