using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Domain.Response;

/// <summary>Where a situation report stands.</summary>
public enum SituationReportState
{
    /// <summary>草稿: is being written.</summary>
    Draft = 1,

    /// <summary>待审批: waits for somebody entitled who did not write it.</summary>
    Submitted = 2,

    /// <summary>已批准: frozen.</summary>
    Approved = 3,
}

/// <summary>Somebody who wrote on a situation report, and so cannot approve it.</summary>
public sealed class SituationReportWriter
{
    private SituationReportWriter()
    {
    }

    internal SituationReportWriter(Guid reportId, Guid writerId, string name)
    {
        ReportId = reportId;
        WriterId = writerId;
        Name = name;
    }

    /// <summary>The report.</summary>
    public Guid ReportId { get; private set; }

    /// <summary>The person, or account or key without one.</summary>
    public Guid WriterId { get; private set; }

    /// <summary>Name as the record has it.</summary>
    public string Name { get; private set; } = "";
}

/// <summary>
/// How an incident stands, as a document: one numbered version of it. Draft, submitted, approved by somebody entitled who
/// did not write it, and from then on frozen; its hash stands in the record.
/// </summary>
public sealed class SituationReport
{
    /// <summary>Version of the canonical bytes; goes into the hash.</summary>
    public const byte Format = 1;

    private readonly List<SituationReportWriter> writers = [];

    private SituationReport()
    {
    }

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>The incident.</summary>
    public Guid IncidentId { get; private set; }

    /// <summary>Which version of the incident's report, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Where it stands.</summary>
    public SituationReportState State { get; private set; }

    /// <summary>Language that it is written in, <c>zh-Hans</c> or <c>en</c>.</summary>
    public string Culture { get; private set; } = "en";

    /// <summary>How it stands.</summary>
    public string Situation { get; private set; } = "";

    /// <summary>What was done.</summary>
    public string Measures { get; private set; } = "";

    /// <summary>Which systems are touched.</summary>
    public string Systems { get; private set; } = "";

    /// <summary>What comes next.</summary>
    public string NextSteps { get; private set; } = "";

    /// <summary>What is needed.</summary>
    public string Needs { get; private set; } = "";

    /// <summary>What is to be expected.</summary>
    public string Outlook { get; private set; } = "";

    /// <summary>Begun, UTC.</summary>
    public DateTimeOffset BegunAt { get; private set; }

    /// <summary>Who wrote it last.</summary>
    public string WrittenBy { get; private set; } = "";

    /// <summary>When, UTC.</summary>
    public DateTimeOffset WrittenAt { get; private set; }

