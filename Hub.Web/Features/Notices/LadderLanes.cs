using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Web.Components.Ladder;

namespace Hub.Web.Features.Notices;

/// <summary>How somebody told on a ladder stands, as far as its picture needs it.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Name">Name.</param>
/// <param name="State">State of their notice of this matter and issue; null when they have none.</param>
/// <param name="IsUndelivered">True when no channel reached them.</param>
public sealed record ToldStanding(Guid PersonId, string Name, NoticeState? State, bool IsUndelivered);

/// <summary>Turns a climb into the lane of a picture: what was done and when, what waits, and what comes when nobody answers. Pure.</summary>
public static class LadderLanes
{
    /// <summary>The lane.</summary>
    /// <param name="climb">The climb.</param>
    /// <param name="ladder">Its ladder in the plan that the incident keeps.</param>
    /// <param name="label">Name of the rule.</param>
    /// <param name="due">When its next step is due, UTC; null when nothing is due.</param>
    /// <param name="people">Those told.</param>
    /// <param name="nameOf">Targets of a step in words.</param>
    public static LadderLane Of(Climb climb, Ladder ladder, string label, DateTimeOffset? due, IReadOnlyList<ToldStanding> people, Func<IReadOnlyList<Target>, string> nameOf)
    {
        var steps = new List<LadderStep>();
        var at = climb.StartedAt;
        var isClimbing = climb.State == ClimbState.Climbing;
        for (var step = 0; step <= Math.Min(climb.Step, ladder.Steps.Count - 1); step++)
        {
            var told = climb.Told.Where(t => t.Step == step).OrderBy(t => t.At).ToList();
            at = told.Count > 0 && told[0].At > at ? told[0].At : at;
            var state = step == climb.Step && isClimbing ? LadderStepState.Now : told.Count > 0 ? LadderStepState.Done : LadderStepState.Passed;
            steps.Add(new LadderStep(step + 1, at, state, nameOf(ladder.Steps[step].To), [.. told.Select(t => people.First(p => p.PersonId == t.PersonId)).Select(p => new LadderPerson(p.Name, MarkOf(p)))]));
        }

        if (isClimbing && due is { } next)
        {
            steps.AddRange(Coming(climb, ladder, next, nameOf));
        }

        return new LadderLane(label, steps, climb.State == ClimbState.Answered ? climb.EndedAt : null, climb.State == ClimbState.Ended ? climb.EndedAt : null);
    }

    /// <summary>The stretch of time that shows the whole lane.</summary>
    public static LadderAxis Axis(Climb climb, LadderLane lane, DateTimeOffset now)
    {
        var isClimbing = climb.State == ClimbState.Climbing;
        var last = lane.Steps.Count > 0 ? lane.Steps[^1].At : climb.StartedAt;
        var until = isClimbing ? (last > now ? last : now) : climb.EndedAt is { } ended && ended > last ? ended : last;
        return new LadderAxis(climb.StartedAt, until, isClimbing ? now : null);
    }

    /// <summary>What comes when nobody answers: every step that is left, at the end one repetition.</summary>
    private static IEnumerable<LadderStep> Coming(Climb climb, Ladder ladder, DateTimeOffset due, Func<IReadOnlyList<Target>, string> nameOf)
    {
        var at = due;
        for (var step = climb.Step + 1; step < ladder.Steps.Count; step++)
        {
            yield return new LadderStep(step + 1, at, LadderStepState.Next, nameOf(ladder.Steps[step].To), []);
            at += ladder.Steps[step].Within ?? climb.AcknowledgeWithin;
        }

        if (climb.Step >= ladder.Steps.Count - 1 && (ladder.RepeatTimes is not { } times || climb.Repeats < times))
        {
            yield return new LadderStep(ladder.Steps.Count, due, LadderStepState.Next, nameOf(ladder.Steps[^1].To), []);
        }
    }

    private static LadderMark MarkOf(ToldStanding person) => person switch
    {
        { State: NoticeState.Acknowledged } => LadderMark.Acknowledged,
        { State: NoticeState.Declined } => LadderMark.Declined,
        { IsUndelivered: true } => LadderMark.Undelivered,
        { State: NoticeState.Open } => LadderMark.Waiting,
        _ => LadderMark.LetOff,
    };
}
