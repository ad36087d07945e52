namespace Hub.Domain.Incidents;

/// <summary>What a decision brought about. Becomes a timeline entry, and policies react to it.</summary>
/// <param name="Kind">What happened; the text is the resource <c>TimelineTexts[Kind]</c>.</param>
/// <param name="Data">Named values of the text, in the order in which they are hashed.</param>
public record Fact(FactKind Kind, params IReadOnlyList<(string Name, string Value)> Data)
{
    /// <summary>A value by its name; empty when there is none.</summary>
    public string this[string name] => Data.FirstOrDefault(d => d.Name == name).Value ?? "";
}

/// <summary>Everything that the record can say. Numbers are stored: never change or reuse one.</summary>
public enum FactKind
{
    /// <summary>A report came in.</summary>
    ReportReceived = 1,

    /// <summary>A report with the same source and external id came again.</summary>
    ReportRepeated = 2,

    /// <summary>The source says that the condition is over.</summary>
    ReportResolved = 3,

    /// <summary>Confirmed as an incident.</summary>
    ReportConfirmed = 4,

    /// <summary>Judged a false alarm.</summary>
    ReportDismissed = 5,

    /// <summary>Joined to a running incident.</summary>
    ReportJoined = 6,

    /// <summary>An incident was opened.</summary>
    IncidentOpened = 10,

    /// <summary>The plan in force was activated for it.</summary>
    PlanActivated = 11,

    /// <summary>Graver than before.</summary>
    GradeRaised = 12,

    /// <summary>Less grave than before.</summary>
    GradeLowered = 13,

    /// <summary>Another stage.</summary>
    StageChanged = 14,

    /// <summary>Somebody leads it now.</summary>
    LeaderAppointed = 15,

    /// <summary>The leader's word on how it stands.</summary>
    UpdatePosted = 16,

    /// <summary>The response has ended.</summary>
    StoodDown = 17,

    /// <summary>Closed.</summary>
    Closed = 18,

    /// <summary>A progress report was due and did not come.</summary>
    ProgressReportMissed = 19,

    /// <summary>Somebody was told (one entry a step).</summary>
    Notified = 30,

    /// <summary>A notice was acknowledged.</summary>
    Acknowledged = 31,

    /// <summary>Nobody acknowledged; the ladder climbed.</summary>
    LadderClimbed = 32,

    /// <summary>A step names nobody who can be reached; passed at once.</summary>
    StepEmpty = 33,

    /// <summary>Steps fell due together after an outage and were passed over.</summary>
    StepsSkipped = 34,

    /// <summary>The ladder is at its end and nobody has answered.</summary>
    NobodyAnswers = 35,

    /// <summary>A notice could not be delivered on any channel.</summary>
    Undelivered = 36,

    /// <summary>Somebody was not told, and why.</summary>
    NotTold = 37,

    /// <summary>A notice was delivered to its first channel.</summary>
    Delivered = 38,

    /// <summary>A report shares the notice of an earlier one of the same source.</summary>
    NoticeShared = 39,

    /// <summary>A message waits although it could leave, and why: a rate limit, quiet hours.</summary>
    DeliveryHeld = 40,

    /// <summary>Several notices of grade Ⅲ or Ⅳ went to one address in one message.</summary>
    NoticesBundled = 41,

    /// <summary>The recipient said that they cannot take it.</summary>
    CannotTake = 42,

    /// <summary>The recipient handed it over to somebody else.</summary>
    HandedOver = 43,

    /// <summary>Somebody let the ladder climb before its time.</summary>
    ClimbedByHand = 44,

    /// <summary>An acknowledgement has expired: its giver is asked again.</summary>
    AcknowledgementExpired = 45,

    /// <summary>Somebody told the recipient by telephone.</summary>
    ToldByTelephone = 46,

    /// <summary>Somebody had an undelivered notice sent again, to the same address or another.</summary>
    SentAgain = 47,

    /// <summary>What was sent came back.</summary>
    Bounced = 48,

    /// <summary>The ladder was repeated as often as the plan asks and nobody answered.</summary>
    LadderEnded = 49,

    /// <summary>A duty to an outside body was opened.</summary>
    DutyOpened = 50,

    /// <summary>Its prepared text was corrected.</summary>
    DutyTextChanged = 51,

    /// <summary>Released by somebody with the right.</summary>
    DutyReleased = 52,

    /// <summary>The body gave a reference number.</summary>
    DutyReferenceRecorded = 53,

