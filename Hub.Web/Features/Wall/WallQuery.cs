using Hub.Domain.Clocks;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Plans.Readiness;
using Hub.Domain.Response;
using Hub.Domain.Shared;
using Hub.Web.Live;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Wall;

/// <summary>Reads what the wall shows beyond the board. Asked after changes, never by the tick. What a masked display must not show is left out here.</summary>
public sealed class WallQuery(IDbContextFactory<HubDbContext> contexts, PlanInForce plans, ReadinessNow readiness, TimeProvider time)
{
    // Who is present changes by the minute: the directory is not read anew for every change of an incident.
    private static readonly TimeSpan RosterLasts = TimeSpan.FromSeconds(15);
    private const int MostEvents = 5;
    private static readonly LocalText NoName = LocalText.Same("");
    private static readonly string[] Harmless = ["grade", "stage", "from", "standing"];

    private static readonly TimeSpan DetailLasts = TimeSpan.FromSeconds(5);
    private readonly Dictionary<bool, (IncidentView Incident, DateTimeOffset At, Task<WallDetail> Detail)> shared = [];
    private (DateTimeOffset At, Roster Roster)? known;

    /// <summary>
    /// The details of one incident as the board shows it. Walls that hang side by side ask for the same at the same
    /// moment: an unchanged incident is the same object, and its details are read once for all of them.
    /// </summary>
    public Task<WallDetail> Detail(IncidentView incident, bool isMasked)
    {
        var now = time.GetUtcNow();
        lock (shared)
        {
            if (!shared.TryGetValue(isMasked, out var last) || !ReferenceEquals(last.Incident, incident) || now - last.At >= DetailLasts || last.Detail.IsFaulted)
            {
                shared[isMasked] = last = (incident, now, Task.Run(() => Read(incident, isMasked, CancellationToken.None)));
            }

            return last.Detail;
        }
    }

    private async Task<WallDetail> Read(IncidentView incident, bool isMasked, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.Database.OpenConnectionAsync(cancellation);

        // Duties and situation reports stand in a column of their own: what is asked there is the release, or the approval.
        var asked = await db.Notices.AsNoTracking()
            .Where(n => n.IncidentId == incident.Id && n.AcknowledgeBy != null && n.Event != NoticeEvent.DutyToRelease && n.Event != NoticeEvent.DutyOverdue
                && n.Event != NoticeEvent.SituationReportToApprove && (n.State == NoticeState.Open || n.State == NoticeState.Acknowledged))
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
        var entries = await EventQuery.LastVerified(db, incident.Id, incident.Number, MostEvents, cancellation);
        var systems = await EventQuery.Systems(db, incident.Id, cancellation);
        return new WallDetail(
            [.. people.Where(p => p.Answered is null).OrderBy(p => p.Asked).ThenBy(p => p.Name, StringComparer.Ordinal)],
            [.. people.Where(p => p.Answered is not null).OrderByDescending(p => p.Answered)],
            isMasked ? [] : undelivered,
            await Approvals(db, incident.Id, isMasked, cancellation),
            entries.ConvertAll(t => Event(t, isMasked)),
            await Seats(db, incident, isMasked, cancellation),
            isMasked ? systems.ConvertAll(s => s with { AssetKey = null, Name = NoName, By = "", Reason = null }) : systems);
    }

