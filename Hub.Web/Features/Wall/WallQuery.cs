using Hub.Domain.Clocks;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Live;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Wall;

/// <summary>Reads what the wall shows beyond the board. Asked after changes, never by the tick. What a masked display must not show is left out here.</summary>
public sealed class WallQuery(IDbContextFactory<HubDbContext> contexts, TimeProvider time)
{
    private const int MostEvents = 5;
    private static readonly LocalText NoName = LocalText.Same("");
    private static readonly string[] Harmless = ["grade", "stage", "from", "step", "of"];

    private static readonly FactKind[] Significant =
    [
        FactKind.IncidentOpened, FactKind.GradeRaised, FactKind.GradeLowered, FactKind.StageChanged, FactKind.LeaderAppointed, FactKind.UpdatePosted,
        FactKind.StoodDown, FactKind.ProgressReportMissed, FactKind.LadderClimbed, FactKind.NobodyAnswers, FactKind.Undelivered, FactKind.ReportJoined,
        FactKind.DutyReleased, FactKind.DutyWaived, FactKind.DutyOverdue, FactKind.DutySent, FactKind.DutyUndelivered,
    ];

    /// <summary>The details of one incident.</summary>
    public async Task<WallDetail> Detail(IncidentView incident, bool isMasked, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        // Duties stand in a column of their own: what is asked there is the release.
        var asked = await db.Notices.AsNoTracking()
            .Where(n => n.IncidentId == incident.Id && n.AcknowledgeBy != null && n.Event != NoticeEvent.DutyToRelease && n.Event != NoticeEvent.DutyOverdue && (n.State == NoticeState.Open || n.State == NoticeState.Acknowledged))
            .Select(n => new { n.PersonId, n.PersonName, n.AsEn, n.AsZh, n.CreatedAt, n.EndedAt, n.State })
            .ToListAsync(cancellation);
        var people = asked.GroupBy(n => n.PersonId)
            .Select(g => g.Where(n => n.State == NoticeState.Open).MinBy(n => n.CreatedAt) ?? g.MaxBy(n => n.EndedAt)!)
            .Select(n => new WallPerson(
                isMasked ? "" : n.PersonName,
                isMasked ? NoName : new LocalText(n.AsEn, n.AsZh),
                n.CreatedAt,
                n.State == NoticeState.Open ? null : n.EndedAt))
            .ToList();
        var undelivered = await db.Notices.AsNoTracking()
            .Where(n => n.IncidentId == incident.Id && n.IsUndelivered && (n.State == NoticeState.Open || n.State == NoticeState.ForInformation))
            .Select(n => n.PersonName).Distinct().Order()
            .ToListAsync(cancellation);
        var duties = await db.Duties.AsNoTracking().Where(d => d.IncidentId == incident.Id && d.State == DutyState.Open)
            .OrderBy(d => d.DueAt)
            .Select(d => new { d.Id, d.BodyNameEn, d.BodyNameZh, d.DueAt })
            .ToListAsync(cancellation);
        var entries = await db.Timeline.AsNoTracking().Where(t => t.Chain == incident.Number && Significant.Contains(t.Kind))
            .OrderByDescending(t => t.Number).Take(MostEvents)
            .ToListAsync(cancellation);
        return new WallDetail(
            [.. people.Where(p => p.Answered is null).OrderBy(p => p.Asked).ThenBy(p => p.Name, StringComparer.Ordinal)],
            [.. people.Where(p => p.Answered is not null).OrderByDescending(p => p.Answered)],
            isMasked ? [] : undelivered,
            duties.ConvertAll(d => new WallDuty(d.Id, isMasked ? null : new LocalText(d.BodyNameEn, d.BodyNameZh), d.DueAt)),
            entries.ConvertAll(t => Event(t, isMasked)));
    }

    /// <summary>Who is on call now, and the plan in force.</summary>
    public async Task<WallWatch> Watch(bool isMasked, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        var rotas = await db.Rotas.AsNoTracking().AsSplitQuery().ToListAsync(cancellation);
        var roster = await Rosters.Load(db);
        var shifts = rotas.OrderBy(r => r.Name.En, StringComparer.Ordinal)
            .Select(r => new WallShift(r.Name, isMasked ? [] : [.. roster.Resolve([new Target(TargetKind.Rota, r.Key)], now).Select(p => p.Person.Name)]));
        var plan = await db.PlanVersions.AsNoTracking().Where(v => v.State == PlanState.InForce && !v.IsDrillCopy)
            .OrderByDescending(v => v.InForceFrom).ThenByDescending(v => v.Number)
            .Select(v => new { v.NameEn, v.NameZh, v.Number })
            .FirstOrDefaultAsync(cancellation);
        return new WallWatch([.. shifts], plan is null ? null : new LocalText(plan.NameEn, plan.NameZh), plan?.Number ?? 0);
    }

    private static WallEvent Event(TimelineEntry entry, bool isMasked)
    {
        var data = entry.ReadData().Where(d => !isMasked || Harmless.Contains(d.Name, StringComparer.Ordinal));
        return new WallEvent(
            entry.Number,
            entry.At,
            entry.Kind,
            isMasked || entry.ActorKind == CallerKind.Program ? "" : entry.Actor,
            data.DistinctBy(d => d.Name).ToDictionary(d => d.Name, d => d.Value, StringComparer.Ordinal));
    }
}
