namespace Hub.Domain.Shared;

/// <summary>What a deadline is about.</summary>
public enum DeadlineKind
{
    /// <summary>The next step of a ladder is due (subject: the climb).</summary>
    LadderStep = 1,

    /// <summary>An unreleased duty wants a reminder before its time (subject: the duty).</summary>
    DutyReminder = 2,

    /// <summary>The time of a duty is over (subject: the duty).</summary>
    DutyDue = 3,

    /// <summary>The next progress report is due (subject: the incident).</summary>
    ProgressReport = 4,

    /// <summary>An acknowledgement expires (subject: the climb).</summary>
    AcknowledgementExpires = 5,

    /// <summary>A version of the plan comes into force (subject: the version).</summary>
    PlanComesIntoForce = 12,

    /// <summary>People are to be told of a shift (subject: the rota).</summary>
    ShiftNotice = 10,

    /// <summary>A request for cover expires, since the shift begins (subject: the request).</summary>
    CoverExpires = 11,
}

/// <summary>Where a deadline stands.</summary>
public enum DeadlineState
{
    /// <summary>Waits for its instant.</summary>
    Pending = 1,

    /// <summary>Its instant came and what it asks was done.</summary>
    Fired = 2,

    /// <summary>What it guarded happened in time, or does not matter any more.</summary>
    Cancelled = 3,

    /// <summary>Several fell due together after an outage; a later one fired in its place.</summary>
    Skipped = 4,
}

/// <summary>
/// Something that must happen at an instant: the only timer that exists. Written in the transaction
/// that changes the state; claimed by compare-and-swap when due.
/// </summary>
public sealed class Deadline
{
    private Deadline()
    {
    }

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>What it is about.</summary>
    public DeadlineKind Kind { get; private set; }

    /// <summary>Climb, duty, incident or plan version, by <see cref="Kind"/>.</summary>
    public Guid SubjectId { get; private set; }

    /// <summary>The incident it belongs to; null for a ladder of an untriaged report, and for what no incident has to do with.</summary>
    public Guid? IncidentId { get; private set; }

    /// <summary>The instant, UTC.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>Where it stands.</summary>
    public DeadlineState State { get; private set; }

    /// <summary>When it left <see cref="DeadlineState.Pending"/>, UTC.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Lease of the sweep that works on it; another sweep may take it after <see cref="LeaseUntil"/>.</summary>
    public Guid? LeaseOwner { get; private set; }

    /// <summary>End of the lease, UTC.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>How often firing it failed.</summary>
    public int Failures { get; private set; }

    /// <summary>A new deadline.</summary>
    public static Deadline At(DateTimeOffset dueAt, DeadlineKind kind, Guid subjectId, Guid? incidentId) => new()
    {
        Id = Guid.CreateVersion7(dueAt),
        Kind = kind,
        SubjectId = subjectId,
        IncidentId = incidentId,
        DueAt = dueAt.Stored(),
        State = DeadlineState.Pending,
    };

    /// <summary>Its instant came. Does nothing when it has ended already.</summary>
    public void Fire(DateTimeOffset now) => End(DeadlineState.Fired, now);

    /// <summary>It is not needed any more. Does nothing when it has ended already.</summary>
    public void Cancel(DateTimeOffset now) => End(DeadlineState.Cancelled, now);

    /// <summary>A later one fires in its place. Does nothing when it has ended already.</summary>
    public void Skip(DateTimeOffset now) => End(DeadlineState.Skipped, now);

    /// <summary>What it waits for cannot come any more: it is due now. Does nothing when it has ended or is due already.</summary>
    public void PullForward(DateTimeOffset now)
    {
        if (State == DeadlineState.Pending && DueAt > now)
        {
            DueAt = now.Stored();
        }
    }

    private void End(DeadlineState state, DateTimeOffset now)
    {
        if (State != DeadlineState.Pending)
        {
            return;
        }

        State = state;
        EndedAt = now.Stored();
        LeaseOwner = null;
        LeaseUntil = null;
    }
}