    /// <summary>Who is on call now and next, the plan in force, and how ready it finds the organisation.</summary>
    public async Task<WallWatch> Watch(bool isMasked, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        var roster = await Roster(db);
        var plan = await db.PlanVersions.AsNoTracking().Where(v => v.State == PlanState.InForce && !v.IsDrillCopy)
            .OrderByDescending(v => v.InForceFrom).ThenByDescending(v => v.Number)
            .Select(v => new { v.NameEn, v.NameZh, v.Number })
            .FirstOrDefaultAsync(cancellation);
        return new WallWatch(
            [.. roster.Rotas.Where(r => r.Layers.Count > 0).OrderBy(r => r.Key, StringComparer.Ordinal).Select(Shift)],
            plan is null ? null : new LocalText(plan.NameEn, plan.NameZh),
            plan?.Number ?? 0,
            plan is null ? null : Ready(await readiness.Get(cancellation)));

        WallReady Ready(ReadinessLook look) => new(
            look.Result.Interval, look.WellUntil(now), look.Count(FindingSeverity.Gap), look.Count(FindingSeverity.Weakness), isMasked ? null : look.Urgent(now).FirstOrDefault());

        WallShift Shift(Rota rota)
        {
            var names = At(rota, now);
            var next = rota.NextChangeAfter(now, roster.Absences);
            return new WallShift(rota.Key, rota.Name, names.Count, isMasked ? [] : names, next, isMasked || next is null ? [] : At(rota, next.Value));
        }

        List<string> At(Rota rota, DateTimeOffset when) => [.. roster.Resolve([new Target(TargetKind.Rota, rota.Key)], when).Select(p => p.Person.Name)];
    }

    private static async Task<IReadOnlyList<WallApproval>> Approvals(HubDbContext db, Guid incident, bool isMasked, CancellationToken cancellation)
    {
        var duties = await db.Duties.AsNoTracking().Where(d => d.IncidentId == incident && d.State == DutyState.Open)
            .OrderBy(d => d.DueAt)
            .Select(d => new { d.Id, d.BodyNameEn, d.BodyNameZh, d.OpenedAt, d.DueAt })
            .ToListAsync(cancellation);
        var reports = await db.SituationReports.IgnoreAutoIncludes().AsNoTracking().Where(r => r.IncidentId == incident && r.State == SituationReportState.Submitted)
            .Select(r => new { r.Id, r.Number, r.SubmittedAt, r.WrittenAt })
            .ToListAsync(cancellation);
        var whose = isMasked || (duties.Count == 0 && reports.Count == 0) ? [] : await db.Notices.AsNoTracking()
            .Where(n => n.IncidentId == incident && (n.Event == NoticeEvent.DutyToRelease || n.Event == NoticeEvent.SituationReportToApprove) && (n.State == NoticeState.Open || n.State == NoticeState.Acknowledged))
            .OrderBy(n => n.State == NoticeState.Open).ThenBy(n => n.CreatedAt)
            .Select(n => new { n.Matter, n.PersonName })
            .ToListAsync(cancellation);
        return
        [
            .. duties.Select(d => new WallApproval(
                WallApprovalKind.Duty, d.Id, isMasked ? null : new LocalText(d.BodyNameEn, d.BodyNameZh), Asked($"duty:{d.Id}"), d.OpenedAt, d.DueAt)),
            .. reports.Select(r => new WallApproval(WallApprovalKind.SituationReport, r.Id, null, Asked(ApprovalPolicy.MatterOf(r.Id)), r.SubmittedAt ?? r.WrittenAt, null)),
        ];

        IReadOnlyList<string> Asked(string matter) =>
            [.. whose.Where(n => n.Matter.StartsWith(matter, StringComparison.Ordinal)).Select(n => n.PersonName).Distinct(StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<PlanSeat>> Seats(HubDbContext db, IncidentView incident, bool isMasked, CancellationToken cancellation)
    {
        var version = await db.Incidents.Where(i => i.Id == incident.Id).Select(i => i.PlanVersionId).FirstAsync(cancellation);
        var seats = PlanSeats.Of(await plans.Load(db, version), incident.Grade, await Roster(db), time.GetUtcNow());
        return isMasked ? [.. seats.Select(s => new PlanSeat("", NoName, s.Holder is null ? null : ""))] : seats;
    }

    private async Task<Roster> Roster(HubDbContext db)
    {
        var now = time.GetUtcNow();
        if (known is { } read && now - read.At < RosterLasts)
        {
            return read.Roster;
        }

        var roster = await Rosters.Load(db);
        known = (now, roster);
        return roster;
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
