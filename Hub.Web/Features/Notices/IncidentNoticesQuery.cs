using System.Globalization;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Components.Ladder;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary>Somebody who was told, as what, and how that stands.</summary>
public sealed record NoticeView(
    Guid Id, string Person, string As, NoticeEvent Event, int Issue, NoticeState State, DateTimeOffset CreatedAt, DateTimeOffset? AcknowledgeBy,
    string? AcknowledgedBy, DateTimeOffset? EndedAt, bool IsUndelivered, string? HandedTo, IReadOnlyList<DeliveryView> Deliveries);

/// <summary>One way by which it goes.</summary>
public sealed record DeliveryView(Guid Id, Channel Channel, string Address, DeliveryState State, int Attempts, DateTimeOffset? At, string? Error, string? HeldBecause = null, DateTimeOffset? HeldUntil = null, DateTimeOffset? ReceivedAt = null);

/// <summary>How a notice climbs.</summary>
public sealed record ClimbView(
    Guid Id, string Rule, NoticeEvent Event, ClimbState State, int Step, int Of, int Needed, DateTimeOffset? Next, string? NextTo, DateTimeOffset? EndedAt, DateTimeOffset? NobodyAnswersSince, bool IsLadderEnded, int Repeats,
    IReadOnlyList<ToldView> Told, LadderLane Lane, LadderAxis Axis);

/// <summary>Somebody told on a ladder.</summary>
public sealed record ToldView(string Person, int Step, bool Acknowledged, bool Declined);

/// <summary>Who was told of an incident, and how their notices climb.</summary>
public sealed class IncidentNoticesQuery(IDbContextFactory<HubDbContext> contexts, PlanInForce plans, CurrentCaller callers, TimeProvider time)
{
    /// <summary>Notices that wait first, by their deadline; then the newest.</summary>
    public async Task<IReadOnlyList<NoticeView>> Notices(Guid incidentId)
    {
        await using var db = await contexts.CreateDbContextAsync();
        if (!await Sees(db, incidentId))
        {
            return [];
        }

        var notices = await db.Notices.AsNoTracking().Where(n => n.IncidentId == incidentId).ToListAsync();
        var deliveries = (await db.Deliveries.AsNoTracking().Where(d => d.IncidentId == incidentId && d.NoticeId != null).OrderBy(d => d.Position).ToListAsync())
            .ToLookup(d => d.NoticeId!.Value, d => new DeliveryView(d.Id, d.Channel, d.Address, d.State, d.Attempts, d.EndedAt, d.LastError, d.EndedAt is null ? d.HeldBecause : null, d.NextAttemptAt, d.ReceivedAt));
        var culture = CultureInfo.CurrentUICulture.Name;
        return [.. notices
            .OrderBy(n => n.State == NoticeState.Open ? 0 : 1).ThenBy(n => n.State == NoticeState.Open ? n.AcknowledgeBy : null).ThenByDescending(n => n.CreatedAt)
            .Select(n => new NoticeView(
                n.Id, n.PersonName, n.As.For(culture), n.Event, n.Issue, n.State, n.CreatedAt, n.AcknowledgeBy, n.AcknowledgedBy, n.EndedAt, n.IsUndelivered, n.HandedTo, [.. deliveries[n.Id]]))];
    }

    /// <summary>The ladders, those that climb first.</summary>
    public async Task<IReadOnlyList<ClimbView>> Climbs(Guid incidentId)
    {
        await using var db = await contexts.CreateDbContextAsync();
        if (!await Sees(db, incidentId))
        {
            return [];
        }

        var climbs = await db.Climbs.AsNoTracking().Where(c => c.IncidentId == incidentId).ToListAsync();
        var plan = await plans.Load(db, await db.Incidents.Where(i => i.Id == incidentId).Select(i => i.PlanVersionId).SingleAsync());
        var names = await RuleNames.Load(db, plan);
        var due = await db.Deadlines.Where(d => d.IncidentId == incidentId && d.Kind == DeadlineKind.LadderStep && d.State == DeadlineState.Pending)
            .Select(d => new { d.SubjectId, d.DueAt }).ToListAsync();
        var notices = await db.Notices.Where(n => n.IncidentId == incidentId).Select(n => new { n.Matter, n.Issue, n.PersonId, n.PersonName, n.State, n.IsUndelivered }).ToListAsync();
        var culture = CultureInfo.CurrentUICulture.Name;
        return [.. climbs.OrderBy(c => c.State).ThenBy(c => due.Find(d => d.SubjectId == c.Id)?.DueAt ?? DateTimeOffset.MaxValue).ThenBy(c => c.StartedAt).Select(c =>
        {
            var steps = plan.Ladders[c.Ladder].Steps;
            var isApproval = c.Event == NoticeEvent.SituationReportToApprove;
            var its = notices.FindAll(n => n.Matter == c.Matter && n.Issue == c.Issue);
            var lane = LadderLanes.Of(
                c, plan.Ladders[c.Ladder], names.Rule(c.Rule).For(culture), due.Find(d => d.SubjectId == c.Id)?.DueAt,
                [.. c.Told.Select(t => its.Find(n => n.PersonId == t.PersonId) is { } found ? new ToldStanding(t.PersonId, found.PersonName, found.State, found.IsUndelivered) : new ToldStanding(t.PersonId, "", null, false))],
                to => isApproval && ReferenceEquals(to, steps[0].To) ? RuleNames.Approvers.For(culture) : string.Join(" · ", to.Select(t => names.Target(t.ToString()).For(culture))));
            var next = c.State == ClimbState.Climbing && c.Step + 1 < steps.Count ? string.Join(" · ", steps[c.Step + 1].To.Select(t => names.Target(t.ToString()).For(culture))) : null;
            return new ClimbView(
                c.Id, names.Rule(c.Rule).For(culture), c.Event, c.State, c.Step + 1, steps.Count, c.Needed, due.Find(d => d.SubjectId == c.Id)?.DueAt, next, c.EndedAt, c.NobodyAnswersSince, c.LadderEndedAt is not null, c.Repeats,
                [.. c.Told.OrderBy(t => t.Step).Select(t =>
                {
                    var notice = notices.Find(n => n.Matter == c.Matter && n.PersonId == t.PersonId && n.Issue == c.Issue);
                    return new ToldView(notice?.PersonName ?? "", t.Step + 1, notice?.State == NoticeState.Acknowledged, notice?.State == NoticeState.Declined);
                })],
                lane,
                LadderLanes.Axis(c, lane, time.GetUtcNow()));
        })];
    }

    private async Task<bool> Sees(HubDbContext db, Guid incidentId) => await db.Incidents.SeenBy(db, await callers.Get()).AnyAsync(i => i.Id == incidentId);
}
