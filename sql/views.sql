-- Hub: views for reports. Instants are UTC; durations are whole seconds and NULL while something still runs.
-- Restricted incidents, and what belongs to them, are left out. Run it after schema.sql and after every upgrade.
SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

-- One row an incident: what it was, and how long each part of it took.
CREATE OR ALTER VIEW dbo.IncidentTimes AS
SELECT
    i.Number,
    i.IsDrill,
    i.Title,
    CASE i.Category WHEN 1 THEN N'natural' WHEN 2 THEN N'accident' WHEN 3 THEN N'manmade' END AS Category,
    CASE i.Grade WHEN 1 THEN N'I' WHEN 2 THEN N'II' WHEN 3 THEN N'III' WHEN 4 THEN N'IV' END AS Grade,
    CASE i.Stage WHEN 1 THEN N'detection' WHEN 2 THEN N'containment' WHEN 3 THEN N'eradication' WHEN 4 THEN N'recovery' WHEN 5 THEN N'summary' END AS Stage,
    CASE i.State WHEN 1 THEN N'open' WHEN 2 THEN N'stoodDown' WHEN 3 THEN N'closed' END AS State,
    i.LeaderName,
    r.FirstReportedAt,
    i.OpenedAt,
    i.StoodDownAt,
    i.ClosedAt,
    DATEDIFF_BIG(SECOND, r.FirstReportedAt, i.OpenedAt) AS SecondsToConfirm,
    DATEDIFF_BIG(SECOND, i.OpenedAt, i.StoodDownAt) AS SecondsOfResponse,
    DATEDIFF_BIG(SECOND, i.OpenedAt, i.ClosedAt) AS SecondsToClose
FROM dbo.Incidents AS i
OUTER APPLY (SELECT MIN(p.ReceivedAt) AS FirstReportedAt FROM dbo.Reports AS p WHERE p.IncidentId = i.Id) AS r
WHERE i.IsRestricted = 0;
GO

-- One row a notice: who was told, and how long the first delivery and the acknowledgement took.
CREATE OR ALTER VIEW dbo.NoticeTimes AS
SELECT
    n.Id AS NoticeId,
    i.Number AS IncidentNumber,
    n.IsDrill,
    n.PersonName,
    n.AsEn AS ToldAs,
    CASE n.Grade WHEN 1 THEN N'I' WHEN 2 THEN N'II' WHEN 3 THEN N'III' WHEN 4 THEN N'IV' END AS Grade,
    CASE n.State WHEN 1 THEN N'open' WHEN 2 THEN N'forInformation' WHEN 3 THEN N'acknowledged' WHEN 4 THEN N'superseded' WHEN 5 THEN N'withdrawn' END AS State,
    n.Issue,
    n.IsUndelivered,
    n.CreatedAt,
    d.FirstAcceptedAt,
    n.AcknowledgeBy,
    a.At AS AcknowledgedAt,
    a.[By] AS AcknowledgedBy,
    DATEDIFF_BIG(SECOND, n.CreatedAt, d.FirstAcceptedAt) AS SecondsToDeliver,
    DATEDIFF_BIG(SECOND, n.CreatedAt, a.At) AS SecondsToAcknowledge,
    CAST(CASE WHEN a.At > n.AcknowledgeBy THEN 1 WHEN a.At IS NOT NULL AND n.AcknowledgeBy IS NOT NULL THEN 0 END AS bit) AS AcknowledgedLate
FROM dbo.Notices AS n
LEFT JOIN dbo.Incidents AS i ON i.Id = n.IncidentId
LEFT JOIN dbo.Acknowledgements AS a ON a.NoticeId = n.Id AND a.Issue = n.Issue
OUTER APPLY (SELECT MIN(v.EndedAt) AS FirstAcceptedAt FROM dbo.Deliveries AS v WHERE v.NoticeId = n.Id AND v.State = 3) AS d
WHERE i.IsRestricted = 0 OR i.Id IS NULL;
GO

-- One row a duty to an outside body: when it was due, when it was decided and when it left.
CREATE OR ALTER VIEW dbo.DutyTimes AS
SELECT
    i.Number AS IncidentNumber,
    u.NameEn AS Duty,
    u.BodyNameEn AS Body,
    CASE u.State WHEN 1 THEN N'open' WHEN 2 THEN N'released' WHEN 3 THEN N'waived' END AS State,
    u.OpenedAt,
    u.DueAt,
    u.DecidedAt,
    u.DecidedBy,
    u.SentAt,
    u.ReferenceNumber,
    DATEDIFF_BIG(SECOND, u.OpenedAt, u.DecidedAt) AS SecondsToDecide,
    CASE WHEN u.DecidedAt > u.DueAt THEN DATEDIFF_BIG(SECOND, u.DueAt, u.DecidedAt) WHEN u.DecidedAt IS NOT NULL THEN 0 END AS SecondsLate
FROM dbo.Duties AS u
JOIN dbo.Incidents AS i ON i.Id = u.IncidentId
WHERE i.IsRestricted = 0;
GO

-- One row a deadline that fired: how late the program was.
CREATE OR ALTER VIEW dbo.DeadlineLateness AS
SELECT
    l.Id AS DeadlineId,
    i.Number AS IncidentNumber,
    CASE l.Kind WHEN 1 THEN N'ladderStep' WHEN 2 THEN N'dutyReminder' WHEN 3 THEN N'dutyDue' WHEN 4 THEN N'progressReport' END AS Kind,
    l.DueAt,
    l.EndedAt AS FiredAt,
    l.Failures,
    DATEDIFF_BIG(MILLISECOND, l.DueAt, l.EndedAt) AS MillisecondsLate
FROM dbo.Deadlines AS l
LEFT JOIN dbo.Incidents AS i ON i.Id = l.IncidentId
WHERE l.State = 2 AND (i.IsRestricted = 0 OR i.Id IS NULL);
GO
