namespace Hub.Web.Store;

/// <summary>A counter: numbers of reports and incidents by year, and the change log's last sequence.</summary>
public sealed class Counter
{
    /// <summary>Name, such as <c>changes</c> or <c>INC-2026</c>.</summary>
    public string Name { get; set; } = "";

    /// <summary>Last number given out.</summary>
    public long Value { get; set; }
}

/// <summary>A committed change of the board. Sequence is store-wide and increases in the order of commits.</summary>
public sealed class Change
{
    /// <summary>Number from the one counter row, taken last in the transaction.</summary>
    public long Sequence { get; set; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>What changed, as the outside hub names it: the name of the last fact in camel case.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Number of the incident or report.</summary>
    public string Number { get; set; } = "";

    /// <summary>The incident; null for a report that is none yet.</summary>
    public Guid? IncidentId { get; set; }
}

/// <summary>The first answer to a call with an Idempotency-Key, kept 48 h.</summary>
public sealed class IdempotentAnswer
{
    /// <summary>SHA-256 of API key, method, path and header, hexadecimal.</summary>
    public string Scope { get; set; } = "";

    /// <summary>SHA-256 of the request body, hexadecimal.</summary>
    public string BodyHash { get; set; } = "";

    /// <summary>HTTP status.</summary>
    public int Status { get; set; }

    /// <summary>JSON body.</summary>
    public string Body { get; set; } = "";

    /// <summary>When, UTC.</summary>
    public DateTimeOffset At { get; set; }
}

/// <summary>When a recurring job ran last, so that it catches up once.</summary>
public sealed class JobRun
{
    /// <summary>Name of the job.</summary>
    public string Name { get; set; } = "";

    /// <summary>Last completed run, UTC.</summary>
    public DateTimeOffset At { get; set; }
}

/// <summary>A key of ASP.NET Core Data Protection.</summary>
public sealed class ProtectionKey
{
    /// <summary>Identity.</summary>
    public Guid Id { get; set; }

    /// <summary>Its XML.</summary>
    public string Xml { get; set; } = "";
}
