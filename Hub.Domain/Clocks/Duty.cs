using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Shared;

namespace Hub.Domain.Clocks;

/// <summary>Where a duty stands.</summary>
public enum DutyState
{
    /// <summary>Waits for release.</summary>
    Open = 1,

    /// <summary>Released by somebody with the right; on its way or there.</summary>
    Released = 2,

    /// <summary>Decided, with a reason, that the body is not told (requirement 122).</summary>
    Waived = 3,
}

/// <summary>Something that an outside body must be told, with its own clock; opened by the plan, released by people.</summary>
public sealed class Duty
{
    private Duty()
    {
    }

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>The incident.</summary>
    public Guid IncidentId { get; private set; }

    /// <summary>Key in the plan.</summary>
    public string Key { get; private set; } = "";

    /// <summary>English name.</summary>
    public string NameEn { get; private set; } = "";

    /// <summary>Chinese name.</summary>
    public string NameZh { get; private set; } = "";

    /// <summary>Key of the body.</summary>
    public string BodyKey { get; private set; } = "";

    /// <summary>Name of the body, English.</summary>
    public string BodyNameEn { get; private set; } = "";

    /// <summary>Name of the body, Chinese.</summary>
    public string BodyNameZh { get; private set; } = "";

    /// <summary>Opened, UTC.</summary>
    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>Due, UTC.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>Where it stands.</summary>
    public DutyState State { get; private set; }

    /// <summary>When its time passed unreleased, UTC.</summary>
    public DateTimeOffset? OverdueAt { get; private set; }

    /// <summary>Subject of what is sent, at most 200 characters.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>Text of what is sent, at most 20,000 characters.</summary>
    public string Body { get; private set; } = "";

    /// <summary>Language of the text.</summary>
    public string Culture { get; private set; } = "zh-Hans";

    /// <summary>Who released or waived it.</summary>
    public string? DecidedBy { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Why it was waived.</summary>
    public string? WaiverReason { get; private set; }

    /// <summary>Number that the body gave back.</summary>
    public string? ReferenceNumber { get; private set; }

    /// <summary>When the relay took it, UTC.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>True when it could not be delivered.</summary>
    public bool IsUndelivered { get; private set; }

    /// <summary>Concurrency token.</summary>
    public long Version { get; private set; }

    /// <summary>Name in both languages.</summary>
    public LocalText Name => new(NameEn, NameZh);

    /// <summary>Name of the body in both languages.</summary>
    public LocalText BodyName => new(BodyNameEn, BodyNameZh);

    /// <summary>The plan opens a duty.</summary>
    public static (Duty Duty, Fact Fact) Open(
        Incident incident, string key, LocalText name, string bodyKey, LocalText bodyName, string culture, string subject, string body, TimeSpan within, DateTimeOffset now)
    {
        var duty = new Duty
        {
            Id = Guid.CreateVersion7(now),
            IncidentId = incident.Id,
            Key = key,
            NameEn = name.En,
            NameZh = name.Zh,
            BodyKey = bodyKey,
            BodyNameEn = bodyName.En,
            BodyNameZh = bodyName.Zh,
            OpenedAt = now.Stored(),
            DueAt = (now + within).Stored(),
            State = DutyState.Open,
            Subject = subject,
            Body = body,
            Culture = culture,
            Version = 1,
        };
        return (duty, duty.Say(FactKind.DutyOpened, ("dueAt", duty.DueAt.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture))));
    }

    /// <summary>Corrects the prepared text. Refused: not open, empty, too long, line breaks in the subject.</summary>
    public Outcome<Fact> Correct(string? subject, string? body)
    {
        if ((NotOpen() ?? CheckText(subject, body)) is { } refusal)
        {
            return refusal;
        }

        Subject = Text.Straight(subject!);
        Body = Text.Straight(body!);
        Version++;
        return Say(FactKind.DutyTextChanged);
    }

    /// <summary>Releases it to the body. Refused: not open.</summary>
    public Outcome<Fact> Release(string by, DateTimeOffset now)
    {
        if ((NotOpen() ?? CheckText(Subject, Body)) is { } refusal)
        {
            return refusal;
        }

        State = DutyState.Released;
        DecidedBy = by;
        DecidedAt = now.Stored();
        Version++;
        return Say(FactKind.DutyReleased, ("subject", Subject), ("text", Body));
    }

    /// <summary>Decides that the body is not told. Refused: not open, no reason.</summary>
    public Outcome<Fact> Waive(string? reason, string by, DateTimeOffset now)
    {
        if ((NotOpen() ?? Text.Required("reason", reason, 2_000, lines: true)) is { } refusal)
        {
            return refusal;
        }

        State = DutyState.Waived;
        DecidedBy = by;
        DecidedAt = now.Stored();
        WaiverReason = Text.Straight(reason!);
        Version++;
        return Say(FactKind.DutyWaived, ("reason", WaiverReason));
    }

    /// <summary>Records the number that the body gave back. Refused: not released, empty, over 100 characters.</summary>
    public Outcome<Fact> RecordReference(string? number)
    {
        if ((Text.Required("referenceNumber", number, 100) ?? (State == DutyState.Released ? null : Refusal.Conflict("DutyNotReleased"))) is { } refusal)
        {
            return refusal;
        }

        ReferenceNumber = Text.Straight(number!);
        Version++;
        return Say(FactKind.DutyReferenceRecorded, ("reference", ReferenceNumber));
    }

    /// <summary>Its time passed unreleased.</summary>
    public Fact MarkOverdue(DateTimeOffset now)
    {
        OverdueAt = now.Stored();
        Version++;
        return Say(FactKind.DutyOverdue);
    }

    /// <summary>The relay took it.</summary>
    public Fact MarkSent(DateTimeOffset now)
    {
        SentAt = now.Stored();
        IsUndelivered = false;
        Version++;
        return Say(FactKind.DutySent);
    }

    /// <summary>It could not be delivered.</summary>
    public Fact MarkUndelivered(string why)
    {
        IsUndelivered = true;
        Version++;
        return Say(FactKind.DutyUndelivered, ("why", why));
    }

    private static Refusal? CheckText(string? subject, string? body) =>
        Text.Required("subject", subject, 200) ?? Text.Required("body", body, 20_000, lines: true);

    private Refusal? NotOpen() => State == DutyState.Open ? null : Refusal.Conflict("DutyDecided", DecidedBy ?? "");

    private Fact Say(FactKind kind, params (string, string)[] more) =>
        new(kind, [("dutyEn", NameEn), ("dutyZh", NameZh), ("bodyEn", BodyNameEn), ("bodyZh", BodyNameZh), .. more]);
}
