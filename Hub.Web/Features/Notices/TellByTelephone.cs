using System.Globalization;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;

namespace Hub.Web.Features.Notices;

/// <summary>Somebody told the recipient by telephone, and says so: the notice counts as acknowledged, in the name of who told.</summary>
public sealed class TellByTelephone(Writer writer, AcknowledgeNotice acknowledge)
{
    /// <summary>
    /// Records it. A notice for information that could not be delivered counts as delivered. Idempotent. Refused: without <see cref="Right.Command"/>
    /// or <see cref="Right.Triage"/>; unknown, or not to be known; superseded or withdrawn (gone); told before it was written, or in the future.
    /// </summary>
    /// <param name="caller">Who told; their name stands in the record.</param>
    /// <param name="noticeId">Which notice.</param>
    /// <param name="when">When they told; null: now.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<Outcome<Acknowledged>> Run(Caller caller, Guid noticeId, DateTimeOffset? when = null, CancellationToken cancellation = default) =>
        writer.Run<Acknowledged>(
            caller,
            async work =>
            {
                if (!UndeliveredQuery.MayAct(caller))
                {
                    return Refusal.NotAllowed();
                }

                if (await UndeliveredQuery.Find(work, noticeId) is not { } notice)
                {
                    return Refusal.NotFound("NoticeUnknown");
                }

                var told = when ?? work.Now;
                if (told > work.Now.AddMinutes(1))
                {
                    return Refusal.Invalid("when", "InTheFuture");
                }

                // Clocks on desks differ, and who tells may have begun the call while the notice was written.
                return told < notice.CreatedAt.AddMinutes(-1)
                    ? Refusal.Invalid("when", "BeforeTheNotice")
                    : await Record(work, notice, told.Stored());
            },
            cancellation);

    private async Task<Outcome<Acknowledged>> Record(Work work, Notice notice, DateTimeOffset told)
    {
        var by = work.Caller.Name.Length <= 100 ? work.Caller.Name : work.Caller.Name[..100];
        var fact = new Fact(
            FactKind.ToldByTelephone, ("name", notice.PersonName), ("by", by), ("at", told.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
            ("issue", notice.Issue.ToString(CultureInfo.InvariantCulture)), ("report", notice.IncidentId is null ? notice.Content.Number : ""));
        if (notice.WasToldByTelephone && !notice.IsUndelivered)
        {
            return new Acknowledged(notice.AcknowledgedBy!, notice.EndedAt!.Value, true);
        }

        if (notice is { State: NoticeState.ForInformation, IsUndelivered: true })
        {
            notice.TellByTelephone(by, work.Now);
            await Aftermath.Record(work, notice, fact);
            return new Acknowledged(by, work.Now, false);
        }

        var outcome = await acknowledge.Within(work, notice, AcknowledgementMeans.Telephone, by, work.Caller, fact);
        if (outcome is { IsRefused: false, Value.WasBefore: false } && notice.IsUndelivered)
        {
            notice.MarkUndelivered(false);
        }

        return outcome;
    }
}
