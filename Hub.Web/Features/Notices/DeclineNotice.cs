using System.Globalization;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;

namespace Hub.Web.Features.Notices;

/// <summary>Somebody cannot take it.</summary>
/// <param name="By">Who said so.</param>
/// <param name="At">When.</param>
/// <param name="WasBefore">True when they had said so before.</param>
/// <param name="Climbed">True when a ladder climbed for it.</param>
public sealed record Declined(string By, DateTimeOffset At, bool WasBefore, bool Climbed);

/// <summary>
/// Somebody says that they cannot take it: on the phone page, by a mail or short message in reply, in the program, or through the
/// API. The ladder climbs at once, unless somebody else at its step can still answer. Idempotent; they may acknowledge later.
/// </summary>
public sealed class DeclineNotice(Writer writer, Situations situations)
{
    /// <summary>Longest reason.</summary>
    public const int LongestReason = 500;

    /// <summary>By the link or code of the notice. Refused: unknown (not found); superseded or withdrawn (gone); for information, or nothing waits any more (conflict).</summary>
    /// <param name="token">Token of the notice.</param>
    /// <param name="means">By which means.</param>
    /// <param name="reason">Why, in their words; null when they say nothing.</param>
    /// <param name="from">Network address, mailbox or number, when known.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<Outcome<Declined>> ByToken(string token, AcknowledgementMeans means, string? reason = null, string? from = null, CancellationToken cancellation = default) =>
        writer.Run<Declined>(
            Caller.Program,
            async work =>
            {
                var bearer = await NoticeBearer.OfToken(work, token, means, from);
                return bearer.IsRefused ? bearer.Refusal : await Within(work, bearer.Value.Notice, bearer.Value.Means, bearer.Value.By, bearer.Value.Actor, reason);
            },
            cancellation);

    /// <summary>By somebody signed in, or by an API key for the recipient. Refused: as by token; without <see cref="Right.Acknowledge"/>; another's notice.</summary>
    public Task<Outcome<Declined>> Run(Caller caller, Guid noticeId, string? reason = null, CancellationToken cancellation = default) =>
        writer.Run<Declined>(
            caller,
            async work =>
            {
                var bearer = await NoticeBearer.OfCaller(work, noticeId);
                return bearer.IsRefused ? bearer.Refusal : await Within(work, bearer.Value.Notice, bearer.Value.Means, bearer.Value.By, bearer.Value.Actor, reason);
            },
            cancellation);

    /// <summary>Declines within a command that has found the notice and checked the rights.</summary>
    /// <param name="work">The command's work.</param>
    /// <param name="notice">The notice.</param>
    /// <param name="means">By which means.</param>
    /// <param name="by">Name of who says so.</param>
    /// <param name="actor">Who did it, for the record.</param>
    /// <param name="reason">Why, in their words.</param>
    internal async Task<Outcome<Declined>> Within(Work work, Notice notice, AcknowledgementMeans means, string by, Caller actor, string? reason = null)
    {
        if (Text.Optional("reason", reason, LongestReason, lines: true) is { } fault)
        {
            return fault;
        }

        if (NoticeBearer.Over(notice) is { } over)
        {
            return over;
        }

        if (notice.State == NoticeState.Declined)
        {
            return new Declined(by, notice.EndedAt!.Value, true, false);
        }

        var situation = await situations.Load(work, notice);
        var decided = ClimbPolicy.Decline(situation, notice, work.Now);
        if (decided.IsRefused)
        {
            return decided.Refusal;
        }

        var chain = situation.Incident?.Number ?? "reports";
        var fact = new Fact(
            FactKind.CannotTake, ("name", notice.PersonName), ("by", by), ("means", means.ToString()), ("reason", Text.Clean(reason) ?? ""),
            ("issue", notice.Issue.ToString(CultureInfo.InvariantCulture)), ("report", notice.IncidentId is null ? notice.Content.Number : ""));
        work.Record(chain, fact, situation.Incident?.Id, situation.Incident?.Number ?? notice.Content.Number, actor);
        var climbed = situation.Effects.Facts.Exists(f => f.Kind is FactKind.LadderClimbed or FactKind.NobodyAnswers or FactKind.LadderEnded);
        Situations.Write(work, situation, chain);
        return new Declined(by, work.Now, false, climbed);
    }
}
