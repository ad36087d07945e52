using Hub.Domain.Incidents;
using Hub.Domain.Plans;
using Hub.Domain.Plans.Readiness;
using Hub.Domain.Shared;
using Hub.Web.Live;

namespace Hub.Web.Features.Wall;

/// <summary>Somebody who was asked to acknowledge.</summary>
/// <param name="Name">Name; empty on a masked display.</param>
/// <param name="As">As what they were told; empty on a masked display.</param>
/// <param name="Asked">Asked, UTC.</param>
/// <param name="Answered">Acknowledged, UTC; null while they have not.</param>
public sealed record WallPerson(string Name, LocalText As, DateTimeOffset Asked, DateTimeOffset? Answered);

/// <summary>What sort of approval something waits for; texts are chosen by it.</summary>
public enum WallApprovalKind
{
    /// <summary>A duty to an outside body waits for release.</summary>
    Duty,

    /// <summary>A situation report waits for approval.</summary>
    SituationReport,
}

/// <summary>Something that goes on only when somebody approves it.</summary>
/// <param name="What">What; null on a masked display.</param>
/// <param name="Whose">Names of those who were asked; empty on a masked display.</param>
/// <param name="Since">Waits since, UTC.</param>
/// <param name="DueAt">When it must be decided, UTC; null when nothing says so.</param>
public sealed record WallApproval(WallApprovalKind Kind, Guid Id, LocalText? What, IReadOnlyList<string> Whose, DateTimeOffset Since, DateTimeOffset? DueAt);

/// <summary>One fact of the record.</summary>
/// <param name="Data">Its named values; on a masked display without names and texts.</param>
public sealed record WallEvent(long Number, DateTimeOffset At, FactKind Kind, string Actor, IReadOnlyDictionary<string, string> Data);

/// <summary>What the big incident shows beyond what the board knows.</summary>
/// <param name="Waiting">Who has not acknowledged, longest first.</param>
/// <param name="Acknowledged">Who has, latest first.</param>
/// <param name="Undelivered">Whom no channel reached.</param>
/// <param name="Approvals">What waits for approval, most urgent first.</param>
/// <param name="Events">The last verified events, latest first.</param>
/// <param name="Systems">The systems that it has touched, what is harmed first; without names on a masked display.</param>
/// <param name="Seats">The offices that the incident's plan counts on.</param>
public sealed record WallDetail(
    IReadOnlyList<WallPerson> Waiting,
    IReadOnlyList<WallPerson> Acknowledged,
    IReadOnlyList<string> Undelivered,
    IReadOnlyList<WallApproval> Approvals,
    IReadOnlyList<WallEvent> Events,
    IReadOnlyList<PlanSeat> Seats,
    IReadOnlyList<SystemView> Systems);

/// <summary>A rota, who has it now and who next.</summary>
/// <param name="Count">How many are on call.</param>
/// <param name="Names">Their names; empty on a masked display.</param>
/// <param name="NextAt">The next change, UTC; null when nothing changes any more.</param>
/// <param name="Next">Who is on call then; empty on a masked display.</param>
public sealed record WallShift(string Key, LocalText Rota, int Count, IReadOnlyList<string> Names, DateTimeOffset? NextAt, IReadOnlyList<string> Next);

/// <summary>What the wall shows while nothing happens.</summary>
/// <param name="Shifts">Who is on call.</param>
/// <param name="Plan">Plan in force; null when there is none.</param>
/// <param name="PlanNumber">Its version.</param>
/// <param name="Ready">How ready the organisation is; null without a plan in force.</param>
public sealed record WallWatch(IReadOnlyList<WallShift> Shifts, LocalText? Plan, int PlanNumber, WallReady? Ready);

/// <summary>How ready the organisation is, in a line.</summary>
/// <param name="Whole">The stretch that was looked at.</param>
/// <param name="WellUntil">Until when nothing is found, UTC; null: something is found now.</param>
/// <param name="Gaps">How many gaps there are.</param>
/// <param name="Weaknesses">How many weaknesses.</param>
/// <param name="Next">What to look at first; null when nothing is found, and on a masked display, since it names people.</param>
public sealed record WallReady(Span Whole, DateTimeOffset? WellUntil, int Gaps, int Weaknesses, Finding? Next);
