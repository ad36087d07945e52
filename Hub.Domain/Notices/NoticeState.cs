namespace Hub.Domain.Notices;

/// <summary>What a notice is about; texts are chosen by it. Numbers are stored.</summary>
public enum NoticeEvent
{
    /// <summary>A report waits for triage.</summary>
    ReportToTriage = 1,

    /// <summary>An incident was confirmed and the plan activated.</summary>
    Activated = 2,

    /// <summary>It became graver.</summary>
    GradeRaised = 3,

    /// <summary>It became less grave.</summary>
    GradeLowered = 4,

    /// <summary>The recipient leads it now.</summary>
    LeaderAppointed = 5,

    /// <summary>The response has ended.</summary>
    StoodDown = 6,

    /// <summary>It is closed.</summary>
    Closed = 7,

    /// <summary>A duty to an outside body waits for release.</summary>
    DutyToRelease = 8,

    /// <summary>A duty is overdue.</summary>
    DutyOverdue = 9,

    /// <summary>The leader owes a progress report.</summary>
    ProgressReportDue = 10,

    /// <summary>What became of a report: confirmed, dismissed or joined.</summary>
    ReportOutcome = 11,

    /// <summary>A situation report waits for the recipient's approval.</summary>
    SituationReportToApprove = 12,

    /// <summary>The recipient's shift begins, or will.</summary>
    ShiftBegins = 20,

    /// <summary>A colleague asks the recipient to cover a shift.</summary>
    CoverAsked = 21,

    /// <summary>Something became of a shift: taken, given, left to the recipient.</summary>
    ShiftMoved = 22,

    /// <summary>What readiness finds wrong, to the plan's owner.</summary>
    ReadinessFindings = 28,
}

/// <summary>Where a notice stands.</summary>
public enum NoticeState
{
    /// <summary>Waits for acknowledgement.</summary>
    Open = 1,

    /// <summary>For information: asks nothing.</summary>
    ForInformation = 2,

    /// <summary>Acknowledged.</summary>
    Acknowledged = 3,

    /// <summary>A newer issue stands in its place.</summary>
    Superseded = 4,

    /// <summary>The matter no longer concerns the recipient.</summary>
    Withdrawn = 5,

    /// <summary>The recipient said that they cannot take it, or handed it over.</summary>
    Declined = 6,
}