    /// <summary>Decided that the body is not told, and why.</summary>
    DutyWaived = 54,

    /// <summary>Its time is over and nobody has released it.</summary>
    DutyOverdue = 55,

    /// <summary>Reminded that it is open.</summary>
    DutyReminded = 56,

    /// <summary>The relay accepted what was released.</summary>
    DutySent = 57,

    /// <summary>What was released could not be delivered.</summary>
    DutyUndelivered = 58,

    /// <summary>In a drill nothing leaves.</summary>
    DutyHeldInDrill = 59,

    /// <summary>An account was added, changed or disabled.</summary>
    AccountChanged = 70,

    /// <summary>An API key or display was added or revoked.</summary>
    KeyChanged = 71,

    /// <summary>A plan version came into force.</summary>
    PlanInForce = 72,

    /// <summary>An address of a person was verified.</summary>
    AddressVerified = 73,

    /// <summary>A person's addresses, language, presence or quiet hours were changed.</summary>
    PersonChanged = 74,

    /// <summary>A group robot was added or switched off.</summary>
    RobotChanged = 75,

    /// <summary>A rota or one of its layers was added, changed or removed.</summary>
    RotaChanged = 80,

    /// <summary>Somebody stands in on a rota.</summary>
    StoodIn = 81,

    /// <summary>Somebody stands in no more.</summary>
    OverrideRemoved = 82,

    /// <summary>Somebody asked to be covered.</summary>
    CoverAsked = 83,

    /// <summary>A colleague covers.</summary>
    CoverAccepted = 84,

    /// <summary>A colleague can not cover.</summary>
    CoverDeclined = 85,

    /// <summary>Cover is needed no more.</summary>
    CoverWithdrawn = 86,

    /// <summary>Nobody has covered before the shift began.</summary>
    CoverExpired = 87,

    /// <summary>Somebody is not available for shifts, or is again.</summary>
    AvailabilityChanged = 88,

    /// <summary>A secret calendar address was made or ended.</summary>
    CalendarFeedChanged = 89,

    /// <summary>The plan's owner was told what readiness finds.</summary>
    ReadinessTold = 110,

    /// <summary>An office was made, renamed, held by others or taken away.</summary>
    OfficeChanged = 90,

    /// <summary>A group was made, changed or taken away.</summary>
    GroupChanged = 91,

    /// <summary>An outside body was added, changed, retired or removed.</summary>
    BodyChanged = 92,

    /// <summary>An asset was added, changed or taken out of use.</summary>
    AssetChanged = 93,

    /// <summary>A table was taken into the directory.</summary>
    DirectoryImported = 94,

    /// <summary>Somebody answers for an update or a joined report.</summary>
    StatementVerified = 125,

    /// <summary>An update or a joined report was found untrue.</summary>
    StatementRetracted = 126,

    /// <summary>A system is touched by the incident.</summary>
    SystemAffected = 127,

    /// <summary>A touched system stands elsewhere now.</summary>
    SystemStateChanged = 128,

    /// <summary>A system was named by mistake.</summary>
    SystemStruckOut = 129,

    /// <summary>A version of the situation report was begun.</summary>
    SituationReportBegun = 130,

    /// <summary>It was submitted for approval.</summary>
    SituationReportSubmitted = 131,

    /// <summary>It was sent back, or taken back.</summary>
    SituationReportReturned = 132,

    /// <summary>It was approved and frozen; its hash stands in the entry.</summary>
    SituationReportApproved = 133,

    /// <summary>Title, description or place of the incident were corrected.</summary>
    IncidentCorrected = 134,
    /// <summary>A draft of the plan was begun.</summary>
    PlanDrafted = 100,

    /// <summary>A draft of the plan was changed.</summary>
    PlanDraftChanged = 101,

    /// <summary>A version of the plan was submitted for approval.</summary>
    PlanSubmitted = 102,

    /// <summary>A version was sent back to its authors.</summary>
    PlanSentBack = 103,

    /// <summary>A version was approved.</summary>
    PlanApproved = 104,

    /// <summary>It is planned from when a version is in force.</summary>
    PlanScheduled = 105,

    /// <summary>A version gave way to the next.</summary>
    PlanRetired = 106,

    /// <summary>A version was withdrawn.</summary>
    PlanWithdrawn = 107,

    /// <summary>A version is in force again, since the one that took its place was withdrawn.</summary>
    PlanRestored = 108,
}
