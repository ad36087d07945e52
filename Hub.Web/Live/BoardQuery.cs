using System.Collections.Immutable;
using Hub.Domain.Clocks;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Live;

/// <summary>Reads what the board shows, for a batch of incidents or reports at a time.</summary>
public static class BoardQuery
{
    /// <summary>Most names that an incident lists as waiting; beyond it the count speaks.</summary>
    public const int MostNames = 50;

    /// <summary>Identities of the incidents that the board shows.</summary>
    public static Task<List<Guid>> RunningIncidents(HubDbContext db, CancellationToken cancellation) =>
        db.Incidents.Where(i => i.State != IncidentState.Closed).Select(i => i.Id).ToListAsync(cancellation);

    /// <summary>The incidents as the board shows them, closed ones too.</summary>
    public static async Task<List<IncidentView>> Incidents(HubDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var incidents = await db.Incidents.AsNoTracking().Where(i => ids.Contains(i.Id)).ToListAsync(cancellation);
        var notices = await db.Notices.Where(n => n.IncidentId != null && ids.Contains(n.IncidentId.Value))
            .GroupBy(n => n.IncidentId!.Value)
            .Select(g => new
            {
                g.Key,
                Open = g.Count(n => n.State == NoticeState.Open),
                Silent = g.Where(n => n.State == NoticeState.Open && n.Event != NoticeEvent.DutyToRelease && n.Event != NoticeEvent.DutyOverdue && n.Event != NoticeEvent.SituationReportToApprove)
                    .Select(n => n.PersonId).Distinct().Count(),
                Undelivered = g.Count(n => n.IsUndelivered && (n.State == NoticeState.Open || n.State == NoticeState.ForInformation)),
            })
            .ToDictionaryAsync(g => g.Key, cancellation);
        var waiting = await Waiting(db, notices.Values.Where(n => n.Open is > 0 and <= MostNames).Select(n => n.Key).ToList(), cancellation);
        foreach (var crowd in notices.Values.Where(n => n.Open > MostNames))
        {
            waiting[crowd.Key] = await db.Notices.Where(n => n.IncidentId == crowd.Key && n.State == NoticeState.Open)
                .Select(n => n.PersonName).Distinct().Order().Take(MostNames).ToListAsync(cancellation);
        }

        var silent = await db.Climbs.Where(c => c.State == ClimbState.Climbing && c.NobodyAnswersSince != null && c.IncidentId != null && ids.Contains(c.IncidentId.Value))
            .GroupBy(c => c.IncidentId!.Value)
            .Select(g => new { g.Key, Since = g.Min(c => c.NobodyAnswersSince) })
            .ToDictionaryAsync(g => g.Key, g => g.Since, cancellation);
        var duties = await db.Duties.Where(d => ids.Contains(d.IncidentId) && (d.State == DutyState.Open || d.IsUndelivered))
            .GroupBy(d => d.IncidentId)
            .Select(g => new { g.Key, Open = g.Count(d => d.State == DutyState.Open), Undelivered = g.Count(d => d.IsUndelivered) })
            .ToDictionaryAsync(g => g.Key, cancellation);
        var deadlines = await Deadlines(db, ids, cancellation);
        var named = await Named(db, incidents, cancellation);

        return incidents.ConvertAll(i => new IncidentView
        {
            Id = i.Id,
            Number = i.Number,
            Title = i.Title,
            Grade = i.Grade,
            Stage = i.Stage,
            State = i.State,
            LeaderName = i.LeaderName,
            OpenedAt = i.OpenedAt,
            NextDeadline = deadlines.GetValueOrDefault(i.Id),
            Unacknowledged = notices.GetValueOrDefault(i.Id)?.Open ?? 0,
            Silent = notices.GetValueOrDefault(i.Id)?.Silent ?? 0,
            Waiting = waiting.GetValueOrDefault(i.Id) ?? [],
            LatestUpdate = i.LatestUpdate,
            LatestUpdateAt = i.LatestUpdateAt,
            LatestUpdateBy = i.LatestUpdateBy,
            LatestUpdateIsVerified = i.LatestUpdateIsVerified,
            IsDrill = i.IsDrill,
            IsRestricted = i.IsRestricted,
            NamedPersonIds = named.GetValueOrDefault(i.Id) ?? ImmutableHashSet<Guid>.Empty,
            NobodyAnswersSince = silent.GetValueOrDefault(i.Id),
            Undelivered = (notices.GetValueOrDefault(i.Id)?.Undelivered ?? 0) + (duties.GetValueOrDefault(i.Id)?.Undelivered ?? 0),
            OpenDuties = duties.GetValueOrDefault(i.Id)?.Open ?? 0,
        });
    }

