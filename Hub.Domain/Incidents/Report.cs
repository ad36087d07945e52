using Hub.Domain.Grading;
using Hub.Domain.Shared;

namespace Hub.Domain.Incidents;

/// <summary>What somebody noticed, as they tell it (requirements 73, 90, 98, 99).</summary>
public sealed record ReportContent
{
    /// <summary>In one line; required, at most 200 characters.</summary>
    public string Title { get; init; } = "";

    /// <summary>What was noticed, at most 10,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>What sort of cause, when it is known.</summary>
    public Category? Category { get; init; }

    /// <summary>When it happened; not in the future.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Where, at most 200 characters.</summary>
    public string? Place { get; init; }

    /// <summary>Persons concerned, at most 1,000 characters.</summary>
    public string? Persons { get; init; }

    /// <summary>What was done at once (临时措施), at most 2,000 characters.</summary>
    public string? MeasuresTaken { get; init; }

    /// <summary>Who noticed it, when that is not the caller; at most 100 characters.</summary>
    public string? ReporterName { get; init; }

    /// <summary>How to reach them, at most 200 characters.</summary>
    public string? ReporterContact { get; init; }

    /// <summary>How grave the reporter thinks it is.</summary>
    public Grade? SuspectedGrade { get; init; }

    /// <summary>The system that reports, at most 100 characters.</summary>
    public string? Source { get; init; }

    /// <summary>Its own identity of the event, at most 200 characters; with <see cref="Source"/> it makes a repeated report the same report.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The first fault, or null. Faults: Required, TooLong, ControlCharacters, InTheFuture, ExternalIdWithoutSource.</summary>
    public Refusal? Check(DateTimeOffset now) =>
        Text.Required("title", Title, 200)
        ?? Text.Optional("description", Description, 10_000, lines: true)
        ?? Text.Optional("place", Place, 200)
        ?? Text.Optional("persons", Persons, 1_000, lines: true)
        ?? Text.Optional("measuresTaken", MeasuresTaken, 2_000, lines: true)
        ?? Text.Optional("reporter.name", ReporterName, 100)
        ?? Text.Optional("reporter.contact", ReporterContact, 200)
        ?? Text.Optional("source", Source, 100)
        ?? Text.Optional("externalId", ExternalId, 200)
        ?? (Category is { } category && !Enum.IsDefined(category) ? Refusal.Invalid("category", "Unknown") : null)
        ?? (SuspectedGrade is { } grade && !Enum.IsDefined(grade) ? Refusal.Invalid("suspectedGrade", "Unknown") : null)
        ?? (OccurredAt > now.AddMinutes(5) ? Refusal.Invalid("occurredAt", "InTheFuture") : null)
        ?? (ExternalId is not null && string.IsNullOrEmpty(Source) ? Refusal.Invalid("externalId", "ExternalIdWithoutSource") : null);
}

/// <summary>What somebody noticed, before anyone has judged it, and what became of it.</summary>
public sealed class Report
{
    private Report()
    {
    }

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>Number for people, <c>R-2026-0001</c>.</summary>
    public string Number { get; private set; } = "";

    /// <summary>In one line.</summary>
    public string Title { get; private set; } = "";

    /// <summary>What was noticed.</summary>
    public string? Description { get; private set; }

    /// <summary>What sort of cause.</summary>
    public Category? Category { get; private set; }

    /// <summary>When it happened, UTC.</summary>
    public DateTimeOffset? OccurredAt { get; private set; }

    /// <summary>Where.</summary>
    public string? Place { get; private set; }

    /// <summary>Persons concerned.</summary>
    public string? Persons { get; private set; }

    /// <summary>What was done at once.</summary>
    public string? MeasuresTaken { get; private set; }

    /// <summary>Who noticed it.</summary>
    public string ReporterName { get; private set; } = "";

    /// <summary>How to reach them.</summary>
    public string? ReporterContact { get; private set; }

    /// <summary>The person who reported, when it is one of ours: hears the outcome (requirement 100).</summary>
    public Guid? ReporterPersonId { get; private set; }

    /// <summary>How grave the reporter thinks it is.</summary>
    public Grade? SuspectedGrade { get; private set; }

    /// <summary>The system that reported.</summary>
    public string? Source { get; private set; }

    /// <summary>Its own identity of the event.</summary>
    public string? ExternalId { get; private set; }

    /// <summary>When it came in, UTC.</summary>
    public DateTimeOffset ReceivedAt { get; private set; }

    /// <summary>Where it stands.</summary>
    public ReportState State { get; private set; }

    /// <summary>When the source said that it is over, UTC.</summary>
    public DateTimeOffset? ResolvedAt { get; private set; }

