using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Domain.Plans;

/// <summary>What a plan may keep to certain people.</summary>
public enum PlanAct
{
    /// <summary>Confirm an incident, which activates the plan.</summary>
    Activate = 1,

    /// <summary>Raise the grade.</summary>
    Raise = 2,

    /// <summary>Lower the grade.</summary>
    Lower = 3,

    /// <summary>End the response.</summary>
    StandDown = 4,

    /// <summary>Close the incident.</summary>
    Close = 5,

    /// <summary>Approve at a gate.</summary>
    Approve = 6,
}

/// <summary>
/// Who may do what under one grade (权限). An empty list: anybody with the right for it. The right is asked for in any
/// case; a list only narrows it.
/// </summary>
public sealed record GradeAuthority
{
    /// <summary>Who may confirm an incident of this grade.</summary>
    public IReadOnlyList<Target> Activate { get; init; } = [];

    /// <summary>Who may raise to this grade.</summary>
    public IReadOnlyList<Target> Raise { get; init; } = [];

    /// <summary>Who may lower from this grade.</summary>
    public IReadOnlyList<Target> Lower { get; init; } = [];

    /// <summary>Who may end the response.</summary>
    public IReadOnlyList<Target> StandDown { get; init; } = [];

    /// <summary>Who may close.</summary>
    public IReadOnlyList<Target> Close { get; init; } = [];

    /// <summary>Who may approve at a gate.</summary>
    public IReadOnlyList<Target> Approve { get; init; } = [];

    /// <summary>The list of an act.</summary>
    public IReadOnlyList<Target> Of(PlanAct act) => act switch
    {
        PlanAct.Activate => Activate,
        PlanAct.Raise => Raise,
        PlanAct.Lower => Lower,
        PlanAct.StandDown => StandDown,
        PlanAct.Close => Close,
        PlanAct.Approve => Approve,
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, null),
    };

    /// <summary>A copy with another list for an act.</summary>
    public GradeAuthority With(PlanAct act, IReadOnlyList<Target> targets) => act switch
    {
        PlanAct.Activate => this with { Activate = targets },
        PlanAct.Raise => this with { Raise = targets },
        PlanAct.Lower => this with { Lower = targets },
        PlanAct.StandDown => this with { StandDown = targets },
        PlanAct.Close => this with { Close = targets },
        PlanAct.Approve => this with { Approve = targets },
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, null),
    };
}

/// <summary>Whether somebody may do what a plan keeps to certain people.</summary>
public static class Authority
{
    /// <summary>
    /// Null when the plan lets them; else <c>NotEntitled</c> with the names of those whom it names. The right itself is
    /// checked by the command.
    /// </summary>
    /// <param name="plan">The plan that the incident keeps.</param>
    /// <param name="act">What is to be done.</param>
    /// <param name="grade">The grade that counts: for activating and raising the new one, else the present one.</param>
    /// <param name="caller">Who wants to. Machines and the program itself are held by their rights alone.</param>
    /// <param name="roster">Who there is.</param>
    /// <param name="leader">The incident's leader, when there is one.</param>
    /// <param name="now">The instant.</param>
    public static Refusal? Check(EmergencyPlan plan, PlanAct act, Grade grade, Caller caller, Roster roster, Guid? leader, DateTimeOffset now) =>
        plan.Authority.TryGetValue(grade, out var authority) ? Check(authority.Of(act), caller, roster, leader, now) : null;

    /// <summary>
    /// Null when the targets let them. An empty list lets everybody, and so does one that names nobody who is there:
    /// an emergency does not wait for an empty office.
    /// </summary>
    public static Refusal? Check(IReadOnlyList<Target> targets, Caller caller, Roster roster, Guid? leader, DateTimeOffset now)
    {
        if (targets.Count == 0 || caller.Kind is CallerKind.ApiKey or CallerKind.Program || (caller.PersonId is { } person && roster.Includes(targets, person, now, leader)))
        {
            return null;
        }

        var entitled = roster.Resolve(targets, now, leader);
        return entitled.Count == 0 ? null : Refusal.NotAllowed("NotEntitled", string.Join(" · ", entitled.Select(r => r.Person.Name).Distinct(StringComparer.Ordinal).Take(5)));
    }
}
