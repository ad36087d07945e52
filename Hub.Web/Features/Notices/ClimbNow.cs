using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary>Where a ladder stands after somebody let it climb.</summary>
/// <param name="Step">The step, from 1.</param>
/// <param name="Of">How many there are.</param>
/// <param name="IsNew">False when it had climbed beyond that step already.</param>
public sealed record Climbed(int Step, int Of, bool IsNew);

/// <summary>
/// Somebody lets a ladder take its next step before its time: whoever commands, or one who is asked and waits. A step is left
/// once, however often it is asked for.
/// </summary>
public sealed class ClimbNow(Writer writer, Situations situations)
{
    /// <summary>By the link of a notice. Refused: unknown (not found); superseded or withdrawn (gone); answered, or at its end (conflict).</summary>
    public Task<Outcome<Climbed>> ByToken(string token, string? from, CancellationToken cancellation = default) =>
        writer.Run<Climbed>(
            Caller.Program,
            async work =>
            {
                var bearer = await NoticeBearer.OfToken(work, token, AcknowledgementMeans.Link, from);
                return bearer.IsRefused ? bearer.Refusal : await Climb(work, bearer.Value.Notice, null, null, bearer.Value.Actor);
            },
            cancellation);

    /// <summary>
    /// By a notice: the ladder leaves the step that told its recipient. Refused: as by token; neither <see cref="Right.Command"/> nor
    /// the caller's own notice; an incident that the caller may not see.
    /// </summary>
    /// <param name="caller">Who.</param>
    /// <param name="noticeId">Which notice.</param>
    /// <param name="reason">Why, in their words; null when they say nothing.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<Outcome<Climbed>> Run(Caller caller, Guid noticeId, string? reason = null, CancellationToken cancellation = default) =>
        writer.Run<Climbed>(
            caller,
            async work =>
            {
                if (Text.Optional("reason", reason, DeclineNotice.LongestReason, lines: true) is { } fault)
                {
                    return fault;
                }

                var notice = await work.Db.Notices.FirstOrDefaultAsync(n => n.Id == noticeId);
                if (notice is not null && caller.Has(Right.Acknowledge) && caller.PersonId is { } own && own == notice.PersonId)
                {
                    return await Climb(work, notice, null, null, caller, reason);
                }

                return !caller.Has(Right.Command) ? Refusal.NotAllowed()
                    : notice is null || !await Sees(work, notice.IncidentId) ? Refusal.NotFound("NoticeUnknown")
                    : await Climb(work, notice, null, null, caller, reason);
            },
            cancellation);

    /// <summary>By a ladder as it was shown: it leaves that step. Refused: without <see cref="Right.Command"/>; unknown, or not to be seen; answered, or at its end.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="climbId">The climb.</param>
    /// <param name="fromStep">The step that it was shown on, from 1.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<Outcome<Climbed>> Run(Caller caller, Guid climbId, int fromStep, CancellationToken cancellation = default) =>
        writer.Run<Climbed>(
            caller,
            async work =>
            {
                if (!caller.Has(Right.Command))
                {
                    return Refusal.NotAllowed();
                }

                var climb = await work.Db.Climbs.FirstOrDefaultAsync(c => c.Id == climbId);
                var notice = climb is null || !await Sees(work, climb.IncidentId)
                    ? null
                    : await work.Db.Notices.Where(n => n.Matter == climb.Matter && n.Issue == climb.Issue).OrderBy(n => n.CreatedAt).FirstOrDefaultAsync();
                return notice is null ? Refusal.NotFound("NoticeUnknown") : await Climb(work, notice, climbId, fromStep - 1, caller);
            },
            cancellation);

    private static async Task<bool> Sees(Work work, Guid? incidentId) =>
        incidentId is null || await Sight.Sees(work.Db, work.Caller, await work.Db.Incidents.SingleAsync(i => i.Id == incidentId));

    private async Task<Outcome<Climbed>> Climb(Work work, Notice notice, Guid? climbId, int? fromStep, Caller by, string? reason = null)
    {
        if (climbId is null && NoticeBearer.Over(notice) is { } over)
        {
            return over;
        }

        var situation = await situations.Load(work, notice);
        var climbs = situation.Climbs.FindAll(c => climbId is { } id ? c.Id == id : c.Matter == notice.Matter && c.Issue == notice.Issue && c.HasTold(notice.PersonId));
        var waiting = climbs.FindAll(c => c.State == ClimbState.Climbing);
        if (waiting.Count == 0)
        {
            return Refusal.Conflict("NothingWaits");
        }

        var shown = waiting.ToDictionary(c => c.Id, c => fromStep ?? c.Told.First(t => t.PersonId == notice.PersonId).Step);
        if (waiting.TrueForAll(c => c.Step == shown[c.Id] && ClimbPolicy.IsAtEnd(situation, c)))
        {
            return Refusal.Conflict("LadderAtEnd");
        }

        var moved = waiting.FindAll(c => ClimbPolicy.ClimbByHand(situation, c, shown[c.Id], notice.Content, work.Now));
        if (moved.Count > 0)
        {
            var chain = situation.Incident?.Number ?? "reports";
            foreach (var climb in moved)
            {
                var fact = new Fact(FactKind.ClimbedByHand, ("rule", climb.Rule), ("by", by.Name), ("reason", Text.Clean(reason) ?? ""), ("report", notice.IncidentId is null ? notice.Content.Number : ""));
                work.Record(chain, fact, situation.Incident?.Id, situation.Incident?.Number ?? notice.Content.Number, by);
            }

            Situations.Write(work, situation, chain);
        }

        var first = moved.Count > 0 ? moved[0] : waiting[0];
        return new Climbed(first.Step + 1, situation.Plan.Ladders[first.Ladder].Steps.Count, moved.Count > 0);
    }
}