    /// <summary>How often the source has sent it again.</summary>
    public int Repeats { get; private set; }

    /// <summary>The incident that it became or joined.</summary>
    public Guid? IncidentId { get; private set; }

    /// <summary>The climb whose notice speaks of it; several reports of one source share one.</summary>
    public Guid? ClimbId { get; private set; }

    /// <summary>True in a drill.</summary>
    public bool IsDrill { get; private set; }

    /// <summary>Who judged it.</summary>
    public string? TriagedBy { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset? TriagedAt { get; private set; }

    /// <summary>Concurrency token.</summary>
    public long Version { get; private set; }

    /// <summary>A report that came in. The content must have passed <see cref="ReportContent.Check"/>.</summary>
    public static (Report Report, Fact Fact) Receive(string number, ReportContent content, string reporterName, Guid? reporterPersonId, bool isDrill, DateTimeOffset now)
    {
        var report = new Report
        {
            Id = Guid.CreateVersion7(now),
            Number = number,
            Title = Text.Straight(content.Title),
            Description = Text.Clean(content.Description),
            Category = content.Category,
            OccurredAt = content.OccurredAt?.Stored(),
            Place = Text.Clean(content.Place),
            Persons = Text.Clean(content.Persons),
            MeasuresTaken = Text.Clean(content.MeasuresTaken),
            ReporterName = Text.Clean(content.ReporterName) ?? reporterName,
            ReporterContact = Text.Clean(content.ReporterContact),
            ReporterPersonId = reporterPersonId,
            SuspectedGrade = content.SuspectedGrade,
            Source = Text.Clean(content.Source),
            ExternalId = Text.Clean(content.ExternalId),
            ReceivedAt = now.Stored(),
            State = ReportState.Open,
            IsDrill = isDrill,
            Version = 1,
        };
        return (report, new Fact(FactKind.ReportReceived, ("report", number), ("title", report.Title), ("reporter", report.ReporterName), ("source", report.Source ?? "")));
    }

    /// <summary>The notice of this report is the one of that climb.</summary>
    public void ToldBy(Guid climbId) => ClimbId = climbId;

    /// <summary>The source sent it again.</summary>
    public Fact Repeat(DateTimeOffset now, bool resolved)
    {
        Version++;
        Repeats++;
        ResolvedAt = resolved ? now.Stored() : null;
        return new Fact(resolved ? FactKind.ReportResolved : FactKind.ReportRepeated, ("report", Number), ("title", Title));
    }

    /// <summary>An incident was made of it. Refused when it was judged already.</summary>
    public Outcome<Fact> Confirm(Guid incidentId, string incidentNumber, Grade grade, string reason, string by, DateTimeOffset now)
    {
        if (Judge(ReportState.Confirmed, incidentId, by, now) is { } refusal)
        {
            return refusal;
        }

        return new Fact(FactKind.ReportConfirmed, ("report", Number), ("incident", incidentNumber), ("grade", grade.ToString()), ("reason", reason));
    }

    /// <summary>A false alarm. Refused without a reason, or when it was judged already.</summary>
    public Outcome<Fact> Dismiss(string? reason, string by, DateTimeOffset now)
    {
        var refusal = Text.Required("reason", reason, 2_000, lines: true) ?? Judge(ReportState.Dismissed, null, by, now);
        return refusal is null ? new Fact(FactKind.ReportDismissed, ("report", Number), ("title", Title), ("reason", Text.Straight(reason!))) : refusal;
    }

    /// <summary>It belongs to an incident that runs already. Refused without a reason, or when it was judged already.</summary>
    public Outcome<Fact> Join(Incident incident, string? reason, string by, DateTimeOffset now)
    {
        var refusal = Text.Required("reason", reason, 2_000, lines: true)
            ?? (incident.State == IncidentState.Closed ? Refusal.Conflict("IncidentClosed", incident.Number) : null)
            ?? Judge(ReportState.Joined, incident.Id, by, now);
        return refusal is null
            ? new Fact(FactKind.ReportJoined, ("report", Number), ("incident", incident.Number), ("title", Title), ("reason", Text.Straight(reason!)))
            : refusal;
    }

    private Refusal? Judge(ReportState outcome, Guid? incidentId, string by, DateTimeOffset now)
    {
        if (State != ReportState.Open)
        {
            return Refusal.Conflict("ReportTriaged", Number, TriagedBy ?? "");
        }

        State = outcome;
        IncidentId = incidentId;
        TriagedBy = by;
        TriagedAt = now.Stored();
        Version++;
        return null;
    }
}
