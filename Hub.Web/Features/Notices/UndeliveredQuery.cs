using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary>A way by which somebody could not be told.</summary>
/// <param name="Channel">Which way.</param>
/// <param name="Address">Where to.</param>
/// <param name="Why">What the other side said last, or a key of <see cref="DeliveryCancelled"/>; null while nothing was said.</param>
/// <param name="IsUnderWay">True while it is tried again.</param>
public sealed record FailedWay(Channel Channel, string Address, string? Why, bool IsUnderWay);

/// <summary>Somebody who could not be told on any channel.</summary>
/// <param name="Id">The notice.</param>
/// <param name="Person">Who.</param>
/// <param name="As">As what.</param>
/// <param name="Number">Incident or report.</param>
/// <param name="Title">Of that.</param>
/// <param name="Grade">Grade, when there is one.</param>
/// <param name="IsDrill">True in a drill.</param>
/// <param name="IsIncident">True when the number is an incident's.</param>
/// <param name="CreatedAt">When the notice was written, UTC.</param>
/// <param name="Since">Since when no channel is left, UTC.</param>
/// <param name="Ways">How each channel failed.</param>
/// <param name="Phones">Numbers under which somebody can call.</param>
public sealed record UndeliveredView(
    Guid Id, string Person, LocalText As, string Number, string Title, Grade? Grade, bool IsDrill, bool IsIncident, DateTimeOffset CreatedAt, DateTimeOffset Since,
    IReadOnlyList<FailedWay> Ways, IReadOnlyList<string> Phones);

/// <summary>Whom nobody could tell, the gravest and the latest first.</summary>
/// <param name="Items">At most as many as asked for.</param>
/// <param name="Total">How many there are.</param>
public sealed record UndeliveredList(IReadOnlyList<UndeliveredView> Items, int Total);

/// <summary>What nobody could be told stands in the open, for those who can tell it otherwise. What gets through leaves the list by itself.</summary>
public sealed class UndeliveredQuery(IDbContextFactory<HubDbContext> contexts)
{
    /// <summary>True for who may send again or say that they told.</summary>
    public static bool MayAct(Caller caller) => (caller.Rights & (Right.Triage | Right.Command)) != Right.None;

    /// <summary>The list. Refused: without one of <see cref="Right.Triage"/>, <see cref="Right.Command"/> and <see cref="Right.Administer"/>.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="incidentId">Of one incident; null: of all.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<Outcome<UndeliveredList>> Run(Caller caller, Guid? incidentId, int most, CancellationToken cancellation = default)
    {
        if ((caller.Rights & (Right.Triage | Right.Command | Right.Administer)) == Right.None)
        {
            return Refusal.NotAllowed();
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var seen = db.Incidents.SeenBy(db, caller);
        var undelivered = db.Notices.AsNoTracking()
            .Where(n => n.IsUndelivered && (n.State == NoticeState.Open || n.State == NoticeState.ForInformation))
            .Where(n => n.IncidentId == null || seen.Any(i => i.Id == n.IncidentId))
            .Where(n => incidentId == null || n.IncidentId == incidentId);
        var notices = await undelivered.OrderBy(n => n.Grade ?? Grade.II).ThenByDescending(n => n.CreatedAt).Take(most).ToListAsync(cancellation);
        var total = notices.Count < most ? notices.Count : await undelivered.CountAsync(cancellation);
        var ids = notices.ConvertAll(n => (Guid?)n.Id);
        var deliveries = (await db.Deliveries.AsNoTracking().Where(d => ids.Contains(d.NoticeId)).ToListAsync(cancellation)).ToLookup(d => d.NoticeId!.Value);
        var people = notices.ConvertAll(n => n.PersonId);
        var phones = (await db.Persons.AsNoTracking().Where(p => people.Contains(p.Id)).ToListAsync(cancellation))
            .ToDictionary(p => p.Id, p => p.ContactPoints.Where(c => c.Channel == Channel.Sms).Select(c => c.Address).ToList());
        return new UndeliveredList(
            notices.ConvertAll(n => new UndeliveredView(
                n.Id, n.PersonName, n.As, n.Content.Number, n.Content.Title, n.Grade, n.IsDrill, n.IncidentId is not null, n.CreatedAt,
                Since(deliveries[n.Id]) ?? n.CreatedAt, [.. Ways(deliveries[n.Id])], phones.GetValueOrDefault(n.PersonId) ?? [])),
            total);
    }

    /// <summary>The notice as the caller of the work may see it; null when there is none.</summary>
    internal static async Task<Notice?> Find(Work work, Guid noticeId)
    {
        var notice = await work.Db.Notices.FirstOrDefaultAsync(n => n.Id == noticeId);
        return notice?.IncidentId is { } incidentId && !await Sight.Sees(work.Db, work.Caller, await work.Db.Incidents.SingleAsync(i => i.Id == incidentId)) ? null : notice;
    }

    /// <summary>The end of the first round of which nothing was accepted.</summary>
    private static DateTimeOffset? Since(IEnumerable<Delivery> deliveries) => deliveries
        .GroupBy(d => d.CreatedAt).OrderBy(g => g.Key)
        .FirstOrDefault(g => g.All(d => d.State is DeliveryState.Failed or DeliveryState.Cancelled))?
        .Max(d => d.EndedAt);

    /// <summary>The last word of each address, in the order in which they were tried.</summary>
    private static IEnumerable<FailedWay> Ways(IEnumerable<Delivery> deliveries) => deliveries
        .OrderBy(d => d.CreatedAt).ThenBy(d => d.Position)
        .GroupBy(d => (d.Channel, d.Address))
        .Select(g => new FailedWay(g.Key.Channel, g.Key.Address, g.Last().LastError ?? g.LastOrDefault(d => d.LastError is not null)?.LastError, g.Any(d => d.EndedAt is null)));
}
