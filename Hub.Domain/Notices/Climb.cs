using Hub.Domain.Grading;
using Hub.Domain.Shared;

namespace Hub.Domain.Notices;

/// <summary>Where a climb stands.</summary>
public enum ClimbState
{
    /// <summary>Waits for an answer, and climbs while none comes.</summary>
    Climbing = 1,

    /// <summary>Enough have acknowledged (or, for a report, it was triaged; for a duty, released).</summary>
    Answered = 2,

    /// <summary>The matter is over.</summary>
    Ended = 3,
}

/// <summary>
/// One notice's way up a ladder: which step it is on, who was told, whether anybody answered.
/// One climb for each rule of the plan that asks for acknowledgement.
/// </summary>
public sealed class Climb
{
    private readonly List<Told> told = [];

    private Climb()
    {
    }

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>The matter of its notices.</summary>
    public string Matter { get; private set; } = "";

    /// <summary>What its notices are about.</summary>
    public NoticeEvent Event { get; private set; }

    /// <summary>Key of the plan's rule; for a report <c>triage</c>, for a duty its key.</summary>
    public string Rule { get; private set; } = "";

    /// <summary>Key of the ladder.</summary>
    public string Ladder { get; private set; } = "";

    /// <summary>The incident; null for a report.</summary>
    public Guid? IncidentId { get; private set; }

    /// <summary>The duty, when it is one's ladder.</summary>
    public Guid? DutyId { get; private set; }

    /// <summary>The plan version whose ladder it is.</summary>
    public Guid PlanVersionId { get; private set; }

    /// <summary>Grade that it was started or raised at.</summary>
    public Grade? Grade { get; private set; }

    /// <summary>True in a drill.</summary>
    public bool IsDrill { get; private set; }

    /// <summary>Issue of its notices.</summary>
    public int Issue { get; private set; }

    /// <summary>Step that was fired last, from 0.</summary>
    public int Step { get; private set; }

    /// <summary>How often the end was repeated.</summary>
    public int Repeats { get; private set; }

    /// <summary>How many of those told at the current step must acknowledge.</summary>
    public int Needed { get; private set; }

    /// <summary>Time to acknowledge a step's notices, unless the step has its own.</summary>
    public TimeSpan AcknowledgeWithin { get; private set; }

    /// <summary>Where it stands.</summary>
    public ClimbState State { get; private set; }

    /// <summary>Started, UTC.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Answered or ended, UTC.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Since when the ladder is at its end without an answer, UTC: the board says so loudly.</summary>
    public DateTimeOffset? NobodyAnswersSince { get; private set; }

    /// <summary>When the ladder was repeated as often as the plan asks and ended, UTC: nothing is due any more, and the board stays loud. Null: it goes on.</summary>
    public DateTimeOffset? LadderEndedAt { get; private set; }

    /// <summary>Who was told, at which step.</summary>
    public IReadOnlyList<Told> Told => told;

    /// <summary>Concurrency token.</summary>
    public long Version { get; private set; }

    /// <summary>Starts a climb; its first step is fired by the policy.</summary>
    public static Climb Start(NoticeSubject subject, string rule, string ladder, Guid planVersionId, TimeSpan acknowledgeWithin, int needed, Guid? dutyId, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Matter = subject.Matter,
        Event = subject.Event,
        Rule = rule,
        Ladder = ladder,
        IncidentId = subject.IncidentId,
        DutyId = dutyId,
        PlanVersionId = planVersionId,
        Grade = subject.Grade,
        IsDrill = subject.IsDrill,
        Issue = subject.Issue,
        Needed = needed,
        AcknowledgeWithin = acknowledgeWithin,
        State = ClimbState.Climbing,
        StartedAt = now.Stored(),
        Version = 1,
    };

    /// <summary>Counts an answer, so that two people who answer at the same moment conflict and are counted one after the other.</summary>
    public void Touch() => Version++;

