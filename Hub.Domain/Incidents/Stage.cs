namespace Hub.Domain.Incidents;

/// <summary>How far the handling of an incident is (S4, 六个阶段 without preparation).</summary>
public enum Stage
{
    /// <summary>检测.</summary>
    Detection = 1,

    /// <summary>抑制.</summary>
    Containment = 2,

    /// <summary>根除.</summary>
    Eradication = 3,

    /// <summary>恢复.</summary>
    Recovery = 4,

    /// <summary>总结.</summary>
    Summary = 5,
}

/// <summary>Where an incident stands as a whole.</summary>
public enum IncidentState
{
    /// <summary>The emergency response runs.</summary>
    Open = 1,

    /// <summary>The response has ended (应急结束); the summary is still due.</summary>
    StoodDown = 2,

    /// <summary>Over.</summary>
    Closed = 3,
}

/// <summary>Where a report stands.</summary>
public enum ReportState
{
    /// <summary>Nobody has judged it.</summary>
    Open = 1,

    /// <summary>An incident was made of it.</summary>
    Confirmed = 2,

    /// <summary>A false alarm.</summary>
    Dismissed = 3,

    /// <summary>It belongs to an incident that ran already.</summary>
    Joined = 4,
}
