using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Notices;

/// <summary>Who answers a notice, and in whose name: the bearer of its link, its recipient, or an API key for them.</summary>
/// <param name="Notice">The notice.</param>
/// <param name="Actor">Who stands in the record.</param>
/// <param name="By">Name of who answers.</param>
/// <param name="Means">By which means.</param>
internal sealed record NoticeBearer(Notice Notice, Caller Actor, string By, AcknowledgementMeans Means)
{
    /// <summary>The bearer of a link, who answers as the recipient. Refused: unknown (not found).</summary>
    public static async Task<Outcome<NoticeBearer>> OfToken(Work work, string token, AcknowledgementMeans means, string? from)
    {
        var notice = await work.Db.Notices.FirstOrDefaultAsync(n => n.Token == token);

        // An engine may compare without regard to case; a capability is exact.
        return notice is null || notice.Token != token
            ? Refusal.NotFound("NoticeUnknown")
            : new NoticeBearer(notice, new Caller(CallerKind.Link, notice.PersonId, notice.PersonId, notice.PersonName, Right.Acknowledge, from), notice.PersonName, means);
    }

    /// <summary>Somebody signed in, for their own notice, or an API key for its recipient. Refused: without <see cref="Right.Acknowledge"/>; another's notice; for a key, of an incident that it may not see; unknown.</summary>
    public static async Task<Outcome<NoticeBearer>> OfCaller(Work work, Guid noticeId)
    {
        var caller = work.Caller;
        if (!caller.Has(Right.Acknowledge))
        {
            return Refusal.NotAllowed();
        }

        var notice = await work.Db.Notices.FirstOrDefaultAsync(n => n.Id == noticeId);
        var isMachine = caller.Kind == CallerKind.ApiKey;
        return notice is null || !await MayAnswer(work, notice)
            ? Refusal.NotFound("NoticeUnknown")
            : new NoticeBearer(
                notice, caller, isMachine ? Short($"{notice.PersonName} ({caller.Name})") : caller.Name, isMachine ? AcknowledgementMeans.Api : AcknowledgementMeans.Desk);
    }

    /// <summary>True for its recipient, and for an API key that may see what it is about.</summary>
    public static async Task<bool> MayAnswer(Work work, Notice notice) =>
        work.Caller.Kind != CallerKind.ApiKey ? notice.PersonId == work.Caller.PersonId
        : notice.IncidentId is not { } incident || await Sight.Sees(work.Db, work.Caller, await work.Db.Incidents.SingleAsync(i => i.Id == incident));

    /// <summary>Why a notice that waits for nobody's answer cannot be answered; null when it can.</summary>
    public static Refusal? Over(Notice notice) => notice.State switch
    {
        NoticeState.ForInformation => Refusal.Conflict("NoticeForInformation"),
        NoticeState.Superseded => Refusal.Gone("NoticeSuperseded"),
        NoticeState.Withdrawn => Refusal.Gone("NoticeWithdrawn"),
        _ => null,
    };

    /// <summary>At most 100 characters of a name.</summary>
    public static string Short(string name) => name.Length <= 100 ? name : name[..100];
}
