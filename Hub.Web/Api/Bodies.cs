using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;

namespace Hub.Web.Api;

/// <summary>Who noticed it.</summary>
public sealed record ReporterBody
{
    [Required, MaxLength(100), Description("Name of who noticed it.")]
    public string? Name { get; init; }

    [MaxLength(200), Description("Telephone number or mail address.")]
    public string? Contact { get; init; }
}

/// <summary>What was noticed.</summary>
public record ReportBody
{
    [Required, MaxLength(200), Description("What happened, in one line.")]
    public string? Title { get; init; }

    [MaxLength(10_000), Description("What was noticed; line breaks are allowed.")]
    public string? Description { get; init; }

    [Description("What sort of cause.")]
    public Category? Category { get; init; }

    [Description("When it happened, ISO 8601 with its zone; not in the future.")]
    public DateTimeOffset? OccurredAt { get; init; }

    [MaxLength(200), Description("Where.")]
    public string? Place { get; init; }

    [MaxLength(1_000), Description("Persons concerned.")]
    public string? Persons { get; init; }

    [MaxLength(2_000), Description("What was done at once.")]
    public string? MeasuresTaken { get; init; }

    [Description("Who noticed it, when that is not the key's own system.")]
    public ReporterBody? Reporter { get; init; }

    [Description("How grave the reporter thinks it is.")]
    public Grade? SuspectedGrade { get; init; }

    [MaxLength(100), Description("The system that reports.")]
    public string? Source { get; init; }

    [MaxLength(200), Description("Its own identity of the event: the same source and externalId again is the same report.")]
    public string? ExternalId { get; init; }

    internal ReportContent ToContent() => new()
    {
        Title = Title ?? "",
        Description = Description,
        Category = Category,
        OccurredAt = OccurredAt,
        Place = Place,
        Persons = Persons,
        MeasuresTaken = MeasuresTaken,
        ReporterName = Reporter?.Name,
        ReporterContact = Reporter?.Contact,
        SuspectedGrade = SuspectedGrade,
        Source = Source,
        ExternalId = ExternalId,
    };
}

/// <summary>A report and its confirmation in one.</summary>
public sealed record IncidentBody : ReportBody
{
    [Required, Description("How grave.")]
    public Grade? Grade { get; init; }

    [Required, MaxLength(2_000), Description("Why this grade.")]
    public string? Reason { get; init; }

    [Description("Only those named on it may know of it.")]
    public bool IsRestricted { get; init; }
}

/// <summary>A report is an incident.</summary>
public sealed record ConfirmBody
{
    [Required, Description("How grave.")]
    public Grade? Grade { get; init; }

    [Required, MaxLength(2_000), Description("Why this grade.")]
    public string? Reason { get; init; }

    [Description("What sort of cause; without it, the report's.")]
    public Category? Category { get; init; }

    [Description("Only those named on it may know of it.")]
    public bool IsRestricted { get; init; }
}

/// <summary>Why.</summary>
public sealed record ReasonBody
{
    [Required, MaxLength(2_000), Description("Why; stands in the record.")]
    public string? Reason { get; init; }
}

/// <summary>A report belongs to an incident.</summary>
public sealed record JoinBody
{
    [Required, Description("Number of the incident.")]
    public string? Incident { get; init; }

    [Required, MaxLength(2_000), Description("Why.")]
    public string? Reason { get; init; }
}

/// <summary>How it stands.</summary>
public sealed record UpdateBody
{
    [Required, MaxLength(4_000), Description("How it stands; line breaks are allowed.")]
    public string? Text { get; init; }

    [Description("True when the caller answers for it; else it stands as unverified until somebody does.")]
    public bool Verified { get; init; }
}

/// <summary>What an incident is called and said to be.</summary>
public record IncidentTextBody
{
    [Required, MaxLength(200), Description("In one line.")]
    public string? Title { get; init; }

    [MaxLength(10_000), Description("What is known; left out, it becomes empty.")]
    public string? Description { get; init; }

    [MaxLength(200), Description("Where; left out, it becomes empty.")]
    public string? Place { get; init; }

    internal Features.Incidents.IncidentText Text => new(Title, Description, Place);
}

/// <summary>Corrected texts of an incident.</summary>
public sealed record CorrectBody : IncidentTextBody
{
    [Description("The texts as they were read: refused when somebody has corrected them since.")]
    public IncidentTextBody? Read { get; init; }
}

/// <summary>Another grade.</summary>
public sealed record GradeBody
{
    [Required, Description("The new grade.")]
    public Grade? Grade { get; init; }

    [Required, MaxLength(2_000), Description("Why.")]
    public string? Reason { get; init; }

    [Description("The grade that was seen: refused when somebody has changed it since.")]
    public Grade? From { get; init; }
}

/// <summary>Another leader.</summary>
public sealed record LeaderBody
{
    [Required, MaxLength(254), Description("Identity, mail address or exact name of the person.")]
    public string? Person { get; init; }
}

/// <summary>Another stage.</summary>
public sealed record StageBody
{
    [Required, Description("The new stage.")]
    public Stage? Stage { get; init; }
}

/// <summary>Somebody acknowledges.</summary>
public sealed record AcknowledgeBody
{
    [MaxLength(100), Description("Name of the person for whom the key acknowledges; without it, the recipient.")]
    public string? OnBehalfOf { get; init; }
}

/// <summary>A corrected text of a duty.</summary>
public sealed record DutyTextBody
{
    [Required, MaxLength(200), Description("Subject of the mail, one line.")]
    public string? Subject { get; init; }

    [Required, MaxLength(20_000), Description("Text of the mail.")]
    public string? Body { get; init; }

    [Description("Version that was read; refused when somebody has changed it since.")]
    public long? Version { get; init; }
}

/// <summary>A duty is released.</summary>
public sealed record ReleaseBody
{
    [Description("Version that was read; refused when somebody has changed it since.")]
    public long? Version { get; init; }
}

/// <summary>The number that an outside body gave back.</summary>
public sealed record ReferenceBody
{
    [Required, MaxLength(100), Description("Reference number.")]
    public string? ReferenceNumber { get; init; }
}
