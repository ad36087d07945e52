using Hub.Domain.Incidents;
using Hub.Domain.Shared;

namespace Hub.Web.Features.Wall;

/// <summary>Somebody who was asked to acknowledge.</summary>
/// <param name="Name">Name; empty on a masked display.</param>
/// <param name="As">As what they were told; empty on a masked display.</param>
/// <param name="Asked">Asked, UTC.</param>
/// <param name="Answered">Acknowledged, UTC; null while they have not.</param>
public sealed record WallPerson(string Name, LocalText As, DateTimeOffset Asked, DateTimeOffset? Answered);

/// <summary>A duty that waits for release.</summary>
/// <param name="Body">Outside body; null on a masked display.</param>
/// <param name="DueAt">When it must be out, UTC.</param>
public sealed record WallDuty(Guid Id, LocalText? Body, DateTimeOffset DueAt);

/// <summary>One fact of the record.</summary>
/// <param name="Data">Its named values; on a masked display without names and texts.</param>
public sealed record WallEvent(long Number, DateTimeOffset At, FactKind Kind, string Actor, IReadOnlyDictionary<string, string> Data);

/// <summary>What the big incident shows beyond what the board knows.</summary>
/// <param name="Waiting">Who has not acknowledged, longest first.</param>
/// <param name="Acknowledged">Who has, latest first.</param>
/// <param name="Undelivered">Whom no channel reached.</param>
/// <param name="Duties">Open duties, most urgent first.</param>
/// <param name="Events">The last significant facts, latest first.</param>
public sealed record WallDetail(
    IReadOnlyList<WallPerson> Waiting,
    IReadOnlyList<WallPerson> Acknowledged,
    IReadOnlyList<string> Undelivered,
    IReadOnlyList<WallDuty> Duties,
    IReadOnlyList<WallEvent> Events);

/// <summary>A rota and who has it now.</summary>
public sealed record WallShift(LocalText Rota, IReadOnlyList<string> Names);

/// <summary>What the wall shows while nothing happens.</summary>
/// <param name="Shifts">Who is on call; no names on a masked display.</param>
/// <param name="Plan">Plan in force; null when there is none.</param>
/// <param name="PlanNumber">Its version.</param>
public sealed record WallWatch(IReadOnlyList<WallShift> Shifts, LocalText? Plan, int PlanNumber);