    /// <summary>Who submitted it; null while it is a draft.</summary>
    public string? SubmittedBy { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>Why it was sent back the last time; null when it was not.</summary>
    public string? ReturnedBecause { get; private set; }

    /// <summary>Who sent it back.</summary>
    public string? ReturnedBy { get; private set; }

    /// <summary>Who approved it.</summary>
    public string? ApprovedBy { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset? ApprovedAt { get; private set; }

    /// <summary>SHA-256 over the canonical bytes, 64 hexadecimal digits; null before it is approved.</summary>
    public string? Hash { get; private set; }

    /// <summary>Everybody who wrote on it.</summary>
    public IReadOnlyList<SituationReportWriter> Writers => writers;

    /// <summary>Concurrency token.</summary>
    public long Version { get; private set; }

    /// <summary>The six texts together.</summary>
    public SituationReportText Text => new(Situation, Measures, Systems, NextSteps, Needs, Outlook);

    /// <summary>A new version begins, with texts that the program has put together. Refused: closed incident.</summary>
    /// <param name="incident">Of which it is.</param>
    /// <param name="number">From 1.</param>
    /// <param name="culture">Language of the author.</param>
    /// <param name="text">A copy of the version before, or what the record says.</param>
    /// <param name="by">Who begins.</param>
    /// <param name="now">Now.</param>
    public static Outcome<(SituationReport Report, Fact Fact)> Begin(Incident incident, int number, string culture, SituationReportText text, Caller by, DateTimeOffset now)
    {
        if (incident.State == IncidentState.Closed)
        {
            return Refusal.Conflict("IncidentClosed", incident.Number);
        }

        var report = new SituationReport
        {
            Id = Guid.CreateVersion7(now),
            IncidentId = incident.Id,
            Number = number,
            State = SituationReportState.Draft,
            Culture = culture,
            BegunAt = now.Stored(),
        };
        report.Take(text, by, now);
        return (report, report.Say(FactKind.SituationReportBegun));
    }

    /// <summary>Writes the texts. Refused: not a draft; a text over 4,000 characters; written by somebody else since it was read.</summary>
    public Refusal? Write(SituationReportText text, long readVersion, Caller by, DateTimeOffset now)
    {
        var refusal = NotDraft() ?? text.Fault() ?? (readVersion == Version ? null : Refusal.Conflict("SituationReportChanged", WrittenBy));
        if (refusal is null)
        {
            Take(text, by, now);
        }

        return refusal;
    }

    /// <summary>Submits it for approval. Refused: not a draft; without a word on the situation; changed by somebody else since it was read.</summary>
    public Outcome<Fact> Submit(long? readVersion, Caller by, DateTimeOffset now)
    {
        var refusal = NotDraft() ?? Changed(readVersion) ?? (string.IsNullOrWhiteSpace(Situation) ? Refusal.Invalid("situation", "Required") : null);
        if (refusal is not null)
        {
            return refusal;
        }

        State = SituationReportState.Submitted;
        SubmittedBy = by.Name;
        SubmittedAt = now.Stored();
        ReturnedBecause = null;
        ReturnedBy = null;
        Version++;
        return Say(FactKind.SituationReportSubmitted);
    }

    /// <summary>Sends it back to be written on, or takes it back. Refused: not submitted; no reason.</summary>
    public Outcome<Fact> Return(string? reason, Caller by)
    {
        var refusal = Shared.Text.Required("reason", reason, 2_000, lines: true) ?? NotSubmitted();
        if (refusal is not null)
        {
            return refusal;
        }

        State = SituationReportState.Draft;
        ReturnedBecause = Shared.Text.Straight(reason!);
        ReturnedBy = by.Name;
        Version++;
        return Say(FactKind.SituationReportReturned, ("reason", ReturnedBecause));
    }

    /// <summary>True when the caller wrote a word of it.</summary>
    public bool IsWrittenBy(Caller caller) => writers.Exists(w => w.WriterId == IdOf(caller));

    /// <summary>Approves and freezes it. Refused: not submitted; by one of its writers; changed since it was read.</summary>
    public Outcome<Fact> Approve(Incident incident, long? readVersion, Caller by, DateTimeOffset now)
    {
        var refusal = NotSubmitted() ?? Changed(readVersion) ?? (IsWrittenBy(by) ? Refusal.NotAllowed("OwnSituationReport") : null);
        if (refusal is not null)
        {
            return refusal;
        }

        State = SituationReportState.Approved;
        ApprovedBy = by.Name;
        ApprovedAt = now.Stored();
        Hash = ComputeHash(incident.Number);
        Version++;
        return Say(FactKind.SituationReportApproved, ("hash", Hash));
    }

    /// <summary>The hash that its content asks for; equal to <see cref="Hash"/> while nobody has touched it.</summary>
    /// <param name="incident">Number of its incident.</param>
    public string ComputeHash(string incident)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([Format]);
        Span<byte> length = stackalloc byte[8];
        foreach (var part in (string[])
        [
            incident, Number.ToString(System.Globalization.CultureInfo.InvariantCulture), Culture, Situation, Measures, Systems, NextSteps, Needs, Outlook,
            .. writers.Select(w => w.Name).Order(StringComparer.Ordinal), ApprovedBy ?? "", ApprovedAt?.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture) ?? "",
        ])
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt64BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static Guid IdOf(Caller caller) => caller.PersonId ?? caller.Id ?? Guid.Empty;

    private void Take(SituationReportText text, Caller by, DateTimeOffset now)
    {
        (Situation, Measures, Systems, NextSteps, Needs, Outlook) = text.Trimmed();
        WrittenBy = by.Name;
        WrittenAt = now.Stored();
        Version++;
        if (!IsWrittenBy(by))
        {
            writers.Add(new SituationReportWriter(Id, IdOf(by), by.Name));
        }
    }

    private Refusal? NotDraft() => State switch
    {
        SituationReportState.Approved => Refusal.Conflict("SituationReportFrozen", Number),
        SituationReportState.Submitted => Refusal.Conflict("SituationReportSubmittedAlready", SubmittedBy ?? ""),
        _ => null,
    };

    private Refusal? NotSubmitted() => State switch
    {
        SituationReportState.Approved => Refusal.Conflict("SituationReportFrozen", Number),
        SituationReportState.Draft => Refusal.Conflict("SituationReportNotSubmitted"),
        _ => null,
    };

    private Refusal? Changed(long? readVersion) => readVersion is { } read && read != Version ? Refusal.Conflict("SituationReportChanged", WrittenBy) : null;

    private Fact Say(FactKind kind, params (string, string)[] more) => new(kind, [("version", Number.ToString(System.Globalization.CultureInfo.InvariantCulture)), .. more]);
}