    /// <summary>True when somebody was told, at whatever step.</summary>
    public bool HasTold(Guid personId) => told.Exists(t => t.PersonId == personId);

    /// <summary>Somebody was told at the current step.</summary>
    public void Tell(Guid personId, DateTimeOffset now)
    {
        if (!HasTold(personId))
        {
            told.Add(new Told(Id, personId, Step, now));
        }
    }

    /// <summary>Somebody is told at the current step, also when they were told at an earlier one.</summary>
    public void TellAtStep(Guid personId, DateTimeOffset now)
    {
        Tell(personId, now);
        told.Find(t => t.PersonId == personId)!.MoveTo(Step);
    }

    /// <summary>How many must acknowledge.</summary>
    public void Need(int needed) => Needed = Math.Max(1, needed);

    /// <summary>Goes to a step.</summary>
    public void ClimbTo(int step)
    {
        Step = step;
        Version++;
    }

    /// <summary>The last step is repeated; nobody has answered.</summary>
    public void RepeatEnd(DateTimeOffset now)
    {
        Repeats++;
        NobodyAnswersSince ??= now.Stored();
        Version++;
    }

    /// <summary>The end was repeated as often as the plan asks: nothing more follows by itself.</summary>
    public void EndLadder(DateTimeOffset now)
    {
        NobodyAnswersSince ??= now.Stored();
        LadderEndedAt = now.Stored();
        Version++;
    }

    /// <summary>It waits again, for a step that has its own time: somebody was given the matter, or more time.</summary>
    public void GoOn()
    {
        LadderEndedAt = null;
        Version++;
    }

    /// <summary>What answered it does not hold any more: it climbs on from where it stood.</summary>
    public void Reopen()
    {
        State = ClimbState.Climbing;
        EndedAt = null;
        NobodyAnswersSince = null;
        GoOn();
    }

    /// <summary>Starts anew for a raised grade: everybody told gets a new issue. A changed ladder begins at its first step.</summary>
    public void Reissue(NoticeSubject subject, string ladder, TimeSpan acknowledgeWithin)
    {
        if (!string.Equals(ladder, Ladder, StringComparison.Ordinal))
        {
            // Steps of another ladder mean nothing here: whoever was told is told again at the first.
            Step = 0;
            told.ForEach(t => t.MoveTo(0));
        }

        Ladder = ladder;
        Event = subject.Event;
        Grade = subject.Grade;
        Issue = subject.Issue;
        AcknowledgeWithin = acknowledgeWithin;
        State = ClimbState.Climbing;
        Repeats = 0;
        EndedAt = null;
        NobodyAnswersSince = null;
        LadderEndedAt = null;
        Version++;
    }

    /// <summary>Enough have answered.</summary>
    public void Answer(DateTimeOffset now) => End(ClimbState.Answered, now);

    /// <summary>The matter is over; also for a climb that was answered, so that no raise begins it anew.</summary>
    public void EndWithMatter(DateTimeOffset now) => End(ClimbState.Ended, now);

    private void End(ClimbState state, DateTimeOffset now)
    {
        if (State == ClimbState.Climbing || (State == ClimbState.Answered && state == ClimbState.Ended))
        {
            State = state;
            EndedAt ??= now.Stored();
            NobodyAnswersSince = null;
            LadderEndedAt = null;
            Version++;
        }
    }
}

/// <summary>Somebody who was told in a climb.</summary>
public sealed class Told
{
    private Told()
    {
    }

    internal Told(Guid climbId, Guid personId, int step, DateTimeOffset at)
    {
        ClimbId = climbId;
        PersonId = personId;
        Step = step;
        At = at.Stored();
    }

    /// <summary>Which climb.</summary>
    public Guid ClimbId { get; private set; }

    /// <summary>Who.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>At which step, from 0.</summary>
    public int Step { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset At { get; private set; }

    internal void MoveTo(int step) => Step = step;
}
