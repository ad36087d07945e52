using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary>Who acknowledged, and when; the same answer however often it is asked.</summary>
public sealed record Acknowledged(string By, DateTimeOffset At, bool WasBefore);

/// <summary>Somebody acknowledges a notice: on the phone page, in the program, or through the API on behalf of a person. Idempotent.</summary>
public sealed class AcknowledgeNotice(Writer writer, Situations situations)
{
    /// <summary>By the link of the notice. The bearer acknowledges as the recipient. Refused: unknown (not found), superseded or withdrawn (gone).</summary>
    public Task<Outcome<Acknowledged>> ByToken(string token, string? from, CancellationToken cancellation = default) =>
        writer.Run<Acknowledged>(
            Caller.Program,
            async work =>
            {
                var notice = await work.Db.Notices.FirstOrDefaultAsync(n => n.Token == token);
                if (notice is null)
                {
                    return Refusal.NotFound("NoticeUnknown");
                }

                var bearer = new Caller(CallerKind.Link, notice.PersonId, notice.PersonId, notice.PersonName, Right.Acknowledge, from);
                return await Within(work, notice, AcknowledgementMeans.Link, notice.PersonName, bearer);
            },
            cancellation);

    /// <summary>By somebody signed in, or by an API key for a person. Refused: without <see cref="Right.Acknowledge"/>; another's notice; unknown; gone.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="noticeId">Which notice.</param>
    /// <param name="onBehalfOf">With an API key: name of the person, for the record; null: the recipient.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<Outcome<Acknowledged>> Run(Caller caller, Guid noticeId, string? onBehalfOf = null, CancellationToken cancellation = default) =>
        writer.Run<Acknowledged>(
            caller,
            async work =>
            {
                if (!caller.Has(Right.Acknowledge))
                {
                    return Refusal.NotAllowed();
                }

                if (Text.Optional("onBehalfOf", onBehalfOf, 100) is { } fault)
                {
                    return fault;
                }

                var notice = await work.Db.Notices.FirstOrDefaultAsync(n => n.Id == noticeId);
                var isMachine = caller.Kind == CallerKind.ApiKey;
                if (notice is null || !await NoticeBearer.MayAnswer(work, notice))
                {
                    return Refusal.NotFound("NoticeUnknown");
                }

                var by = isMachine ? Short($"{Text.Clean(onBehalfOf) ?? notice.PersonName} ({caller.Name})") : caller.Name;
                return await Within(work, notice, isMachine ? AcknowledgementMeans.Api : AcknowledgementMeans.Desk, by, caller);
            },
            cancellation);

    /// <summary>Acknowledges within a command that has found the notice and checked the rights.</summary>
    /// <param name="work">The command's work.</param>
    /// <param name="notice">The notice.</param>
    /// <param name="means">By which means.</param>
    /// <param name="by">Name of who acknowledges.</param>
    /// <param name="actor">Who did it, for the record.</param>
    /// <param name="said">What the record says of it; null: that it was acknowledged.</param>
    internal async Task<Outcome<Acknowledged>> Within(Work work, Notice notice, AcknowledgementMeans means, string by, Caller actor, Fact? said = null)
    {
        var decided = notice.Acknowledge(by, work.Now);
        if (decided.IsRefused)
        {
            return decided.Refusal;
        }

        if (!decided.Value)
        {
            return new Acknowledged(notice.AcknowledgedBy!, notice.EndedAt!.Value, true);
        }

        if (!await work.Db.Acknowledgements.AnyAsync(a => a.NoticeId == notice.Id && a.Issue == notice.Issue))
        {
            // The first of an issue; one that was given again, after it had expired or been taken back, stands in the record.
            work.Db.Acknowledgements.Add(new Acknowledgement(notice, means, by, actor.Id, actor.Address, work.Now));
        }

        var fact = said ?? new Fact(FactKind.Acknowledged, ("name", notice.PersonName), ("by", by), ("means", means.ToString()), ("issue", notice.Issue.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("report", notice.IncidentId is null ? notice.Content.Number : ""));
        var situation = await situations.Load(work, notice);
        ClimbPolicy.Acknowledged(situation, notice, work.Now);
        var chain = situation.Incident?.Number ?? "reports";
        work.Record(chain, fact, situation.Incident?.Id, situation.Incident?.Number ?? notice.Content.Number, actor);
        Situations.Write(work, situation, chain);
        return new Acknowledged(by, work.Now, false);
    }

    private static string Short(string name) => name.Length <= 100 ? name : name[..100];
}