    /// <summary>Reports by their numbers, with their state; or all that wait for triage.</summary>
    public static async Task<List<(ReportView View, ReportState State, Guid? IncidentId)>> Reports(HubDbContext db, IReadOnlyCollection<string>? numbers, CancellationToken cancellation)
    {
        if (numbers is { Count: 0 })
        {
            return [];
        }

        var wanted = numbers is null ? db.Reports.Where(r => r.State == ReportState.Open) : db.Reports.Where(r => numbers.Contains(r.Number));
        var rows = await (
            from r in wanted.AsNoTracking()
            join c in db.Climbs.IgnoreAutoIncludes() on r.ClimbId equals (Guid?)c.Id into climbs
            from c in climbs.DefaultIfEmpty()
            select new
            {
                r.Id, r.Number, r.Title, r.ReporterName, r.ReceivedAt, r.SuspectedGrade, r.IsDrill, r.State, r.IncidentId,
                Within = (TimeSpan?)c.AcknowledgeWithin,
                NobodyAnswersSince = c.State == ClimbState.Climbing ? c.NobodyAnswersSince : null,
            }).ToListAsync(cancellation);
        return rows.ConvertAll(r => (
            new ReportView
            {
                Id = r.Id,
                Number = r.Number,
                Title = r.Title,
                Reporter = r.ReporterName,
                ReceivedAt = r.ReceivedAt,
                SuspectedGrade = r.SuspectedGrade,
                TriageDue = r.ReceivedAt + r.Within,
                NobodyAnswersSince = r.NobodyAnswersSince,
                IsDrill = r.IsDrill,
            },
            r.State,
            r.IncidentId));
    }

    private static async Task<Dictionary<Guid, List<string>>> Waiting(HubDbContext db, List<Guid> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var rows = await db.Notices.Where(n => n.IncidentId != null && ids.Contains(n.IncidentId.Value) && n.State == NoticeState.Open)
            .Select(n => new { IncidentId = n.IncidentId!.Value, n.PersonName })
            .ToListAsync(cancellation);
        return rows.GroupBy(r => r.IncidentId)
            .ToDictionary(g => g.Key, g => g.Select(r => r.PersonName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList());
    }

    private static async Task<Dictionary<Guid, NextDeadline>> Deadlines(HubDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        // A reminder is no deadline of anybody: the duty's own instant is shown.
        var rows = await db.Deadlines
            .Where(d => d.State == DeadlineState.Pending && d.Kind != DeadlineKind.DutyReminder && d.Kind != DeadlineKind.AcknowledgementExpires && d.IncidentId != null && ids.Contains(d.IncidentId.Value))
            .Select(d => new { IncidentId = d.IncidentId!.Value, d.Kind, d.DueAt })
            .ToListAsync(cancellation);
        return rows.GroupBy(r => r.IncidentId).ToDictionary(
            g => g.Key,
            g => g.MinBy(r => r.DueAt) is { } first ? new NextDeadline(first.DueAt, Of(first.Kind)) : null!);
    }

    private static async Task<Dictionary<Guid, ImmutableHashSet<Guid>>> Named(HubDbContext db, List<Incident> incidents, CancellationToken cancellation)
    {
        var restricted = incidents.Where(i => i.IsRestricted).ToDictionary(i => i.Id);
        if (restricted.Count == 0)
        {
            return [];
        }

        var ids = restricted.Keys.ToList();
        var told = await db.Notices.Where(n => n.IncidentId != null && ids.Contains(n.IncidentId.Value) && n.Event != NoticeEvent.ReportOutcome)
            .Select(n => new { IncidentId = n.IncidentId!.Value, n.PersonId })
            .Distinct()
            .ToListAsync(cancellation);
        var byIncident = told.ToLookup(t => t.IncidentId, t => t.PersonId);
        return restricted.ToDictionary(
            i => i.Key,
            i => byIncident[i.Key].Concat(i.Value.LeaderId is { } leader ? [leader] : []).ToImmutableHashSet());
    }

    private static NextDeadlineKind Of(DeadlineKind kind) => kind switch
    {
        DeadlineKind.LadderStep => NextDeadlineKind.AcknowledgeBy,
        DeadlineKind.ProgressReport => NextDeadlineKind.ProgressReport,
        _ => NextDeadlineKind.DutyDue,
    };
}
